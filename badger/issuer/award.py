"""THE path to a credential: facts, decision, entry, unsigned, signed, verified, stored."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from badger.db.base import Session
from badger.db.rows import CredentialRow
from badger.errors import BadgerError
from badger.issuer.addresses import Addresses
from badger.issuer.keyring import Keyring


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
            SignatureRefused.
    """
    raise NotImplementedError


def award_accepted(
    db: Session, session_id: str, *, keyring: Keyring, now: datetime, addresses: Addresses
) -> list[AwardOutcome]:
    """Issue all accepted proposals of a session; the failure of one does not stop the rest."""
    raise NotImplementedError


def award_badges(
    db: Session,
    requests: Sequence[AwardRequest],
    *,
    keyring: Keyring,
    now: datetime,
    addresses: Addresses,
) -> list[CredentialRow]:
    """Issue many credentials in one transaction, all or none."""
    raise NotImplementedError
