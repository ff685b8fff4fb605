"""Maps and routes as a page has them: the territory loaded, then what is a person's own."""

from collections.abc import Iterable
from datetime import datetime

from badger.db.base import Session
from badger.here import here_on
from badger.possibilities.ground import Ground, load_ground
from badger.possibilities.map import Possibilities, possibilities_on
from badger.possibilities.map_queries import Own, own_of
from badger.possibilities.onward import Routes, routes_of_territory, routes_on
from badger.possibilities.routes import Composition


def ground_of(db: Session, made_of: Iterable[Composition] = (), *, now: datetime) -> Ground:
    """Load what maps are drawn on; `made_of`: the larger badges."""
    return load_ground(db, compositions=made_of, today=here_on(now))


def possibilities_of(db: Session, person_id: str, *, now: datetime) -> Possibilities:
    """Return a person's map."""
    return possibilities_on(ground_of(db, now=now), own_of(db, person_id))


def territory_map(db: Session, *, now: datetime) -> Possibilities:
    """Return the map as somebody without any badge sees it."""
    return possibilities_on(ground_of(db, now=now), Own())


def routes_of(
    db: Session, person_id: str, *, compositions: Iterable[Composition], now: datetime
) -> Routes:
    """Return what leads on from a person's badges."""
    return routes_on(ground_of(db, compositions, now=now), own_of(db, person_id).held)


def territory_routes(db: Session, *, compositions: Iterable[Composition], now: datetime) -> Routes:
    """Return the larger badges as somebody without any badge sees them."""
    return routes_of_territory(ground_of(db, compositions, now=now))
