"""A badge as a key of the map: its shape and pictogram, filled when held, else in outline."""

from functools import lru_cache
from typing import Final

from markupsafe import Markup

from badger.issuer.pictures import PictureDraft
from badger.possibilities.map_queries import Key
from badger.web.presenters.badge_image import OUTLINES, BadgeLook, icon_lines, look_from

SVG: Final = "http://www.w3.org/2000/svg"
SIDE: Final = 100
AMBER: Final = "#9a5b00"


def key_mark(key: Key, *, held: bool) -> Markup:
    """Draw a key as a small picture of its own, silent: words stand beside it."""
    return Markup(  # noqa: S704 - drawn by us: colours, shapes and pictograms of ours
        f'<svg class="key-mark" viewBox="0 0 {SIDE} {SIDE}" width="28" height="28" '
        f'aria-hidden="true">{key_drawing(key, held=held)}</svg>'
    )


# A page draws the same keys again and again, as all pages of a territory do.
@lru_cache(maxsize=2_048)
def key_drawing(key: Key, *, held: bool) -> str:
    """Draw a key in a square of 100, as elements for a drawing that is under way."""
    look = look_from(
        PictureDraft(shape=key.shape, fill=key.fill, rim=key.rim, icon=key.icon),
        family=key.family,
        first_icon=key.icon,
    )
    points = " ".join(f"{x:g},{y:g}" for x, y in OUTLINES[look.shape])
    return _filled(look, points) if held else _outline(look, points)


def _filled(look: BadgeLook, points: str) -> str:
    return (
        f'<polygon points="{points}" fill="{look.fill}" stroke="{look.rim}" stroke-width="5" '
        f'stroke-linejoin="round"/>{_pictogram(look.icon, look.drawing)}'
    )


def _outline(look: BadgeLook, points: str) -> str:
    return (
        f'<polygon class="map-key-outline" points="{points}" fill="none" stroke="{AMBER}" '
        f'stroke-width="7" stroke-dasharray="14 9" stroke-linejoin="round"/>'
        f"{_pictogram(look.icon, AMBER, kind='map-key-outline')}"
    )


def _pictogram(icon: str, colour: str, *, kind: str = "map-pictogram") -> str:
    return (
        f'<g class="{kind}" transform="translate(26 26) scale(2)" fill="none" stroke="{colour}" '
        f'stroke-width="2" stroke-linecap="round" stroke-linejoin="round">{icon_lines(icon)}</g>'
    )
