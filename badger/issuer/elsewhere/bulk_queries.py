"""Every SELECT about files of observations, by name."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import delete, select
from sqlalchemy.orm import defer

from badger.db.base import Session
from badger.db.rows import BulkImportRow

# A file that was looked at and not begun holds names and words: a day is time enough to decide.
KEPT_UNBEGUN: Final = timedelta(hours=24)


def forget_unbegun_imports(db: Session, *, now: datetime) -> None:
    """Delete the files that somebody looked at and did not begin within a day."""
    db.execute(
        delete(BulkImportRow).where(
            BulkImportRow.started_at.is_(None), BulkImportRow.kept_at <= now - KEPT_UNBEGUN
        )
    )


def import_by_id(db: Session, import_id: str, *, to_change: bool = False) -> BulkImportRow | None:
    """Return a file; to_change makes others wait who would change it."""
    return db.get(BulkImportRow, import_id, with_for_update=to_change or None)


def import_by_digest(db: Session, partner_id: str, *, digest: str) -> BulkImportRow | None:
    """Return the file that a partner sent before, by what it says."""
    return db.scalars(
        select(BulkImportRow).where(
            BulkImportRow.partner_id == partner_id, BulkImportRow.digest == digest
        )
    ).first()


def import_to_carry_on(db: Session) -> BulkImportRow | None:
    """Return the oldest file that was begun and is not done, locked; other workers skip it."""
    return db.scalars(
        select(BulkImportRow)
        .where(
            BulkImportRow.started_at.is_not(None),
            BulkImportRow.finished_at.is_(None),
            BulkImportRow.stopped_code.is_(None),
        )
        .order_by(BulkImportRow.started_at, BulkImportRow.id)
        .limit(1)
        .with_for_update(skip_locked=True)
    ).first()


def imports_wait(db: Session) -> bool:
    """Tell whether a file was begun and is not done."""
    asked = select(BulkImportRow.id).where(
        BulkImportRow.started_at.is_not(None),
        BulkImportRow.finished_at.is_(None),
        BulkImportRow.stopped_code.is_(None),
    )
    return db.scalars(asked.limit(1)).first() is not None


def imports_of_partner(db: Session, partner_id: str) -> Sequence[BulkImportRow]:
    """Return the files of a partner that were begun, newest first, without their rows."""
    return db.scalars(
        select(BulkImportRow)
        .where(BulkImportRow.partner_id == partner_id, BulkImportRow.started_at.is_not(None))
        .options(defer(BulkImportRow.rows))
        .order_by(BulkImportRow.started_at.desc(), BulkImportRow.id)
    ).all()
