"""Which sessions the viewer may open, and as what: others do not exist for her (A08)."""

from dataclasses import dataclass

from flask import abort

from badger.db.base import Session
from badger.db.rows import ObservationSessionRow, SessionObserverRow, SessionParticipantRow
from badger.issuer.charters import require_sharing
from badger.issuer.page_queries import observation_duty, participation, session_by_id
from badger.issuer.people_queries import partners_by_ids
from badger.web.security.viewer import Viewer, signed_in


@dataclass(frozen=True, slots=True, kw_only=True)
class SessionAccess:
    """The viewer's place in one session.

    duty:  as what she observes it, None where she does not.
    part:  how she takes part, None where she does not.
    leads: True where she prepares it or issues for its partner.
    """

    session: ObservationSessionRow
    duty: SessionObserverRow | None
    part: SessionParticipantRow | None
    leads: bool


def access_to_session(db: Session, session_id: str) -> SessionAccess:
    """Return the viewer's place in a session; 404 where she has none.

    Raises: CharterUnsigned, where she observes for another partner and one of the two has not
            signed the charter in force (domain C9).
    """
    who = signed_in()
    session = session_by_id(db, session_id)
    if session is None:
        abort(404)
    access = SessionAccess(
        session=session,
        duty=observation_duty(db, session_id, person_id=who.person_id),
        part=participation(db, session_id, person_id=who.person_id),
        leads=session.partner_id in partners_led(who),
    )
    if not (access.duty or access.part or access.leads):
        abort(404)
    if access.duty and not (access.part or access.leads):
        _require_sharing(db, who, host=session.partner_id)
    return access


def _require_sharing(db: Session, who: Viewer, *, host: str) -> None:
    """Ask the charter, unless she observes for the territory and for no partner."""
    if ("observer", None) not in who.grants:
        require_sharing(db, who.partners_as("observer"), other=host)


@dataclass(frozen=True, slots=True)
class Parties:
    """Who receives a session and who accompanies it, by name; "" where nobody does."""

    host: str
    accompanying: str


def parties_of(db: Session, session: ObservationSessionRow) -> Parties:
    """Return the organisations of a session: with the person, the three parties of W5."""
    ids = (session.partner_id, session.accompanying_partner_id or "")
    found = partners_by_ids(db, ids)
    names = [found[one].name if one in found else "" for one in ids]
    return Parties(*names)


def partners_led(who: Viewer) -> tuple[str, ...]:
    """Return the partners whose sessions the viewer prepares or follows up."""
    return tuple(dict.fromkeys((*who.partners_as("pedagogue"), *who.partners_as("issuer"))))


def observed_session(db: Session, session_id: str) -> SessionAccess:
    """Return a session that the viewer observes; 404 for all others."""
    access = access_to_session(db, session_id)
    if access.duty is None:
        abort(404)
    return access


def led_session(db: Session, session_id: str) -> SessionAccess:
    """Return a session that the viewer leads; 404 for all others."""
    access = access_to_session(db, session_id)
    if not access.leads:
        abort(404)
    return access


def attended_session(db: Session, session_id: str) -> SessionAccess:
    """Return a session that the viewer takes part in; 404 for all others."""
    access = access_to_session(db, session_id)
    if access.part is None:
        abort(404)
    return access


def prepared_session(db: Session, session_id: str) -> SessionAccess:
    """Return a session that the viewer prepares for its partner; 404 for all others."""
    access = access_to_session(db, session_id)
    if access.session.partner_id not in signed_in().partners_as("pedagogue"):
        abort(404)
    return access
