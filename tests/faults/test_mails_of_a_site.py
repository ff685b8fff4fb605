"""Mails of the site as it runs: none is lost by a stop, none leaves twice (hardening I14)."""

import asyncio
import os
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

import pytest

from badger.db.base import Engine, open_engine, read_session, write_session
from badger.db.mails import ask_mail, mail_by_id, mail_state
from badger.db.migrate import upgrade
from tests.factories import KEK
from tests.faults.test_running_site import wait_for
from tests.mail_servers import SENDER, Inbox, serve_mail
from tests.ports import free_port

NOW = datetime(2026, 3, 14, 9, 30, tzinfo=UTC)
PROGRAM = "from badger.cli import main; main()"


class Slow(Inbox):
    """A server that takes its time over each mail; `begun` tells that it has one in hand."""

    def __init__(self) -> None:
        super().__init__()
        self.pause_s = 0.0
        self.begun = threading.Event()

    async def handle_DATA(self, server, session, envelope) -> str:  # noqa: N802 - aiosmtpd's
        self.begun.set()
        await asyncio.sleep(self.pause_s)
        return await super().handle_DATA(server, session, envelope)


@pytest.fixture
def engine(tmp_path: Path) -> Iterator[Engine]:
    engine = open_engine(f"sqlite:///{tmp_path / 'site.db'}")
    upgrade(engine)
    yield engine
    engine.dispose()


@contextmanager
def running(engine: Engine, mail_port: int, *arguments: str) -> Iterator[subprocess.Popen]:
    """A `badger` process with the settings of a site; it is stopped as an operator stops it."""
    environment = {
        **os.environ,
        "BADGER_DATABASE_URL": engine.url.render_as_string(hide_password=False),
        "BADGER_KEK": KEK.hex(),
        "BADGER_SECRET_KEY": "only for tests",
        "BADGER_SMTP_URL": f"smtp+plain://localhost:{mail_port}",
        "BADGER_MAIL_FROM": SENDER,
    }
    process = subprocess.Popen([sys.executable, "-c", PROGRAM, *arguments], env=environment)
    try:
        yield process
    finally:
        process.terminate()
        process.wait(60)


def ask(engine: Engine, *names: str) -> list[str]:
    with write_session(engine) as db:
        return [
            ask_mail(db, to=f"{name}@example.org", subject="Bonjour", text="Un mot.\n", now=NOW).id
            for name in names
        ]


def states(engine: Engine, ids: list[str]) -> list[str]:
    with read_session(engine) as db:
        return [mail_state(mail_by_id(db, one)) for one in ids]


def test_i14_a_site_and_a_worker_send_each_mail_once(engine):
    names = [f"n{number}" for number in range(12)]
    ids = ask(engine, *names)
    with serve_mail(Inbox()) as (inbox, port):
        serve = ("serve", "--port", str(free_port()))
        worker = ("worker", "--interval", "0.2")
        with running(engine, port, *serve), running(engine, port, *worker):
            wait_for(lambda: ["sent"] * 12 == states(engine, ids))

    assert sorted(f"{name}@example.org" for name in names) == sorted(inbox.recipients)


@pytest.mark.parametrize("program", ["serve", "worker"])
def test_i14_whoever_stops_a_site_waits_for_the_mail_in_hand(engine, program):
    # Chosen here and not for the parameters: those are collected a quarter of an hour before.
    options = {"serve": ("--port", str(free_port())), "worker": ("--interval", "0.2")}
    first, second = ask(engine, "un"), ask(engine, "deux")
    with serve_mail(Slow()) as (inbox, port):
        inbox.pause_s = 2.0
        with running(engine, port, program, *options[program]) as process:
            assert inbox.begun.wait(60)
            process.terminate()
            process.wait(60)

    assert 1 == len(inbox.recipients)
    assert ["sent", "waiting"] == sorted(states(engine, [*first, *second]))
