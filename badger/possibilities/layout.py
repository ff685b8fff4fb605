"""Where everything stands on the map: keys at the left, doors along the line of their goal. Pure.

Lengths are units of the drawing. Nothing is cut: words that do not fit one line wrap, and what
follows moves down. Keys stand beside the doors that they lead to, goal by goal, and lines between
the two run on tracks that are chosen so that few cross.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import product
from statistics import mean
from typing import Final

from badger.possibilities.lettering import wrapped
from badger.possibilities.tracks import Span, track_slots

MARK: Final = 24.0
HEAD: Final = 44.0
CORNER: Final = 9.0
GAP: Final = 26.0


@dataclass(frozen=True, slots=True)
class Words:
    """Something to write, with the size of its letters.

    marked: a badge stands before it; indented: it stands below such words, and belongs to them.
    """

    text: str
    size: float
    bold: bool = False
    marked: bool = False
    indented: bool = False


@dataclass(frozen=True, slots=True)
class Stop:
    """A door to place: what is said of it, and the keys that lead to it."""

    id: str
    words: tuple[Words, ...]
    keys: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Track:
    """A goal to place, with its doors in order."""

    goal: str
    stops: tuple[Stop, ...]


@dataclass(frozen=True, slots=True)
class Sheet:
    """The measures of one drawing. `keys`: whether keys stand in a column at the left."""

    width: float
    trunk: float
    door: tuple[float, float]
    text: float
    keys: bool


# Few units for the width of a screen or a page: letters come out large.
PHONE: Final = Sheet(width=300, trunk=24, door=(44, 52), text=60, keys=False)
ALONE: Final = Sheet(width=860, trunk=40, door=(52, 60), text=90, keys=False)
WIDE: Final = Sheet(width=860, trunk=344, door=(52, 60), text=394, keys=True)
KEY_SIZE: Final = 46.0
KEY_TEXT: Final = 58.0
KEY_WIDTH: Final = 150.0
KEY_EXIT: Final = 216.0


@dataclass(frozen=True, slots=True)
class PlacedWords:
    """Words on the drawing: left end and base line of each line, and where their badge stands."""

    x: float
    baselines: tuple[tuple[float, str], ...]
    mark: tuple[float, float] | None = None


@dataclass(frozen=True, slots=True)
class PlacedStop:
    """A door on the drawing: its upper left corner, its middle, what is said beside it."""

    id: str
    x: float
    y: float
    middle: float
    words: tuple[PlacedWords, ...]


@dataclass(frozen=True, slots=True)
class PlacedTrack:
    """The line of a goal: its head, and from where to where it goes down."""

    goal: str
    x: float
    head: float
    end: float
    stops: tuple[PlacedStop, ...]


@dataclass(frozen=True, slots=True)
class PlacedKey:
    """A key on the drawing: upper left corner, middle, its name."""

    id: str
    y: float
    middle: float
    words: PlacedWords


@dataclass(frozen=True, slots=True)
class PlacedLink:
    """A line from a key to a door, as the points that it goes through."""

    key: str
    stop: str
    points: tuple[tuple[float, float], ...]


@dataclass(frozen=True, slots=True)
class Layout:
    """The whole drawing."""

    width: float
    height: float
    keys: tuple[PlacedKey, ...]
    tracks: tuple[PlacedTrack, ...]
    links: tuple[PlacedLink, ...]


def place(tracks: Sequence[Track], keys: Mapping[str, Words], *, sheet: Sheet) -> Layout:
    """Place goals, doors and keys on a sheet; the same input gives the same drawing.

    keys: their names. One that leads to doors of several goals stands beside each goal.
    """
    placed: list[PlacedTrack] = []
    beside: list[PlacedKey] = []
    links: list[PlacedLink] = []
    y = 4.0
    for track in tracks:
        one, y = _place_track(track, y, sheet)
        placed.append(one)
        if sheet.keys:
            own = _place_keys(track, keys, one)
            beside += own
            links += _links(own, one, _doors_of(track, keys), sheet=sheet)
            y = max([y, *(bottom_of(key) + GAP for key in own)])
    return Layout(sheet.width, y, tuple(beside), tuple(placed), tuple(links))


def _place_track(track: Track, y: float, sheet: Sheet) -> tuple[PlacedTrack, float]:
    below, stops = y + HEAD + GAP / 2, []
    for stop in track.stops:
        one, below = _place_stop(stop, below, sheet)
        stops.append(one)
    end = stops[-1].middle if stops else below
    return PlacedTrack(track.goal, sheet.trunk, y, end, tuple(stops)), below + GAP / 2


def _doors_of(track: Track, keys: Mapping[str, Words]) -> dict[str, tuple[str, ...]]:
    """Return, of each key that leads to doors of a goal, those doors."""
    doors = {key: tuple(stop.id for stop in track.stops if key in stop.keys) for key in keys}
    return {key: found for key, found in doors.items() if found}


def _place_stop(stop: Stop, y: float, sheet: Sheet) -> tuple[PlacedStop, float]:
    width, height = sheet.door
    words, below = [], y
    for one in stop.words:
        placed, below = _place_words(one, sheet.text, below, width=sheet.width - sheet.text - 4)
        words.append(placed)
    x = sheet.trunk - width / 2
    # The door stands beside its name, not in the middle of all that is said.
    found = PlacedStop(stop.id, x, y, y + height / 2, tuple(words))
    return found, max(below, y + height) + GAP


def _place_words(words: Words, x: float, y: float, *, width: float) -> tuple[PlacedWords, float]:
    left = x + MARK + 8 if words.marked or words.indented else x
    lines = wrapped(words.text, width - (left - x), size=words.size, bold=words.bold)
    leading = round(words.size * 1.32, 1)
    tall = max(leading * len(lines), MARK + 4 if words.marked else 0)
    first = y + (tall - leading * len(lines)) / 2 + words.size
    baselines = tuple((round(first + leading * n, 1), line) for n, line in enumerate(lines))
    mark = (x, round(y + (tall - MARK) / 2, 1)) if words.marked else None
    return PlacedWords(left, baselines, mark), round(y + tall + 3, 1)


def _place_keys(
    track: Track, keys: Mapping[str, Words], placed: PlacedTrack
) -> tuple[PlacedKey, ...]:
    """Put each key beside the first door it leads to, or as near below as there is room."""
    middles = {stop.id: stop.middle for stop in placed.stops}
    wanted = {
        key: [middles[door] for door in doors] for key, doors in _doors_of(track, keys).items()
    }
    found, free = [], placed.head + HEAD + GAP / 2
    for key in sorted(wanted, key=lambda one: (min(wanted[one]), mean(wanted[one]), one)):
        one = _place_key(key, keys[key], max(free, min(wanted[key]) - KEY_SIZE / 2))
        found.append(one)
        free = bottom_of(one) + 16
    return tuple(found)


def _place_key(key: str, words: Words, top: float) -> PlacedKey:
    placed, below = _place_words(words, KEY_TEXT, top, width=KEY_WIDTH)
    # A short name stands in the middle of its badge.
    lower = max(0.0, (KEY_SIZE - (below - top - 3)) / 2)
    moved = tuple((round(y + lower, 1), line) for y, line in placed.baselines)
    return PlacedKey(key, top, top + KEY_SIZE / 2, replace(placed, baselines=moved))


def bottom_of(key: PlacedKey) -> float:
    """Tell where a key ends, its name with it."""
    return max([key.y + KEY_SIZE, *(y for y, _ in key.words.baselines)])


def _links(
    keys: Sequence[PlacedKey],
    placed: PlacedTrack,
    doors_of: Mapping[str, tuple[str, ...]],
    *,
    sheet: Sheet,
) -> Iterator[PlacedLink]:
    """Draw lines; keys that lead to the same doors share a track, as lines of one colour do."""
    heights = {key.id: key.middle for key in keys}
    middles = {stop.id: stop.middle for stop in placed.stops}
    together: dict[tuple[str, ...], list[str]] = {}
    for key in keys:
        together.setdefault(doors_of[key.id], []).append(key.id)
    spans = {
        shared[0]: Span(
            tuple(heights[key] for key in shared), tuple(middles[door] for door in doors)
        )
        for doors, shared in together.items()
    }
    slots = track_slots(spans)
    left, right = KEY_EXIT + 8, sheet.trunk - sheet.door[0] / 2 - 16
    step = (right - left) / max([slot + 1 for slot in slots.values()], default=1)
    for doors, shared in together.items():
        x = round(left + step * (slots[shared[0]] + 0.5), 1)
        for one, door in product(shared, doors):
            ends = (KEY_EXIT, heights[one]), (right + 14, middles[door])
            yield PlacedLink(one, door, _way(*ends, x=x))


def _way(
    start: tuple[float, float], end: tuple[float, float], *, x: float
) -> tuple[tuple[float, float], ...]:
    """Go across, along the track at `x`, and across: corners are cut, as on a transit map."""
    down = end[1] - start[1]
    corner = min(CORNER, abs(down) / 2)
    turn = corner if down > 0 else -corner
    return (
        start,
        (round(x - corner, 1), start[1]),
        (x, round(start[1] + turn, 1)),
        (x, round(end[1] - turn, 1)),
        (round(x + corner, 1), end[1]),
        end,
    )
