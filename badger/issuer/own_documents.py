"""What this installation publishes, read without a network."""

from badger.db.base import Session
from badger.issuer.addresses import Addresses


def own_document(db: Session, identifier: str, addresses: Addresses) -> bytes | None:
    """Return an own issuer document or status list by its DID or address, None if not ours."""
    raise NotImplementedError
