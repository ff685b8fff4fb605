"""kill -9 while keys move to another key-encryption key: each opens by the old or the new (Q04)."""

import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

from sqlalchemy import Engine

from badger.db.base import read_session, write_session
from badger.issuer.keyring import Keyring
from tests.factories import KEK, make_partner

ROUNDS = 3 * int(os.environ.get("BADGER_FAULTS_SCALE", "1"))
KEYS = 60
NEW_KEK = bytes(reversed(range(32)))
BOTH = Keyring(NEW_KEK, former_key=KEK)
REPOSITORY = Path(__file__).parent.parent.parent

WORKER = """
import sys
from badger.db.base import open_engine, write_session
from tests.faults.test_kill_rewrap import BOTH

engine = open_engine(sys.argv[1])
moved = 1
while moved:
    with write_session(engine) as db:
        moved = BOTH.rewrap(db, limit=1)
    print(moved, flush=True)
"""


def _killed_worker(url: str, *, after_s: float) -> int:
    """Run the worker, kill it some time after its first key; return how many it said it moved."""
    worker = subprocess.Popen(
        [sys.executable, "-c", WORKER, url],
        stdout=subprocess.PIPE,
        cwd=REPOSITORY,
        text=True,
        env={**os.environ, "PYTHONPATH": str(REPOSITORY)},
    )
    first = worker.stdout.readline()
    time.sleep(after_s)
    worker.send_signal(signal.SIGKILL)
    rest = worker.stdout.read()
    worker.stdout.close()
    worker.wait()
    return (first + rest).count("1\n")


def test_q04_a_killed_rewrap_loses_no_key_and_goes_on(engine: Engine, database_url: str):
    with write_session(engine) as db:
        for _ in range(KEYS):
            make_partner(db)
    chance = random.Random(4)  # noqa: S311 - draws instants, no secrets
    for _ in range(ROUNDS):
        with read_session(engine) as db:
            before = BOTH.left_to_rewrap(db)
        acknowledged = _killed_worker(database_url, after_s=chance.uniform(0, 0.02))
        with read_session(engine) as db:
            left = BOTH.left_to_rewrap(db)
            BOTH.require_unlocked(db)
        # One more may have been committed whose line was never written.
        assert before - left in (acknowledged, acknowledged + 1)

    with write_session(engine) as db:
        BOTH.rewrap(db)
    with read_session(engine) as db:
        Keyring(NEW_KEK).require_unlocked(db)
