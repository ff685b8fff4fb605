"""Every SELECT about how people come in, by name."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import delete, func, select

from badger.db.base import Session
from badger.db.rows import EmailRow, PersonRow, SignInLinkRow


def addresses_of(db: Session, person_id: str) -> Sequence[EmailRow]:
    """Return the addresses that a person gave, oldest first."""
    return db.scalars(
        select(EmailRow)
        .where(EmailRow.person_id == person_id)
        .order_by(EmailRow.added_at, EmailRow.id)
    ).all()


def own_address(db: Session, address_id: str, *, person_id: str) -> EmailRow | None:
    """Return one address of a person, locked; None where it is somebody else's."""
    return db.scalars(
        select(EmailRow)
        .where(EmailRow.id == address_id, EmailRow.person_id == person_id)
        .with_for_update()
        .execution_options(populate_existing=True)
    ).first()


def address_given(db: Session, address: str, *, person_id: str) -> EmailRow | None:
    """Return the address that a person gave already."""
    return db.scalars(
        select(EmailRow).where(EmailRow.person_id == person_id, EmailRow.email == address)
    ).first()


def verified_address(db: Session, address: str) -> EmailRow | None:
    """Return the verified address of whoever has it."""
    return db.scalars(
        select(EmailRow).where(EmailRow.email == address, EmailRow.verified_at.is_not(None))
    ).first()


def count_addresses(db: Session, person_id: str) -> int:
    """Count the addresses that a person gave."""
    query = select(func.count()).where(EmailRow.person_id == person_id)
    return db.scalar(query.select_from(EmailRow)) or 0


def link_by_id(db: Session, link_id: str) -> SignInLinkRow | None:
    """Return a link that was asked for, locked and as it is now: it opens once."""
    # What was read before the lock came may have been used up by whoever held it.
    return db.get(SignInLinkRow, link_id, with_for_update=True, populate_existing=True)


def link_by_token_hash(db: Session, token_hash: str) -> SignInLinkRow | None:
    """Return the link of a token, without a lock."""
    return db.scalars(select(SignInLinkRow).where(SignInLinkRow.token_hash == token_hash)).first()


def forget_links(db: Session, *, before: datetime) -> None:
    """Remove the links that ended before an instant, used or not."""
    db.execute(delete(SignInLinkRow).where(SignInLinkRow.until < before))


def person_by_id(db: Session, person_id: str) -> PersonRow | None:
    """Return a person."""
    return db.get(PersonRow, person_id)
