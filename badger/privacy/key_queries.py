"""Whose badges are kept: what keys of people there have to be."""

from collections.abc import Collection

from sqlalchemy import select

from badger.db.base import Session
from badger.db.rows import HoldingRow


def somebody_with_a_badge(db: Session, *, but: Collection[str]) -> str | None:
    """Return one person who keeps a badge and is not among `but`, None where nobody is."""
    asked = select(HoldingRow.person_id).distinct().limit(len(but) + 1)
    return next((one for one in db.scalars(asked) if one not in but), None)
