"""kill -9 at any instant of awarding: what was acknowledged stays, no place is given twice.

Each round starts a worker that reserves, commits, signs, commits and acknowledges, kills it
without warning, sweeps, and compares (hardening I02, R8).
"""

import os
import random
from datetime import timedelta

from sqlalchemy import Engine, func, select

from badger.db.audit import verify_chain
from badger.db.base import read_session, write_session
from badger.db.rows import CredentialRow, StatusEntryRow, StatusListRow
from badger.issuer.sweep import finish_or_void
from tests.factories import ADDRESSES, KEYRING, NOW, ready_to_award, report_on
from tests.faults.nursery import open_nursery

ROUNDS = 4 * int(os.environ.get("BADGER_FAULTS_SCALE", "1"))
# So many badges for each round, of which one can award that many before it is killed.
BADGES_A_ROUND, MOST_A_ROUND = 10, 30


def test_i02_kill_9_loses_nothing_that_was_acknowledged(engine: Engine, database_url: str):
    chance = random.Random(14)  # noqa: S311 - the same instants in every run
    with write_session(engine) as db:
        _, proposals = ready_to_award(db, people=BADGES_A_ROUND * ROUNDS)
    acknowledged: list[str] = []
    with open_nursery() as nursery:
        for _ in range(ROUNDS):
            with read_session(engine) as db:
                issued = set(db.scalars(select(CredentialRow.proposal_id)))
            waiting = [proposal for proposal in proposals if proposal not in issued]
            acknowledged += nursery.kill(
                "award", database_url, *waiting[:MOST_A_ROUND], after_s=chance.uniform(0, 0.15)
            )
            with write_session(engine) as db:
                later = NOW + timedelta(minutes=1)
                finish_or_void(db, keyring=KEYRING, now=later, addresses=ADDRESSES)
    require_whole(engine, acknowledged, rounds=ROUNDS)


def require_whole(engine: Engine, acknowledged: list[str], *, rounds: int) -> None:
    """Compare what was acknowledged with what there is: nothing lost, nothing given twice."""
    with read_session(engine) as db:
        rows = {row.id: row for row in db.scalars(select(CredentialRow))}
        assert {"issued"} == {row.state for row in rows.values()}
        assert set(acknowledged) <= set(rows)
        assert rounds <= len(acknowledged)
        entries = db.scalar(select(func.count()).select_from(StatusEntryRow))
        assert len(rows) == entries == db.scalar(select(func.sum(StatusListRow.reserved)))
        assert None is verify_chain(db)
        later = NOW + timedelta(minutes=2)
        verdicts = {report_on(db, row.signed, now=later).verdict for row in rows.values()}
    assert {"verified"} == verdicts
