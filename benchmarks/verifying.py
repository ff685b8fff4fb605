"""Full verification from bytes to Report, and signing, beside raw Ed25519 and the peers."""

import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import cycle
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
)
from openbadgeslib.ob3.ldp import OB3LdpVerifier, add_data_integrity_proof

from badger.json_value import JsonObject
from badger.verify import Report, Resolver, VerificationPolicy, read_presented, verify
from badger.verify.budget import Budget
from benchmarks.badge import (
    METHOD,
    NOW,
    Realistic,
    badge_document,
    of_another_person,
    peer_document,
    peer_method,
    sign,
)
from benchmarks.figures import Figure
from benchmarks.timing import Here, Task, interleaved
from benchmarks.workers import PeerMissing, Worker, start_node_worker, start_openvc_worker

RAW_KEY = Ed25519PrivateKey.generate()
RAW_PUBLIC = RAW_KEY.public_key()
RAW_DATA = bytes(64)
RAW_SIGNATURE = RAW_KEY.sign(RAW_DATA)
VERIFY_RAW, SIGN_RAW = "raw Ed25519 verify (V)", "raw Ed25519 sign (S)"

OURS_VERIFY, OURS_SIGN = "badger: full verification", "badger: one badge signed"
# Peers get a badge whose issuer is its key, without status: they would go to the network.
PEERS_VERIFY = "badger: the badge that peers verify"
LEVELS_VERIFY = "badger: the same with three levels a criterion"
LEVELS_SIGN = "badger: the same signed"
# Peer -> how many times slower than ours it must be (performance.md).
VERIFY_GOALS = {
    "openbadgeslib: verify": 40.0,
    "openvc-core: verify": 55.0,
    "@digitalbazaar/vc: verify": 9.0,
    "verifier-core: verify": 9.0,
}
# More than any cache of ours remembers addresses and times: each badge is a new one, every time.
PERSONS = 2_000
SIGN_GOALS = {
    "openbadgeslib: sign": 45.0,
    "openvc-core: sign": None,
    "@digitalbazaar/vc: sign": 11.0,
}


class Published:
    """What issuers published, as a resolver of ours asks for it."""

    def __init__(self, documents: dict[str, JsonObject]) -> None:
        self._bytes = {name: encoded(document) for name, document in documents.items()}

    def read(self, address: str, *, budget: Budget) -> bytes | None:  # noqa: ARG002
        """Give the bytes of a document."""
        return self._bytes.get(address)


def encoded(document: JsonObject) -> bytes:
    """Write a document as it is sent."""
    return json.dumps(document, ensure_ascii=False, separators=(",", ":")).encode()


def raw_tasks() -> dict[str, Task]:
    """Give the two measures that everything is counted in."""
    return {
        VERIFY_RAW: Here(lambda: RAW_PUBLIC.verify(RAW_SIGNATURE, RAW_DATA)),
        SIGN_RAW: Here(lambda: RAW_KEY.sign(RAW_DATA)),
    }


def verification(*shown: JsonObject, documents: dict[str, JsonObject]) -> Here:
    """Give the full verification of signed documents, one after the other, as a task.

    Each is checked once to be positive.
    """
    resolver, policy = Resolver(Published(documents)), VerificationPolicy()
    following = cycle([encoded(document) for document in shown])

    def run() -> Report:
        return verify(read_presented(next(following)), policy, resolver, NOW)

    assert {"verified"} == {run().verdict.value for _ in shown}
    return Here(run)


def measure(badge: Realistic, *, rounds: int, folder: Path) -> Iterator[Figure]:
    """Measure verification and signature, with every peer that can be had."""
    with _peers(badge, folder) as peers:
        tasks: dict[str, Task] = {**raw_tasks(), **_our_tasks(badge), **_library(badge), **peers}
        times = interleaved(tasks, rounds=rounds)
    v, s = times[VERIFY_RAW], times[SIGN_RAW]
    yield Figure(VERIFY_RAW, v * 1e3, 1.0, "V")
    yield Figure(SIGN_RAW, s * 1e3, s / v, "V")
    yield Figure(OURS_VERIFY, times[OURS_VERIFY] * 1e3, times[OURS_VERIFY] / v, "V", at_most=6)
    yield Figure(LEVELS_VERIFY, times[LEVELS_VERIFY] * 1e3, times[LEVELS_VERIFY] / v, "V")
    yield Figure(PEERS_VERIFY, times[PEERS_VERIFY] * 1e3, times[PEERS_VERIFY] / v, "V")
    yield from _against(times, PEERS_VERIFY, VERIFY_GOALS)
    yield Figure(OURS_SIGN, times[OURS_SIGN] * 1e3, times[OURS_SIGN] / s, "S", at_most=15)
    yield Figure(LEVELS_SIGN, times[LEVELS_SIGN] * 1e3, times[LEVELS_SIGN] / s, "S")
    yield from _against(times, OURS_SIGN, SIGN_GOALS)


def _against(
    times: dict[str, float], ours: str, goals: dict[str, float] | dict[str, float | None]
) -> Iterator[Figure]:
    for name, goal in goals.items():
        if name in times:
            ratio = times[name] / times[ours]
            yield Figure(name, times[name] * 1e3, ratio, "x", at_least=goal)


def _our_tasks(badge: Realistic) -> dict[str, Task]:
    levels = badge_document(levels=True)
    session = [of_another_person(badge.unsigned, number) for number in range(PERSONS)]
    signed = [sign(one) for one in session]
    for_peers = [sign(peer_document(one), method=peer_method()) for one in session]
    return {
        OURS_VERIFY: verification(*signed, documents=badge.documents),
        PEERS_VERIFY: verification(*for_peers, documents={}),
        LEVELS_VERIFY: verification(sign(levels), documents=badge.documents),
        OURS_SIGN: Here(lambda: sign(badge.unsigned)),
        LEVELS_SIGN: Here(lambda: sign(levels)),
    }


def _library(badge: Realistic) -> dict[str, Task]:
    data = encoded(badge.peer)
    verifier = OB3LdpVerifier()
    pem = RAW_KEY.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    return {
        "openbadgeslib: verify": Here(lambda: verifier.verify(data)),
        "openbadgeslib: sign": Here(
            lambda: add_data_integrity_proof(badge.unsigned, pem, METHOD, created=NOW)
        ),
    }


@contextmanager
def _peers(badge: Realistic, folder: Path) -> Iterator[dict[str, Task]]:
    """Start the peers of other processes; end them after the measure."""
    workers: list[Worker] = []
    try:
        yield dict(_started(badge, folder, workers))
    finally:
        for worker in workers:
            worker.stop()


def _started(badge: Realistic, folder: Path, workers: list[Worker]) -> Iterator[tuple[str, Task]]:
    try:
        workers.append(start_node_worker(badge, folder=folder))
        yield "@digitalbazaar/vc: verify", workers[-1].task("vc.verify")
        yield "verifier-core: verify", workers[-1].task("core.verify")
        yield "@digitalbazaar/vc: sign", workers[-1].task("vc.sign")
    except PeerMissing as error:
        print(f"left out: Node's verifiers ({error})", file=sys.stderr)
    try:
        workers.append(start_openvc_worker(badge, folder=folder))
        yield "openvc-core: verify", workers[-1].task("openvc.verify")
        yield "openvc-core: sign", workers[-1].task("openvc.sign")
    except PeerMissing as error:
        print(f"left out: openvc-core ({error})", file=sys.stderr)
