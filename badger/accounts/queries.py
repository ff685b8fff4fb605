"""Every SELECT about how people come in, by name."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from sqlalchemy import delete, func, select

from badger.db.base import Session
from badger.db.rows import (
    EmailRow,
    OutsideIdentityRow,
    PasskeyRow,
    PersonRow,
    SignInChallengeRow,
    SignInLinkRow,
)


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


def forget_unconfirmed(db: Session, *, before: datetime) -> None:
    """Remove the addresses that were given before an instant and never confirmed."""
    never = EmailRow.verified_at.is_(None), EmailRow.added_at < before
    db.execute(delete(EmailRow).where(*never))


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


def forget_challenges(db: Session, *, before: datetime) -> None:
    """Remove the challenges that ended before an instant."""
    db.execute(delete(SignInChallengeRow).where(SignInChallengeRow.until < before))


def taken_challenge(
    db: Session, challenge_id: str, *, kind: str
) -> tuple[Mapping[str, str], str | None, datetime] | None:
    """Remove a challenge and return its facts, person and end, in one statement."""
    row = SignInChallengeRow
    statement = (
        delete(row)
        .where(row.id == challenge_id, row.kind == kind)
        .returning(row.facts, row.person_id, row.until)
    )
    found = db.execute(statement).first()
    return None if found is None else (found.facts, found.person_id, found.until)


def passkeys_of(db: Session, person_id: str) -> Sequence[PasskeyRow]:
    """Return the passkeys of a person, oldest first."""
    return db.scalars(
        select(PasskeyRow)
        .where(PasskeyRow.person_id == person_id)
        .order_by(PasskeyRow.added_at, PasskeyRow.id)
    ).all()


def passkey_by_credential(db: Session, credential_id: str) -> PasskeyRow | None:
    """Return the passkey of a device's credential, locked: its counter is compared and raised."""
    return db.scalars(
        select(PasskeyRow).where(PasskeyRow.credential_id == credential_id).with_for_update()
    ).first()


def own_passkey(db: Session, passkey_id: str, *, person_id: str) -> PasskeyRow | None:
    """Return one passkey of a person; None where it is somebody else's."""
    return db.scalars(
        select(PasskeyRow).where(PasskeyRow.id == passkey_id, PasskeyRow.person_id == person_id)
    ).first()


def identity_row(db: Session, issuer: str, subject: str) -> OutsideIdentityRow | None:
    """Return whom another site means by `subject`."""
    return db.scalars(
        select(OutsideIdentityRow).where(
            OutsideIdentityRow.issuer == issuer, OutsideIdentityRow.subject == subject
        )
    ).first()


def identities_of(db: Session, person_id: str) -> Sequence[OutsideIdentityRow]:
    """Return the other sites that a person linked, oldest first."""
    return db.scalars(
        select(OutsideIdentityRow)
        .where(OutsideIdentityRow.person_id == person_id)
        .order_by(OutsideIdentityRow.added_at, OutsideIdentityRow.id)
    ).all()


def own_identity(db: Session, identity_id: str, *, person_id: str) -> OutsideIdentityRow | None:
    """Return one link of a person; None where it is somebody else's."""
    row = OutsideIdentityRow
    return db.scalars(select(row).where(row.id == identity_id, row.person_id == person_id)).first()


def person_by_id(db: Session, person_id: str) -> PersonRow | None:
    """Return a person."""
    return db.get(PersonRow, person_id)
