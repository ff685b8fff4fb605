"""Answers given beside a passeur: who cannot use a screen says yes or no, aloud (domain F5 AC3)."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Final

from badger.db.audit import append_event
from badger.db.base import Session
from badger.db.rows import ObservationSessionRow, ProposalRow
from badger.issuer.charter_queries import sharing_partners
from badger.issuer.charters import CharterUnsigned
from badger.issuer.openings import note_opening
from badger.issuer.presence_queries import (
    Reach,
    opened_within,
    proposal_answered_since,
    reaches_session,
    sessions_newest_first,
    waiting_proposals,
)
from badger.issuer.proposals import (
    Proposal,
    ProposalUnknown,
    accept_proposal,
    decline_proposal,
    proposals_of_person,
)
from badger.issuer.queries import roles_of
from badger.issuer.recognition.joining import session_of_short_code
from badger.issuer.recognition.piece_queries import compositions
from badger.json_value import JsonObject

# The day on which she is there; whoever comes back is told a new code.
OPEN_FOR: Final = timedelta(hours=12)
_TAPPED_TWICE: Final = timedelta(minutes=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Passeur:
    """Somebody who may stand beside others, and how she came to them (domain 1.1, C8, C10).

    accompanied: people who let her look.
    opened:      sessions whose code she was told, in presence, with their opening number then.
    """

    person_id: str
    accompanied: Collection[str] = ()
    opened: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Waiting:
    """A session with what is proposed after it and not answered; None: after no session."""

    session: ObservationSessionRow | None
    proposals: tuple[ProposalRow, ...]


def waiting_beside(db: Session, passeur: Passeur) -> list[Waiting]:
    """Return what a passeur may record the answer of, newest session first, then without one.

    A session that she opened is there also when everybody has answered.
    People who let her look, sessions of her partners, and sessions that she opened by their
    code: nobody else's name, a passeur of the whole territory included.
    Never what is proposed to herself: that she answers on her own page.
    """
    reach = _reach(db, passeur)
    if reach is None:
        return []
    rows = waiting_proposals(db, reach)
    waited_for = {row.session_id for row in rows if row.session_id}
    sessions = sessions_newest_first(db, {*waited_for, *opened_within(db, reach)})
    found = [
        Waiting(session, tuple(row for row in rows if row.session_id == session.id))
        for session in sessions
    ]
    alone = tuple(row for row in rows if row.session_id is None)
    return [*found, Waiting(None, alone)] if alone else found


def stands_beside(db: Session, passeur: Passeur, *, session_id: str, person_id: str) -> bool:
    """Tell whether a passeur may write for somebody who takes part in a session."""
    reach = _reach(db, passeur)
    if reach is None:
        return False
    beside = person_id in passeur.accompanied
    return beside or reaches_session(db, reach, session_id=session_id)


def open_session_beside(
    db: Session, text: str, *, passeur: Passeur, now: datetime
) -> ObservationSessionRow:
    """Open a session to a passeur who was told its code there; its leader sees that she did.

    Raises: CodeUnknown, CharterUnsigned (by her partner or by the host, C9).
    """
    session = session_of_short_code(db, text, now=now)
    reach = _reach(db, replace(passeur, opened={session.id: session.opening_number}))
    if reach is None or not reaches_session(db, reach, session_id=session.id):
        raise CharterUnsigned
    note_opening(db, session.id, passeur_id=passeur.person_id, now=now, until=now + OPEN_FOR)
    kind = "session.opened_beside"
    append_event(db, kind=kind, actor=passeur.person_id, subject=session.id, facts={}, now=now)
    return session


def proposal_beside(db: Session, proposal_id: str, *, passeur: Passeur) -> Proposal:
    """Return a proposal that a passeur may record the answer of. Raises: ProposalUnknown."""
    row = _row_beside(db, proposal_id, passeur=passeur)
    proposals = proposals_of_person(db, row.person_id)
    return next(proposal for proposal in proposals if proposal.id == proposal_id)


def accept_in_presence(
    db: Session, proposal_id: str, *, passeur: Passeur, consent_version: str, now: datetime
) -> ProposalRow:
    """Record that the person, who was read the text, accepts; and who was beside her.

    Raises: ProposalUnknown, ConsentVersionUnknown.
    """
    row = _row_beside(db, proposal_id, passeur=passeur)
    accepted = accept_proposal(
        db,
        proposal_id,
        person_id=row.person_id,
        consent_version=consent_version,
        in_presence_of=passeur.person_id,
        now=now,
    )
    facts: JsonObject = {"consent": consent_version}
    kind = "proposal.accepted_in_presence"
    append_event(db, kind=kind, actor=passeur.person_id, subject=proposal_id, facts=facts, now=now)
    return accepted


def answered_just_now(
    db: Session, proposal_id: str, *, passeur: Passeur, now: datetime
) -> ProposalRow | None:
    """Return a proposal that got its answer within the minute: a button was tapped twice.

    No longer: of a no, nobody learns afterwards.
    """
    reach = _reach(db, passeur)
    if reach is None:
        return None
    return proposal_answered_since(db, reach, proposal_id=proposal_id, since=now - _TAPPED_TWICE)


def decline_in_presence(db: Session, proposal_id: str, *, passeur: Passeur, now: datetime) -> None:
    """Record that the person declines; as anywhere, nobody else sees it afterwards.

    Raises: ProposalUnknown.
    """
    row = _row_beside(db, proposal_id, passeur=passeur)
    decline_proposal(db, proposal_id, person_id=row.person_id, now=now)


def _row_beside(db: Session, proposal_id: str, *, passeur: Passeur) -> ProposalRow:
    for row in _rows_beside(db, passeur):
        if row.id == proposal_id:
            return row
    raise ProposalUnknown(proposal=proposal_id)


def _rows_beside(db: Session, passeur: Passeur) -> Sequence[ProposalRow]:
    reach = _reach(db, passeur)
    return () if reach is None else waiting_proposals(db, reach)


def _reach(db: Session, passeur: Passeur) -> Reach | None:
    """Return how far a passeur reaches; None for somebody who is none (any more)."""
    grants = [one.partner_id for one in roles_of(db, passeur.person_id) if one.role == "passeur"]
    if not grants:
        return None
    own, sharing = {one for one in grants if one}, sharing_partners(db)
    return Reach(
        passeur_id=passeur.person_id,
        own=own,
        signed=own & sharing,
        sharing=sharing,
        larger=compositions(db).keys() if own else (),
        accompanied=passeur.accompanied,
        opened=tuple(passeur.opened.items()),
        any_host=None in grants,
    )
