"""What is remembered is bounded, and forgetting changes no answer."""

from dataclasses import replace
from datetime import UTC, datetime

from badger.credentials.did import VerificationMethod
from badger.credentials.status_entries import StatusList
from badger.verify.memory import KnownList, Memory, MemoryLimits
from badger.verify.period import ALWAYS
from tests.world import new_key

URL = "https://club.example/status/1"
DAY = datetime(2026, 3, 1, tzinfo=UTC)


def _list(data: bytes = b"list", *, size: int = 6) -> KnownList:
    return KnownList(
        data=data,
        document={"id": URL},
        seals=(),
        content=StatusList(frozenset(("revocation",)), "", None),
        bits=bytes(size),
        period=ALWAYS,
    )


def _method(url: str) -> VerificationMethod:
    return VerificationMethod(
        id=url,
        controller="did:web:club.example",
        key=new_key().public,
        expires=None,
        revoked=None,
        relationships=frozenset(),
    )


def test_a_list_is_known_by_its_bytes():
    memory = Memory()
    memory.keep_list(URL, _list(b"first"))

    assert memory.known_list(URL, b"first") is not None
    assert memory.known_list(URL, b"other") is None
    assert memory.known_list("https://club.example/status/2", b"first") is None


def test_a_newer_list_takes_the_place_of_the_older():
    memory = Memory(MemoryLimits(lists=2, list_bytes=20))
    for data in (b"1111", b"2222", b"3333"):
        memory.keep_list(URL, _list(data))

    assert memory.known_list(URL, b"3333") is not None
    assert memory.known_list(URL, b"2222") is None


def test_the_oldest_lists_are_forgotten_when_they_are_too_many():
    memory = Memory(MemoryLimits(lists=2))
    for number in range(3):
        memory.keep_list(f"{URL}{number}", _list())

    assert [None, True, True] == [
        memory.known_list(f"{URL}{number}", b"list") is not None or None for number in range(3)
    ]


def test_the_oldest_lists_are_forgotten_when_they_are_too_large():
    """Each of ten bytes: four of its text and six of its bits."""
    memory = Memory(MemoryLimits(list_bytes=20))
    for number in range(3):
        memory.keep_list(f"{URL}{number}", _list())

    known = [memory.known_list(f"{URL}{number}", b"list") is not None for number in range(3)]
    assert [False, True, True] == known


def test_a_list_that_is_larger_than_all_is_not_kept():
    memory = Memory(MemoryLimits(list_bytes=20))
    memory.keep_list(URL, _list(size=17))

    assert memory.known_list(URL, b"list") is None


def test_the_newest_date_of_a_list_is_kept_and_no_older_one():
    memory = Memory()
    assert memory.newest(URL) is None

    for day in (5, 3, 4):
        memory.keep_newest(URL, DAY.replace(day=day))

    assert DAY.replace(day=5) == memory.newest(URL)


def test_dates_that_were_not_used_for_longest_are_forgotten():
    memory = Memory(MemoryLimits(list_ages=2))
    for name in ("a", "b", "a", "c"):
        memory.keep_newest(name, DAY)

    assert (DAY, None, DAY) == (memory.newest("a"), memory.newest("b"), memory.newest("c"))


def test_a_key_is_known_in_the_very_document_that_it_was_read_from():
    memory = Memory()
    document = {"id": "did:web:club.example"}
    method = _method("did:web:club.example#1")
    memory.keep_method(document, method.id, method=method)

    assert method is memory.method(document, method.id)
    assert memory.method(dict(document), method.id) is None
    assert memory.method(document, "did:web:club.example#2") is None


def test_keys_are_forgotten_when_they_are_too_many():
    memory = Memory(replace(MemoryLimits(), methods=1))
    document = {"id": "did:web:club.example"}
    for number in (1, 2):
        method = _method(f"did:web:club.example#{number}")
        memory.keep_method(document, method.id, method=method)

    assert memory.method(document, "did:web:club.example#1") is None
    assert memory.method(document, "did:web:club.example#2") is not None
