"""Runs the tasks of the outbox."""

from datetime import datetime

from badger.db.base import Engine, Session, write_session
from badger.db.outbox import pending_tasks
from badger.db.rows import OutboxRow
from badger.errors import BadgerError
from badger.issuer.addresses import Addresses
from badger.issuer.keyring import Keyring
from badger.issuer.sweep import finish_or_void
from badger.jobs.tasks import task_named

AT_A_TIME = 1000


def run_once(engine: Engine, *, keyring: Keyring, now: datetime, addresses: Addresses) -> int:
    """Finish what a crash left unsigned, then run what is waiting; return the tasks done.

    Each in a transaction of its own. Called after the commit that asks for a task, and at the
    start, so that a crash loses none.
    """
    if not keyring.locked:
        with write_session(engine) as db:
            finish_or_void(db, keyring=keyring, now=now, addresses=addresses)
    with write_session(engine) as db:
        return run_pending(db, now=now, addresses=addresses)


def run_pending(db: Session, *, now: datetime, addresses: Addresses) -> int:
    """Run what is waiting, oldest first; return how many tasks were done.

    The failure of one task is recorded with its code, tried again the next time, and does not
    stop the others. An error that is not ours is a bug: it ends the run, which the caller
    undoes, and the tasks stay where they are.
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
    task.done_at, task.last_code = now, None
    db.flush()
    return True
