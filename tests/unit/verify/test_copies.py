"""Copies of what was fetched: their age, their number, and how often a host is asked (F08)."""

import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest

from badger.verify import copies as copies_module
from badger.verify.budget import Budget
from badger.verify.copies import HOST_PER_MINUTE, Copies, Wanted
from badger.verify.errors import Undetermined
from badger.verify.resolve import Copy
from badger.verify.sources import Fetched, OwnDocuments, url_of
from tests.world import World


class Clock:
    def __init__(self) -> None:
        self.seconds = 1_000.0

    def __call__(self) -> float:
        return self.seconds


class Host:
    """Answers with a number that grows, or fails."""

    def __init__(self) -> None:
        self.count = 0
        self.is_down = False

    def __call__(self, _seconds: float) -> bytes:
        self.count += 1
        if self.is_down:
            raise Undetermined("fetch.connection", host="a.example")
        return b"%d" % self.count


def wanted(name: str = "x", **more: object) -> Wanted:
    return Wanted(**({"name": name, "url": f"https://a.example/{name}"} | more))  # type: ignore[arg-type]


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def host() -> Host:
    return Host()


def test_a_copy_serves_until_it_is_too_old_for_who_asks(clock: Clock, host: Host):
    copies = Copies(monotonic=clock)
    first = copies.get(wanted(), host, budget=Budget())
    assert (b"1", 0.0, 300.0) == (first.data, first.age_s, copies.fresh_s(first))
    clock.seconds += 100
    second = copies.get(wanted(), host, budget=Budget())
    assert (b"1", 100.0, 200.0) == (second.data, second.age_s, copies.fresh_s(second))
    assert b"2" == copies.get(wanted(max_age_s=60.0), host, budget=Budget()).data
    clock.seconds += 301
    assert b"3" == copies.get(wanted(max_age_s=900.0), host, budget=Budget()).data


def test_a_failure_stands_for_a_while_and_tells_the_age_of_the_last_copy(clock: Clock, host: Host):
    copies = Copies(monotonic=clock)
    copies.get(wanted(), host, budget=Budget())
    host.is_down = True
    for passed, age in ((400, 400), (10, 400), (30, 440)):
        clock.seconds += passed
        with pytest.raises(Undetermined) as failed:
            copies.get(wanted(), host, budget=Budget())
        assert ("fetch.connection", age) == (failed.value.reason, failed.value.facts["age_s"])
    assert 3 == host.count
    host.is_down = False
    clock.seconds += 31
    assert b"4" == copies.get(wanted(), host, budget=Budget()).data


def test_a_host_that_never_answered_has_no_age(clock: Clock, host: Host):
    copies = Copies(monotonic=clock)
    host.is_down = True
    for _ in range(2):
        clock.seconds += 31
        with pytest.raises(Undetermined) as failed:
            copies.get(wanted(), host, budget=Budget())
        assert "age_s" not in failed.value.facts


def test_f08_a_host_is_asked_so_often_in_a_minute_and_no_more(clock: Clock, host: Host):
    copies = Copies(monotonic=clock)
    for number in range(HOST_PER_MINUTE):
        copies.get(wanted(str(number)), host, budget=Budget())
    with pytest.raises(Undetermined) as refused:
        copies.get(wanted("more"), host, budget=Budget())
    assert "fetch.host_budget" == refused.value.reason
    other = wanted("other", url="https://b.example/")
    assert b"61" == copies.get(other, host, budget=Budget()).data
    # Nobody was asked, so nothing is remembered of it.
    clock.seconds += 60
    assert b"62" == copies.get(wanted("more"), host, budget=Budget()).data


def test_a_spent_budget_is_no_failure_of_the_host(clock: Clock, host: Host):
    copies = Copies(monotonic=clock)
    with pytest.raises(Undetermined) as refused:
        copies.get(wanted(), host, budget=Budget(fetches=0))
    assert "fetch.budget" == refused.value.reason
    assert b"1" == copies.get(wanted(), host, budget=Budget()).data


def test_copies_and_hosts_are_bounded(clock: Clock, host: Host, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(copies_module, "MAX_HOSTS", 2)
    monkeypatch.setattr(copies_module, "MAX_COPY_BYTES", 2)
    copies = Copies(max_copies=9, monotonic=clock)
    for name in "abc":
        copies.get(wanted(name, url=f"https://{name}.example/"), host, budget=Budget())
    # Three bytes were one too many.
    assert b"3" == copies.get(wanted("c"), host, budget=Budget()).data
    assert b"2" == copies.get(wanted("b"), host, budget=Budget()).data
    assert b"4" == copies.get(wanted("a"), host, budget=Budget()).data


def test_f08_whoever_waited_for_the_same_address_gets_the_same_copy(clock: Clock):
    copies = Copies(monotonic=clock)
    asked, waits, may_answer = threading.Event(), threading.Event(), threading.Event()

    def fetch(_left: float) -> bytes:
        asked.set()
        may_answer.wait(30)
        return b"once"

    def get(monotonic: Callable[[], float] = time.monotonic) -> bytes:
        return copies.get(wanted(), fetch, budget=Budget(seconds=30, monotonic=monotonic)).data

    def begin_to_wait() -> float:
        """Read the time, as whoever has found no copy does before it waits for its turn."""
        waits.set()
        return time.monotonic()

    with ThreadPoolExecutor(2) as pool:
        first = pool.submit(get)
        asked.wait(30)
        second = pool.submit(get, begin_to_wait)
        assert waits.wait(30)
        asked.clear()
        may_answer.set()
        assert [b"once"] * 2 == [first.result(), second.result()]
    assert not asked.is_set()


def test_our_own_documents_have_no_age():
    own = OwnDocuments({"did:web:ours.example": b"x"}.get)
    assert Copy(b"x", 0.0) == own.read_copy("did:web:ours.example", budget=Budget(), max_age_s=1.0)
    assert own.read_copy("did:web:theirs.example", budget=Budget()) is None


def test_few_copies_are_kept_where_few_may_be(clock: Clock, host: Host):
    copies = Copies(max_copies=1, monotonic=clock)
    for name in "aba":
        copies.get(wanted(name), host, budget=Budget())
    assert 3 == host.count


def test_an_address_that_cannot_be_read_has_no_host_of_its_own(clock: Clock, host: Host):
    copies = Copies(monotonic=clock)
    assert b"1" == copies.get(wanted(url="https://[broken/"), host, budget=Budget()).data


def test_a_did_that_is_no_did_web_has_no_address(world: World):
    assert "https://club.example/.well-known/did.json" == url_of("did:web:club.example")
    with pytest.raises(Undetermined) as refused:
        Fetched(world).read("did:other:x", budget=Budget())
    assert "fetch.address" == refused.value.reason


def test_a_part_of_a_budget_gives_back_what_it_did_not_spend():
    clock = Clock()
    budget = Budget(fetches=3, seconds=4.0, monotonic=clock)

    def fetch(_left: float) -> bytes:
        clock.seconds += 0.5
        return b""

    with budget.part(fetches=2, seconds=9.0) as part:
        assert (1, 0.0, 2, 4.0) == (budget.fetches, budget.seconds, part.fetches, part.seconds)
        part.spend(fetch, "https://a.example/")
    assert (2, 3.5) == (budget.fetches, budget.seconds)
