"""The routes of the map of one person, or of the whole territory: loaded, with names and dates."""

from collections.abc import Collection, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from badger.db.base import Session
from badger.here import here_on
from badger.possibilities.map import KeyStep
from badger.possibilities.map_queries import Key, Meeting, held_keys, keys_by_id, next_meetings
from badger.possibilities.route_queries import Linked, Move, links_of_badges, moves_from
from badger.possibilities.routes import (
    Composition,
    Gathering,
    Kindred,
    NearTrade,
    gatherings,
    kindred,
    near_trades,
)

# Of many trades a map shows those first of which badges speak here; the framework has all.
MOST_TRADES: Final = 6


@dataclass(frozen=True, slots=True, kw_only=True)
class LargerBadge:
    """A badge made of badges, with the first session that looks at it; pieces as in `Gathering`."""

    step: KeyStep
    state: str
    held: tuple[Key, ...]
    still: tuple[KeyStep, ...]
    choice: tuple[KeyStep, ...]
    choose: int


@dataclass(frozen=True, slots=True, kw_only=True)
class KindredBadge:
    """A badge of a skill that badges held have, too; with the first session that gives it."""

    step: KeyStep
    skill: str
    through: tuple[Key, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Trade:
    """A trade near those of badges held.

    origins: their names; through: badges held; badges: others of the territory that speak of it.
    """

    url: str
    name: str
    code: str
    origins: tuple[str, ...]
    through: tuple[Key, ...]
    badges: tuple[Key, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Routes:
    """All that leads on from badges; `other_trades`: how many more trades there are."""

    larger: tuple[LargerBadge, ...] = ()
    kindred: tuple[KindredBadge, ...] = ()
    trades: tuple[Trade, ...] = ()
    other_trades: int = 0


_Shown = tuple[list[Gathering], list[Kindred], list[NearTrade]]


@dataclass(frozen=True, slots=True)
class _Known:
    keys: Mapping[str, Key]
    meetings: Mapping[str, Meeting]
    names: Mapping[str, Linked]


def routes_of(
    db: Session, person_id: str, *, compositions: Collection[Composition], now: datetime
) -> Routes:
    """Return what leads on from a person's badges: four queries and hers, whatever there is."""
    held = held_keys(db, person_id)
    links = links_of_badges(db)
    moves = moves_from(db, {one.url for badge in held for one in links.get(badge, ())})
    urls = {badge: frozenset(one.url for one in linked) for badge, linked in links.items()}
    at_trades = {url for move in moves for url in (move.start, move.end.url)}
    trades = near_trades(held, urls, moves=[(move.start, move.end.url) for move in moves])
    shown: _Shown = (
        [one for one in gatherings(held, compositions) if one.held],
        kindred(held, {badge: found - at_trades for badge, found in urls.items()}),
        trades[:MOST_TRADES],
    )
    known = _known(db, shown, names=_names(links, moves), today=here_on(now))
    return _told(shown, known, other_trades=len(trades[MOST_TRADES:]))


def routes_of_territory(
    db: Session, *, compositions: Collection[Composition], now: datetime
) -> Routes:
    """Return the larger badges as somebody without any badge sees them."""
    shown: _Shown = (gatherings(frozenset(), compositions), [], [])
    return _told(shown, _known(db, shown, names={}, today=here_on(now)), other_trades=0)


def _names(links: Mapping[str, tuple[Linked, ...]], moves: Collection[Move]) -> dict[str, Linked]:
    """Name skills and trades by address; a framework names a trade better than a badge does."""
    named = {one.url: one for linked in links.values() for one in linked}
    return named | {move.end.url: move.end for move in moves}


def _known(db: Session, shown: _Shown, *, names: Mapping[str, Linked], today: date) -> _Known:
    larger, kin, trades = shown
    coming = {key for one in larger for key in (one.badge, *one.still, *one.choice)}
    coming |= {one.badge for one in kin}
    named = coming | {badge for one in larger for badge in one.held}
    named |= {badge for one in kin for badge in one.through}
    named |= {badge for one in trades for badge in one.through | one.badges}
    return _Known(keys_by_id(db, named), next_meetings(db, coming, today=today), names)


def _told(shown: _Shown, known: _Known, *, other_trades: int) -> Routes:
    larger, kin, trades = shown
    return Routes(
        larger=tuple(_larger(one, known) for one in larger if one.badge in known.keys),
        kindred=tuple(_kindred(one, known) for one in kin if one.badge in known.keys),
        trades=tuple(_trade(one, known) for one in trades),
        other_trades=other_trades,
    )


def _larger(one: Gathering, known: _Known) -> LargerBadge:
    (step,) = _steps({one.badge}, known)
    return LargerBadge(
        step=step,
        state=one.state,
        held=_keys(one.held, known),
        still=_steps(one.still, known),
        choice=_steps(one.choice, known),
        choose=one.choose,
    )


def _kindred(one: Kindred, known: _Known) -> KindredBadge:
    (step,) = _steps({one.badge}, known)
    return KindredBadge(
        step=step, skill=known.names[one.skill].name, through=_keys(one.through, known)
    )


def _trade(one: NearTrade, known: _Known) -> Trade:
    named = known.names[one.trade]
    return Trade(
        url=one.trade,
        name=named.name,
        code=named.code,
        origins=tuple(sorted(known.names[origin].name for origin in one.origins)),
        through=_keys(one.through, known),
        badges=_keys(one.badges, known),
    )


def _keys(key_ids: AbstractSet[str], known: _Known) -> tuple[Key, ...]:
    keys = (known.keys[key_id] for key_id in key_ids if key_id in known.keys)
    return tuple(sorted(keys, key=lambda key: (key.name, key.id)))


def _steps(key_ids: AbstractSet[str], known: _Known) -> tuple[KeyStep, ...]:
    return tuple(KeyStep(key, known.meetings.get(key.id)) for key in _keys(key_ids, known))
