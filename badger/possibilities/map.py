"""The map of possibilities of one person, or of the whole territory: doors, reasons, next steps."""

from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import datetime

from badger.db.base import Session
from badger.db.rows import DoorRow
from badger.here import here_on
from badger.possibilities.doors import GOALS
from badger.possibilities.map_queries import (
    Key,
    Meeting,
    goals_of,
    held_keys,
    keys_by_id,
    next_meetings,
    partner_names,
    wished_codes,
)
from badger.possibilities.queries import doors_with_keys, public_doors
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

    door: DoorRow
    partner: str
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


def possibilities_of(db: Session, person_id: str, *, now: datetime) -> Possibilities:
    """Return a person's map. The number of queries is the same whatever there is."""
    return _possibilities(
        db,
        held_keys(db, person_id),
        goals=goals_of(db, person_id),
        wishes=wished_codes(db, person_id),
        now=now,
    )


def territory_map(db: Session, *, now: datetime) -> Possibilities:
    """Return the map as somebody without any badge sees it."""
    return _possibilities(db, frozenset(), goals=(), wishes=frozenset(), now=now)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Known:
    """What was loaded once for the whole map."""

    held: AbstractSet[str]
    wishes: AbstractSet[str]
    rows: Mapping[str, DoorRow]
    keys: Mapping[str, Key]
    meetings: Mapping[str, Meeting]
    partners: Mapping[str, str]


def _possibilities(
    db: Session,
    held: AbstractSet[str],
    *,
    goals: Sequence[str],
    wishes: AbstractSet[str],
    now: datetime,
) -> Possibilities:
    rows = {row.code: row for row in public_doors(db, here_on(now))}
    order = tuple(dict.fromkeys((*goals, *GOALS)))
    reached = reach(held, order, doors_with_keys(db, tuple(rows.values())), wishes=wishes)
    asked = {key for one in reached for way in one.door.ways for key in way}
    known = _Known(
        held=held,
        wishes=wishes,
        rows=rows,
        keys=keys_by_id(db, asked | held),
        meetings=next_meetings(db, asked - held, today=here_on(now)),
        partners=partner_names(db, {row.partner_id for row in rows.values()}),
    )
    doors = [_possibility(one, known) for one in reached]
    groups = ((goal, tuple(one for one in doors if one.door.goal == goal)) for goal in order)
    return Possibilities(_keys(held, known), tuple(group for group in groups if group[1]))


def _possibility(one: Reach, known: _Known) -> Possibility:
    door = known.rows[one.door.code]
    asked = {key for way in one.door.ways for key in way}
    return Possibility(
        door=door,
        partner=known.partners[door.partner_id],
        state=one.state,
        thanks_to=_keys(one.thanks_to, known),
        held=() if one.state == OPEN else _keys(asked & known.held, known),
        ways=tuple(_steps(way, known) for way in one.missing),
        liked=door.code in known.wishes,
    )


def _keys(key_ids: AbstractSet[str], known: _Known) -> tuple[Key, ...]:
    keys = (known.keys[key_id] for key_id in key_ids if key_id in known.keys)
    return tuple(sorted(keys, key=lambda key: (key.name, key.id)))


def _steps(way: AbstractSet[str], known: _Known) -> tuple[KeyStep, ...]:
    return tuple(KeyStep(key, known.meetings.get(key.id)) for key in _keys(way, known))
