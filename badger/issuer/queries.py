"""Every SELECT of the issuer's side, by name. Each may run in a `read_session`."""

from collections.abc import Sequence
from dataclasses import dataclass

from badger.db.base import Session
from badger.db.rows import (
    CredentialRow,
    CriterionRow,
    ObservationRow,
    ObservationSessionRow,
    PersonRow,
    RoleGrantRow,
    SessionObserverRow,
)


@dataclass(frozen=True, slots=True)
class SessionBoard:
    """A session as its observers see it.

    participants: who is observed, by display name; observers with their person.
    marks:        all observations of the session, oldest first.
    """

    session: ObservationSessionRow
    criteria: tuple[CriterionRow, ...]
    participants: tuple[PersonRow, ...]
    observers: tuple[tuple[SessionObserverRow, PersonRow], ...]
    marks: tuple[ObservationRow, ...]


def sessions_for(db: Session, person_id: str) -> Sequence[ObservationSessionRow]:
    """Return the sessions that a person observes, takes part in or prepares (by her grants)."""
    raise NotImplementedError


def sessions_of_observer(db: Session, person_id: str) -> Sequence[ObservationSessionRow]:
    """Return the sessions that a person observes, newest first."""
    raise NotImplementedError


def session_board(db: Session, session_id: str) -> SessionBoard:
    """Return all that a session's page shows. Raises: SessionUnknown."""
    raise NotImplementedError


def person_by_id(db: Session, person_id: str) -> PersonRow | None:
    """Return a person."""
    raise NotImplementedError


def roles_of(db: Session, person_id: str) -> Sequence[RoleGrantRow]:
    """Return the roles that a person was given."""
    raise NotImplementedError


def credential_by_id(db: Session, credential_id: str) -> CredentialRow | None:
    """Return an issued credential, None where there is none (or not yet)."""
    raise NotImplementedError


def credential_bytes(db: Session, credential_id: str) -> bytes | None:
    """Return the signed bytes of an issued credential."""
    raise NotImplementedError


def credentials_of_partner(db: Session, partner_id: str) -> Sequence[CredentialRow]:
    """Return what a partner issued, newest first."""
    raise NotImplementedError


def credentials_of_person(db: Session, person_id: str) -> Sequence[CredentialRow]:
    """Return what a person was issued, newest first."""
    raise NotImplementedError
