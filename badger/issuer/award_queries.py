"""Every SELECT about credentials and their status lists, by name."""

from collections.abc import Collection, Sequence
from datetime import datetime

from sqlalchemy import select, update

from badger.db.base import Session
from badger.db.one_of import one_of
from badger.db.rows import CredentialRow, StatusEntryRow, StatusListRow


def locked_credential(db: Session, credential_id: str) -> CredentialRow | None:
    """Return a credential as it is now, and make whoever else would change it wait."""
    return db.scalars(
        select(CredentialRow)
        .where(CredentialRow.id == credential_id)
        .with_for_update()
        .execution_options(populate_existing=True)
    ).first()


def credentials_with_keys(
    db: Session, issuer_id: str, request_keys: Collection[str]
) -> Sequence[CredentialRow]:
    """Return what an issuer made for these request keys."""
    return db.scalars(
        select(CredentialRow).where(
            CredentialRow.issuer_id == issuer_id,
            one_of(db, CredentialRow.request_key, request_keys),
        )
    ).all()


def reserved_before(db: Session, instant: datetime, *, limit: int) -> Sequence[CredentialRow]:
    """Return credentials left unsigned since before `instant`."""
    return db.scalars(
        select(CredentialRow)
        .where(CredentialRow.state == "reserved", CredentialRow.reserved_at <= instant)
        .order_by(CredentialRow.reserved_at, CredentialRow.id)
        .limit(limit)
    ).all()


def status_list_row(db: Session, list_id: str) -> StatusListRow | None:
    """Return a status list."""
    return db.get(StatusListRow, list_id)


def status_lists_by_ids(db: Session, list_ids: Collection[str]) -> Sequence[StatusListRow]:
    """Return status lists, in no order."""
    return db.scalars(select(StatusListRow).where(StatusListRow.id.in_(list_ids))).all()


def status_lists_of(db: Session, partner_id: str) -> Sequence[StatusListRow]:
    """Return the status lists of a partner, oldest first."""
    return db.scalars(
        select(StatusListRow)
        .where(StatusListRow.partner_id == partner_id)
        .order_by(StatusListRow.number)
    ).all()


def locked_newest_list(db: Session, partner_id: str) -> StatusListRow | None:
    """Return the newest list of a partner as it is now; others wait to reserve in it."""
    return db.scalars(
        select(StatusListRow)
        .where(StatusListRow.partner_id == partner_id)
        .order_by(StatusListRow.number.desc())
        .limit(1)
        .with_for_update()
        .execution_options(populate_existing=True)
    ).first()


def locked_list_numbered(db: Session, partner_id: str, *, number: int) -> StatusListRow:
    """Return a list that is there, by its number; others wait to reserve in it."""
    return db.scalars(
        select(StatusListRow)
        .where(StatusListRow.partner_id == partner_id, StatusListRow.number == number)
        .with_for_update()
        .execution_options(populate_existing=True)
    ).one()


def locked_list(db: Session, list_id: str) -> StatusListRow:
    """Return a list that is there, as it is now; others wait to publish it."""
    return db.scalars(
        select(StatusListRow)
        .where(StatusListRow.id == list_id)
        .with_for_update()
        .execution_options(populate_existing=True)
    ).one()


def revoked_indexes(db: Session, list_id: str) -> Sequence[int]:
    """Return the places of a list whose credentials are revoked."""
    return db.scalars(
        select(StatusEntryRow.list_index).where(
            StatusEntryRow.list_id == list_id, StatusEntryRow.revoked_at.is_not(None)
        )
    ).all()


def given_indexes(db: Session, list_id: str, indexes: Collection[int]) -> Sequence[int]:
    """Return those of the places of a list that were given already."""
    return db.scalars(
        select(StatusEntryRow.list_index).where(
            StatusEntryRow.list_id == list_id, one_of(db, StatusEntryRow.list_index, indexes)
        )
    ).all()


def mark_revoked(db: Session, list_id: str, *, index: int, now: datetime) -> None:
    """Set one place of a list for good; set before, it keeps its first date."""
    db.execute(
        update(StatusEntryRow)
        .where(
            StatusEntryRow.list_id == list_id,
            StatusEntryRow.list_index == index,
            StatusEntryRow.revoked_at.is_(None),
        )
        .values(revoked_at=now)
    )


def suspended_indexes(db: Session, list_id: str) -> Sequence[int]:
    """Return the places of a list whose credentials are suspended now."""
    return db.scalars(
        select(StatusEntryRow.list_index).where(
            StatusEntryRow.list_id == list_id, StatusEntryRow.suspended_at.is_not(None)
        )
    ).all()


def mark_suspended(db: Session, list_id: str, *, index: int, since: datetime | None) -> None:
    """Say since when one place of a list is suspended; None: it is not any more."""
    db.execute(
        update(StatusEntryRow)
        .where(StatusEntryRow.list_id == list_id, StatusEntryRow.list_index == index)
        .values(suspended_at=since)
    )
