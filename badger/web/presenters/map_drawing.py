"""The map as a drawing: lines of a transit map, doors that let light through, keys in outline.

Every colour is an attribute, so that the drawing stands alone on paper, and every part has a
class, by which the style sheet turns it for dark pages. No style, no script, no link.
"""

from collections import Counter
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
from badger.possibilities.windows import windows
from badger.web.language import FRENCH, gettext
from badger.web.presenters.badge_image import icon_lines
from badger.web.presenters.key_marks import key_drawing
from badger.web.presenters.map_stamps import PAPER, Stamps, badge_plate, door_leaf, trade_sign
from badger.web.presenters.possibilities import (
    FAR,
    LONGEST_NAME,
    PLAIN,
    QUIET,
    TITLE,
    DoorTold,
    Line,
    MapTold,
    state_labels,
)
from badger.web.presenters.routes_told import BADGES, TRADES
from badger.web.presenters.text import CLOSED, OPENED, quoted

INK, QUIET_INK = "#1b1f24", "#4a5568"
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
LINE_COLOURS: Final = {
    "emploi": "#1f4e79",
    "qualification": "#8a3b12",
    "creation": "#6b3fa0",
    "experience": "#0f6466",
    BADGES: "#9a5b00",
    TRADES: "#4a5568",
}
HEAD_SIZE: Final = 18.0
FONTS: Final = (
    "system-ui, Segoe UI, Roboto, Noto Sans, Liberation Sans, DejaVu Sans, Libertinus Serif, "
    "sans-serif"
)
# What a sheet of paper holds, by its width: below the title of the page, and each other.
FIRST: Final = 1.1
TALLEST: Final = 1.31
SVG: Final = "http://www.w3.org/2000/svg"
# Around words that somebody wrote, on a page of another language.
QUOTES: Final = f'<tspan lang="{FRENCH}">'


def phone_drawing(told: MapTold) -> Markup:
    """Draw the map for a narrow screen: from top to bottom, each key beside what it opens."""
    return _drawing(told, PHONE, name="map-phone")


def wide_drawing(told: MapTold) -> Markup:
    """Draw the map for a wide screen: keys at the left, lines to the doors at the right."""
    return _drawing(told, WIDE if told.keys else ALONE, name="map-wide")


def wide_height(told: MapTold) -> float:
    """Tell how high the wide drawing is, in its own units."""
    return _placed(told, WIDE if told.keys else ALONE).height


def wide_sheets(told: MapTold) -> Markup:
    """Show the wide drawing of the same page in sheets for its printer, silent: it was said."""
    layout = _placed(told, WIDE if told.keys else ALONE)
    width = layout.width
    return Markup().join(
        Markup(
            '<svg viewBox="0 {top:g} {width:g} {height:g}" aria-hidden="true">'
            '<use href="#map-wide-all"/></svg>'
        ).format(top=top, width=width, height=bottom - top)
        for top, bottom in windows(layout, first=FIRST * width, tallest=TALLEST * width)
    )


def lines_said(told: MapTold) -> str:
    """Say what the lines from keys mean; "" where none is drawn."""
    return (
        gettext("Trait plein : la clé ouvre. Trait pointillé : elle y mène.") if told.keys else ""
    )


def _placed(told: MapTold, sheet: Sheet) -> Layout:
    return place(
        [Track(goal.goal, tuple(map(_stop, goal.doors))) for goal in told.goals],
        {key.id: Words(quoted(key.name, LONGEST_NAME), USUAL_SIZE) for key in told.keys},
        sheet=sheet,
    )


def _drawing(told: MapTold, sheet: Sheet, *, name: str) -> Markup:
    doors = {door.id: door for goal in told.goals for door in goal.doors}
    layout = _placed(told, sheet)
    stamps = Stamps(name[4:6])
    parts = "".join(_parts(layout, told, doors, stamps=stamps))
    return Markup(  # noqa: S704 - drawn by us; every word in it is escaped
        f'<svg xmlns="{SVG}" class="{name}" viewBox="0 0 {layout.width:g} {layout.height:g}" '
        f'width="{layout.width:g}" height="{layout.height:g}" role="img" '
        f'aria-labelledby="{name}-title" aria-describedby="{name}-said">'
        f'<title id="{name}-title">{escape(gettext("Carte des possibles"))}</title>'
        f'<desc id="{name}-said">{escape(_said(told))}</desc>{stamps.written()}'
        f'<g id="{name}-all" font-family="{FONTS}" font-size="{USUAL_SIZE:g}" fill="{INK}">'
        f"{parts}</g></svg>"
    )


def _said(told: MapTold) -> str:
    """Say the map to whoever listens: how many doors of each state; the list has all of them."""
    doors = [door for goal in told.goals if goal.is_goal for door in goal.doors]
    states = Counter(door.state for door in doors)
    counts = ", ".join(
        f"{label} ({states[state]})" for state, label in state_labels().items() if states[state]
    )
    return gettext("La même carte se lit en liste. Portes : %(counts)s.", counts=counts)


def _stop(door: DoorTold) -> Stop:
    return Stop(door.id, tuple(map(_words, door.lines)), (*door.thanks_to, *door.held))


def _words(line: Line) -> Words:
    size = SIZES.get(line.tone, USUAL_SIZE)
    return Words(
        line.words, size, bold=line.tone in BOLD, marked=line.key is not None, indented=line.under
    )


def _parts(
    layout: Layout, told: MapTold, doors: Mapping[str, DoorTold], *, stamps: Stamps
) -> Iterator[str]:
    yield from _links(layout, doors)
    labels = {goal.goal: (goal.label, goal.icon) for goal in told.goals}
    for track in layout.tracks:
        yield _line(track)
        yield _head(track, *labels[track.goal], widest=layout.width)
        for stop in track.stops:
            yield _door(stop, doors[stop.id], goal=track.goal, stamps=stamps)
    keys = {key.id: key for key in told.keys}
    for placed in layout.keys:
        yield _key(placed, keys[placed.id], stamps=stamps)


def _links(layout: Layout, doors: Mapping[str, DoorTold]) -> Iterator[str]:
    yield f'<g fill="none" stroke="{INK}" stroke-width="3" stroke-linejoin="round">'
    for _, links in groupby(sorted(layout.links, key=_track_of), _track_of):
        same = list(links)
        # A track passes over the lines of those before, and not over its own.
        yield from (_edge(link) for link in same)
        yield from (_link(link, opens=link.key in doors[link.stop].thanks_to) for link in same)
    yield "</g>"
    yield from map(_arrow, sorted({link.points[-1] for link in layout.links}))


def _track_of(link: PlacedLink) -> float:
    return link.points[2][0]


def _edge(link: PlacedLink) -> str:
    (x, top), (_, bottom) = link.points[2:4]
    return (
        f'<path class="map-edge" d="M{x:g} {top:g}V{bottom:g}" stroke="{PAPER}" stroke-width="8"/>'
    )


def _link(link: PlacedLink, *, opens: bool) -> str:
    """Draw a line from a key to a door: full where it opens it, dotted where it leads there."""
    points = " ".join(f"{x:g},{y:g}" for x, y in link.points)
    line = "" if opens else ' stroke-dasharray="1 7" stroke-linecap="round"'
    return f'<polyline class="map-link" points="{points}"{line}/>'


def _arrow(tip: tuple[float, float]) -> str:
    """Draw where lines arrive: they come from keys, whatever they meet on their way."""
    x, y = tip
    return (
        f'<path class="map-arrow" d="M{x - 9:g} {y - 6:g}L{x:g} {y:g}L{x - 9:g} {y + 6:g}Z" '
        f'fill="{INK}"/>'
    )


def _line(track: PlacedTrack) -> str:
    return (
        f'<line class="map-line map-{track.goal}" x1="{track.x:g}" y1="{track.head + HEAD / 2:g}" '
        f'x2="{track.x:g}" y2="{track.end:g}" stroke="{LINE_COLOURS[track.goal]}" '
        f'stroke-width="10" stroke-linecap="round"/>'
    )


def _head(track: PlacedTrack, label: str, icon: str, *, widest: float) -> str:
    colour = LINE_COLOURS[track.goal]
    x = track.x - 22
    width = min(width_of(label, size=HEAD_SIZE, bold=True) + 64, widest - x)
    return (
        f'<rect class="map-{track.goal} map-head" x="{x:g}" y="{track.head:g}" width="{width:.1f}" '
        f'height="{HEAD:g}" rx="22" fill="{colour}"/>'
        f'<g class="map-on-head" transform="translate({x + 12:g} {track.head + 10:g})" fill="none" '
        f'stroke="{PAPER}" stroke-width="2" stroke-linecap="round" stroke-linejoin="round">'
        f"{icon_lines(icon)}</g>"
        f'<text class="map-on-head" x="{x + 46:g}" y="{track.head + 28.5:g}" fill="{PAPER}" '
        f'font-size="{HEAD_SIZE:g}" font-weight="700">{escape(label)}</text>'
    )


def _door(stop: PlacedStop, door: DoorTold, *, goal: str, stamps: Stamps) -> str:
    picture = stamps.use(
        _picture(door, goal=goal), x=stop.x, y=stop.y, scale=(stop.middle - stop.y) / 30
    )
    words = (
        _placed_words(placed, line, stamps=stamps)
        for placed, line in zip(stop.words, door.lines, strict=True)
    )
    return f"<g>{picture}{''.join(words)}</g>"


def _picture(door: DoorTold, *, goal: str) -> str:
    """Return what stands on the line: a door, or the badge or the trade that is led to."""
    if door.drawn is not None:
        return badge_plate(key_drawing(door.drawn, held=False), goal=goal)
    if goal == TRADES:
        return trade_sign(door.icon, colour=LINE_COLOURS[goal], goal=goal)
    return door_leaf(door.state, colour=LINE_COLOURS[goal], goal=goal)


def _placed_words(placed: PlacedWords, line: Line, *, stamps: Stamps) -> str:
    mark = ""
    if placed.mark is not None and line.key is not None:
        x, y = placed.mark
        mark = stamps.use(key_drawing(line.key, held=line.held), x=x, y=y, scale=MARK / 100)
    return mark + _lines(placed, tone=line.tone)


def _key(placed: PlacedKey, key: Key, *, stamps: Stamps) -> str:
    picture = stamps.use(key_drawing(key, held=True), x=0, y=placed.y, scale=KEY_SIZE / 100)
    return f"<g>{picture}{_lines(placed.words, tone=PLAIN)}</g>"


def _lines(placed: PlacedWords, *, tone: str) -> str:
    """Write lines of words; what is quoted over two of them is quoted in each."""
    written, quoting = "", False
    for y, words in placed.baselines:
        line = OPENED + words if quoting else words
        quoting = line.count(OPENED) > line.count(CLOSED)
        written += _text(placed.x, y, line + CLOSED if quoting else line, tone=tone)
    return written


def _text(x: float, y: float, words: str, *, tone: str) -> str:
    """Write words; what the whole drawing has anyway is not said again."""
    look = f' class="map-{tone}" fill="{TONES[tone]}"' if TONES[tone] != INK else ""
    size = f' font-size="{SIZES[tone]:g}"' if tone in SIZES else ""
    weight = ' font-weight="700"' if tone in BOLD else ""
    said = escape(words).replace(OPENED, QUOTES).replace(CLOSED, "</tspan>")
    return f'<text x="{x:g}" y="{y:g}"{look}{size}{weight}>{said}</text>'
