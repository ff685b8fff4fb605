"""What a web process shows, and the same desk seen from the verifying process."""

import socket
import threading
from collections.abc import Iterator

import pytest

from badger.verify.budget import Budget
from badger.verify.errors import Missing, Undetermined, UnreadableInput
from badger.verify.isolation import Desk, messages, worker
from badger.verify.isolation.frames import Channel, Frame
from badger.verify.isolation.messages import LookUp, Place, Shown
from badger.verify.sources import OwnDocuments
from tests.world import World

OWN = "did:web:ours.example"
THEIRS = "did:web:club.example"
URL = "https://club.example/.well-known/did.json"


class Clock:
    def __init__(self) -> None:
        self.seconds = 0.0

    def __call__(self) -> float:
        return self.seconds


class There:
    """The fetching of a verifying process: says what it was asked."""

    def __init__(self) -> None:
        self.asked: list[LookUp] = []

    def __call__(self, wanted: LookUp) -> bytes:
        self.asked.append(wanted)
        return wanted.address.encode()


def show(desk: Desk, place: Place, address: str, there: There | None = None) -> Shown | None:
    asked = LookUp(place=place, address=address)
    return desk.show(asked, fetch_there=there or There(), budget=Budget())


def test_our_own_documents_and_badges_are_given_from_here():
    shelf = {"https://ours.example/b/1": b"badge"}
    desk = Desk(own=OwnDocuments({OWN: b"own"}.get), own_badge=shelf.get)
    there = There()

    assert Shown(b"own", 0.0) == show(desk, Place.DOCUMENT, OWN, there)
    assert Shown(b"badge", 0.0) == show(desk, Place.OWN_BADGE, "https://ours.example/b/1", there)
    assert show(desk, Place.OWN_BADGE, "https://other.example/", there) is None
    assert [] == there.asked


def test_what_is_not_ours_is_fetched_there_once_for_each_way_of_asking():
    desk, there = Desk(own=OwnDocuments({}.get)), There()

    for _ in range(2):
        document = show(desk, Place.DOCUMENT, THEIRS, there)
        page = show(desk, Place.ANYWHERE, URL, there)

    assert document is not None
    assert page is not None
    assert URL.encode() == document.data == page.data
    assert document.fresh_s is not None
    assert 290 < document.fresh_s <= 300
    # What a host says itself is not mistaken for what it says by way of others.
    assert [Place.DOCUMENT, Place.ANYWHERE] == [one.place for one in there.asked]
    assert 0 < there.asked[0].seconds <= 4


def test_an_address_that_is_none_is_refused_here():
    with pytest.raises(Undetermined) as refused:
        show(Desk(own=OwnDocuments({}.get)), Place.DOCUMENT, "did:web:")
    assert "fetch.address" == refused.value.reason


def test_a_fetcher_of_tests_fetches_here(world: World):
    desk, there = Desk(own=OwnDocuments({}.get), fetcher=world), There()
    world.pages["https://a.example/b"] = b"page"

    assert world.pages[URL] == (show(desk, Place.DOCUMENT, THEIRS, there) or Shown(b"")).data
    assert b"page" == (show(desk, Place.ANYWHERE, "https://a.example/b", there) or Shown(b"")).data
    assert [] == there.asked


def test_a_desk_that_knows_no_changes_says_that_there_may_be_some():
    desk = Desk(own=OwnDocuments({}.get))
    assert desk.stamp() != desk.stamp()
    assert show(desk, Place.OWN_BADGE, "https://ours.example/b/1") is None


class WebProcess:
    """The other end of a channel: answers as it is told to, one frame after the other."""

    def __init__(self, connection: socket.socket) -> None:
        self.channel = Channel(connection)
        self.heard: list[Frame] = []

    def answers(self, *frames: Frame) -> None:
        def answer() -> None:
            for frame in frames:
                self.heard.append(self.channel.receive())
                self.channel.send(frame)

        threading.Thread(target=answer).start()


@pytest.fixture
def web() -> Iterator[WebProcess]:
    """A web process, whose other end is in `theirs`."""
    ours, theirs = socket.socketpair()
    found = WebProcess(ours)
    found.theirs = Channel(theirs)  # type: ignore[attr-defined]
    yield found
    found.channel.close()
    theirs.close()


def desk_of(web: WebProcess, fetcher: object = None, clock: Clock | None = None) -> worker.Desk:
    return worker.Desk(web.theirs, fetcher or World(), clock or Clock())  # type: ignore[attr-defined,arg-type]


def test_a_document_is_asked_for_once_while_it_is_fresh(web: WebProcess):
    clock = Clock()
    desk = desk_of(web, clock=clock)
    web.answers(messages.found_frame(Shown(b"1", 5.0, 100.0)))
    assert b"1" == desk.read(THEIRS, budget=Budget())
    clock.seconds = 60.0
    copy = desk.read_copy(THEIRS, budget=Budget())
    assert copy is not None
    assert (b"1", 65.0) == (copy.data, copy.age_s)

    web.answers(messages.found_frame(Shown(b"2", 0.0, 100.0)))
    assert b"2" == getattr(desk.read_copy(THEIRS, budget=Budget(), max_age_s=9.0), "data", None)
    clock.seconds = 161.0
    web.answers(messages.found_frame(Shown(b"3", 0.0, 100.0)))
    assert b"3" == desk.read(THEIRS, budget=Budget())
    assert 9.0 == messages.read_look_up(web.heard[1]).max_age_s


def test_our_own_documents_are_remembered_as_long_as_nothing_is_written(web: WebProcess):
    desk = desk_of(web)
    desk.begin("1")
    web.answers(messages.found_frame(Shown(b"old", 0.0)), messages.found_frame(Shown(b"new", 0.0)))
    assert [b"old", b"old"] == [desk.read(OWN, budget=Budget()) for _ in range(2)]
    desk.begin("2")
    assert b"new" == desk.read(OWN, budget=Budget())


def test_what_is_remembered_is_bounded(web: WebProcess):
    desk = desk_of(web)
    many = worker.MAX_SHOWN + 1
    web.answers(*[messages.found_frame(Shown(b"x", 0.0, 100.0))] * (many + 1))
    for number in range(many):
        desk.read(f"https://{number}.example/", budget=Budget())
    desk.begin("1")
    desk.read("https://0.example/", budget=Budget())
    assert many + 1 == len(web.heard)


def test_what_is_nowhere_is_none_or_not_found(web: WebProcess):
    desk = desk_of(web)
    web.answers(*[Frame(messages.NONE)] * 3)
    assert desk.read(OWN, budget=Budget()) is None
    assert desk.own_badge("https://ours.example/b") is None
    with pytest.raises(Undetermined) as refused:
        desk.fetch_on_host("https://ours.example/b")
    assert "fetch.not_found" == refused.value.reason


def test_a_badge_of_ours_and_a_refusal_come_over(web: WebProcess):
    desk = desk_of(web)
    refused = messages.error_frame(UnreadableInput("input.missing"))
    web.answers(messages.found_frame(Shown(b"badge", 0.0)), refused)
    assert b"badge" == desk.own_badge("https://ours.example/b")
    with pytest.raises(UnreadableInput):
        desk.own_badge("https://ours.example/b")


@pytest.mark.parametrize("place", [Place.DOCUMENT, Place.ANYWHERE])
def test_it_fetches_what_it_is_told_to_fetch(web: WebProcess, world: World, place: Place):
    desk = desk_of(web, world)
    world.pages["https://a.example/"] = b"page"
    asked = LookUp(place=place, address="https://a.example/", seconds=1.0)
    fetch = messages.look_up_frame(asked, kind=messages.FETCH)
    web.answers(fetch, messages.found_frame(Shown(b"page", 0.0)))

    assert b"page" == desk.fetch("https://a.example/")
    assert ["https://a.example/"] == world.fetched
    assert b"page" == messages.read_found(web.heard[1]).data


def test_it_says_when_what_it_should_fetch_is_not_there(web: WebProcess, world: World):
    desk = desk_of(web, world)
    asked = LookUp(place=Place.DOCUMENT, address="https://none.example/", seconds=1.0)
    missing = messages.error_frame(Missing(host="none.example", status=404))
    web.answers(messages.look_up_frame(asked, kind=messages.FETCH), missing)

    with pytest.raises(Missing):
        desk.read("https://none.example/", budget=Budget())
    assert isinstance(messages.read_error(web.heard[1]), Missing)
