"""100,000 badges signed from a template, without a database: one process, then two."""

import hashlib
import multiprocessing
import os
import resource
import sys
import time
import uuid
from collections.abc import Iterator
from pathlib import Path

from badger.credentials.prepared_proof import PreparedProof
from badger.credentials.proof import proofs_of, verify_proof
from badger.credentials.strict_json import parse_object
from badger.credentials.template import template_of
from badger.db.base import new_id
from benchmarks.badge import KEY, LIST_URL, METHOD, NOW, SITE, badge_document
from benchmarks.figures import Figure
from benchmarks.timing import interleaved
from benchmarks.verifying import SIGN_RAW, raw_tasks

PATHS = (
    ("id",),
    ("credentialSubject", "id"),
    ("credentialStatus", "id"),
    ("credentialStatus", "statusListIndex"),
)
SIGNED_GOAL = 6.0
TWO_GOAL = 1.8
GROWTH_MIB = 64.0
SHOWN_EVERY = 10_000


def measure(*, badges: int, rounds: int) -> Iterator[Figure]:
    """Sign so many badges that differ in their identifiers and places."""
    raw = interleaved(raw_tasks(), rounds=rounds)[SIGN_RAW]
    before = _resident_mib()
    seconds = _sign_many(badges, shown=True)
    name = f"{badges} badges signed from a template"
    yield Figure(name, seconds * 1e3, seconds / raw, "S", at_most=SIGNED_GOAL)
    yield Figure(
        "the same: growth of memory, MiB", 0.0, _resident_mib() - before, "MiB", at_most=GROWTH_MIB
    )
    yield from _two_processes(badges // 5)


def _sign_many(badges: int, *, shown: bool = False) -> float:
    """Sign; give the seconds for one. The last is verified by the general path."""
    document = badge_document(levels=True)
    template = template_of(document, PATHS)
    assert template is not None
    proof = PreparedProof(document["@context"], signer=KEY, verification_method=METHOD, created=NOW)
    signed = b""
    begin = time.perf_counter()
    for number in range(badges):
        values = (
            f"{SITE}/badges/{new_id()}",
            f"urn:uuid:{uuid.uuid4()}",
            f"{LIST_URL}#{number}",
            str(number),
        )
        filled = template.fill(values)
        assert filled is not None
        digest = hashlib.sha256(filled.nquads.encode()).digest()
        signed = proof.close(filled.document.encode(), digest)
        if shown and number % SHOWN_EVERY == 0:
            print(f"  {number} of {badges}", file=sys.stderr, flush=True)
    seconds = time.perf_counter() - begin
    last = parse_object(signed)
    verify_proof(last, proofs_of(last)[0], key=KEY.public)
    return seconds / badges


def _two_processes(badges: int) -> Iterator[Figure]:
    """Compare one process with two, each bound to a core of its own."""
    cores = sorted(os.sched_getaffinity(0))
    if len(cores) < 2:
        return
    start = multiprocessing.get_context("fork")
    with start.Pool(2) as pool:
        (alone,) = pool.map(_pinned, [(badges, cores[0])])
        both = pool.map(_pinned, [(badges, cores[0]), (badges, cores[1])], chunksize=1)
    rate = sum(1 / seconds for seconds in both) * alone
    yield Figure("the same by two processes", max(both) * 1e3, rate, "x", at_least=TWO_GOAL)


def _pinned(work: tuple[int, int]) -> float:
    badges, core = work
    os.sched_setaffinity(0, {core})
    return _sign_many(badges)


def _resident_mib() -> float:
    # What is held now: the peak would hide growth behind what earlier parts needed.
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * resource.getpagesize() / 2**20
