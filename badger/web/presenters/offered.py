"""Of many badges to choose from, those that come first: one's own, and those chosen already."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Final

from badger.issuer.page_queries import VersionPage

FEW: Final = 6


@dataclass(frozen=True, slots=True)
class OfferedBadges:
    """The badges shown at once, and the others, which stand in one fold below; both by name."""

    first: tuple[VersionPage, ...]
    others: tuple[VersionPage, ...]


def offered_badges(
    pages: Sequence[VersionPage], *, own: Collection[str], chosen: Collection[str]
) -> OfferedBadges:
    """Part the badges to choose from; a few are all shown at once.

    own:    ids of the viewer's partners: badges that they wrote come first.
    chosen: ids of badges or criteria that are ticked; their badges are never out of sight.
    """
    if len(pages) <= FEW:
        return OfferedBadges(tuple(pages), ())
    first = tuple(page for page in pages if _is_near(page, own=own, chosen=chosen))
    return OfferedBadges(first, tuple(page for page in pages if page not in first))


def _is_near(page: VersionPage, *, own: Collection[str], chosen: Collection[str]) -> bool:
    ids = (page.achievement.id, *(criterion.id for criterion in page.criteria))
    return any(row.id in own for row in page.authors) or any(one in chosen for one in ids)
