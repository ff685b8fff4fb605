"""THE path to a credential: facts, decision, entry, unsigned, signed, verified, stored."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from badger.db.base import Session
from badger.db.rows import CredentialRow, ProposalRow
from badger.errors import BadgerError
from badger.issuer.achievement_queries import issuers_of_versions
from badger.issuer.addresses import Addresses
from badger.issuer.errors import IssuerError
from badger.issuer.finish import complete_awards
from badger.issuer.key_sealing import KeyringLocked
from badger.issuer.keyring import Keyring
from badger.issuer.locking import lock_for_awards
from badger.issuer.proposal_queries import (
    accepted_proposals,
    credentials_of_proposals,
    locked_proposals,
)
from badger.issuer.proposals import ProposalUnknown
from badger.issuer.recognition.decide import AwardDecision, decide
from badger.issuer.recognition.facts import award_facts
from badger.issuer.recognition.rules import AwardRule
from badger.issuer.reserve import Decided, prepare_credentials, reserve_credentials


class NotAccepted(IssuerError):
    """Nothing is signed before the person accepts."""

    code = "award.not_accepted"


class AwardNotPossible(IssuerError):
    """What was seen does not make the badge possible (any more)."""

    code = "award.not_possible"


@dataclass(frozen=True, slots=True)
class AwardRequest:
    """Ask for the credential of an accepted proposal.

    request_key: chosen by whoever asks, the same on a retry.
    """

    proposal_id: str
    request_key: str


@dataclass(frozen=True, slots=True)
class AwardOutcome:
    """What became of one request of several."""

    proposal_id: str
    credential: CredentialRow | None
    error: BadgerError | None


def award_badge(
    db: Session, request: AwardRequest, *, keyring: Keyring, now: datetime, addresses: Addresses
) -> CredentialRow:
    """Issue the credential of an accepted proposal; asked twice, it is the same credential.

    Raises: ProposalUnknown, NotAccepted, AwardNotPossible, RequestKeyReused, KeyringLocked,
            SignatureRefused. The caller then undoes the transaction, and nothing remains.
    """
    return award_badges(db, [request], keyring=keyring, now=now, addresses=addresses)[0]


def award_accepted(
    db: Session, session_id: str, *, keyring: Keyring, now: datetime, addresses: Addresses
) -> list[AwardOutcome]:
    """Issue all accepted proposals of a session; the failure of one does not stop the rest."""
    proposals = accepted_proposals(db, session_id)
    issuers = issuers_of_versions(db, [proposal.version_id for proposal in proposals])
    lock_for_awards(db, [proposal.id for proposal in proposals], issuer_ids=issuers)
    requests = [AwardRequest(one.id, request_key=f"proposal/{one.id}") for one in proposals]

    def award_some(some: Sequence[AwardRequest]) -> Sequence[CredentialRow]:
        with db.begin_nested():
            return award_badges(db, some, keyring=keyring, now=now, addresses=addresses)

    try:
        rows = award_some(requests)
    except KeyringLocked as error:
        # One token away is not asked again for each badge.
        return [AwardOutcome(request.proposal_id, None, error) for request in requests]
    except BadgerError:
        return [_outcome(request, award_some) for request in requests]
    return [
        AwardOutcome(request.proposal_id, row, None)
        for request, row in zip(requests, rows, strict=True)
    ]


def _outcome(
    request: AwardRequest, award_some: Callable[[Sequence[AwardRequest]], Sequence[CredentialRow]]
) -> AwardOutcome:
    try:
        (row,) = award_some([request])
    except BadgerError as error:
        return AwardOutcome(request.proposal_id, None, error)
    return AwardOutcome(request.proposal_id, row, None)


def award_badges(
    db: Session,
    requests: Sequence[AwardRequest],
    *,
    keyring: Keyring,
    now: datetime,
    addresses: Addresses,
) -> list[CredentialRow]:
    """Issue many credentials in one transaction, all or none, in the order of the requests.

    A few hundred at a time; those of one achievement are signed from a template.
    """
    made, decided = _decided_anew(db, requests)
    prepared = prepare_credentials(db, decided, keyring=keyring, now=now, addresses=addresses)
    complete_awards(
        db, made.values(), prepared=prepared, keyring=keyring, now=now, addresses=addresses
    )
    made |= {str(one.row.proposal_id): one.row for one in prepared}
    return [made[request.proposal_id] for request in requests]


def reserve_awards(
    db: Session,
    requests: Sequence[AwardRequest],
    *,
    keyring: Keyring,
    now: datetime,
    addresses: Addresses,
) -> list[CredentialRow]:
    """Do all that comes before signing: decide, reserve, compose, store unsigned.

    Committed alone, it is finished or voided by `sweep.finish_or_void` after a crash.
    Raises: as award_badge.
    """
    made, decided = _decided_anew(db, requests)
    for row in reserve_credentials(db, decided, keyring=keyring, now=now, addresses=addresses):
        made[str(row.proposal_id)] = row
    return [made[request.proposal_id] for request in requests]


def _decided_anew(
    db: Session, requests: Sequence[AwardRequest]
) -> tuple[dict[str, CredentialRow], list[Decided]]:
    """Lock the proposals; give the credentials that are there, and what is decided of the rest."""
    proposals = locked_proposals(db, [request.proposal_id for request in requests])
    made = dict(credentials_of_proposals(db, proposals))
    wanted = [request for request in requests if request.proposal_id not in made]
    return made, _decide_all(db, wanted, proposals=proposals)


def _decide_all(
    db: Session, requests: Iterable[AwardRequest], *, proposals: Mapping[str, ProposalRow]
) -> list[Decided]:
    """Load the facts of all requests at once, and decide each again."""
    by_proposal = {request.proposal_id: request for request in requests}
    for proposal_id in by_proposal:
        _require_accepted(proposals.get(proposal_id), proposal_id)
    rows = [proposals[proposal_id] for proposal_id in by_proposal]
    facts = award_facts(db, {(row.person_id, row.version_id) for row in rows})
    versions = {version.id: version for _, version in facts.values()}
    rules = {name: AwardRule.from_json(version.rule) for name, version in versions.items()}
    decided = []
    for row in rows:
        known, _ = facts[row.person_id, row.version_id]
        decision = decide(known, rules[row.version_id])
        _require_possible(decision, row.id)
        decided.append(Decided(row, by_proposal[row.id].request_key, decision))
    return decided


def _require_accepted(proposal: ProposalRow | None, proposal_id: str) -> None:
    if proposal is None:
        raise ProposalUnknown(proposal=proposal_id)
    if proposal.state != "accepted":
        raise NotAccepted(proposal=proposal_id)


def _require_possible(decision: AwardDecision, proposal_id: str) -> None:
    if not decision.possible:
        missing = " ; ".join(reason.sentence for reason in decision.missing)
        raise AwardNotPossible(proposal=proposal_id, missing=missing)
