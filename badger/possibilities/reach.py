"""What the badges held open: open doors, doors one key away, doors to explore. Pure."""

from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

OPEN = "open"
ONE_KEY = "one_key"
TO_EXPLORE = "to_explore"


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


def reach(held: AbstractSet[str], goals: Sequence[str], doors: Sequence[Door]) -> list[Reach]:
    """Sort the doors for someone: her goals first, then by nearness, then by code.

    Nothing is hidden: goals change the order only.
    """
    raise NotImplementedError
