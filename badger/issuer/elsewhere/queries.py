"""Every SELECT about observations that come from elsewhere, by name."""

from collections.abc import Sequence

from sqlalchemy import and_, or_, select

from badger.db.base import Session
from badger.db.rows import (
    BroughtAwardRow,
    BulkImportRow,
    CriterionRow,
    ObservationSessionRow,
    PersonRow,
    RoleGrantRow,
    SessionCriterionRow,
    SessionParticipantRow,
)
from badger.issuer.recognition.piece_queries import holders_among


def observers_for(db: Session, partner_id: str, *, badge: str | None = None) -> Sequence[PersonRow]:
    """Return who observes for a partner or for the whole territory today, by name.

    badge: code of the badge of theirs that must stand (S4); None: none is asked for.
    """
    granted = select(RoleGrantRow.person_id).where(
        RoleGrantRow.role == "observer",
        or_(RoleGrantRow.partner_id == partner_id, RoleGrantRow.partner_id.is_(None)),
    )
    asked = select(PersonRow).where(PersonRow.id.in_(granted))
    found = db.scalars(asked.order_by(PersonRow.display_name, PersonRow.id)).all()
    if badge is None:
        return found
    holders = holders_among(db, [person.id for person in found], code=badge)
    return [person for person in found if person.id in holders]


def people_of_partner(db: Session, partner_id: str) -> Sequence[PersonRow]:
    """Return whom a partner registered, and who took part in its sessions."""
    took_part = (
        select(SessionParticipantRow.person_id)
        .join(ObservationSessionRow, ObservationSessionRow.id == SessionParticipantRow.session_id)
        .where(ObservationSessionRow.partner_id == partner_id)
    )
    return db.scalars(
        select(PersonRow)
        .where(or_(PersonRow.registered_by == partner_id, PersonRow.id.in_(took_part)))
        .order_by(PersonRow.display_name, PersonRow.id)
    ).all()


def is_person_of(db: Session, person_id: str, *, partner_id: str) -> bool:
    """Tell whether a partner registered a person, or had her in one of its sessions."""
    person = db.get(PersonRow, person_id)
    if person is not None and person.registered_by == partner_id:
        return True
    took_part = (
        select(SessionParticipantRow.person_id)
        .join(ObservationSessionRow, ObservationSessionRow.id == SessionParticipantRow.session_id)
        .where(
            SessionParticipantRow.person_id == person_id,
            ObservationSessionRow.partner_id == partner_id,
        )
    )
    return db.scalars(took_part.limit(1)).first() is not None


def sessions_of_awards(db: Session, person_id: str) -> Sequence[str]:
    """Return the sessions that hold what programs brought of a person, for those badges."""
    return db.scalars(
        select(SessionParticipantRow.session_id)
        .join(ObservationSessionRow, ObservationSessionRow.id == SessionParticipantRow.session_id)
        .join(SessionCriterionRow, SessionCriterionRow.session_id == ObservationSessionRow.id)
        .join(CriterionRow, CriterionRow.id == SessionCriterionRow.criterion_id)
        .join(
            BroughtAwardRow,
            and_(
                BroughtAwardRow.person_id == SessionParticipantRow.person_id,
                BroughtAwardRow.partner_id == ObservationSessionRow.partner_id,
                BroughtAwardRow.version_id == CriterionRow.version_id,
            ),
        )
        .where(SessionParticipantRow.person_id == person_id)
        .distinct()
    ).all()


def sessions_of_imports(db: Session, person_id: str) -> set[str]:
    """Return the sessions of a person that files of observations have made."""
    hers = select(SessionParticipantRow.session_id).where(
        SessionParticipantRow.person_id == person_id
    )
    files = select(BulkImportRow.session_ids).where(BulkImportRow.started_at.is_not(None))
    made = {session for sessions in db.scalars(files) for session in sessions}
    return made & set(db.scalars(hers))


def brought_with_key(db: Session, partner_id: str, *, request_key: str) -> BroughtAwardRow:
    """Return what came with a key; it must be there."""
    return db.scalars(
        select(BroughtAwardRow).where(
            BroughtAwardRow.partner_id == partner_id, BroughtAwardRow.request_key == request_key
        )
    ).one()


def brought_by_id(db: Session, award_id: str) -> BroughtAwardRow | None:
    """Return what a program brought."""
    return db.get(BroughtAwardRow, award_id)
