"""What a drawing of the map shows many times: doors, badges, trades; each written once."""

from typing import Final

from badger.possibilities.reach import ONE_KEY, OPEN
from badger.web.presenters.badge_image import icon_lines

PAPER: Final = "#fffdf8"
LIGHT: Final = "#ffd873"


class Stamps:
    """Pictures that stand once in a drawing and are used from there, whatever their number."""

    def __init__(self, prefix: str) -> None:
        """Begin with none; `prefix` tells their ids from those of other drawings of a page."""
        self._prefix = prefix
        self._ids: dict[str, str] = {}

    def use(self, picture: str, *, x: float, y: float, scale: float) -> str:
        """Draw a picture with its upper left corner at a point."""
        name = self._ids.setdefault(picture, f"{self._prefix}{len(self._ids)}")
        return f'<use href="#{name}" transform="translate({x:g} {y:g}) scale({scale:.3g})"/>'

    def written(self) -> str:
        """Write the pictures that were used."""
        stored = "".join(f'<g id="{name}">{picture}</g>' for picture, name in self._ids.items())
        return f"<defs>{stored}</defs>" if stored else ""


def door_leaf(state: str, *, colour: str, goal: str) -> str:
    """Draw a door in 52 by 60: open with light, ajar, or in outline."""
    inside = {OPEN: _open_leaf, ONE_KEY: _leaf_ajar}.get(state, _leaf_outline)
    return _plate(
        goal,
        f'<rect class="map-paper" width="52" height="60" rx="6" fill="{PAPER}"/>{inside(colour)}',
    )


def trade_sign(icon: str, *, colour: str, goal: str) -> str:
    """Draw the sign of a trade in 52 by 60."""
    return _plate(
        goal,
        f'<rect class="map-paper map-frame-line" x="3" y="7" width="46" height="46" rx="10" '
        f'fill="{PAPER}" stroke="{colour}" stroke-width="3"/>'
        f'<g class="map-frame-line" transform="translate(11 15) scale(1.25)" fill="none" '
        f'stroke="{colour}" stroke-width="1.8" stroke-linecap="round" '
        f'stroke-linejoin="round">{icon_lines(icon)}</g>',
    )


def badge_plate(drawing: str, *, goal: str) -> str:
    """Draw a badge, given in a square of 100, in 52 by 60 on a ground of its own."""
    return _plate(
        goal,
        f'<rect class="map-paper" width="52" height="60" rx="6" fill="{PAPER}"/>'
        f'<g transform="translate(0 4) scale(0.52)">{drawing}</g>',
    )


def _plate(goal: str, inside: str) -> str:
    return f'<g class="map-{goal}-door">{inside}</g>'


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
