"""The SELECTs about groups and organisations, by name."""

from collections.abc import Collection, Sequence

from sqlalchemy import select

from badger.db.base import Session
from badger.db.rows import (
    AchievementVersionRow,
    CredentialRow,
    ObservationSessionRow,
    PersonRow,
    ProposalRow,
    SessionParticipantRow,
)


def groups_registered_by(db: Session, partner_ids: Collection[str]) -> Sequence[PersonRow]:
    """Return the groups and organisations that partners registered, by name."""
    return db.scalars(
        select(PersonRow)
        .where(PersonRow.kind != "person", PersonRow.registered_by.in_(partner_ids))
        .order_by(PersonRow.display_name, PersonRow.id)
    ).all()


def badges_given_to(
    db: Session, holder_id: str, *, partner_ids: Collection[str]
) -> Sequence[tuple[CredentialRow, AchievementVersionRow]]:
    """Return what these partners issued to a holder, newest first."""
    rows = db.execute(
        select(CredentialRow, AchievementVersionRow)
        .join(AchievementVersionRow, AchievementVersionRow.id == CredentialRow.version_id)
        .where(
            CredentialRow.person_id == holder_id,
            CredentialRow.state == "issued",
            CredentialRow.issuer_id.in_(partner_ids),
        )
        .order_by(CredentialRow.issued_at.desc(), CredentialRow.id)
    )
    return [(credential, version) for credential, version in rows]


def names_waiting_for(
    db: Session, holder_id: str, *, partner_ids: Collection[str]
) -> Sequence[str]:
    """Return the names of badges proposed to a holder after sessions of these partners."""
    return db.scalars(
        select(AchievementVersionRow.name)
        .join(ProposalRow, ProposalRow.version_id == AchievementVersionRow.id)
        .join(ObservationSessionRow, ObservationSessionRow.id == ProposalRow.session_id)
        .where(
            ProposalRow.person_id == holder_id,
            ProposalRow.state == "proposed",
            ObservationSessionRow.partner_id.in_(partner_ids),
        )
        .order_by(AchievementVersionRow.name)
    ).all()


def sessions_with(
    db: Session, holder_id: str, *, partner_ids: Collection[str]
) -> Sequence[ObservationSessionRow]:
    """Return the sessions of these partners that a holder takes part in, newest first."""
    return db.scalars(
        select(ObservationSessionRow)
        .join(SessionParticipantRow, SessionParticipantRow.session_id == ObservationSessionRow.id)
        .where(
            SessionParticipantRow.person_id == holder_id,
            ObservationSessionRow.partner_id.in_(partner_ids),
        )
        .order_by(ObservationSessionRow.starts_on.desc(), ObservationSessionRow.id)
    ).all()
