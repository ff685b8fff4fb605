"""kill -9 at any instant of awarding: what was acknowledged stays, no place is given twice.

Each round starts a worker that reserves, commits, signs, commits and acknowledges on its
standard output, kills it without warning, sweeps, and compares (hardening I02, R8).
"""

import os
import random
import signal
import subprocess
import sys
import time
from datetime import timedelta
from pathlib import Path

from sqlalchemy import Engine, func, select

from badger.db.audit import verify_chain
from badger.db.base import read_session, write_session
from badger.db.rows import CredentialRow, StatusEntryRow, StatusListRow
from badger.issuer.sweep import finish_or_void
from tests.factories import ADDRESSES, KEYRING, NOW, ready_to_award, report_on

ROUNDS = 4 * int(os.environ.get("BADGER_FAULTS_SCALE", "1"))
BADGES = 50 * ROUNDS
REPOSITORY = Path(__file__).parent.parent.parent

WORKER = """
import sys
from badger.db.base import open_engine, write_session
from badger.issuer.award import AwardRequest, reserve_awards
from badger.issuer.finish import finish_awards
from tests.factories import ADDRESSES, KEYRING, NOW

engine = open_engine(sys.argv[1])
parts = {"keyring": KEYRING, "now": NOW, "addresses": ADDRESSES}
for proposal_id in sys.argv[2:]:
    request = AwardRequest(proposal_id, f"key-{proposal_id}")
    with write_session(engine) as db:
        (row,) = reserve_awards(db, [request], **parts)
        credential_id = row.id
    with write_session(engine) as db:
        row = db.get(type(row), credential_id)
        finish_awards(db, [row], **parts)
    print(credential_id, flush=True)
"""


def _killed_worker(url: str, proposals: list[str], *, after_s: float) -> list[str]:
    """Run the worker, kill it after its first badge and some time; return what it said."""
    worker = subprocess.Popen(
        [sys.executable, "-c", WORKER, url, *proposals],
        stdout=subprocess.PIPE,
        cwd=REPOSITORY,
        text=True,
        env={**os.environ, "PYTHONPATH": str(REPOSITORY)},
    )
    first = worker.stdout.readline()
    time.sleep(after_s)
    worker.send_signal(signal.SIGKILL)
    rest = worker.stdout.read()
    worker.wait()
    worker.stdout.close()
    # A line cut by the kill was not acknowledged.
    return [line for line in (first + rest).split("\n")[:-1] if line]


def test_i02_kill_9_loses_nothing_that_was_acknowledged(engine: Engine, database_url: str):
    chance = random.Random(14)  # noqa: S311 - the same instants in every run
    with write_session(engine) as db:
        _, proposals = ready_to_award(db, people=BADGES)
    acknowledged: list[str] = []
    for _ in range(ROUNDS):
        with read_session(engine) as db:
            issued = set(db.scalars(select(CredentialRow.proposal_id)))
        waiting = [proposal for proposal in proposals if proposal not in issued]
        after_s = chance.uniform(0, 0.15)
        acknowledged += _killed_worker(database_url, waiting, after_s=after_s)
        with write_session(engine) as db:
            later = NOW + timedelta(minutes=1)
            finish_or_void(db, keyring=KEYRING, now=later, addresses=ADDRESSES)
    _check(engine, acknowledged)


def _check(engine: Engine, acknowledged: list[str]) -> None:
    with read_session(engine) as db:
        rows = {row.id: row for row in db.scalars(select(CredentialRow))}
        assert {"issued"} == {row.state for row in rows.values()}
        assert set(acknowledged) <= set(rows)
        assert ROUNDS <= len(acknowledged)
        entries = db.scalar(select(func.count()).select_from(StatusEntryRow))
        assert len(rows) == entries == db.scalar(select(func.sum(StatusListRow.reserved)))
        assert None is verify_chain(db)
        later = NOW + timedelta(minutes=2)
        verdicts = {report_on(db, row.signed, now=later).verdict for row in rows.values()}
    assert {"verified"} == verdicts
