"""The routes of the map of one person, or of the territory: with names and dates. Pure."""

from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from typing import Final

from badger.possibilities.ground import Ground
from badger.possibilities.map import KeyStep, keys_among, steps_to
from badger.possibilities.map_queries import Key
from badger.possibilities.routes import (
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


def routes_on(ground: Ground, held: AbstractSet[str]) -> Routes:
    """Return what leads on from the badges that a person holds."""
    links = ground.links
    own = {url for badge in held for url in links.get(badge, ())}
    moves = [move for move in ground.moves if move[0] in own]
    at_trades = {url for move in moves for url in move}
    trades = near_trades(held, links, moves=moves)
    shown: _Shown = (
        [one for one in gatherings(held, ground.compositions) if one.held],
        kindred(held, {badge: urls - at_trades for badge, urls in links.items()}),
        trades[:MOST_TRADES],
    )
    return _told(shown, ground, other_trades=len(trades[MOST_TRADES:]))


def routes_of_territory(ground: Ground) -> Routes:
    """Return the larger badges as somebody without any badge sees them."""
    shown: _Shown = (gatherings(frozenset(), ground.compositions), [], [])
    return _told(shown, ground, other_trades=0)


def _told(shown: _Shown, ground: Ground, *, other_trades: int) -> Routes:
    larger, kin, trades = shown
    return Routes(
        larger=tuple(_larger(one, ground) for one in larger if one.badge in ground.keys),
        kindred=tuple(_kindred(one, ground) for one in kin if one.badge in ground.keys),
        trades=tuple(_trade(one, ground) for one in trades),
        other_trades=other_trades,
    )


def _larger(one: Gathering, ground: Ground) -> LargerBadge:
    (step,) = steps_to({one.badge}, ground)
    return LargerBadge(
        step=step,
        state=one.state,
        held=keys_among(one.held, ground),
        still=steps_to(one.still, ground),
        choice=steps_to(one.choice, ground),
        choose=one.choose,
    )


def _kindred(one: Kindred, ground: Ground) -> KindredBadge:
    (step,) = steps_to({one.badge}, ground)
    return KindredBadge(
        step=step, skill=ground.names[one.skill].name, through=keys_among(one.through, ground)
    )


def _trade(one: NearTrade, ground: Ground) -> Trade:
    named = ground.names[one.trade]
    return Trade(
        url=one.trade,
        name=named.name,
        code=named.code,
        origins=tuple(sorted(ground.names[origin].name for origin in one.origins)),
        through=keys_among(one.through, ground),
        badges=keys_among(one.badges, ground),
    )
