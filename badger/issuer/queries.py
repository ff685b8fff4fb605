"""The SELECTs that pages build on, by name. Each may run in a `read_session`.

Those of one subject only stand in the `*_queries.py` beside.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import bindparam, func, or_, select

from badger.db.base import Session
from badger.db.rows import (
    CredentialRow,
    CriterionRow,
    ObservationRow,
    ObservationSessionRow,
    PersonRow,
    RoleGrantRow,
    SessionObserverRow,
    SessionParticipantRow,
)
from badger.issuer.devices.order import in_their_order
from badger.issuer.devices.queries import taps_of_session
from badger.issuer.people_queries import person_by_id, roles_of
from badger.issuer.recognition.queries import session_by_id, session_criteria
from badger.issuer.recognition.sessions import SessionUnknown

__all__ = [
    "SessionBoard",
    "credential_by_id",
    "credential_bytes",
    "credential_bytes_of_code",
    "credentials_of_person",
    "person_by_id",
    "roles_of",
    "session_board",
    "sessions_for",
    "sessions_of_observer",
    "standing_of_credential",
]

# Made once: to write it anew would cost as much as to ask.
_STANDING = select(CredentialRow.revoked_at, CredentialRow.suspended_at).where(
    CredentialRow.id == bindparam("asked"), CredentialRow.state == "issued"
)


@dataclass(frozen=True, slots=True)
class SessionBoard:
    """A session as its observers see it.

    participants: who agreed to be watched; observers with their person.
    marks:        the observations of the session that count, oldest first; those of one device
                  in the order of its taps, whenever they arrived.
    """

    session: ObservationSessionRow
    criteria: tuple[CriterionRow, ...]
    participants: tuple[PersonRow, ...]
    observers: tuple[tuple[SessionObserverRow, PersonRow], ...]
    marks: tuple[ObservationRow, ...]


def sessions_for(db: Session, person_id: str) -> Sequence[ObservationSessionRow]:
    """Return the sessions that concern a person, newest first.

    Those that she observes or takes part in, those of partners for which she is pédagogue,
    and all of them for a cartographe.
    """
    observed = select(SessionObserverRow.session_id).where(
        SessionObserverRow.person_id == person_id
    )
    attended = select(SessionParticipantRow.session_id).where(
        SessionParticipantRow.person_id == person_id
    )
    grants = select(RoleGrantRow.partner_id).where(RoleGrantRow.person_id == person_id)
    everything = (
        select(RoleGrantRow.id)
        .where(RoleGrantRow.person_id == person_id, RoleGrantRow.role == "cartographe")
        .exists()
    )
    return db.scalars(
        select(ObservationSessionRow)
        .where(
            or_(
                ObservationSessionRow.id.in_(observed),
                ObservationSessionRow.id.in_(attended),
                ObservationSessionRow.partner_id.in_(
                    grants.where(
                        RoleGrantRow.role == "pedagogue", RoleGrantRow.partner_id.is_not(None)
                    )
                ),
                everything,
            )
        )
        .order_by(ObservationSessionRow.starts_on.desc(), ObservationSessionRow.id)
    ).all()


def sessions_of_observer(db: Session, person_id: str) -> Sequence[ObservationSessionRow]:
    """Return the sessions that a person observes, newest first."""
    return db.scalars(
        select(ObservationSessionRow)
        .join(SessionObserverRow, SessionObserverRow.session_id == ObservationSessionRow.id)
        .where(SessionObserverRow.person_id == person_id)
        .order_by(ObservationSessionRow.starts_on.desc(), ObservationSessionRow.id)
    ).all()


def session_board(db: Session, session_id: str) -> SessionBoard:
    """Return all that a session's page shows. Raises: SessionUnknown."""
    session = session_by_id(db, session_id)
    if session is None:
        raise SessionUnknown(session=session_id)
    return SessionBoard(
        session=session,
        criteria=tuple(session_criteria(db, session_id)),
        participants=tuple(_participants(db, session_id)),
        observers=tuple(_observers(db, session_id)),
        marks=in_their_order(taps_of_session(db, session_id)),
    )


def credential_by_id(db: Session, credential_id: str) -> CredentialRow | None:
    """Return an issued credential, None where there is none (or not yet)."""
    row = db.get(CredentialRow, credential_id)
    return row if row is not None and row.state == "issued" else None


def standing_of_credential(db: Session, credential_id: str) -> str | None:
    """Tell how an issued credential stands: "revoked", "suspended" or "standing".

    Returns: None where there is none (or not yet).
    """
    found = db.execute(_STANDING, {"asked": credential_id}).first()
    if found is None:
        return None
    if found.revoked_at is not None:
        return "revoked"
    return "standing" if found.suspended_at is None else "suspended"


def credential_bytes(db: Session, credential_id: str) -> bytes | None:
    """Return the signed bytes of an issued credential."""
    row = credential_by_id(db, credential_id)
    return row.signed if row is not None else None


def credential_bytes_of_code(db: Session, code: str) -> bytes | None:
    """Return the signed bytes of the issued credential whose id begins with `code`.

    Returns: None, where none begins so, or several do.
    """
    # The ids alone are looked through, in their index: the rows beside them are long.
    begins_so = func.substr(CredentialRow.id, 1, len(code)) == code
    ids = db.scalars(select(CredentialRow.id).where(begins_so)).all()
    asked = select(CredentialRow.signed).where(
        CredentialRow.id.in_(ids), CredentialRow.state == "issued"
    )
    found = db.scalars(asked).all()
    return found[0] if len(found) == 1 else None


def credentials_of_person(db: Session, person_id: str) -> Sequence[CredentialRow]:
    """Return what a person was issued, newest first."""
    return db.scalars(
        select(CredentialRow)
        .where(CredentialRow.person_id == person_id, CredentialRow.state == "issued")
        .order_by(CredentialRow.issued_at.desc(), CredentialRow.id)
    ).all()


def _participants(db: Session, session_id: str) -> Sequence[PersonRow]:
    return db.scalars(
        select(PersonRow)
        .join(SessionParticipantRow, SessionParticipantRow.person_id == PersonRow.id)
        .where(
            SessionParticipantRow.session_id == session_id, SessionParticipantRow.observed.is_(True)
        )
        .order_by(PersonRow.display_name, PersonRow.id)
    ).all()


def _observers(db: Session, session_id: str) -> list[tuple[SessionObserverRow, PersonRow]]:
    rows = db.execute(
        select(SessionObserverRow, PersonRow)
        .join(PersonRow, PersonRow.id == SessionObserverRow.person_id)
        .where(SessionObserverRow.session_id == session_id)
        .order_by(SessionObserverRow.role, PersonRow.id)
    )
    return [(observer, person) for observer, person in rows]
