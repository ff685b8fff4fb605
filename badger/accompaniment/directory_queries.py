"""Every SELECT about the directory, by name."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Select, select

from badger.db.base import Session
from badger.db.rows import DirectoryEntryRow, PersonRow
from badger.privacy.guardian_queries import may_be_public


def live_entries(db: Session, *, now: datetime) -> Sequence[DirectoryEntryRow]:
    """Return the entries whose day has not come, of people who may be public, in no order."""
    return db.scalars(_live(now)).all()


def live_entry(db: Session, entry_id: str, *, now: datetime) -> DirectoryEntryRow | None:
    """Return a live entry by the id of its address."""
    return db.scalars(_live(now).where(DirectoryEntryRow.id == entry_id)).first()


def entry_of(db: Session, person_id: str) -> DirectoryEntryRow | None:
    """Return a person's entry, over or not."""
    return db.get(DirectoryEntryRow, person_id)


def _live(now: datetime) -> Select[DirectoryEntryRow]:
    return (
        select(DirectoryEntryRow)
        .join(PersonRow, PersonRow.id == DirectoryEntryRow.person_id)
        .where(DirectoryEntryRow.until > now, may_be_public())
    )
