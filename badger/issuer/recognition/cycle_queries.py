"""Every SELECT about sessions that continue another, and their sign-offs, by name."""

from collections.abc import Iterable, Mapping, Sequence

from sqlalchemy import select

from badger.db.base import Session
from badger.db.rows import (
    ContinuedSessionRow,
    ObservationRow,
    ObservationSessionRow,
    SessionParticipantRow,
    SignOffRow,
)


def link_of(db: Session, session_id: str) -> ContinuedSessionRow | None:
    """Return the link that a session stands in, as the first or the second of the two."""
    return db.scalars(
        select(ContinuedSessionRow).where(
            (ContinuedSessionRow.session_id == session_id)
            | (ContinuedSessionRow.continues_id == session_id)
        )
    ).first()


def links_of_person(db: Session, person_id: str) -> Sequence[ContinuedSessionRow]:
    """Return the links whose second session a person takes part in, newest first."""
    return db.scalars(
        select(ContinuedSessionRow)
        .join(
            SessionParticipantRow,
            SessionParticipantRow.session_id == ContinuedSessionRow.session_id,
        )
        .join(ObservationSessionRow, ObservationSessionRow.id == ContinuedSessionRow.session_id)
        .where(SessionParticipantRow.person_id == person_id)
        .order_by(ObservationSessionRow.starts_on.desc(), ObservationSessionRow.id)
    ).all()


def sessions_to_continue(
    db: Session, session: ObservationSessionRow
) -> Sequence[ObservationSessionRow]:
    """Return the earlier sessions of its host and family that stand in no link, newest first."""
    linked = select(ContinuedSessionRow.session_id).union(select(ContinuedSessionRow.continues_id))
    return db.scalars(
        select(ObservationSessionRow)
        .where(
            ObservationSessionRow.partner_id == session.partner_id,
            ObservationSessionRow.family == session.family,
            ObservationSessionRow.id != session.id,
            ObservationSessionRow.starts_on <= session.starts_on,
            ObservationSessionRow.cancelled_at.is_(None),
            ObservationSessionRow.id.not_in(linked),
        )
        .order_by(ObservationSessionRow.starts_on.desc(), ObservationSessionRow.id)
    ).all()


def sign_offs_of(
    db: Session, session_id: str, *, person_ids: Iterable[str]
) -> Mapping[str, frozenset[str]]:
    """Return the parties that agreed with a cycle, by person."""
    asked = select(SignOffRow.person_id, SignOffRow.party).where(
        SignOffRow.session_id == session_id, SignOffRow.person_id.in_(set(person_ids))
    )
    found: dict[str, set[str]] = {}
    for person_id, party in db.execute(asked):
        found.setdefault(person_id, set()).add(party)
    return {person_id: frozenset(parties) for person_id, parties in found.items()}


def any_sign_off(db: Session, session_id: str) -> bool:
    """Tell whether somebody agreed with a cycle already."""
    asked = select(SignOffRow.party).where(SignOffRow.session_id == session_id).limit(1)
    return db.scalar(asked) is not None


def levels_of(
    db: Session, person_id: str, *, session_ids: Iterable[str]
) -> Sequence[tuple[str, str, int]]:
    """Return (session, criterion, level) of a person's standing marks in sessions."""
    rows = db.execute(
        select(ObservationRow.session_id, ObservationRow.criterion_id, ObservationRow.level).where(
            ObservationRow.person_id == person_id,
            ObservationRow.session_id.in_(set(session_ids)),
            ObservationRow.withdrawn_at.is_(None),
        )
    )
    return [(session, criterion, level) for session, criterion, level in rows]
