"""What badges lead to besides doors, in words: more lines of the map, read or drawn alike."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from badger.possibilities.map_queries import Key
from badger.possibilities.onward import KindredBadge, LargerBadge, Routes, Trade
from badger.possibilities.reach import ONE_KEY, OPEN, TO_EXPLORE
from badger.web.language import gettext, ngettext
from badger.web.presenters.possibilities import (
    FAR,
    GOOD,
    LONGEST_NAME,
    NEAR,
    QUIET,
    STATE_ICONS,
    TITLE,
    DoorTold,
    GoalTold,
    Line,
    MapTold,
    already,
    by_name,
    first_date,
    how,
    listed,
    one_of_these,
)
from badger.web.presenters.text import quoted

BADGES, TRADES = "badges", "trades"
ICONS: Final = {BADGES: "award", TRADES: "briefcase"}


def routes_told(routes: Routes) -> Iterator[GoalTold]:
    """Say what leads on from badges: to other badges, then to trades; none where nothing does."""
    badges = (*map(_larger, routes.larger), *map(_kindred, routes.kindred))
    if badges:
        label = gettext("Vers d'autres badges")
        yield GoalTold(BADGES, label, ICONS[BADGES], badges, is_goal=False)
    if routes.trades:
        label = gettext("Métiers proches")
        yield GoalTold(TRADES, label, ICONS[TRADES], tuple(_trades(routes)), is_goal=False)


def routes_told_of_territory(routes: Routes) -> MapTold:
    """Say the larger badges of the territory, with all their pieces as keys that lead there."""
    pieces = {one.step.key.id: _coming(one) for one in routes.larger}
    goals = (
        replace(
            goal,
            doors=tuple(
                replace(door, held=_ids(pieces[door.drawn.id])) if door.drawn else door
                for door in goal.doors
            ),
        )
        for goal in routes_told(routes)
    )
    return MapTold(by_name({key for keys in pieces.values() for key in keys}), tuple(goals))


def _coming(one: LargerBadge) -> tuple[Key, ...]:
    return tuple(step.key for step in (*one.still, *one.choice))


def _larger(one: LargerBadge) -> DoorTold:
    return DoorTold(
        id=f"badge-{one.step.key.id}",
        state=one.state,
        icon=STATE_ICONS[one.state],
        liked=False,
        lines=(Line(_name(one.step.key), TITLE), *_pieces(one)),
        thanks_to=_ids(one.held) if one.state == OPEN else (),
        held=_ids(one.held),
        drawn=one.step.key,
    )


def _pieces(one: LargerBadge) -> Iterator[Line]:
    count = len(one.held) + len(one.still) + one.choose
    yield Line(gettext("Un badge qui en réunit %(count)s", count=count), QUIET)
    yield from already(one.held)
    if one.state == OPEN:
        yield Line(gettext("Tous ses badges sont à vous"), GOOD)
        yield from first_date([one.step])
    elif one.state == ONE_KEY:
        yield from one_of_these((*one.still, *one.choice))
    else:
        yield from _to_gather(one)


def _to_gather(one: LargerBadge) -> Iterator[Line]:
    if one.still:
        names = listed([_name(step.key) for step in one.still])
        words = gettext("À explorer, avec %(badges)s", badges=names)
        yield Line(words, FAR, one.still[0].key)
    if one.choose:
        names = listed([_name(step.key) for step in one.choice])
        words = ngettext(
            "Et un badge au choix, parmi %(badges)s",
            "Et %(num)s badges au choix, parmi %(badges)s",
            one.choose,
            badges=names,
        )
        yield Line(words, FAR, one.choice[0].key)
    yield from first_date((*one.still, *one.choice))


def _kindred(one: KindredBadge) -> DoorTold:
    words = gettext(
        "Relié à « %(skill)s », comme %(badges)s",
        skill=quoted(one.skill, LONGEST_NAME),
        badges=listed([_name(key) for key in one.through]),
    )
    return DoorTold(
        id=f"badge-{one.step.key.id}",
        state=ONE_KEY,
        icon=STATE_ICONS[ONE_KEY],
        liked=False,
        lines=(
            Line(_name(one.step.key), TITLE),
            Line(words, key=one.through[0], held=True),
            *how(one.step),
        ),
        thanks_to=(),
        held=_ids(one.through),
        drawn=one.step.key,
    )


def _trades(routes: Routes) -> Iterator[DoorTold]:
    *first, last = map(_trade, routes.trades)
    yield from first
    yield replace(last, lines=(*last.lines, *_others(routes.other_trades)))


def _trade(one: Trade) -> DoorTold:
    origins = listed([f"« {quoted(origin, LONGEST_NAME)} »" for origin in one.origins])
    return DoorTold(
        id=f"trade-{one.code}",
        state=TO_EXPLORE,
        icon=ICONS[TRADES],
        liked=False,
        lines=(
            Line(quoted(one.name, LONGEST_NAME), TITLE),
            Line(gettext("Métier %(code)s, d'après le répertoire ROME", code=one.code), QUIET),
            *(
                Line(gettext("Grâce à %(badge)s", badge=_name(key)), GOOD, key, held=True)
                for key in one.through
            ),
            Line(gettext("On y vient depuis %(trades)s", trades=origins)),
            *(
                Line(gettext("Ici, %(badge)s en parle", badge=_name(key)), NEAR, key)
                for key in one.badges
            ),
        ),
        thanks_to=(),
        held=_ids(one.through),
    )


def _others(count: int) -> Iterator[Line]:
    if count:
        words = ngettext(
            "%(num)s autre métier proche se lit dans le répertoire ROME.",
            "%(num)s autres métiers proches se lisent dans le répertoire ROME.",
            count,
        )
        yield Line(words, QUIET)


def _ids(keys: tuple[Key, ...]) -> tuple[str, ...]:
    return tuple(key.id for key in keys)


def _name(key: Key) -> str:
    return quoted(key.name, LONGEST_NAME)
