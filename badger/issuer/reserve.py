"""Before signing: a place in the status list, and the unsigned credential in the database."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from badger.db.base import Session, new_id
from badger.db.rows import CredentialRow, ObservationSessionRow, PartnerRow, ProposalRow
from badger.issuer.addresses import Addresses
from badger.issuer.award_queries import credentials_with_keys
from badger.issuer.compose import Award, Place, VersionText
from badger.issuer.composer import Composer, Written
from badger.issuer.departures import require_present
from badger.issuer.errors import IssuerError
from badger.issuer.keyring import Keyring
from badger.issuer.people_queries import partners_by_ids
from badger.issuer.profiles import version_text
from badger.issuer.recognition.decide import AwardDecision
from badger.issuer.recognition.queries import sessions_by_ids
from badger.issuer.status import reserve_status_entries


class RequestKeyReused(IssuerError):
    """The same request key came before, with another proposal."""

    code = "award.request_key_reused"


@dataclass(frozen=True, slots=True)
class Decided:
    """An accepted proposal that the facts still support."""

    proposal: ProposalRow
    request_key: str
    decision: AwardDecision


@dataclass(frozen=True, slots=True)
class Sources:
    """What credentials are written from, loaded once for all of them."""

    texts: Mapping[str, VersionText]
    sessions: Mapping[str, ObservationSessionRow]
    hosts: Mapping[str, PartnerRow]


@dataclass(frozen=True, slots=True)
class Prepared:
    """A credential that is ready to be signed.

    row:     "reserved", with its unsigned document.
    written: the same document, with its hash where that is known.
    """

    row: CredentialRow
    written: Written


def reserve_credentials(
    db: Session,
    decided: Sequence[Decided],
    *,
    keyring: Keyring,
    now: datetime,
    addresses: Addresses,
) -> list[CredentialRow]:
    """Reserve a place for each and store each unsigned.

    Raises: RequestKeyReused, KeyringLocked.
    """
    prepared = prepare_credentials(db, decided, keyring=keyring, now=now, addresses=addresses)
    rows = [one.row for one in prepared]
    db.add_all(rows)
    db.flush()
    return rows


def prepare_credentials(
    db: Session,
    decided: Sequence[Decided],
    *,
    keyring: Keyring,
    now: datetime,
    addresses: Addresses,
) -> list[Prepared]:
    """Reserve a place for each and write each; the caller stores them, signed or not.

    Raises: RequestKeyReused, PartnerArchived, KeyringLocked.
    """
    sources = _load_sources(db, decided)
    composer = Composer(addresses=addresses, now=now)
    by_issuer: defaultdict[str, list[Decided]] = defaultdict(list)
    for one in decided:
        by_issuer[sources.texts[one.proposal.version_id].issuer.id].append(one)
    prepared: list[Prepared] = []
    # One order for all transactions, so that no two wait for each other's lists.
    for issuer_id, some in sorted(by_issuer.items()):
        _refuse_reused_keys(db, issuer_id, some)
        issuer = sources.texts[some[0].proposal.version_id].issuer
        require_present(issuer)
        places = reserve_status_entries(
            db,
            issuer,
            count=len(some),
            signer=keyring.signer(db, issuer_id),
            addresses=addresses,
            now=now,
        )
        prepared += [
            _prepared(one, place, sources=sources, composer=composer, now=now)
            for one, place in zip(some, places, strict=True)
        ]
    return prepared


def _load_sources(db: Session, decided: Sequence[Decided]) -> Sources:
    texts = {
        version_id: version_text(db, version_id)
        for version_id in sorted({one.proposal.version_id for one in decided})
    }
    seen = {evidence.session_id for one in decided for evidence in one.decision.evidence}
    sessions = {row.id: row for row in sessions_by_ids(db, seen)}
    hosts = partners_by_ids(db, {row.partner_id for row in sessions.values()})
    return Sources(texts, sessions, hosts)


def _refuse_reused_keys(db: Session, issuer_id: str, decided: Sequence[Decided]) -> None:
    keys = [one.request_key for one in decided]
    used = [row.request_key for row in credentials_with_keys(db, issuer_id, keys)]
    if used or len(set(keys)) != len(keys):
        raise RequestKeyReused


def _prepared(
    one: Decided, place: Place, *, sources: Sources, composer: Composer, now: datetime
) -> Prepared:
    text = sources.texts[one.proposal.version_id]
    credential_id = new_id()
    named = one.decision.pieces if one.proposal.names_pieces else ()
    award = Award(credential_id, text, one.decision, place, sources.sessions, sources.hosts, named)
    written = composer.write(award)
    row = CredentialRow(
        id=credential_id,
        proposal_id=one.proposal.id,
        issuer_id=text.issuer.id,
        version_id=text.version.id,
        person_id=one.proposal.person_id,
        request_key=one.request_key,
        list_id=place.list_id,
        list_index=place.index,
        state="reserved",
        unsigned=written.document,
        reserved_at=now,
    )
    return Prepared(row, written)
