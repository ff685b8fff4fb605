"""Every SELECT about endorsements, by name."""

from collections.abc import Collection, Sequence

from sqlalchemy import ColumnElement, or_, select

from badger.db.base import Session
from badger.db.rows import EmailRow, EndorsementRow, RoleGrantRow

LIVE = EndorsementRow.state == "issued"


def endorsement_by_id(db: Session, endorsement_id: str) -> EndorsementRow | None:
    """Return an endorsement, whatever its state."""
    return db.get(EndorsementRow, endorsement_id)


def locked_endorsement(db: Session, endorsement_id: str) -> EndorsementRow | None:
    """Return an endorsement as it is now, and make whoever else would change it wait."""
    return db.scalars(
        select(EndorsementRow)
        .where(EndorsementRow.id == endorsement_id)
        .with_for_update()
        .execution_options(populate_existing=True)
    ).first()


def endorsements_between(
    db: Session,
    endorser_id: str,
    *,
    version_id: str | None,
    partner_id: str | None,
    credential_id: str | None,
) -> Sequence[EndorsementRow]:
    """Return what a partner has to do with one thing, but for what it withdrew."""
    return db.scalars(
        select(EndorsementRow).where(
            EndorsementRow.endorser_id == endorser_id,
            # SQLAlchemy writes IS NULL for None.
            EndorsementRow.version_id == version_id,
            EndorsementRow.partner_id == partner_id,
            EndorsementRow.credential_id == credential_id,
            EndorsementRow.state != "withdrawn",
        )
    ).all()


def endorsements_of(db: Session, partner_ids: Collection[str]) -> Sequence[EndorsementRow]:
    """Return what partners were asked for or have written, newest first."""
    return _newest(db, EndorsementRow.endorser_id.in_(partner_ids))


def endorsements_asked_by(db: Session, partner_ids: Collection[str]) -> Sequence[EndorsementRow]:
    """Return what partners have asked others for, newest first."""
    return _newest(db, EndorsementRow.asked_by.in_(partner_ids))


def live_endorsements(
    db: Session,
    *,
    version_id: str | None = None,
    partner_id: str | None = None,
    credential_id: str | None = None,
) -> Sequence[EndorsementRow]:
    """Return the endorsements that stand of any of these, oldest first."""
    about = [
        column == value
        for column, value in (
            (EndorsementRow.credential_id, credential_id),
            (EndorsementRow.version_id, version_id),
            (EndorsementRow.partner_id, partner_id),
        )
        if value is not None
    ]
    return db.scalars(
        select(EndorsementRow).where(LIVE, or_(*about)).order_by(EndorsementRow.issued_at)
    ).all()


def addresses_of_issuers(db: Session, partner_id: str) -> Sequence[str]:
    """Return the verified e-mail addresses of those who sign for a partner."""
    signers = select(RoleGrantRow.person_id).where(
        RoleGrantRow.partner_id == partner_id, RoleGrantRow.role == "issuer"
    )
    return db.scalars(
        select(EmailRow.email)
        .where(EmailRow.person_id.in_(signers), EmailRow.verified_at.is_not(None))
        .order_by(EmailRow.email)
    ).all()


def _newest(db: Session, condition: ColumnElement[bool]) -> Sequence[EndorsementRow]:
    return db.scalars(
        select(EndorsementRow)
        .where(condition)
        .order_by(EndorsementRow.asked_at.desc(), EndorsementRow.written_at.desc())
    ).all()
