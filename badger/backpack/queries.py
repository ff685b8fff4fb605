"""Every SELECT about what people keep, by name."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import unquote

from sqlalchemy import Select, case, func, select

from badger.db.base import Session
from badger.db.rows import (
    AchievementVersionRow,
    CredentialRow,
    HoldingCheckRow,
    HoldingRow,
)
from badger.verify import VerifiedCredential


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """One badge of a backpack without its bytes.

    badge_id: the credential of this installation, None for a badge from elsewhere.
    state:    "valid", "unchecked", "revoked", "suspended", "expired" or "refused"; of a badge
              of here as it is now, of another as it was at the last look (`checked_at`).
    """

    id: str
    name: str
    issuer: str
    credential_id: str
    badge_id: str | None
    received_at: datetime
    state: str
    checked_at: datetime | None


def plain(identifier: str) -> str:
    """Write an identifier as badges are compared by it: without escapes, trimmed.

    Source: Open Badges 3.0, section "Credential equality and comparison".
    """
    return unquote(identifier).strip()


def holds(db: Session, person_id: str, credential: VerifiedCredential) -> bool:
    """Tell whether a person keeps some edition of a badge."""
    return db.scalars(_copy_of(person_id, credential)).first() is not None


def locked_holding(db: Session, person_id: str, credential: VerifiedCredential) -> HoldingRow:
    """Return a person's copy of a badge, and make whoever else would replace it wait."""
    asked = _copy_of(person_id, credential).with_for_update()
    return db.scalars(asked.execution_options(populate_existing=True)).one()


def holdings_of(db: Session, person_id: str) -> Sequence[HoldingRow]:
    """Return what a person keeps, newest first."""
    return db.scalars(
        select(HoldingRow)
        .where(HoldingRow.person_id == person_id)
        .order_by(HoldingRow.received_at.desc(), HoldingRow.id)
    ).all()


def shelf_of(db: Session, person_id: str) -> list[Kept]:
    """Return what a person keeps, newest first, with how it stands; no bytes are read."""
    rows = db.execute(
        _KEPT.where(HoldingRow.person_id == person_id).order_by(
            HoldingRow.received_at.desc(), HoldingRow.id
        )
    )
    return [Kept(**row._mapping) for row in rows]


def kept_badge(db: Session, holding_id: str, *, person_id: str) -> Kept | None:
    """Return one badge that a person keeps; None for those of others."""
    row = db.execute(
        _KEPT.where(HoldingRow.id == holding_id, HoldingRow.person_id == person_id)
    ).first()
    return None if row is None else Kept(**row._mapping)


def kept_bytes(db: Session, holding_id: str) -> bytes:
    """Return a badge as it was received."""
    return db.scalars(select(HoldingRow.document).where(HoldingRow.id == holding_id)).one()


def documents_kept(db: Session, person_id: str) -> list[tuple[str, bytes]]:
    """Return what a person keeps, byte for byte, by the holding's id."""
    asked = select(HoldingRow.id, HoldingRow.document).where(HoldingRow.person_id == person_id)
    return [(row.id, row.document) for row in db.execute(asked)]


def check_of(db: Session, holding_id: str) -> HoldingCheckRow:
    """Return what was found at a badge from elsewhere."""
    return db.get_one(HoldingCheckRow, holding_id)


def undelivered_names(db: Session, person_id: str) -> Sequence[str]:
    """Return the badges that are signed for a person and not yet in her backpack, by name."""
    return db.scalars(
        select(AchievementVersionRow.name)
        .join(CredentialRow, CredentialRow.version_id == AchievementVersionRow.id)
        .outerjoin(HoldingRow, HoldingRow.badge_id == CredentialRow.id)
        .where(
            CredentialRow.person_id == person_id,
            CredentialRow.state == "issued",
            CredentialRow.revoked_at.is_(None),
            HoldingRow.id.is_(None),
        )
        .order_by(CredentialRow.issued_at.desc(), CredentialRow.id)
    ).all()


def _copy_of(person_id: str, credential: VerifiedCredential) -> Select[HoldingRow]:
    return select(HoldingRow).where(
        HoldingRow.person_id == person_id,
        HoldingRow.issuer == plain(credential.issuer.id),
        HoldingRow.credential_id == plain(credential.id),
    )


_KEPT = (
    select(
        HoldingRow.id,
        HoldingRow.name,
        HoldingRow.issuer,
        HoldingRow.credential_id,
        HoldingRow.badge_id,
        HoldingRow.received_at,
        case(
            (CredentialRow.revoked_at.is_not(None), "revoked"),
            (CredentialRow.suspended_at.is_not(None), "suspended"),
            else_=func.coalesce(HoldingCheckRow.state, "valid"),
        ).label("state"),
        HoldingCheckRow.checked_at,
    )
    .outerjoin(HoldingCheckRow, HoldingCheckRow.holding_id == HoldingRow.id)
    .outerjoin(CredentialRow, CredentialRow.id == HoldingRow.badge_id)
)
