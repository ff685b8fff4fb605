"""Every SELECT about the directory, by name."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select

from badger.db.base import Session
from badger.db.rows import DirectoryEntryRow


def live_entries(db: Session, *, now: datetime) -> Sequence[DirectoryEntryRow]:
    """Return the entries whose day has not come, in no order."""
    return db.scalars(select(DirectoryEntryRow).where(DirectoryEntryRow.until > now)).all()


def live_entry(db: Session, entry_id: str, *, now: datetime) -> DirectoryEntryRow | None:
    """Return a live entry by the id of its address."""
    asked = select(DirectoryEntryRow).where(
        DirectoryEntryRow.id == entry_id, DirectoryEntryRow.until > now
    )
    return db.scalars(asked).first()


def entry_of(db: Session, person_id: str) -> DirectoryEntryRow | None:
    """Return a person's entry, over or not."""
    return db.get(DirectoryEntryRow, person_id)
