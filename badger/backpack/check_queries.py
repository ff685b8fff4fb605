"""Every SELECT about badges from elsewhere and the looks at them, by name."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import delete, func, select, update

from badger.db.base import Session
from badger.db.rows import CollectionItemRow, CredentialRow, HoldingCheckRow, HoldingRow


def count_imported(db: Session, person_id: str) -> int:
    """Count what a person brought from elsewhere."""
    counted = select(func.count()).select_from(HoldingRow)
    brought = HoldingRow.person_id == person_id, HoldingRow.badge_id.is_(None)
    return db.scalar(counted.where(*brought)) or 0


def own_import(db: Session, holding_id: str, *, person_id: str) -> HoldingRow | None:
    """Return a badge that a person brought from elsewhere, locked."""
    return db.scalars(
        select(HoldingRow)
        .where(
            HoldingRow.id == holding_id,
            HoldingRow.person_id == person_id,
            HoldingRow.badge_id.is_(None),
        )
        .with_for_update()
    ).first()


def forget_holding(db: Session, holding_id: str) -> None:
    """Remove a badge, what was found at it, and its place in collections."""
    db.execute(delete(CollectionItemRow).where(CollectionItemRow.holding_id == holding_id))
    forget_check(db, holding_id)
    db.execute(delete(HoldingRow).where(HoldingRow.id == holding_id))


def forget_check(db: Session, holding_id: str) -> None:
    """Remove what was found at a badge: it turned out to be of here."""
    db.execute(delete(HoldingCheckRow).where(HoldingCheckRow.holding_id == holding_id))


def locked_check(db: Session, holding_id: str) -> HoldingCheckRow | None:
    """Return what was found at a badge, and make whoever else writes it down wait."""
    return db.scalars(
        select(HoldingCheckRow).where(HoldingCheckRow.holding_id == holding_id).with_for_update()
    ).first()


def check_row(db: Session, holding_id: str) -> HoldingCheckRow:
    """Return the row of what was found at a badge, a new one where nobody looked yet."""
    row = db.get(HoldingCheckRow, holding_id)
    if row is None:
        row = HoldingCheckRow(holding_id=holding_id)
        db.add(row)
    return row


def claim_due(
    db: Session, *, now: datetime, until: datetime, limit: int
) -> Sequence[tuple[str, bytes]]:
    """Return badges to look at, longest due first, and put them off until `until`."""
    due = db.scalars(
        select(HoldingCheckRow.holding_id)
        .where(HoldingCheckRow.due_at <= now)
        .order_by(HoldingCheckRow.due_at)
        .limit(limit)
        .with_for_update(skip_locked=True)
    ).all()
    db.execute(
        update(HoldingCheckRow).where(HoldingCheckRow.holding_id.in_(due)).values(due_at=until)
    )
    asked = select(HoldingRow.id, HoldingRow.document).where(HoldingRow.id.in_(due))
    return [(row.id, row.document) for row in db.execute(asked)]


def some_are_due(db: Session, *, now: datetime) -> bool:
    """Tell whether any badge is to be looked at."""
    asked = select(HoldingCheckRow.holding_id).where(HoldingCheckRow.due_at <= now)
    return db.scalars(asked.limit(1)).first() is not None


def signed_here(db: Session, badge_id: str) -> tuple[str, bytes] | None:
    """Return for whom a badge was signed here, and its bytes; None where it was not."""
    asked = select(CredentialRow.person_id, CredentialRow.signed).where(
        CredentialRow.id == badge_id, CredentialRow.signed.is_not(None)
    )
    row = db.execute(asked).first()
    return None if row is None or row.signed is None else (row.person_id, row.signed)


def signed_at_place(db: Session, list_id: str, index: int) -> tuple[str, bytes] | None:
    """Return for whom the badge with a place in a status list was signed here, and its bytes."""
    asked = select(CredentialRow.person_id, CredentialRow.signed).where(
        CredentialRow.list_id == list_id,
        CredentialRow.list_index == index,
        CredentialRow.signed.is_not(None),
    )
    row = db.execute(asked).first()
    return None if row is None or row.signed is None else (row.person_id, row.signed)
