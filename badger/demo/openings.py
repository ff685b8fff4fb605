"""What the partners of the territory open and look for, by the functions that the pages call."""

from typing import Final

from badger.db.base import Session
from badger.demo.cast import ACTOR, Cast, Office
from badger.demo.territory import DoorPlan, NeedPlan, Territory
from badger.possibilities.doors import DoorDraft, declare_door
from badger.possibilities.needs import NeedDraft, state_need

CONTACT: Final = "Accueil de la Maison d'accompagnement (exemple)"


def declare_openings(db: Session, territory: Territory, *, cast: Cast, office: Office) -> None:
    """Declare the doors and the needs, as their partners would on the day of loading."""
    for door in territory.doors:
        _declare(db, door, cast=cast, office=office)
    for need in territory.needs:
        _state(db, need, cast=cast, office=office)


def _declare(db: Session, door: DoorPlan, *, cast: Cast, office: Office) -> None:
    draft = DoorDraft(
        code=door.code,
        partner_id=cast.partners[door.partner],
        title=door.title,
        goal=door.goal,
        place=door.place,
        contact=CONTACT,
        confirmed_on=office.calendar.day(0),
        ways=tuple(tuple(cast.achievements[code] for code in way) for way in door.ways),
        next_on=office.calendar.day(door.next_in),
        places=door.places,
        step=door.step,
    )
    declare_door(db, draft, actor=ACTOR, now=office.prepared_at)


def _state(db: Session, need: NeedPlan, *, cast: Cast, office: Office) -> None:
    draft = NeedDraft(
        partner_id=cast.partners[need.partner],
        words=need.words,
        people=need.people,
        commune=need.commune,
        contact=CONTACT,
        achievement_ids=tuple(cast.achievements[code] for code in need.badges),
    )
    state_need(db, draft, actor=ACTOR, now=office.calendar.loaded_at)
