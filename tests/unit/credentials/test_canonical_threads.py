"""Many threads that begin at once, without any cache, agree (hardening X5)."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

from badger.credentials.canonical import canonical_nquads
from badger.credentials.canonical_errors import ContextUnknown
from badger.schemas import context
from tests.unit.credentials.canonical_samples import OB, badge, endorsement, with_achievement

THREADS, ROUNDS = 8, 40

DOCUMENTS = [
    badge(),
    with_achievement(alignment=[{"type": "Alignment", "targetName": "x"}]),
    badge(endorsement=[endorsement(1), endorsement(2)]),
    badge() | {"@context": [*badge()["@context"], f"{OB}extensions.json"]},
]
EXPECTED = [canonical_nquads(document) for document in DOCUMENTS]


def work(barrier: Barrier) -> list[list[str]]:
    found = []
    for _ in range(ROUNDS):
        barrier.wait(timeout=60)
        # A loader of its own makes every scope of the round new.
        found.append([canonical_nquads(document, load=fresh()) for document in DOCUMENTS])
    return found


def fresh():
    return lambda url: context(url)


def examples(url: str):
    return {"@context": {"@vocab": "urn:v:"}} if url == "urn:examples" else context(url)


def test_x5_threads_with_cold_tables_agree():
    barrier = Barrier(THREADS)
    with ThreadPoolExecutor(THREADS) as pool:
        for found in [pool.submit(work, barrier) for _ in range(THREADS)]:
            assert [EXPECTED] * ROUNDS == found.result(timeout=120)


def test_x5_threads_that_share_new_tables_agree():
    load = fresh()
    with ThreadPoolExecutor(THREADS) as pool:
        jobs = [
            pool.submit(canonical_nquads, document, load=load)
            for _ in range(200)
            for document in DOCUMENTS
        ]
        assert EXPECTED * 200 == [job.result(timeout=120) for job in jobs]


def test_x5_threads_on_the_slower_road_agree():
    contexts = [*badge()["@context"], "urn:examples"]
    document = badge(extra="x") | {"@context": contexts}
    with ThreadPoolExecutor(THREADS) as pool:
        jobs = [pool.submit(canonical_nquads, document, load=examples) for _ in range(64)]
        found = {job.result(timeout=120) for job in jobs}
    assert 1 == len(found)


def test_an_unknown_context_stays_unknown_for_every_thread():
    document = badge() | {"@context": ["urn:nothing"]}
    with ThreadPoolExecutor(THREADS) as pool:
        jobs = [pool.submit(canonical_nquads, document) for _ in range(32)]
        assert {ContextUnknown} == {type(job.exception(timeout=60)) for job in jobs}
