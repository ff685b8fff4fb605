"""The person's own words, typed for her by somebody beside her, and labelled so (F4 AC4)."""

from datetime import datetime

from badger.db.audit import append_event
from badger.db.base import Session
from badger.db.rows import ReflectionRow
from badger.issuer.recognition.days import require_begun
from badger.issuer.recognition.words import Reflection, record_reflection


def dictate_reflection(
    db: Session, reflection: Reflection, *, typed_by: str, now: datetime
) -> ReflectionRow:
    """Add what a person said aloud on a session; who typed it stands beside it.

    Raises: NotObserved where she takes no part in the session, NoteTooLong, SessionNotBegun,
            SessionCancelled.
    """
    require_begun(db, reflection.session_id, now=now)
    row = record_reflection(db, reflection, dictated_to=typed_by, now=now)
    append_event(db, kind="reflection.dictated", actor=typed_by, subject=row.id, facts={}, now=now)
    return row
