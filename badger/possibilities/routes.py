"""Where badges lead besides doors: to larger badges, badges of one skill, near trades. Pure."""

from collections.abc import Collection, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

from badger.possibilities.reach import ONE_KEY, OPEN, TO_EXPLORE

# A skill or a trade, by the address that a badge is linked to; a move from one trade to another.
Links = Mapping[str, AbstractSet[str]]
Moves = Collection[tuple[str, str]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Composition:
    """A larger badge: all of `required`, and at least `optional_needed` of `optional`."""

    badge: str
    required: frozenset[str]
    optional: frozenset[str] = frozenset()
    optional_needed: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Gathering:
    """How near a larger badge is.

    held:   its pieces that are held; still: those to come in any case.
    choice: pieces of which any `choose` are to come besides.
    """

    badge: str
    held: frozenset[str]
    still: frozenset[str]
    choice: frozenset[str]
    choose: int

    @property
    def to_come(self) -> int:
        """Count the pieces to come."""
        return len(self.still) + self.choose

    @property
    def state(self) -> str:
        """Say it in the three states of the map."""
        return {0: OPEN, 1: ONE_KEY}.get(self.to_come, TO_EXPLORE)


@dataclass(frozen=True, slots=True)
class Kindred:
    """A badge that is linked to a skill to which a badge held is linked, too."""

    badge: str
    skill: str
    through: frozenset[str]


@dataclass(frozen=True, slots=True)
class NearTrade:
    """A trade to which people go from a trade of a badge held.

    origins: trades that they come from; through: badges held; badges: others that speak of it.
    """

    trade: str
    origins: frozenset[str]
    through: frozenset[str]
    badges: frozenset[str]


def gatherings(held: AbstractSet[str], compositions: Collection[Composition]) -> list[Gathering]:
    """Tell how near each larger badge is that is not held: the nearest first, then by badge."""
    found = [_gathering(held, one) for one in compositions if one.badge not in held]
    return sorted(found, key=lambda one: (one.to_come, one.badge))


def kindred(held: AbstractSet[str], skills: Links) -> list[Kindred]:
    """Tell which badges share a skill with those held; each once, by the first skill shared.

    skills: what each badge is linked to.
    """
    holders = _by_link({badge: skills[badge] for badge in held & skills.keys()})
    found = []
    for badge in sorted(skills.keys() - held):
        shared = sorted(skills[badge] & holders.keys())
        if shared:
            found.append(Kindred(badge, shared[0], holders[shared[0]]))
    return found


def near_trades(held: AbstractSet[str], trades: Links, *, moves: Moves) -> list[NearTrade]:
    """Tell to which trades people go from those of badges held: of which badges speak here first.

    trades: those of each badge. A trade of a badge held is not near: it is there.
    """
    own = _by_link({badge: trades[badge] for badge in held & trades.keys()})
    others = _by_link({badge: trades[badge] for badge in trades.keys() - held})
    ends = {end for start, end in moves if start in own and end not in own}
    found = []
    for end in ends:
        origins = frozenset(start for start, to in moves if to == end and start in own)
        through = frozenset(badge for origin in origins for badge in own[origin])
        found.append(NearTrade(end, origins, through, others.get(end, frozenset())))
    return sorted(found, key=lambda one: (not one.badges, one.trade))


def _gathering(held: AbstractSet[str], one: Composition) -> Gathering:
    choose = max(0, one.optional_needed - len(one.optional & held))
    return Gathering(
        badge=one.badge,
        held=(one.required | one.optional) & held,
        still=one.required - held,
        choice=one.optional - held if choose else frozenset(),
        choose=choose,
    )


def _by_link(links: Links) -> dict[str, frozenset[str]]:
    """Turn what each badge is linked to round: the badges of each link."""
    found: dict[str, set[str]] = {}
    for badge, linked in links.items():
        for one in linked:
            found.setdefault(one, set()).add(badge)
    return {one: frozenset(badges) for one, badges in found.items()}
