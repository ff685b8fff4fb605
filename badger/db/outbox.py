"""The outbox: tasks asked for in the same transaction as the change that needs them."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Select, select

from badger.db.base import Session
from badger.db.bulk import insert_values
from badger.db.rows import OutboxRow
from badger.json_value import JsonObject

MAX_ATTEMPTS = 10


def ask_later(db: Session, task: str, *, facts: Sequence[JsonObject], now: datetime) -> None:
    """Ask for `task` once per element of `facts`; it runs after the commit, none is lost."""
    values = [{"task": task, "facts": one, "asked_at": now, "attempts": 0} for one in facts]
    insert_values(db, OutboxRow, values)


def tasks_wait(db: Session) -> bool:
    """Tell whether there is a task to do."""
    return db.scalars(_pending().limit(1)).first() is not None


def pending_tasks(db: Session, *, limit: int) -> Sequence[OutboxRow]:
    """Return the oldest tasks to do, locked for this transaction; other workers skip them."""
    return db.scalars(_pending().limit(limit).with_for_update(skip_locked=True)).all()


def _pending() -> Select[OutboxRow]:
    waiting = OutboxRow.done_at.is_(None), OutboxRow.attempts < MAX_ATTEMPTS
    return select(OutboxRow).where(*waiting).order_by(OutboxRow.id)
