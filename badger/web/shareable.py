"""What a person may show of her badges besides themselves: nothing is offered that says nothing."""

from dataclasses import dataclass
from datetime import datetime

from badger.backpack.share_queries import holdings_among
from badger.backpack.sharing import ShareWish
from badger.db.base import Session
from badger.issuer.own_words_queries import reflections_on
from badger.issuer.queries import credential_by_id
from badger.web.shared_badges import opened_by


@dataclass(frozen=True, slots=True)
class Shareable:
    """What there is to show of the badges that were chosen.

    words: holdings about which she has told something; doors: at least one is opened by them.
    """

    words: frozenset[str]
    doors: bool


def shareable(db: Session, wish: ShareWish, *, person_id: str, now: datetime) -> Shareable:
    """Find what is there to show: only of a badge of here are her words and its doors known."""
    held = holdings_among(db, person_id, [badge.holding_id for badge in wish.badges])
    own = {key: credential_by_id(db, row.badge_id) for key, row in held.items() if row.badge_id}
    told = (
        key
        for key, row in own.items()
        if row is not None and reflections_on(db, person_id, version_id=row.version_id)
    )
    return Shareable(frozenset(told), bool(opened_by(db, person_id, own.values(), now=now)))
