"""From what was seen to the person's answer: proposed, then accepted or declined."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from badger.db.base import Session
from badger.db.rows import CredentialRow, ProposalRow
from badger.db.writing import insert_absent
from badger.issuer.achievement_queries import version_by_id, versions_by_ids
from badger.issuer.errors import IssuerError
from badger.issuer.proposal_queries import (
    credentials_of_proposals,
    kinds_of,
    locked_proposals,
    names_of,
    proposal_rows_of_person,
    proposals_for,
)
from badger.issuer.proposing import UNDER_WAY, new_proposal
from badger.issuer.recognition.decide import AwardDecision, decide
from badger.issuer.recognition.facts import Pair, award_facts
from badger.issuer.recognition.queries import last_marks, observed_participants, session_criteria
from badger.issuer.recognition.rules import AwardRule

# The versions of what the person is read or reads before she answers; never edited.
CONSENT_TEXTS = {
    "2026-11": (
        "J'ai lu ou on m'a lu ce que dit ce badge. Je suis d'accord pour le recevoir. "
        "Je choisis à qui je le montre. Je peux demander son retrait."
    ),
}
CONSENT_VERSION = "2026-11"


class ProposalUnknown(IssuerError):
    """There is no such proposal, or it is somebody else's."""

    code = "proposal.unknown"


class ProposalAnswered(IssuerError):
    """The person has answered already."""

    code = "proposal.answered"


class ConsentVersionUnknown(IssuerError):
    """The text that was agreed to is none of ours."""

    code = "proposal.consent_version_unknown"


class NotForThisHolder(IssuerError):
    """The badge is for another kind of holder: a person, a group, an organisation."""

    code = "proposal.not_for_this_holder"


class NotDeclared(IssuerError):
    """The badge is observed: nobody gives it to herself."""

    code = "proposal.not_declared"


@dataclass(frozen=True, slots=True)
class Proposal:
    """A badge and a person: what is decided, and where the proposal stands.

    id:    None as long as nothing is proposed.
    state: "not_yet", "possible", "proposed", "accepted", "issued", "revoked" (issued, and taken
           back since) or, for the person alone, "declined".
    beside: the passeur in whose presence it was accepted, by name.
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
    beside: str | None


def propose_awards(
    db: Session,
    session_id: str,
    *,
    now: datetime,
    among: Collection[str] | None = None,
) -> list[Proposal]:
    """Propose every badge that the session makes possible, and tell what the others lack.

    One entry per observed participant and badge of the session; declined ones are left out.
    Proposing binds nobody, so the audit log has no word of it.
    """
    found = session_proposals(db, session_id, among=among)
    values = [
        new_proposal(proposal.person_id, proposal.version_id, session_id=session_id, now=now)
        for proposal in found
        if proposal.state == "possible"
    ]
    insert_absent(db, ProposalRow, values)
    return session_proposals(db, session_id, among=among) if values else found


def session_proposals(
    db: Session, session_id: str, *, among: Collection[str] | None = None
) -> list[Proposal]:
    """Tell the same as `propose_awards`, without proposing anything.

    among: the participants to look at, None for all.
    """
    versions = dict.fromkeys(row.version_id for row in session_criteria(db, session_id))
    people = observed_participants(db, session_id)
    if among is not None:
        people = [person for person in people if person in among]
    pairs = _suitable(db, [(person, version) for person in people for version in versions])
    stored = proposals_for(db, pairs)
    declined = _declined(db, stored, session_id=session_id)
    chosen = [(pair, _under_way(stored.get(pair, []))) for pair in pairs if pair not in declined]
    return _views(db, chosen, session_id=session_id)


def propose_declared(db: Session, *, person_id: str, version_id: str, now: datetime) -> Proposal:
    """Propose a declared badge to the person who declares it; twice is once.

    Raises: NotDeclared, also for a draft; NotForThisHolder.
    """
    version = version_by_id(db, version_id)
    if version is None or not version.declared or version.state != "published":
        raise NotDeclared(version=version_id)
    pair = (person_id, version_id)
    if not _suitable(db, [pair]):
        raise NotForThisHolder(version=version_id)
    if _under_way(proposals_for(db, [pair]).get(pair, [])) is None:
        values = new_proposal(person_id, version_id, session_id=None, now=now)
        insert_absent(db, ProposalRow, [values])
    row = _under_way(proposals_for(db, [pair])[pair])
    return _views(db, [(pair, row)], session_id=None)[0]


def proposals_of_person(db: Session, person_id: str) -> list[Proposal]:
    """Return what was proposed to a person, newest first, declined ones included."""
    rows = proposal_rows_of_person(db, person_id)
    chosen = [((row.person_id, row.version_id), row) for row in rows]
    return _views(db, chosen, session_id=None)


def accept_proposal(
    db: Session,
    proposal_id: str,
    *,
    person_id: str,
    consent_version: str,
    now: datetime,
    in_presence_of: str | None = None,
    names_pieces: bool = False,
) -> ProposalRow:
    """Record that the person accepts, with the version of the text that she agreed to.

    in_presence_of: the passeur who recorded it beside her, where that is the case.
    names_pieces:   she wants a larger badge to name those of hers that it is made of.
    Accepted twice is once. Raises: ProposalUnknown, ProposalAnswered, ConsentVersionUnknown.
    """
    if consent_version not in CONSENT_TEXTS:
        raise ConsentVersionUnknown(version=consent_version)
    row = _proposal_of(db, proposal_id, person_id=person_id)
    if row.state == "declined":
        raise ProposalAnswered(proposal=proposal_id)
    if row.state == "proposed":
        row.state, row.answered_at = "accepted", now
        row.consent_version, row.in_presence_of = consent_version, in_presence_of
        row.names_pieces = names_pieces
        db.flush()
    return row


def decline_proposal(
    db: Session, proposal_id: str, *, person_id: str, now: datetime
) -> ProposalRow:
    """Record that the person declines, also after accepting, as long as nothing is signed.

    Nobody else sees it: it leaves every list but her own, and the audit log has no word of it.
    Raises: ProposalUnknown; ProposalAnswered where the badge is issued.
    """
    row = _proposal_of(db, proposal_id, person_id=person_id)
    if row.state == "issued" or proposal_id in credentials_of_proposals(db, [proposal_id]):
        raise ProposalAnswered(proposal=proposal_id)
    row.state, row.answered_at = "declined", now
    row.consent_version, row.in_presence_of, row.names_pieces = None, None, False
    db.flush()
    return row


def _proposal_of(db: Session, proposal_id: str, *, person_id: str) -> ProposalRow:
    row = locked_proposals(db, [proposal_id]).get(proposal_id)
    if row is None or row.person_id != person_id:
        raise ProposalUnknown(proposal=proposal_id)
    return row


def _suitable(db: Session, pairs: Sequence[Pair]) -> list[Pair]:
    """Keep the pairs whose badge is for such a holder."""
    kinds = kinds_of(db, [person for person, _ in pairs])
    versions = {row.id: row for row in versions_by_ids(db, {version for _, version in pairs})}
    return [(p, v) for p, v in pairs if kinds.get(p) in versions[v].recipients]


def _under_way(rows: Sequence[ProposalRow]) -> ProposalRow | None:
    return next((row for row in rows if row.state in UNDER_WAY), None)


def _declined(
    db: Session, stored: Mapping[Pair, Sequence[ProposalRow]], *, session_id: str
) -> set[Pair]:
    """Find what a session leaves out: declined in it, or in another and nothing seen since.

    The same evidence is not put before a person again; what is seen later may be.
    """
    answers = {
        pair: [row for row in rows if row.state == "declined"] for pair, rows in stored.items()
    }
    asked = [pair for pair, rows in answers.items() if rows]
    if not asked:
        return set()
    seen = last_marks(db, [person for person, _ in asked], [version for _, version in asked])
    return {
        pair
        for pair in asked
        if any(row.session_id == session_id for row in answers[pair])
        or not (_under_way(stored[pair]) or _seen_since(answers[pair], seen.get(pair)))
    }


def _seen_since(answers: Sequence[ProposalRow], last: datetime | None) -> bool:
    """Tell whether something was seen after the last of these answers."""
    return last is not None and all(row.answered_at and row.answered_at < last for row in answers)


def _views(
    db: Session, chosen: Sequence[tuple[Pair, ProposalRow | None]], *, session_id: str | None
) -> list[Proposal]:
    facts = award_facts(db, [pair for pair, _ in chosen])
    besides = [row.in_presence_of for _, row in chosen if row and row.in_presence_of]
    names = names_of(db, [*(person for (person, _), _ in chosen), *besides])
    credentials = credentials_of_proposals(db, [row.id for _, row in chosen if row])
    views = []
    for pair, row in chosen:
        known, version = facts[pair]
        decision = decide(known, AwardRule.from_json(version.rule))
        credential = credentials.get(row.id) if row else None
        views.append(
            Proposal(
                id=row.id if row else None,
                state=_state(row, credential, decision),
                person_id=pair[0],
                person_name=names[pair[0]],
                version_id=version.id,
                achievement_name=version.name,
                session_id=row.session_id if row else session_id,
                credential_id=credential.id if credential else None,
                decision=decision,
                beside=names.get(row.in_presence_of or "") if row else None,
            )
        )
    return views


def _state(
    row: ProposalRow | None, credential: CredentialRow | None, decision: AwardDecision
) -> str:
    if credential is not None and credential.revoked_at is not None:
        return "revoked"
    if row is not None:
        return row.state
    return "possible" if decision.possible else "not_yet"
