"""Two sessions that belong together: an AFEST cycle, or the two ends of an immersion (S6, W5)."""

from datetime import datetime
from typing import Final

from badger.db.audit import append_event
from badger.db.base import Session
from badger.db.rows import (
    ContinuedSessionRow,
    ObservationSessionRow,
    SessionObserverRow,
    SessionParticipantRow,
    SignOffRow,
)
from badger.db.writing import insert_absent
from badger.issuer.errors import IssuerError
from badger.issuer.recognition.cycle_queries import any_sign_off, link_of, sign_offs_of
from badger.issuer.recognition.days import require_begun
from badger.issuer.recognition.queries import session_by_id, session_criteria
from badger.issuer.recognition.sessions import SessionUnknown

CYCLE_FAMILY: Final = "production"
CONTINUED: Final = (CYCLE_FAMILY, "immersion")
# Who agrees with a cycle besides the person, by the role in which she observed.
PARTY_OF_ROLE: Final = {"tuteur": "tutor", "employeur": "tutor", "formateur": "trainer"}


class CycleInvalid(IssuerError):
    """The two sessions do not belong together; the fact `member` says why."""

    code = "cycle.invalid"


class CycleSigned(IssuerError):
    """Somebody agreed with the cycle: its two sessions stay together."""

    code = "cycle.signed"


class NotAParty(IssuerError):
    """Only the person, her tutor and the trainer of a cycle agree with it."""

    code = "cycle.not_a_party"


def continue_session(
    db: Session, session_id: str, *, continues_id: str, actor: str, now: datetime
) -> ContinuedSessionRow:
    """Say that a session is the second part of an earlier one.

    Raises: SessionUnknown, CycleInvalid, CycleSigned.
    """
    after, before = _known(db, session_id), _known(db, continues_id)
    _check(db, after, before)
    row = db.get(ContinuedSessionRow, session_id)
    if row is not None:
        if any_sign_off(db, session_id):
            raise CycleSigned(session=session_id)
        db.delete(row)
        db.flush()
    if link_of(db, before.id) or link_of(db, after.id):
        raise CycleInvalid(member="linked")
    row = ContinuedSessionRow(
        session_id=session_id, continues_id=continues_id, linked_by=actor, linked_at=now
    )
    db.add(row)
    db.flush()
    append_event(
        db,
        kind="session.continued",
        actor=actor,
        subject=session_id,
        facts={"continues": continues_id},
        now=now,
    )
    return row


def sign_off(db: Session, session_id: str, *, person_id: str, by: str, now: datetime) -> str:
    """Let one of three parties agree with the cycle of a person; twice is once.

    session_id: the second session of the cycle.
    Returns the party. Raises: SessionUnknown, CycleInvalid, NotAParty, SessionNotBegun,
    SessionCancelled.
    """
    session, link = _known(db, session_id), db.get(ContinuedSessionRow, session_id)
    if link is None or session.family != CYCLE_FAMILY:
        raise CycleInvalid(member="cycle")
    party = party_of(db, link, person_id=person_id, who=by)
    if party is None:
        raise NotAParty(session=session_id)
    require_begun(db, session_id, now=now)
    if party in sign_offs_of(db, session_id, person_ids=[person_id]).get(person_id, ()):
        return party
    key = {"session_id": session_id, "person_id": person_id, "party": party}
    insert_absent(db, SignOffRow, [{**key, "signed_by": by, "signed_at": now}])
    facts = {"person": person_id, "party": party}
    append_event(
        db, kind="cycle.signed_off", actor=by, subject=session_id, facts={**facts}, now=now
    )
    return party


def party_of(db: Session, link: ContinuedSessionRow, *, person_id: str, who: str) -> str | None:
    """Return as which party somebody agrees with the cycle of a person, None where as none."""
    if db.get(SessionParticipantRow, (link.session_id, person_id)) is None:
        return None
    if who == person_id:
        return "person"
    duties = [
        db.get(SessionObserverRow, (session_id, who))
        for session_id in (link.session_id, link.continues_id)
    ]
    parties = [PARTY_OF_ROLE.get(duty.role) for duty in duties if duty is not None]
    return next((party for party in parties if party is not None), None)


def _known(db: Session, session_id: str) -> ObservationSessionRow:
    session = session_by_id(db, session_id)
    if session is None:
        raise SessionUnknown(session=session_id)
    return session


def _check(db: Session, after: ObservationSessionRow, before: ObservationSessionRow) -> None:
    grids = [{row.id for row in session_criteria(db, one.id)} for one in (after, before)]
    holds = {
        "family": after.family in CONTINUED and after.family == before.family,
        "partner": after.partner_id == before.partner_id,
        "order": after.id != before.id and before.starts_on <= after.starts_on,
        # What was seen at both ends is told side by side: on the same grid.
        "grid": after.family == CYCLE_FAMILY or grids[0] == grids[1],
    }
    for member, held in holds.items():
        if not held:
            raise CycleInvalid(member=member)
