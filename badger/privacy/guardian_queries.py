"""Every SELECT about what minors' guardians allowed, by name."""

from sqlalchemy import ColumnElement, exists, or_, select

from badger.db.base import Session
from badger.db.rows import GuardianConsentRow, PersonRow


def standing_guardian_consent(db: Session, person_id: str) -> GuardianConsentRow | None:
    """Return the consent that stands, None where there is none or it was taken back."""
    return db.scalars(
        select(GuardianConsentRow)
        .where(
            GuardianConsentRow.person_id == person_id,
            GuardianConsentRow.withdrawn_at.is_(None),
        )
        .order_by(GuardianConsentRow.given_at, GuardianConsentRow.id)
    ).first()


def may_be_public() -> ColumnElement[bool]:
    """Say, for a query over people, of whom something may be public now (domain C11)."""
    standing = exists().where(
        GuardianConsentRow.person_id == PersonRow.id, GuardianConsentRow.withdrawn_at.is_(None)
    )
    return or_(PersonRow.minor.is_(False), standing)


def locked_person(db: Session, person_id: str) -> PersonRow | None:
    """Return a person, locked: what is decided about her is decided once."""
    return db.get(PersonRow, person_id, with_for_update=True, populate_existing=True)
