"""Where everything stands on the map: keys at the left, doors along the line of their goal. Pure.

Lengths are units of the drawing. Nothing is cut: words that do not fit one line wrap, and what
follows moves down. Keys stand in the order of the doors that they lead to, and each has a track
of its own between the two, chosen so that few lines cross.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from badger.possibilities.lettering import wrapped

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


PHONE: Final = Sheet(width=328, trunk=24, door=(44, 52), text=60, keys=False)
ALONE: Final = Sheet(width=980, trunk=40, door=(52, 60), text=90, keys=False)
WIDE: Final = Sheet(width=980, trunk=344, door=(52, 60), text=394, keys=True)
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
    """Place goals, doors and keys on a sheet; the same input gives the same drawing."""
    placed, height = _place_tracks(tracks, sheet)
    if not sheet.keys:
        return Layout(sheet.width, height, (), placed, ())
    middles = {stop.id: stop.middle for track in placed for stop in track.stops}
    doors_of = {
        key: tuple(stop.id for track in tracks for stop in track.stops if key in stop.keys)
        for key in keys
    }
    placed_keys = _place_keys(keys, doors_of, middles)
    links = tuple(_links(placed_keys, doors_of, middles, sheet=sheet))
    lowest = max((_bottom(key) + GAP for key in placed_keys), default=0)
    return Layout(sheet.width, max(height, lowest), placed_keys, placed, links)


def _place_tracks(tracks: Sequence[Track], sheet: Sheet) -> tuple[tuple[PlacedTrack, ...], float]:
    placed, y = [], 4.0
    for track in tracks:
        head = y
        y += HEAD + GAP / 2
        stops = []
        for stop in track.stops:
            one, y = _place_stop(stop, y, sheet)
            stops.append(one)
        end = stops[-1].middle if stops else y
        placed.append(PlacedTrack(track.goal, sheet.trunk, head, end, tuple(stops)))
        y += GAP / 2
    return tuple(placed), y


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
    keys: Mapping[str, Words],
    doors_of: Mapping[str, Sequence[str]],
    middles: Mapping[str, float],
) -> tuple[PlacedKey, ...]:
    """Put the keys below each other, in the order of the doors that they lead to."""
    wanted = {key: _mean([middles[door] for door in doors_of[key]]) for key in keys}
    placed, top = [], 4.0 + HEAD + GAP / 2
    for key in sorted(keys, key=lambda one: (wanted[one], keys[one].text, one)):
        one = _place_key(key, keys[key], top)
        placed.append(one)
        top = _bottom(one) + 16
    return tuple(placed)


def _place_key(key: str, words: Words, top: float) -> PlacedKey:
    placed, below = _place_words(words, KEY_TEXT, top, width=KEY_WIDTH)
    # A short name stands in the middle of its badge.
    lower = max(0.0, (KEY_SIZE - (below - top - 3)) / 2)
    moved = tuple((round(y + lower, 1), line) for y, line in placed.baselines)
    return PlacedKey(key, top, top + KEY_SIZE / 2, replace(placed, baselines=moved))


def _bottom(key: PlacedKey) -> float:
    return max([key.y + KEY_SIZE, *(y for y, _ in key.words.baselines)])


def _mean(values: Sequence[float]) -> float:
    # Keys that lead nowhere yet come last.
    return sum(values) / len(values) if values else float("inf")


def _links(
    keys: Sequence[PlacedKey],
    doors_of: Mapping[str, Sequence[str]],
    middles: Mapping[str, float],
    *,
    sheet: Sheet,
) -> Iterator[PlacedLink]:
    spans = {
        key.id: (key.middle, tuple(middles[door] for door in doors_of[key.id]))
        for key in keys
        if doors_of[key.id]
    }
    order = track_order(spans)
    left, right = KEY_EXIT + 8, sheet.trunk - sheet.door[0] / 2 - 16
    step = (right - left) / max(len(order), 1)
    for number, key in enumerate(order):
        x = round(left + step * (number + 0.5), 1)
        for door in doors_of[key]:
            ends = (KEY_EXIT, spans[key][0]), (right + 14, middles[door])
            yield PlacedLink(key, door, _way(*ends, x=x))


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


def track_order(spans: Mapping[str, tuple[float, tuple[float, ...]]]) -> list[str]:
    """Order the tracks of keys from left to right so that few lines cross.

    spans: height of each key, and of the doors it leads to.
    """
    order: list[str] = []
    for key in spans:
        tried = [[*order[:at], key, *order[at:]] for at in range(len(order) + 1)]
        order = min(tried, key=lambda one: crossings(one, spans))
    return order


def crossings(order: Sequence[str], spans: Mapping[str, tuple[float, tuple[float, ...]]]) -> int:
    """Count how often lines cross where the tracks stand in this order."""
    count = 0
    for number, left in enumerate(order):
        for right in order[number + 1 :]:
            # The left track crosses what comes from the right one's key ...
            count += _inside(spans[right][0], spans[left])
            # ... and the right track what goes from the left one to its doors.
            count += sum(_inside(door, spans[right]) for door in spans[left][1])
    return count


def _inside(y: float, span: tuple[float, tuple[float, ...]]) -> bool:
    ends = (span[0], *span[1])
    return min(ends) < y < max(ends)
