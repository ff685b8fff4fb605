"""The badges that a badge is made of, by the names that strangers read."""

from dataclasses import dataclass

from badger.db.base import Session
from badger.db.rows import AchievementVersionRow
from badger.issuer.recognition.piece_queries import names_of_badges
from badger.issuer.recognition.rules import AwardRule


@dataclass(frozen=True, slots=True, kw_only=True)
class Gathered:
    """Names of the badges to gather: all the required ones, `optional_needed` of the others."""

    required: tuple[str, ...]
    optional: tuple[str, ...]
    optional_needed: int


def gathered_badges(db: Session, version: AchievementVersionRow) -> Gathered | None:
    """Return the badges that a version is made of, None where it is made of criteria alone."""
    pieces = AwardRule.from_json(version.rule).pieces
    if not pieces.all:
        return None
    names = names_of_badges(db, pieces.all)
    return Gathered(
        required=tuple(names[one] for one in pieces.required if one in names),
        optional=tuple(names[one] for one in pieces.optional if one in names),
        optional_needed=pieces.optional_needed,
    )
