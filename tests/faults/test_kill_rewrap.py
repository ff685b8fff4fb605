"""kill -9 while keys move to another key-encryption key: each opens by the old or the new (Q04)."""

import os
import random

from sqlalchemy import Engine

from badger.db.base import read_session, write_session
from badger.issuer.keyring import Keyring
from tests.factories import make_partner
from tests.faults.nursery import BOTH, NEW_KEK, open_nursery

ROUNDS = 3 * int(os.environ.get("BADGER_FAULTS_SCALE", "1"))
KEYS = 60


def test_q04_a_killed_rewrap_loses_no_key_and_goes_on(engine: Engine, database_url: str):
    with write_session(engine) as db:
        for _ in range(KEYS):
            make_partner(db)
    chance = random.Random(4)  # noqa: S311 - draws instants, no secrets
    with open_nursery() as nursery:
        for _ in range(ROUNDS):
            with read_session(engine) as db:
                before = BOTH.left_to_rewrap(db)
            moved = nursery.kill("rewrap", database_url, after_s=chance.uniform(0, 0.02))
            with read_session(engine) as db:
                left = BOTH.left_to_rewrap(db)
                BOTH.require_unlocked(db)
            # One more may have been committed whose line was never written.
            assert before - left in (len(moved), len(moved) + 1)

    with write_session(engine) as db:
        BOTH.rewrap(db)
    with read_session(engine) as db:
        Keyring(NEW_KEK).require_unlocked(db)
