"""From a badge that was corrected to the one that stands in its place, and what changes."""

from dataclasses import dataclass

from badger.db.base import Session
from badger.db.rows import CredentialRow
from badger.issuer.award_queries import credentials_with_keys
from badger.issuer.compose import VersionText
from badger.issuer.correction import correction_key, newest_text
from badger.issuer.profiles import version_text


@dataclass(frozen=True, slots=True)
class Change:
    """One text that a correction puts right."""

    before: str
    after: str


def current_edition(db: Session, row: CredentialRow) -> CredentialRow | None:
    """Return the badge that took the place of this one, the last of several; None: none did."""
    found, newer = None, _next(db, row)
    while newer is not None:
        found, newer = newer, _next(db, newer)
    return found


def changes_of(db: Session, row: CredentialRow) -> tuple[Change, ...]:
    """Return the texts that a correction of this badge would change.

    Raises: MoreThanACorrection.
    """
    before = _texts(version_text(db, row.version_id))
    after = _texts(newest_text(db, row))
    return tuple(Change(old, new) for old, new in zip(before, after, strict=True) if old != new)


def _next(db: Session, row: CredentialRow) -> CredentialRow | None:
    made = credentials_with_keys(db, row.issuer_id, [correction_key(row.id)])
    return next((one for one in made if one.state == "issued"), None)


def _texts(text: VersionText) -> list[str]:
    version = text.version
    return [version.name, version.description, *(one.sentence for one in text.criteria)]
