"""From what was seen to the person's answer: proposed, then accepted or declined."""

from dataclasses import dataclass
from datetime import datetime

from badger.db.base import Session
from badger.db.rows import ProposalRow
from badger.issuer.recognition.decide import AwardDecision

# The versions of what the person is read or reads before she answers; never edited.
CONSENT_TEXTS = {
    "2026-11": (
        "J'ai lu ou on m'a lu ce que dit ce badge. Je suis d'accord pour le recevoir. "
        "Je choisis à qui je le montre. Je peux demander son retrait."
    ),
}
CONSENT_VERSION = "2026-11"


@dataclass(frozen=True, slots=True)
class Proposal:
    """A badge and a person: what is decided, and where the proposal stands.

    id:    None as long as nothing is proposed.
    state: "not_yet", "proposed", "accepted", "issued" or, for the person alone, "declined".
    """

    id: str | None
    state: str
    person_id: str
    person_name: str
    version_id: str
    achievement_name: str
    session_id: str | None
    credential_id: str | None
    decision: AwardDecision


def propose_awards(db: Session, session_id: str, *, actor: str, now: datetime) -> list[Proposal]:
    """Propose every badge that the session makes possible, and tell what the others lack.

    One entry per observed participant and badge of the session; declined ones are left out.
    """
    raise NotImplementedError


def session_proposals(db: Session, session_id: str) -> list[Proposal]:
    """Tell the same as `propose_awards`, without proposing anything."""
    raise NotImplementedError


def propose_declared(db: Session, *, person_id: str, version_id: str, now: datetime) -> Proposal:
    """Propose a declared badge to the person who declares it. Raises: NotDeclared."""
    raise NotImplementedError


def proposals_of_person(db: Session, person_id: str) -> list[Proposal]:
    """Return what was proposed to a person, newest first, declined ones included."""
    raise NotImplementedError


def accept_proposal(
    db: Session,
    proposal_id: str,
    *,
    person_id: str,
    consent_version: str,
    now: datetime,
    in_presence_of: str | None = None,
) -> ProposalRow:
    """Record that the person accepts, with the version of the text that she agreed to.

    in_presence_of: the passeur who recorded it beside her, where that is the case.
    Raises: ProposalUnknown (also where it is another person's), ProposalAnswered,
            ConsentVersionUnknown.
    """
    raise NotImplementedError


def decline_proposal(
    db: Session, proposal_id: str, *, person_id: str, now: datetime
) -> ProposalRow:
    """Record that the person declines; nobody else sees it. Raises: as accept_proposal."""
    raise NotImplementedError
