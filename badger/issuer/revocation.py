"""Take a badge back: the bit is set and the signed list published in one transaction."""

from datetime import datetime

from badger.db.base import Session
from badger.db.rows import CredentialRow
from badger.issuer.addresses import Addresses
from badger.issuer.keyring import Keyring


def revoke_credential(
    db: Session,
    credential_id: str,
    *,
    reason: str,
    actor: str,
    now: datetime,
    keyring: Keyring,
    addresses: Addresses,
) -> CredentialRow:
    """Revoke a credential for good; twice is once.

    reason: for the partner and the audit log only; the public reads the date alone.
    Raises: CredentialUnknown, ReasonMissing, KeyringLocked.
    """
    raise NotImplementedError
