"""Runs the tasks of the outbox."""

from contextlib import suppress
from datetime import datetime

import structlog

from badger.db.base import Engine, Session, write_session
from badger.db.outbox import pending_tasks
from badger.db.rows import OutboxRow
from badger.errors import BadgerError
from badger.issuer.addresses import Addresses
from badger.issuer.elsewhere.bulk_queries import forget_unbegun_imports
from badger.issuer.feedback_request_queries import forget_expired_requests
from badger.issuer.key_sealing import KeyringLocked
from badger.issuer.keyring import Keyring
from badger.issuer.sweep import finish_or_void
from badger.jobs.tasks import task_named
from badger.possibilities.reconfirm import ask_owners

AT_A_TIME = 1000
DEFECT = "jobs.defect"

log = structlog.get_logger("badger.jobs")


def run_quietly(engine: Engine, *, keyring: Keyring, now: datetime, addresses: Addresses) -> int:
    """Run as `run_once` does, for whoever must go on whatever happens: it never fails.

    What could not be done is logged, stays in the outbox, and is done by a later run.
    """
    try:
        return run_once(engine, keyring=keyring, now=now, addresses=addresses)
    except Exception as error:
        # A page has committed its own change already, a worker comes back soon.
        log.error("run", exc_info=error)
        return 0


def run_once(engine: Engine, *, keyring: Keyring, now: datetime, addresses: Addresses) -> int:
    """Finish what a crash left unsigned, then run what is waiting; return the tasks done.

    Links for feedback whose time is over, and files that nobody began, are forgotten on the way;
    partners are asked about doors that nobody confirmed for long.

    Each in a transaction of its own. Called after the commit that asks for a task, and at the
    start, so that a crash loses none.
    """
    if not keyring.locked:
        # A token that is away stops what is signed, and nothing else.
        with suppress(KeyringLocked), write_session(engine) as db:
            finish_or_void(db, keyring=keyring, now=now, addresses=addresses)
    with write_session(engine) as db:
        forget_expired_requests(db, now=now)
        forget_unbegun_imports(db, now=now)
        ask_owners(db, now=now, page=addresses.doors)
        return run_pending(db, now=now, addresses=addresses)


def run_pending(db: Session, *, now: datetime, addresses: Addresses) -> int:
    """Run what is waiting, oldest first; return how many tasks were done.

    The failure of one task is recorded with its code, tried again the next time, and does not
    stop the others; one that is a bug of ours is logged as well.
    """
    tasks = pending_tasks(db, limit=AT_A_TIME)
    return sum(_run(db, task, now=now, addresses=addresses) for task in tasks)


def _run(db: Session, task: OutboxRow, *, now: datetime, addresses: Addresses) -> bool:
    task.attempts += 1
    db.flush()
    try:
        with db.begin_nested():
            task_named(task.task)(db, task.facts, now=now, addresses=addresses)
    except BadgerError as error:
        task.last_code = error.reason
        return False
    except Exception as error:
        # One task that we got wrong must not hold up the others.
        log.error("task", task=task.task, id=task.id, exc_info=error)
        task.last_code = DEFECT
        return False
    task.done_at, task.last_code = now, None
    db.flush()
    return True
