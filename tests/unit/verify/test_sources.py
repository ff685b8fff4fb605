"""Where documents come from, and what is remembered of them."""

import json
import threading
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from badger.credentials.status_entries import StatusList
from badger.verify import CheckFailed, Resolver, Undetermined, Verdict
from badger.verify.budget import Budget
from badger.verify.errors import Missing
from badger.verify.memory import KnownList, Memory, MemoryLimits
from badger.verify.period import Period, read_period
from badger.verify.sources import DocumentsFolder, Fetched, OwnDocuments
from tests.world import ISSUED, World

OWN = "https://club.example/.well-known/did.json"


def _save(folder: Path, world: World) -> None:
    for number, data in enumerate(world.pages.values()):
        (folder / f"{number}.json").write_bytes(data)


def test_a_folder_of_documents_stands_for_the_network(world: World, now: datetime, tmp_path: Path):
    document = world.issue_revocable()
    _save(tmp_path, world)

    report = world.verify(document, now, resolver=Resolver(DocumentsFolder(tmp_path)))

    assert Verdict.VERIFIED is report.verdict
    assert [] == world.fetched


def test_what_is_not_in_the_folder_leaves_the_badge_open(
    world: World, now: datetime, tmp_path: Path
):
    report = world.verify(world.issue_badge(), now, resolver=Resolver(DocumentsFolder(tmp_path)))

    assert Verdict.INCONCLUSIVE is report.verdict
    assert "fetch.not_found" == report.finding("proof").code


@pytest.mark.parametrize("content", [b"", b"[]", b"{", b'{"id": 5}', b"{}", b"\xff", b"x" * 2**21])
def test_odd_files_of_a_folder_are_passed_over(tmp_path: Path, content: bytes):
    (tmp_path / "odd.json").write_bytes(content)
    (tmp_path / "folder.json").mkdir()
    (tmp_path / "good.json").write_text('{"id": "did:web:a.example"}')
    folder = DocumentsFolder(tmp_path)

    assert folder.read("did:web:a.example", budget=Budget()) is not None
    assert folder.read("5", budget=Budget()) is None


def test_s07_two_lists_of_one_address_leave_the_badge_open(
    world: World, now: datetime, tmp_path: Path
):
    document = world.issue_revocable()
    _save(tmp_path, world)
    (tmp_path / "older.json").write_text(json.dumps({"id": world.list_url()}))

    report = world.verify(document, now, resolver=Resolver(DocumentsFolder(tmp_path)))

    assert "fetch.ambiguous" == report.finding("status").code
    assert Verdict.INCONCLUSIVE is report.verdict


def test_the_same_document_saved_twice_is_one(tmp_path: Path):
    for name in ("one", "two"):
        (tmp_path / f"{name}.json").write_text('{"id": "did:web:a.example"}')

    assert DocumentsFolder(tmp_path).read("did:web:a.example", budget=Budget()) is not None


def test_our_own_documents_come_before_the_network(world: World, now: datetime):
    document = world.issue_badge()
    own = json.dumps(world.club.document()).encode()
    resolver = Resolver(OwnDocuments({"did:web:club.example": own}.get), Fetched(world))

    assert Verdict.VERIFIED is world.verify(document, now, resolver=resolver).verdict
    assert [] == world.fetched


def test_a_resolver_without_source_knows_did_keys_only(world: World, now: datetime):
    issuer = world.new_issuer()

    report = world.verify(world.issue_badge(issuer), now, resolver=Resolver())

    assert Verdict.VERIFIED is report.verdict


@pytest.mark.parametrize(
    ("did", "code"),
    [
        ("did:key:z6Mk", "key.unsupported"),
        ("did:key:abc", "multibase.malformed"),
        ("did:key:", "multibase.malformed"),
    ],
)
def test_a_did_key_that_is_no_key_fails(did: str, code: str):
    with pytest.raises(CheckFailed) as caught:
        Resolver().controller_document(did, budget=Budget())

    assert caught.value.reason.partition(".")[0] in ("key", "multibase", "did"), code


def test_equal_bytes_give_the_same_document_again(world: World):
    resolver = world.new_resolver()

    first = resolver.controller_document("did:web:club.example", budget=Budget())
    second = resolver.controller_document("did:web:club.example", budget=Budget())

    assert first is second
    assert [OWN, OWN] == world.fetched


def test_other_bytes_give_another_document(world: World):
    resolver = world.new_resolver()
    first = resolver.controller_document("did:web:club.example", budget=Budget())
    world.club.publish({**world.club.document(), "alsoKnownAs": "x"})

    assert first != resolver.controller_document("did:web:club.example", budget=Budget())


@pytest.mark.parametrize("limits", [MemoryLimits(documents=3), MemoryLimits(document_bytes=40)])
def test_the_memory_of_a_resolver_has_a_bound(limits: MemoryLimits):
    documents = {f"https://a.example/{n}": b'{"id": "%d"}' % n for n in range(6)}
    resolver = Resolver(OwnDocuments(documents.get), memory=Memory(limits))
    seen = [resolver.controller_document(url, budget=Budget()) for url in documents]

    last = list(documents)[-1]
    assert seen[-1] is resolver.controller_document(last, budget=Budget())
    assert seen[0] is not resolver.controller_document(next(iter(documents)), budget=Budget())


class _Clock:
    def __init__(self) -> None:
        self.seconds = 0.0

    def __call__(self) -> float:
        return self.seconds


def test_a_copy_is_kept_for_some_minutes(world: World):
    clock = _Clock()
    source = Fetched(world, max_age_s=300, monotonic=clock)
    for clock.seconds in (0.0, 100.0, 299.0, 301.0):
        source.read(OWN, budget=Budget())

    assert 2 == len(world.fetched)


def test_a_failure_is_kept_for_half_a_minute(world: World):
    clock = _Clock()
    source = Fetched(world, monotonic=clock)
    for clock.seconds in (0.0, 29.0, 31.0):
        with pytest.raises(Undetermined) as caught:
            source.read("https://nobody.example/", budget=Budget())
        assert "fetch.status" == caught.value.reason
        assert "age_s" not in caught.value.facts

    assert 2 == len(world.fetched)


def test_a_spent_budget_is_nobody_elses_failure(world: World):
    source = Fetched(world)
    with pytest.raises(Undetermined) as caught:
        source.read(OWN, budget=Budget(fetches=0))

    assert "fetch.budget" == caught.value.reason
    assert source.read(OWN, budget=Budget()) is not None


def test_the_seconds_of_a_verification_are_counted_together():
    clock = _Clock()
    budget = Budget(seconds=8.0, monotonic=clock)
    given: list[float] = []

    def fetch(seconds: float) -> bytes:
        given.append(seconds)
        clock.seconds += 5.0
        return b""

    budget.spend(fetch, "https://a.example/")
    budget.spend(fetch, "https://a.example/")
    with pytest.raises(Undetermined) as caught:
        budget.spend(fetch, "https://a.example/")

    assert [8.0, 3.0] == given
    assert "fetch.budget" == caught.value.reason


def test_the_copies_have_a_bound(world: World):
    world.publish("https://b.example/", {"id": "b"})
    source = Fetched(world, max_copies=1)
    for url in (OWN, "https://b.example/", OWN):
        source.read(url, budget=Budget())

    assert 3 == len(world.fetched)


def test_f08_many_askers_at_once_cause_one_fetch(world: World):
    source = Fetched(world)
    threads = [
        threading.Thread(target=source.read, args=(OWN,), kwargs={"budget": Budget()})
        for _ in range(16)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert [OWN] == world.fetched


def _known(bits: bytes) -> KnownList:
    return KnownList(
        data=b"{}",
        document={"id": "x"},
        seals=(),
        content=StatusList(frozenset({"revocation"}), "", None),
        bits=bits,
        period=Period(),
    )


@pytest.mark.parametrize("limits", [MemoryLimits(list_bytes=250), MemoryLimits(lists=2)])
def test_the_remembered_lists_have_a_bound(limits: MemoryLimits):
    memory = Memory(limits)
    lists = {f"u{n}": _known(bytes(100)) for n in range(3)}
    for url, known in lists.items():
        memory.keep_list(url, known)

    assert memory.known_list("u0", b"{}") is None
    assert lists["u2"] is memory.known_list("u2", b"{}")
    assert memory.known_list("u2", b"{ }") is None


def test_the_newest_date_of_a_list_is_remembered_within_bounds():
    memory = Memory(MemoryLimits(list_ages=2))
    memory.keep_newest("a", ISSUED)
    memory.keep_newest("a", ISSUED - timedelta(days=1))
    assert ISSUED == memory.newest("a")

    memory.keep_newest("b", ISSUED)
    memory.keep_newest("c", ISSUED)
    assert memory.newest("a") is None


def test_the_remembered_keys_have_a_bound(world: World, now: datetime):
    resolver = Resolver(Fetched(world), memory=Memory(MemoryLimits(methods=1)))
    for issuer in (world.club, world.new_issuer("did:web:b.example"), world.club):
        badge = world.issue_badge(issuer)
        assert Verdict.VERIFIED is world.verify(badge, now, resolver=resolver).verdict


@pytest.mark.parametrize("value", ["2026-03-14", 5, None, ["2026-03-14T09:30:00Z"]])
def test_a_date_that_is_none_is_refused(value: object):
    with pytest.raises(CheckFailed) as caught:
        read_period({"validFrom": value})

    assert ("validity.malformed", "validFrom") == (
        caught.value.reason,
        caught.value.facts["member"],
    )


def test_a_period_without_dates_is_without_bounds():
    assert Period() == read_period({})
    assert Period(datetime(2026, 3, 1, 8, 0, tzinfo=UTC)) == read_period(
        {"validFrom": "2026-03-01T08:00:00Z"}
    )


class _Slow:
    """A fetcher whose one host answers when it is told to."""

    def __init__(self) -> None:
        self.asked, self.may_answer = threading.Event(), threading.Event()

    def fetch_on_host(self, url: str, *, timeout_s: float = 8.0) -> bytes:
        self.asked.set()
        self.may_answer.wait(timeout_s)
        return url.encode()


def test_f06_a_slow_host_does_not_hold_those_up_who_have_a_copy():
    slow = _Slow()
    source = Fetched(slow)
    slow.may_answer.set()
    source.read("https://a.example/", budget=Budget())
    slow.may_answer.clear()
    others = [f"https://slow.example/{number}" for number in range(5_000)]
    stripes = {hash(url) % 64: url for url in others}
    same = stripes[hash("https://a.example/") % 64]
    slow.asked.clear()
    reader = threading.Thread(target=source.read, args=(same,), kwargs={"budget": Budget()})
    reader.start()
    assert slow.asked.wait(30)

    impatient = Budget(seconds=0)
    assert b"https://a.example/" == source.read("https://a.example/", budget=impatient)
    with pytest.raises(Undetermined) as refusal:
        source.read(same, budget=Budget(seconds=0.01))
    assert "fetch.busy" == refusal.value.reason

    slow.may_answer.set()
    reader.join()


def test_what_a_host_says_of_a_missing_page_is_kept_with_its_failure(world: World):
    clock = _Clock()
    source = Fetched(world, max_age_s=300, monotonic=clock)
    source.read(OWN, budget=Budget())
    world.gone[OWN] = b"withdrawn"
    clock.seconds = 400.0

    with pytest.raises(Missing) as caught:
        source.read(OWN, budget=Budget())

    assert b"withdrawn" == caught.value.body
    assert (410, 400) == (caught.value.facts["status"], caught.value.facts["age_s"])
