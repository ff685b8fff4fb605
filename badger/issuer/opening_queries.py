"""The statements about openings of sessions by passeurs, by name."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime

from sqlalchemy import Update, select, update

from badger.db.base import Session
from badger.db.rows import PartnerRow, RoleGrantRow, SessionOpeningRow


def openings_of_session(db: Session, session_id: str) -> Sequence[SessionOpeningRow]:
    """Return who opened a session by its code, newest first."""
    return db.scalars(
        select(SessionOpeningRow)
        .where(SessionOpeningRow.session_id == session_id)
        .order_by(SessionOpeningRow.opened_at.desc(), SessionOpeningRow.id)
    ).all()


def end_openings_of_session(db: Session, session_id: str, *, now: datetime) -> None:
    """End the openings of a session that still run."""
    db.execute(_ended(now).where(SessionOpeningRow.session_id == session_id))


def end_openings_of_passeur(
    db: Session, passeur_id: str, *, now: datetime, session_id: str | None = None
) -> None:
    """End the openings of a passeur that still run: of one session, or of all."""
    asked = _ended(now).where(SessionOpeningRow.passeur_id == passeur_id)
    if session_id is not None:
        asked = asked.where(SessionOpeningRow.session_id == session_id)
    db.execute(asked)


def _ended(now: datetime) -> Update:
    running = (SessionOpeningRow.ended_at.is_(None), SessionOpeningRow.until > now)
    return update(SessionOpeningRow).where(*running).values(ended_at=now)


def passeur_partners(db: Session, person_ids: Collection[str]) -> Mapping[str, Sequence[str]]:
    """Return the names of the partners that people are passeurs for, by their id."""
    rows = db.execute(
        select(RoleGrantRow.person_id, PartnerRow.name)
        .join(PartnerRow, PartnerRow.id == RoleGrantRow.partner_id)
        .where(RoleGrantRow.role == "passeur", RoleGrantRow.person_id.in_(person_ids))
        .order_by(PartnerRow.name)
    )
    found: dict[str, list[str]] = {}
    for person_id, name in rows:
        found.setdefault(person_id, []).append(name)
    return found
