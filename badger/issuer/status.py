"""Status lists: one random place per credential, one signed list per 131,072 places."""

from badger.db.base import Session


def published_status_list(db: Session, list_id: str) -> bytes:
    """Return the signed list, byte for byte as published. Raises: StatusListUnknown."""
    raise NotImplementedError
