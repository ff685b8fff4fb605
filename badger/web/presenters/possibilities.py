"""The map in words: for each door the same lines, read as a list or drawn as a map."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from badger.possibilities.map import KeyStep, Possibilities, Possibility
from badger.possibilities.map_queries import Key, Meeting
from badger.possibilities.reach import ONE_KEY, OPEN, TO_EXPLORE
from badger.web.language import gettext, ngettext
from badger.web.presenters.dates import day_in_full
from badger.web.presenters.text import quoted

LONGEST_NAME: Final = 120
LONGEST_WORDS: Final = 200
# What a line says: its weight and colour on the page and on the map.
TITLE, QUIET, GOOD, NEAR, FAR, PLAIN = "title", "quiet", "open", "key", "far", "plain"
GOAL_ICONS: Final = {
    "emploi": "briefcase",
    "qualification": "graduation-cap",
    "creation": "lightbulb",
    "experience": "compass",
}
STATE_ICONS: Final = {OPEN: "door-open", ONE_KEY: "key-round", TO_EXPLORE: "footprints"}


@dataclass(frozen=True, slots=True)
class Line:
    """One thing that is said of a door.

    key:   a badge drawn before the words; held: it is drawn filled, else in outline.
    under: it belongs to the badge of the line before.
    declares: the badge that the person may say herself, by id; "" where there is none.
    """

    words: str
    tone: str = PLAIN
    key: Key | None = None
    held: bool = False
    under: bool = False
    declares: str = ""


@dataclass(frozen=True, slots=True)
class DoorTold:
    """A door with all that is said of it; the first line is its name.

    drawn: the badge that it is, where it is none but a badge to come.
    """

    id: str
    state: str
    icon: str
    liked: bool
    lines: tuple[Line, ...]
    thanks_to: tuple[str, ...]
    held: tuple[str, ...]
    drawn: Key | None = None

    @property
    def name(self) -> str:
        """Return the name of the door."""
        return self.lines[0].words


@dataclass(frozen=True, slots=True)
class GoalTold:
    """A goal with its doors, in order.

    is_goal: people may put it first; else its "doors" are badges or trades to go on to.
    """

    goal: str
    label: str
    icon: str
    doors: tuple[DoorTold, ...]
    is_goal: bool = True


@dataclass(frozen=True, slots=True)
class MapTold:
    """The whole map in words."""

    keys: tuple[Key, ...]
    goals: tuple[GoalTold, ...]

    @property
    def has_no_door(self) -> bool:
        """Tell whether there is nothing to draw yet."""
        return not self.goals

    @property
    def open_count(self) -> int:
        """Count the open doors."""
        return sum(door.state == OPEN for goal in self.goals if goal.is_goal for door in goal.doors)


def goal_labels() -> dict[str, str]:
    """Say the goals, in the order of the territory."""
    return {
        "emploi": gettext("Travailler"),
        "qualification": gettext("Se former"),
        "creation": gettext("Créer une activité"),
        "experience": gettext("Vivre une expérience"),
    }


def state_labels() -> dict[str, str]:
    """Say the three states of a door; there is no fourth."""
    return {
        OPEN: gettext("ouverte"),
        ONE_KEY: gettext("à une clé"),
        TO_EXPLORE: gettext("à explorer"),
    }


def told(found: Possibilities, *, today: date) -> MapTold:
    """Say a map; dates that are over are left out."""
    labels = goal_labels()
    goals = (
        GoalTold(
            goal,
            labels[goal],
            GOAL_ICONS[goal],
            tuple(_door(one, today=today) for one in possibilities),
        )
        for goal, possibilities in found.groups
    )
    return MapTold(found.keys, tuple(goals))


def told_of_territory(found: Possibilities, *, today: date) -> MapTold:
    """Say the map of the territory: its keys are all that open something."""
    keys = {step.key.id: step.key for one in found.doors for way in one.ways for step in way}
    asked = {
        one.door.id: tuple(dict.fromkeys(step.key.id for way in one.ways for step in way))
        for one in found.doors
    }
    words = told(found, today=today)
    goals = (
        replace(goal, doors=tuple(replace(door, thanks_to=asked[door.id]) for door in goal.doors))
        for goal in words.goals
    )
    return MapTold(by_name(keys.values()), tuple(goals))


def by_name(keys: Iterable[Key]) -> tuple[Key, ...]:
    """Put keys in the order of their names."""
    return tuple(sorted(keys, key=lambda key: (key.name, key.id)))


def _door(one: Possibility, *, today: date) -> DoorTold:
    door = one.door
    lines = [
        Line(quoted(door.title, LONGEST_NAME), TITLE),
        Line(_where_and_when(one, today=today), QUIET),
        *_STATES[one.state](one),
    ]
    if one.state != OPEN and door.step:
        lines.append(Line(gettext("Un pas : %(step)s", step=quoted(door.step, LONGEST_WORDS))))
    lines.append(
        Line(
            gettext(
                "%(partner)s · contact : %(contact)s",
                partner=quoted(door.partner, LONGEST_NAME),
                contact=quoted(door.contact, LONGEST_WORDS),
            ),
            QUIET,
        )
    )
    return DoorTold(
        id=door.id,
        state=one.state,
        icon=STATE_ICONS[one.state],
        liked=one.liked,
        lines=tuple(lines),
        thanks_to=tuple(key.id for key in one.thanks_to),
        held=tuple(key.id for key in one.held),
    )


def _where_and_when(one: Possibility, *, today: date) -> str:
    door = one.door
    parts = [quoted(door.place, LONGEST_NAME)]
    if door.next_on is not None and door.next_on >= today:
        parts.append(day_in_full(door.next_on))
    if door.places is not None:
        parts.append(ngettext("%(num)s place", "%(num)s places", door.places))
    return " · ".join(parts)


def _open(one: Possibility) -> Iterator[Line]:
    if not one.thanks_to:
        yield Line(gettext("Ouverte à tous"), GOOD)
    for number, key in enumerate(one.thanks_to):
        words = gettext("et %(badge)s") if number else gettext("Ouverte, grâce à %(badge)s")
        yield Line(words % {"badge": _name(key)}, GOOD, key, held=True)


def _one_key(one: Possibility) -> Iterator[Line]:
    yield from already(one.held)
    yield from one_of_these([step for way in one.ways for step in way])


def one_of_these(steps: Sequence[KeyStep]) -> Iterator[Line]:
    """Say which one key is to come, any of these, and how."""
    for number, step in enumerate(steps):
        words = gettext("ou %(badge)s") if number else gettext("À une clé, avec %(badge)s")
        yield Line(words % {"badge": _name(step.key)}, NEAR, step.key)
        yield from how(step)


def _to_explore(one: Possibility) -> Iterator[Line]:
    yield from already(one.held)
    for number, way in enumerate(one.ways):
        names = [_name(step.key) for step in way]
        words = gettext("ou %(badges)s") if number else gettext("À explorer, avec %(badges)s")
        yield Line(words % {"badges": listed(names)}, FAR, way[0].key if way else None)
    yield from first_date([step for way in one.ways for step in way])


def first_date(steps: Iterable[KeyStep]) -> Iterator[Line]:
    """Say the first session that gives one of these keys, where one is planned."""
    planned = [
        (step.meeting.starts_on, step.key.name, step.meeting) for step in steps if step.meeting
    ]
    if planned:
        *_, meeting = min(planned, key=lambda one: one[:2])
        yield Line(gettext("Pour commencer : %(meeting)s", meeting=_meeting(meeting)), under=True)


def already(keys: Iterable[Key]) -> Iterator[Line]:
    """Say which keys are held."""
    for key in keys:
        yield Line(gettext("Vous avez déjà %(badge)s", badge=_name(key)), PLAIN, key, held=True)


def how(step: KeyStep) -> Iterator[Line]:
    """Say the concrete step that gives a key."""
    if step.key.declared:
        words = gettext("Vous pouvez le dire vous-même, avec votre contact.")
        yield Line(words, under=True, declares=step.key.id)
    elif step.meeting:
        yield Line(_meeting(step.meeting), under=True)
    else:
        yield Line(gettext("Date à venir : parlez-en à votre contact."), under=True)


def _meeting(meeting: Meeting) -> str:
    return gettext(
        "%(day)s, %(title)s, à %(commune)s",
        day=day_in_full(meeting.starts_on),
        title=quoted(meeting.title, LONGEST_NAME),
        commune=quoted(meeting.commune, LONGEST_NAME),
    )


def _name(key: Key) -> str:
    return quoted(key.name, LONGEST_NAME)


def listed(names: Sequence[str]) -> str:
    """Say names as people list them: with commas, and « et » before the last."""
    if len(names) < 2:
        return "".join(names)
    return gettext("%(first)s et %(last)s", first=", ".join(names[:-1]), last=names[-1])


_STATES: Final = {OPEN: _open, ONE_KEY: _one_key, TO_EXPLORE: _to_explore}
