"""The SELECT of the territory's public contact."""

from badger.db.base import Session
from badger.db.rows import HelpContactRow


def help_row(db: Session, *, to_change: bool = False) -> HelpContactRow | None:
    """Return the one contact, None before it is written."""
    return db.get(HelpContactRow, 1, with_for_update=to_change or None)
