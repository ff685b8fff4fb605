"""Work that must stay small: baking, a new status list, many results, poison."""

import struct
import zlib
from collections.abc import Callable, Iterator
from itertools import permutations

from badger.credentials.baking import bake, unbake
from badger.credentials.canonical import DOCUMENT_LIMITS
from badger.credentials.canonical_errors import TooComplex
from badger.credentials.nquads import read_nquads
from badger.credentials.rdfc import canonicalize
from badger.credentials.status_list import new_bitstring, status_list_credential
from badger.verify import Report, Resolver, VerificationPolicy, read_presented, verify
from benchmarks.badge import ISSUER, LIST_URL, NOW, Realistic, badge_document, sign
from benchmarks.figures import Figure
from benchmarks.timing import Here, Task, interleaved
from benchmarks.verifying import VERIFY_RAW, Published, encoded, raw_tasks, verification

PICTURE_SIDE = 256
CLIQUE_SIDES = (8, 10)


def measure_small(badge: Realistic, *, rounds: int) -> Iterator[Figure]:
    """Measure baking into a PNG of 256 by 256 points, and a list of 131,072 before signing."""
    picture, data = png(PICTURE_SIDE), encoded(badge.signed)
    baked = bake(picture, data)
    assert data == unbake(baked)
    tasks: dict[str, Task] = {
        **raw_tasks(),
        "PNG baked": Here(lambda: bake(picture, data)),
        "PNG unbaked": Here(lambda: unbake(baked)),
        "new status list, before signing": Here(_new_list),
    }
    times = interleaved(tasks, rounds=rounds)
    v = times[VERIFY_RAW]
    yield _in_v("PNG baked", times, v, at_most=0.3)
    yield _in_v("PNG unbaked", times, v)
    yield _in_v("new status list, before signing", times, v, at_most=1)


def measure_growth(badge: Realistic, *, rounds: int) -> Iterator[Figure]:
    """Measure badges with 100 and 300 results, each with its evidence."""
    documents = {size: sign(badge_document(results=size)) for size in (100, 300)}
    names = {
        size: f"{size} results, {len(encoded(doc)) // 1000} kB" for size, doc in documents.items()
    }
    tasks: dict[str, Task] = raw_tasks()
    for size, document in documents.items():
        tasks[names[size]] = verification(document, documents=badge.documents)
    times = interleaved(tasks, rounds=max(9, rounds // 3))
    yield _in_v(names[100], times, times[VERIFY_RAW], at_most=50)
    ratio = times[names[300]] / times[names[100]]
    yield Figure(f"{names[300]} against 100", times[names[300]] * 1e3, ratio, "x", at_most=3.5)


def measure_poison(badge: Realistic, *, rounds: int) -> Iterator[Figure]:
    """Measure how soon documents made to cost much are refused."""
    tasks: dict[str, Task] = raw_tasks()
    for side in CLIQUE_SIDES:
        tasks[f"poison: clique of {side} blank nodes"] = Here(_refusal_of_clique(side))
    for count in (8, 1000):
        tasks[f"poison: badge with {count} equal evidences"] = Here(
            _refusal_of_copies(badge, count)
        )
    times = interleaved(tasks, rounds=max(9, rounds // 3))
    for name in tasks:
        if name.startswith("poison"):
            yield _in_v(name, times, times[VERIFY_RAW], at_most=100)


def _in_v(name: str, times: dict[str, float], v: float, at_most: float | None = None) -> Figure:
    return Figure(name, times[name] * 1e3, times[name] / v, "V", at_most=at_most)


def _new_list() -> None:
    status_list_credential(LIST_URL, issuer=ISSUER, bits=new_bitstring(), valid_from=NOW)


def _refusal_of_clique(side: int) -> Callable[[], None]:
    text = "".join(
        f"_:e{one} <https://poison.example/knows> _:e{other} .\n"
        for one, other in permutations(range(side), 2)
    )

    def refuse() -> None:
        try:
            canonicalize(read_nquads(text)[0], DOCUMENT_LIMITS)
        except TooComplex:
            return
        raise AssertionError(f"a clique of {side} was not refused")

    return refuse


def _refusal_of_copies(badge: Realistic, count: int) -> Callable[[], Report]:
    copies = [{"type": ["Evidence"], "name": "Séance"}] * count
    data = encoded({**badge.signed, "evidence": copies})
    resolver, policy = Resolver(Published(badge.documents)), VerificationPolicy()

    def refuse() -> Report:
        report = verify(read_presented(data), policy, resolver, NOW)
        assert report.verdict.value == "not_verified"
        return report

    return refuse


def png(side: int) -> bytes:
    """Make a PNG of one colour, with noise enough not to compress to nothing."""
    rows = b"".join(
        b"\0" + bytes((x * y * 31 + x) & 0xFF for x in range(side * 3)) for y in range(side)
    )
    header = struct.pack(">IIBBBBB", side, side, 8, 2, 0, 0, 0)
    parts = (_chunk(b"IHDR", header), _chunk(b"IDAT", zlib.compress(rows, 6)), _chunk(b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(parts)


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
