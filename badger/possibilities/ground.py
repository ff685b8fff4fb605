"""What the map of everybody is drawn on: doors, keys, sessions to come, what badges lead to.

It says nothing of anybody, so it may be kept as long as nothing is written (`db.changes`).
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from badger.db.base import Session
from badger.possibilities.map_queries import Key, Meeting, keys_by_id, next_meetings
from badger.possibilities.queries import Offer, doors_with_keys, offers_by_code
from badger.possibilities.reach import Door
from badger.possibilities.route_queries import Linked, links_of_badges, moves_from
from badger.possibilities.routes import Composition


@dataclass(frozen=True, slots=True, kw_only=True)
class Ground:
    """All that the territory brings to a map.

    doors:    with what opens them, in the order of their codes; offers: what they are, by code.
    keys:     every badge that is published, by the id of its first edition.
    meetings: the first session to come that looks at a key, by key.
    links:    addresses of the skills and trades that each key is linked to; names: of those.
    moves:    from one trade people go to another, by address.
    """

    doors: tuple[Door, ...]
    offers: Mapping[str, Offer]
    keys: Mapping[str, Key]
    meetings: Mapping[str, Meeting]
    links: Mapping[str, frozenset[str]]
    names: Mapping[str, Linked]
    moves: tuple[tuple[str, str], ...]
    compositions: tuple[Composition, ...]


def load_ground(db: Session, *, compositions: Iterable[Composition], today: date) -> Ground:
    """Load it; the number of queries is the same whatever there is.

    compositions: of the larger badges of the territory.
    """
    offers = offers_by_code(db, today)
    linked = links_of_badges(db)
    named = {one.url: one for links in linked.values() for one in links}
    moves = moves_from(db, named.keys())
    return Ground(
        doors=tuple(doors_with_keys(db, tuple(offers.values()))),
        offers=offers,
        keys=keys_by_id(db, linked.keys()),
        meetings=next_meetings(db, today=today),
        links={key: frozenset(one.url for one in links) for key, links in linked.items()},
        # A framework names a trade better than a badge does.
        names=named | {move.end.url: move.end for move in moves},
        moves=tuple((move.start, move.end.url) for move in moves),
        compositions=tuple(compositions),
    )
