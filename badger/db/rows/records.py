"""What was done (the audit chain) and what is still to be done (the outbox)."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON
from sqlalchemy.orm import Mapped, mapped_column

from badger.db.base import Base


class AuditEventRow(Base):
    """One link of the chain; `hash` covers the link before and this entry."""

    __tablename__ = "audit_events"

    seq: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    at: Mapped[datetime]
    kind: Mapped[str]
    actor: Mapped[str]
    subject: Mapped[str]
    facts: Mapped[str]
    previous_hash: Mapped[str]
    hash: Mapped[str]


class AuditHeadRow(Base):
    """The last link; its one row is locked while a link is added."""

    __tablename__ = "audit_head"

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    seq: Mapped[int]
    hash: Mapped[str]


class OutboxRow(Base):
    """A task asked for in the same transaction as the change that needs it."""

    __tablename__ = "outbox"

    id: Mapped[int] = mapped_column(primary_key=True)
    task: Mapped[str]
    # Any: JSON facts of the task, read by the task itself.
    facts: Mapped[dict[str, Any]] = mapped_column(JSON)
    asked_at: Mapped[datetime]
    attempts: Mapped[int]
    done_at: Mapped[datetime | None] = mapped_column(index=True)
    last_code: Mapped[str | None]
