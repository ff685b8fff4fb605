"""The audit log: each entry holds the hash of the one before (SHA-256)."""

from datetime import datetime

from badger.db.base import Session
from badger.db.rows import AuditEventRow
from badger.json_value import JsonObject


def append_event(
    db: Session, *, kind: str, actor: str, subject: str, facts: JsonObject, now: datetime
) -> AuditEventRow:
    """Add an entry to the chain; entries of parallel transactions wait for each other.

    facts: identifiers and numbers only, never a name nor a word about a person.
    """
    raise NotImplementedError


def verify_chain(db: Session) -> int | None:
    """Return the `seq` of the first entry that does not fit, None where all fit."""
    raise NotImplementedError
