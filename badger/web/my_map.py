"""The map of possibilities in words: doors, and what badges lead to besides, told as one."""

from dataclasses import replace
from datetime import datetime

from badger.db.base import Session
from badger.here import here_on
from badger.issuer.recognition.piece_queries import compositions
from badger.possibilities.map import possibilities_of, territory_map
from badger.possibilities.onward import routes_of, routes_of_territory
from badger.possibilities.routes import Composition
from badger.web.presenters.possibilities import MapTold, by_name, told, told_of_territory
from badger.web.presenters.routes_told import routes_told, routes_told_of_territory


def map_of_person(db: Session, person_id: str, *, now: datetime) -> MapTold:
    """Tell a person's map."""
    words = told(possibilities_of(db, person_id, now=now), today=here_on(now))
    routes = routes_of(db, person_id, compositions=_compositions(db), now=now)
    return replace(words, goals=(*words.goals, *routes_told(routes)))


def map_of_territory(db: Session, *, now: datetime) -> MapTold:
    """Tell the map of the territory, with all its keys."""
    words = told_of_territory(territory_map(db, now=now), today=here_on(now))
    found = routes_of_territory(db, compositions=_compositions(db), now=now)
    routes = routes_told_of_territory(found)
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
