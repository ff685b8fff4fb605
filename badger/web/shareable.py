"""What a person may show of her badges besides themselves: nothing is offered that says nothing."""

from dataclasses import dataclass, replace
from datetime import datetime

from badger.backpack.sharing import BadgeWish, ShareWish
from badger.db.base import Session
from badger.web.shared_badges import shared_page


@dataclass(frozen=True, slots=True, kw_only=True)
class Shareable:
    """What there is to show of the badges that were chosen, by their holdings.

    places:   those that say where, when or by whom it was seen.
    words:    those about which she has told something.
    supports: those that somebody stands behind.
    doors:    whether one of them opens a door.
    """

    places: frozenset[str]
    words: frozenset[str]
    supports: frozenset[str]
    doors: bool


def shareable(db: Session, wish: ShareWish, *, person_id: str, now: datetime) -> Shareable:
    """Find what is there to show: what the other would see if everything were chosen.

    wish: as `check_wish` let it pass.
    """
    everything = replace(wish, with_doors=True, badges=tuple(_whole(one) for one in wish.badges))
    page = shared_page(db, everything, person_id=person_id, until=now, now=now)
    ids = [badge.holding_id for badge in wish.badges]
    shown = list(zip(ids, page.badges, strict=True))
    return Shareable(
        places=frozenset(key for key, badge in shown if badge.says_where),
        words=frozenset(key for key, badge in shown if badge.reflections),
        supports=frozenset(key for key, badge in shown if badge.is_supported),
        doors=bool(page.doors),
    )


def _whole(badge: BadgeWish) -> BadgeWish:
    return replace(badge, reflection=True, evidence=True, endorsements=True)
