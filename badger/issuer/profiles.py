"""What partners and achievements publish about themselves."""

from badger.db.base import Session
from badger.issuer.addresses import Addresses
from badger.json_value import JsonObject


def issuer_document(db: Session, slug: str, addresses: Addresses) -> JsonObject:
    """Return the DID document of a partner with its profile. Raises: PartnerUnknown."""
    raise NotImplementedError


def achievement_document(db: Session, version_id: str, addresses: Addresses) -> JsonObject:
    """Return one published version as an OB 3.0 Achievement. Raises: AchievementUnknown."""
    raise NotImplementedError
