"""Partners: each is an issuer with its own signing key."""

from datetime import datetime

from badger.db.base import Session
from badger.db.rows import PartnerRow
from badger.issuer.keyring import Keyring


def create_partner(
    db: Session,
    *,
    slug: str,
    code: str,
    name: str,
    kind: str,
    description: str,
    actor: str,
    now: datetime,
    keyring: Keyring,
) -> PartnerRow:
    """Register a partner and make its first signing key. Raises: PartnerInvalid, KeyringLocked."""
    raise NotImplementedError


def partner_by_slug(db: Session, slug: str) -> PartnerRow:
    """Return the partner of an address. Raises: PartnerUnknown."""
    raise NotImplementedError
