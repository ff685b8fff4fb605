"""Which pictures there are, and who allowed them."""

from collections.abc import Sequence

from sqlalchemy import select

from badger.db.base import Session
from badger.db.rows import PictureConsentRow, PictureRow


def pictures_of(db: Session, session_id: str, *, person_id: str) -> Sequence[PictureRow]:
    """Return the pictures of a person in a session, oldest first."""
    return db.scalars(
        select(PictureRow)
        .where(PictureRow.session_id == session_id, PictureRow.person_id == person_id)
        .order_by(PictureRow.received_at, PictureRow.id)
    ).all()


def picture_for(
    db: Session, picture_id: str, *, session_id: str, viewer_id: str
) -> PictureRow | None:
    """Return a picture to the person on it and to who took it; None for all others."""
    row = db.get(PictureRow, picture_id)
    if row is None or row.session_id != session_id:
        return None
    return row if viewer_id in (row.person_id, row.taken_by) else None


def who_allows(db: Session, session_id: str) -> frozenset[str]:
    """Return the ids of those who allow pictures in a session."""
    asked = select(PictureConsentRow.person_id).where(PictureConsentRow.session_id == session_id)
    return frozenset(db.scalars(asked))
