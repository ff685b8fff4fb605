"""Answers given beside a passeur: who cannot use a screen says yes or no, aloud (domain F5 AC3)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from badger.db.audit import append_event
from badger.db.base import Session
from badger.db.rows import ObservationSessionRow, ProposalRow
from badger.issuer.presence_queries import proposed_after, sessions_with_proposals
from badger.issuer.proposals import (
    Proposal,
    ProposalUnknown,
    accept_proposal,
    decline_proposal,
    proposals_of_person,
)
from badger.issuer.queries import roles_of
from badger.json_value import JsonObject


@dataclass(frozen=True, slots=True)
class WaitingSession:
    """A session with what is proposed after it and not answered."""

    session: ObservationSessionRow
    proposals: tuple[ProposalRow, ...]


def waiting_beside(db: Session, passeur_id: str) -> list[WaitingSession]:
    """Return what a passeur may record the answer of, newest session first.

    A passeur of partners: their sessions, hosted or accompanied; one of the territory: all.
    Never what is proposed to herself: that she answers on her own page.
    """
    grants = [grant.partner_id for grant in roles_of(db, passeur_id) if grant.role == "passeur"]
    partners = None if None in grants else [one for one in grants if one]
    sessions = sessions_with_proposals(db, partners)
    rows = proposed_after(db, [session.id for session in sessions])
    found = []
    for session in sessions:
        own = [r for r in rows if r.session_id == session.id and r.person_id != passeur_id]
        if own:
            found.append(WaitingSession(session, tuple(own)))
    return found


def proposal_beside(db: Session, proposal_id: str, *, passeur_id: str) -> Proposal:
    """Return a proposal that a passeur may record the answer of. Raises: ProposalUnknown."""
    row = _row_beside(db, proposal_id, passeur_id=passeur_id)
    proposals = proposals_of_person(db, row.person_id)
    return next(proposal for proposal in proposals if proposal.id == proposal_id)


def accept_in_presence(
    db: Session, proposal_id: str, *, passeur_id: str, consent_version: str, now: datetime
) -> ProposalRow:
    """Record that the person, who was read the text, accepts; and who was beside her.

    Raises: ProposalUnknown, ConsentVersionUnknown.
    """
    row = _row_beside(db, proposal_id, passeur_id=passeur_id)
    accepted = accept_proposal(
        db,
        proposal_id,
        person_id=row.person_id,
        consent_version=consent_version,
        in_presence_of=passeur_id,
        now=now,
    )
    facts: JsonObject = {"consent": consent_version}
    kind = "proposal.accepted_in_presence"
    append_event(db, kind=kind, actor=passeur_id, subject=proposal_id, facts=facts, now=now)
    return accepted


def decline_in_presence(db: Session, proposal_id: str, *, passeur_id: str, now: datetime) -> None:
    """Record that the person declines; as anywhere, nobody else sees it afterwards.

    Raises: ProposalUnknown.
    """
    row = _row_beside(db, proposal_id, passeur_id=passeur_id)
    decline_proposal(db, proposal_id, person_id=row.person_id, now=now)


def _row_beside(db: Session, proposal_id: str, *, passeur_id: str) -> ProposalRow:
    waiting = waiting_beside(db, passeur_id)
    return _named([row for one in waiting for row in one.proposals], proposal_id)


def _named(rows: Sequence[ProposalRow], proposal_id: str) -> ProposalRow:
    for row in rows:
        if row.id == proposal_id:
            return row
    raise ProposalUnknown(proposal=proposal_id)
