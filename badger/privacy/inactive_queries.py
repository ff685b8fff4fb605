"""Who has not come in for long, and what happened of hers since."""

from collections.abc import Sequence
from datetime import date, datetime

from sqlalchemy import ColumnElement, and_, exists, func, select

from badger.db.base import Base, Session
from badger.db.rows import EmailRow, LastSeenRow, PersonRow, RoleGrantRow

# What happens of a person who does not come in herself: seen by others, helped by a passeur.
HAPPENED = (
    ("observations", "entered_at"),
    ("session_participants", "added_at"),
    ("proposals", "answered_at"),
    ("credentials", "issued_at"),
    ("experiences", "told_at"),
    ("reflections", "entered_at"),
    ("accompaniments", "asked_at"),
    ("shares", "made_at"),
)


def people_never_looked_at(db: Session, *, most: int) -> Sequence[str]:
    """Return ids of people of whom nothing is known about when they came in."""
    known = exists().where(LastSeenRow.person_id == PersonRow.id)
    asked = select(PersonRow.id).where(PersonRow.kind == "person", ~known)
    return db.scalars(asked.order_by(PersonRow.id).limit(most)).all()


def silent_since(db: Session, day: date, *, most: int) -> Sequence[LastSeenRow]:
    """Return who was not seen since a day, was not warned and has no role, longest first.

    Whom another process looks at just now it looks at alone.
    """
    asked = select(LastSeenRow).where(LastSeenRow.seen_on < day, LastSeenRow.warned_on.is_(None))
    asked = asked.where(_may_go()).order_by(*_ORDER).limit(most)
    return db.scalars(asked.with_for_update(skip_locked=True)).all()


def warned_before(db: Session, day: date, *, most: int) -> Sequence[LastSeenRow]:
    """Return who was warned before a day and has no role, as `silent_since`."""
    asked = select(LastSeenRow).where(LastSeenRow.warned_on < day, _may_go())
    asked = asked.order_by(*_ORDER).limit(most)
    return db.scalars(asked.with_for_update(skip_locked=True)).all()


def warned_one(db: Session, person_id: str, *, before: date) -> LastSeenRow | None:
    """Return a person who was warned before a day and has no role, locked and as she is now."""
    asked = select(LastSeenRow).where(LastSeenRow.person_id == person_id)
    asked = asked.where(LastSeenRow.warned_on < before, _may_go())
    fresh = asked.with_for_update().execution_options(populate_existing=True)
    return db.scalars(fresh).first()


def stays_while_noted(db: Session, person_id: str) -> bool:
    """Tell whether a person is there, and keep whoever would erase her waiting.

    The lock is that of a row that points at hers: it holds up nobody else.
    """
    asked = select(PersonRow.id).where(PersonRow.id == person_id)
    return db.scalars(asked.with_for_update(read=True, key_share=True)).first() is not None


def warned_people(db: Session, ids: Sequence[str]) -> dict[str, date]:
    """Return on which day each of some people was warned."""
    asked = select(LastSeenRow).where(LastSeenRow.person_id.in_(ids))
    return {row.person_id: row.warned_on for row in db.scalars(asked) if row.warned_on}


def last_seen_of(db: Session, person_id: str) -> LastSeenRow | None:
    """Return when a person came in last, None where nobody looked yet."""
    return db.get(LastSeenRow, person_id)


def last_happening(db: Session, person_id: str) -> datetime | None:
    """Return when something of hers last happened, whoever did it."""
    moments = []
    for name, column in HAPPENED:
        table = Base.metadata.tables[name]
        newest = select(func.max(table.c[column])).where(table.c.person_id == person_id)
        moments.append(db.scalar(newest))
    return max((moment for moment in moments if moment is not None), default=None)


def addresses_of(db: Session, person_id: str) -> Sequence[str]:
    """Return a person's confirmed e-mail addresses."""
    asked = select(EmailRow.email).where(
        EmailRow.person_id == person_id, EmailRow.verified_at.is_not(None)
    )
    return db.scalars(asked.order_by(EmailRow.email)).all()


_ORDER = (LastSeenRow.seen_on, LastSeenRow.person_id)


def _may_go() -> ColumnElement[bool]:
    """Keep people who hold no role: a group comes in by its card too, and stays."""
    has_role = exists().where(RoleGrantRow.person_id == LastSeenRow.person_id)
    is_one = exists().where(PersonRow.id == LastSeenRow.person_id, PersonRow.kind == "person")
    return and_(is_one, ~has_role)
