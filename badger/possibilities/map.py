"""The map of possibilities of one person, or of the territory: doors, reasons, next steps. Pure."""

from collections.abc import Set as AbstractSet
from dataclasses import dataclass

from badger.possibilities.doors import GOALS
from badger.possibilities.ground import Ground
from badger.possibilities.map_queries import Key, Meeting, Own
from badger.possibilities.queries import Offer
from badger.possibilities.reach import OPEN, Reach, reach


@dataclass(frozen=True, slots=True)
class KeyStep:
    """A key still to come, with the first session that gives it, where one is planned."""

    key: Key
    meeting: Meeting | None


@dataclass(frozen=True, slots=True)
class Possibility:
    """One door for one person.

    thanks_to: keys held that open it; held: keys held that lead there, of one not open yet.
    ways:      of the nearest ways, the keys still to come; any one of them will do.
    liked:     she said that she likes it.
    """

    door: Offer
    state: str
    thanks_to: tuple[Key, ...]
    held: tuple[Key, ...]
    ways: tuple[tuple[KeyStep, ...], ...]
    liked: bool


@dataclass(frozen=True, slots=True)
class Possibilities:
    """The map: keys held (by name), and the doors by goal, in the order in which she looks."""

    keys: tuple[Key, ...]
    groups: tuple[tuple[str, tuple[Possibility, ...]], ...]

    @property
    def doors(self) -> tuple[Possibility, ...]:
        """Return all doors in the order of the map."""
        return tuple(one for _, group in self.groups for one in group)


def possibilities_on(ground: Ground, own: Own) -> Possibilities:
    """Return a person's map, or with nobody's own that of the territory."""
    order = tuple(dict.fromkeys((*own.goals, *GOALS)))
    reached = reach(own.held, order, ground.doors, wishes=own.wishes)
    doors = [_possibility(one, ground, own=own) for one in reached]
    groups = ((goal, tuple(one for one in doors if one.door.goal == goal)) for goal in order)
    return Possibilities(keys_among(own.held, ground), tuple(group for group in groups if group[1]))


def _possibility(one: Reach, ground: Ground, *, own: Own) -> Possibility:
    asked = {key for way in one.door.ways for key in way}
    return Possibility(
        door=ground.offers[one.door.code],
        state=one.state,
        thanks_to=keys_among(one.thanks_to, ground),
        held=() if one.state == OPEN else keys_among(asked & own.held, ground),
        ways=tuple(steps_to(way, ground) for way in one.missing),
        liked=one.door.code in own.wishes,
    )


def keys_among(key_ids: AbstractSet[str], ground: Ground) -> tuple[Key, ...]:
    """Return keys by name; those of badges that are published no more are left out."""
    keys = (ground.keys[key_id] for key_id in key_ids if key_id in ground.keys)
    return tuple(sorted(keys, key=lambda key: (key.name, key.id)))


def steps_to(key_ids: AbstractSet[str], ground: Ground) -> tuple[KeyStep, ...]:
    """Return keys to come by name, each with the first session that gives it."""
    keys = keys_among(key_ids, ground)
    return tuple(KeyStep(key, ground.meetings.get(key.id)) for key in keys)
