"""What this installation publishes, read without a network."""

from badger.credentials.status_entries import SUSPENSIONS
from badger.db.base import Session
from badger.issuer.addresses import Addresses
from badger.issuer.partners import PartnerUnknown
from badger.issuer.people_queries import register_document
from badger.issuer.profiles import issuer_document, territory_document
from badger.issuer.status import (
    StatusListUnknown,
    published_status_list,
    published_suspensions,
    to_bytes,
)


def own_document(db: Session, identifier: str, addresses: Addresses) -> bytes | None:
    """Return an own issuer document or status list by its DID or address, None if not ours."""
    if identifier == addresses.territory_did:
        return to_bytes(territory_document(db, addresses))
    slug = _slug_of(identifier, addresses)
    if slug is not None:
        try:
            return to_bytes(issuer_document(db, slug, addresses))
        except PartnerUnknown:
            return None
    before, after = addresses.register("|").split("|")
    if identifier.startswith(before) and identifier.endswith(after):
        return register_document(db, identifier.removeprefix(before).removesuffix(after))
    start = addresses.status_list("")
    if identifier.startswith(start):
        return _list(db, identifier.removeprefix(start))
    return None


def _list(db: Session, name: str) -> bytes | None:
    try:
        if name.endswith(SUSPENSIONS):
            return published_suspensions(db, name.removesuffix(SUSPENSIONS))
        return published_status_list(db, name)
    except StatusListUnknown:
        return None


def _slug_of(identifier: str, addresses: Addresses) -> str | None:
    """Read the partner's word in its DID, or in the address of its DID document."""
    start = addresses.issuer_did("")
    if identifier.startswith(start):
        return identifier.removeprefix(start)
    before, after = addresses.issuer_document("|").split("|")
    if identifier.startswith(before) and identifier.endswith(after):
        return identifier.removeprefix(before).removesuffix(after)
    return None
