"""What the badges held open: open doors, doors one key away, doors to explore. Pure."""

from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

OPEN = "open"
ONE_KEY = "one_key"
TO_EXPLORE = "to_explore"
NEARNESS = (OPEN, ONE_KEY, TO_EXPLORE)


@dataclass(frozen=True, slots=True)
class Door:
    """A possibility; any one of its `ways` opens it, an empty way or no way is open to all."""

    code: str
    goal: str
    ways: tuple[frozenset[str], ...] = ()


@dataclass(frozen=True, slots=True)
class Reach:
    """Where one door stands for one person.

    state:     OPEN, ONE_KEY or TO_EXPLORE.
    thanks_to: badges held that open it (empty where none is required).
    missing:   for each nearest way, the badges that it still needs.
    """

    door: Door
    state: str
    thanks_to: frozenset[str]
    missing: tuple[frozenset[str], ...]


def reach(
    held: AbstractSet[str],
    goals: Sequence[str],
    doors: Sequence[Door],
    *,
    wishes: AbstractSet[str] = frozenset(),
) -> list[Reach]:
    """Sort the doors for someone: her goals first, then what she likes, by nearness, by code.

    goals:  in the order that she chose; wishes: codes of doors that she likes. Nothing is
            hidden: they change the order only.
    """
    ranks = {goal: rank for rank, goal in enumerate(goals)}
    reached = [_reach_one(held, door) for door in doors]
    return sorted(
        reached,
        key=lambda one: (
            ranks.get(one.door.goal, len(goals)),
            one.door.code not in wishes,
            NEARNESS.index(one.state),
            len(one.missing[0]) if one.missing else 0,
            one.door.code,
        ),
    )


def _reach_one(held: AbstractSet[str], door: Door) -> Reach:
    lacking = [(way - held, way) for way in door.ways] or [(frozenset(), frozenset())]
    fewest = min(len(missing) for missing, _ in lacking)
    if fewest == 0:
        # Of several ways that are open, the one that asks for least says why.
        way = min(
            (way for missing, way in lacking if not missing), key=lambda w: (len(w), sorted(w))
        )
        return Reach(door, OPEN, way, ())
    nearest = tuple(missing for missing, _ in lacking if len(missing) == fewest)
    return Reach(door, ONE_KEY if fewest == 1 else TO_EXPLORE, frozenset(), nearest)
