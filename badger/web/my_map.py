"""The map of possibilities in words: doors, and what badges lead to besides, told as one."""

from dataclasses import replace
from datetime import date, datetime

from badger.db.base import Session
from badger.here import here_on
from badger.issuer.recognition.piece_queries import compositions
from badger.possibilities.ground import Ground, load_ground
from badger.possibilities.map import possibilities_on
from badger.possibilities.map_queries import Own, own_of
from badger.possibilities.onward import routes_of_territory, routes_on
from badger.possibilities.routes import Composition
from badger.web.presenters.possibilities import MapTold, by_name, told, told_of_territory
from badger.web.presenters.routes_told import routes_told, routes_told_of_territory
from badger.web.services import services


def load_map_ground(db: Session, today: date) -> Ground:
    """Load what the map of everybody is drawn on."""
    return load_ground(db, compositions=_compositions(db), today=today)


def map_of_person(db: Session, person_id: str, *, now: datetime) -> MapTold:
    """Tell a person's map."""
    today = here_on(now)
    ground, own = services().map_ground(today), own_of(db, person_id)
    words = told(possibilities_on(ground, own), today=today)
    return replace(words, goals=(*words.goals, *routes_told(routes_on(ground, own.held))))


def map_of_territory(*, now: datetime) -> MapTold:
    """Tell the map of the territory, with all its keys."""
    today = here_on(now)
    ground = services().map_ground(today)
    words = told_of_territory(possibilities_on(ground, Own()), today=today)
    routes = routes_told_of_territory(routes_of_territory(ground))
    return MapTold(by_name({*words.keys, *routes.keys}), (*words.goals, *routes.goals))


def _compositions(db: Session) -> list[Composition]:
    return [
        Composition(
            badge=badge,
            required=frozenset(pieces.required),
            optional=frozenset(pieces.optional),
            optional_needed=pieces.optional_needed,
        )
        for badge, pieces in compositions(db).items()
    ]
