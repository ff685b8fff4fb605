"""Every SELECT about lists of recognised issuers."""

from collections.abc import Mapping, Sequence

from sqlalchemy import select, update

from badger.db.base import Session
from badger.db.rows import PartnerRow, TrustListRow


def trust_list_at(db: Session, address: str) -> TrustListRow | None:
    """Return the list of an address."""
    return db.scalars(select(TrustListRow).where(TrustListRow.url == address)).first()


def imported_lists(db: Session) -> Sequence[TrustListRow]:
    """Return the imported lists, in the order of their names."""
    return db.scalars(
        select(TrustListRow)
        .where(TrustListRow.kind == "imported")
        .order_by(TrustListRow.name, TrustListRow.url)
    ).all()


def partners_by_slug(db: Session) -> Sequence[PartnerRow]:
    """Return the partners in the order of their addresses."""
    return db.scalars(select(PartnerRow).order_by(PartnerRow.slug)).all()


def changed_trust_list(db: Session, address: str, values: Mapping[str, object]) -> TrustListRow:
    """Change the list of an address, which is there, and return it."""
    return db.scalars(
        update(TrustListRow)
        .where(TrustListRow.url == address)
        .values(**values)
        .returning(TrustListRow),
        execution_options={"populate_existing": True},
    ).one()
