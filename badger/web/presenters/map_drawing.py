"""The map as a drawing: lines of a transit map, doors that let light through, keys in outline.

Every colour is an attribute, so that the drawing stands alone on paper, and every part has a
class, by which the style sheet turns it for dark pages. No style, no script, no link.
"""

from collections.abc import Iterator, Mapping
from itertools import groupby
from typing import Final
from xml.sax.saxutils import escape

from markupsafe import Markup

from badger.possibilities.layout import (
    ALONE,
    HEAD,
    KEY_SIZE,
    MARK,
    PHONE,
    WIDE,
    Layout,
    PlacedKey,
    PlacedLink,
    PlacedStop,
    PlacedTrack,
    PlacedWords,
    Sheet,
    Stop,
    Track,
    Words,
    place,
)
from badger.possibilities.lettering import width_of
from badger.possibilities.map_queries import Key
from badger.possibilities.reach import ONE_KEY, OPEN
from badger.web.language import gettext
from badger.web.presenters.badge_image import icon_lines
from badger.web.presenters.key_marks import key_drawing
from badger.web.presenters.possibilities import FAR, PLAIN, QUIET, TITLE, DoorTold, Line, MapTold

INK, PAPER, QUIET_INK = "#1b1f24", "#fffdf8", "#4a5568"
TONES: Final = {
    TITLE: INK,
    QUIET: QUIET_INK,
    "open": "#0b6b3a",
    "key": "#9a5b00",
    FAR: INK,
    PLAIN: INK,
}
SIZES: Final = {TITLE: 17.0, QUIET: 14.0}
USUAL_SIZE: Final = 15.0
BOLD: Final = frozenset({TITLE, "open", "key", FAR})
GOAL_COLOURS: Final = {
    "emploi": "#1f4e79",
    "qualification": "#8a3b12",
    "creation": "#6b3fa0",
    "experience": "#0f6466",
}
LIGHT: Final = "#ffd873"
HEAD_SIZE: Final = 18.0
FONTS: Final = (
    "system-ui, Segoe UI, Roboto, Noto Sans, Liberation Sans, DejaVu Sans, Libertinus Serif, "
    "sans-serif"
)
SVG: Final = "http://www.w3.org/2000/svg"


def phone_drawing(told: MapTold) -> Markup:
    """Draw the map for a narrow screen: from top to bottom, each key beside what it opens."""
    return _drawing(told, PHONE, name="map-phone")


def wide_drawing(told: MapTold) -> Markup:
    """Draw the map for a wide screen: keys at the left, lines to the doors at the right."""
    return _drawing(told, WIDE if told.keys else ALONE, name="map-wide")


def wide_height(told: MapTold) -> float:
    """Tell how high the wide drawing is, in its own units."""
    return _placed(told, WIDE if told.keys else ALONE).height


def _placed(told: MapTold, sheet: Sheet) -> Layout:
    return place(
        [Track(goal.goal, tuple(map(_stop, goal.doors))) for goal in told.goals],
        {key.id: Words(key.name, USUAL_SIZE) for key in told.keys},
        sheet=sheet,
    )


def _drawing(told: MapTold, sheet: Sheet, *, name: str) -> Markup:
    doors = {door.id: door for goal in told.goals for door in goal.doors}
    layout = _placed(told, sheet)
    parts = "".join(_parts(layout, told, doors))
    return Markup(  # noqa: S704 - drawn by us; every word in it is escaped
        f'<svg xmlns="{SVG}" class="{name}" viewBox="0 0 {layout.width:g} {layout.height:g}" '
        f'width="{layout.width:g}" height="{layout.height:g}" role="img" '
        f'aria-labelledby="{name}-title {name}-said" font-family="{FONTS}">'
        f'<title id="{name}-title">{escape(gettext("Carte des possibles"))}</title>'
        f'<desc id="{name}-said">{escape(_said(told))}</desc>{parts}</svg>'
    )


def _said(told: MapTold) -> str:
    """Say the map to whoever listens: the list has all of it, in the same order."""
    doors = "; ".join(
        f"{goal.label} : " + ", ".join(f"{door.name} ({door.state_words})" for door in goal.doors)
        for goal in told.goals
    )
    return gettext("La même carte se lit en liste. %(doors)s", doors=doors)


def _stop(door: DoorTold) -> Stop:
    return Stop(door.id, tuple(map(_words, door.lines)), (*door.thanks_to, *door.held))


def _words(line: Line) -> Words:
    size = SIZES.get(line.tone, USUAL_SIZE)
    return Words(
        line.words, size, bold=line.tone in BOLD, marked=line.key is not None, indented=line.under
    )


def _parts(layout: Layout, told: MapTold, doors: Mapping[str, DoorTold]) -> Iterator[str]:
    for _, links in groupby(sorted(layout.links, key=_track_of), _track_of):
        same = list(links)
        # A track passes over the lines of those before, and not over its own.
        yield from (_edge(link) for link in same)
        yield from (_link(link, opens=link.key in doors[link.stop].thanks_to) for link in same)
    labels = {goal.goal: (goal.label, goal.icon) for goal in told.goals}
    for track in layout.tracks:
        yield _line(track)
        yield _head(track, *labels[track.goal])
        for stop in track.stops:
            yield _door(stop, doors[stop.id], colour=GOAL_COLOURS[track.goal], goal=track.goal)
    keys = {key.id: key for key in told.keys}
    for placed in layout.keys:
        yield _key(placed, keys[placed.id])


def _track_of(link: PlacedLink) -> float:
    return link.points[2][0]


def _edge(link: PlacedLink) -> str:
    (x, top), (_, bottom) = link.points[2:4]
    return (
        f'<line class="map-edge" x1="{x:g}" y1="{top:g}" x2="{x:g}" y2="{bottom:g}" '
        f'stroke="{PAPER}" stroke-width="8"/>'
    )


def _link(link: PlacedLink, *, opens: bool) -> str:
    """Draw a line from a key to a door: full where it opens it, dotted where it leads there."""
    points = " ".join(f"{x:g},{y:g}" for x, y in link.points)
    line = "" if opens else 'stroke-dasharray="1 7" stroke-linecap="round"'
    return (
        f'<polyline class="map-link" points="{points}" fill="none" stroke="{INK}" '
        f'stroke-width="3" stroke-linejoin="round" {line}/>'
    )


def _line(track: PlacedTrack) -> str:
    return (
        f'<line class="map-line map-{track.goal}" x1="{track.x:g}" y1="{track.head + HEAD / 2:g}" '
        f'x2="{track.x:g}" y2="{track.end:g}" stroke="{GOAL_COLOURS[track.goal]}" '
        f'stroke-width="10" stroke-linecap="round"/>'
    )


def _head(track: PlacedTrack, label: str, icon: str) -> str:
    colour = GOAL_COLOURS[track.goal]
    width = width_of(label, size=HEAD_SIZE, bold=True) + 64
    x = track.x - 22
    return (
        f'<rect class="map-{track.goal} map-head" x="{x:g}" y="{track.head:g}" width="{width:.1f}" '
        f'height="{HEAD:g}" rx="22" fill="{colour}"/>'
        f'<g class="map-on-head" transform="translate({x + 12:g} {track.head + 10:g})" fill="none" '
        f'stroke="{PAPER}" stroke-width="2" stroke-linecap="round" stroke-linejoin="round">'
        f"{icon_lines(icon)}</g>"
        f'<text class="map-on-head" x="{x + 46:g}" y="{track.head + 28.5:g}" fill="{PAPER}" '
        f'font-size="{HEAD_SIZE:g}" font-weight="700">{escape(label)}</text>'
    )


def _door(stop: PlacedStop, door: DoorTold, *, colour: str, goal: str) -> str:
    words = "".join(
        _placed_words(placed, line) for placed, line in zip(stop.words, door.lines, strict=True)
    )
    return f"<g>{_leaf(stop, door.state, colour=colour, goal=goal)}{words}</g>"


def _leaf(stop: PlacedStop, state: str, *, colour: str, goal: str) -> str:
    """Draw a door in a square of 52 by 60: open with light, ajar, or in outline."""
    ground = f'<rect class="map-paper" width="52" height="60" rx="6" fill="{PAPER}"/>'
    inside = {OPEN: _open_leaf, ONE_KEY: _leaf_ajar}.get(state, _leaf_outline)
    return (
        f'<g class="map-door map-{goal}-door" transform="translate({stop.x:g} {stop.y:g}) '
        f'scale({(stop.middle - stop.y) / 30:.3f})">{ground}{inside(colour)}</g>'
    )


def _open_leaf(colour: str) -> str:
    return (
        f'<polygon class="map-light" points="19,52 41,52 50,60 10,60" fill="{LIGHT}" '
        f'fill-opacity="0.75"/>'
        f'<rect class="map-light" x="12" y="6" width="30" height="47" fill="{LIGHT}"/>'
        f'<rect class="map-frame-line" x="12" y="6" width="30" height="47" rx="1.5" fill="none" '
        f'stroke="{colour}" stroke-width="4"/>'
        f'<polygon class="map-leaf" points="12,6 2,11 2,58 12,53" fill="{colour}"/>'
        f'<circle class="map-knob" cx="5.5" cy="35" r="1.7" fill="{PAPER}"/>'
    )


def _leaf_ajar(colour: str) -> str:
    return (
        f'<rect class="map-light" x="12" y="6" width="30" height="47" fill="{LIGHT}"/>'
        f'<polygon class="map-light" points="36,53 42,53 48,60 36,60" fill="{LIGHT}" '
        f'fill-opacity="0.75"/>'
        f'<polygon class="map-leaf-ajar" points="12,6 35,11 35,58 12,53" fill="{PAPER}" '
        f'stroke="{colour}" stroke-width="2.5" stroke-linejoin="round"/>'
        f'<rect class="map-frame-line" x="12" y="6" width="30" height="47" rx="1.5" fill="none" '
        f'stroke="{colour}" stroke-width="4"/>'
        f'<circle class="map-frame-line" cx="29.5" cy="34" r="2.6" fill="none" stroke="{colour}" '
        f'stroke-width="2"/>'
    )


def _leaf_outline(colour: str) -> str:
    return (
        f'<rect class="map-frame-line" x="12" y="6" width="30" height="47" rx="1.5" fill="none" '
        f'stroke="{colour}" stroke-width="2.5" stroke-dasharray="5 4"/>'
        f'<circle class="map-frame-line" cx="35" cy="31" r="2" fill="none" stroke="{colour}" '
        f'stroke-width="1.8"/>'
    )


def _placed_words(placed: PlacedWords, line: Line) -> str:
    mark = ""
    if placed.mark is not None and line.key is not None:
        x, y = placed.mark
        mark = (
            f'<g transform="translate({x:g} {y:g}) scale({MARK / 100:g})">'
            f"{key_drawing(line.key, held=line.held)}</g>"
        )
    size = SIZES.get(line.tone, USUAL_SIZE)
    return mark + "".join(
        _text(placed.x, y, words, tone=line.tone, size=size) for y, words in placed.baselines
    )


def _key(placed: PlacedKey, key: Key) -> str:
    words = "".join(
        _text(placed.words.x, y, text, tone=PLAIN, size=USUAL_SIZE)
        for y, text in placed.words.baselines
    )
    return (
        f'<g transform="translate(0 {placed.y:g}) scale({KEY_SIZE / 100:g})">'
        f"{key_drawing(key, held=True)}</g>{words}"
    )


def _text(x: float, y: float, words: str, *, tone: str, size: float) -> str:
    weight = ' font-weight="700"' if tone in BOLD else ""
    return (
        f'<text class="map-text map-{tone}" x="{x:g}" y="{y:g}" fill="{TONES[tone]}" '
        f'font-size="{size:g}"{weight}>{escape(words)}</text>'
    )
