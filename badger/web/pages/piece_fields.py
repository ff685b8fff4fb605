"""The badges that a larger one is made of, as the studio's form offers and reads them."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from badger.db.base import Session
from badger.issuer.achievement_queries import published_versions
from badger.issuer.page_queries import VersionPage
from badger.issuer.recognition.rules import AwardRule, Pieces
from badger.web.forms import FormReader
from badger.web.presenters.text import alphabetical

REQUIRED = "piece"
OPTIONAL = "optional_piece"
NEEDED = "optional_needed"


@dataclass(frozen=True, slots=True)
class PieceChoice:
    """One badge that may be a piece; both where somebody ticked both, to be corrected."""

    achievement_id: str
    name: str
    required: bool
    optional: bool


def offered_pieces(db: Session, *, but: str | None) -> dict[str, str]:
    """Return the names of the published badges that may be pieces, by achievement id.

    but: the achievement that is being written. Other languages are no pieces of their own.
    """
    names = {
        achievement.id: version.name
        for version, achievement in published_versions(db)
        if achievement.translates_id is None and achievement.id != but
    }
    return dict(sorted(names.items(), key=lambda one: alphabetical(one[1])))


def read_pieces(form: FormReader, *, among: Collection[str]) -> Pieces:
    """Read which badges are asked for; the number counts only where some are at choice."""
    optional = form.choices(OPTIONAL, among=among)
    needed = form.number(NEEDED, label="Combien au choix", low=1, high=12) if optional else 0
    required = form.choices(REQUIRED, among=among)
    return Pieces(required=required, optional=optional, optional_needed=needed)


def typed_pieces(form: FormReader, offered: dict[str, str]) -> list[PieceChoice]:
    """Return the choices as they were ticked."""
    required = form.choices(REQUIRED, among=offered)
    optional = form.choices(OPTIONAL, among=offered)
    return _choices(offered, required, optional)


def stored_pieces(page: VersionPage | None, offered: dict[str, str]) -> list[PieceChoice]:
    """Return the choices of a version."""
    rule = AwardRule.from_json(page.version.rule) if page else AwardRule(criteria_needed=0)
    return _choices(offered, rule.pieces.required, rule.pieces.optional)


def _choices(
    offered: dict[str, str], required: Sequence[str], optional: Sequence[str]
) -> list[PieceChoice]:
    return [
        PieceChoice(one, name, one in required, one in optional) for one, name in offered.items()
    ]
