"""The picture of a badge: a shape, two colours and one pictogram, drawn by us."""

from dataclasses import dataclass
from functools import lru_cache
from typing import Final
from xml.etree import ElementTree

from badger.issuer.page_queries import VersionPage
from badger.web.assets import BUILT
from badger.web.presenters.icons import known
from badger.web.presenters.raster import png_of_shape

# Fill and rim by family; white on each fill is at least 4.5 : 1.
COLOURS: Final = {
    "transversale": ("#1f4e79", "#f0b65a"),
    "technique": ("#7a4600", "#f3d9ae"),
    "rare": ("#5b2c6f", "#e3c9ef"),
    "emergente": ("#0b6b3a", "#bfe6cf"),
}
# Outlines in a square of 100, as points of a polygon.
SHAPES: Final[dict[str, tuple[tuple[float, float], ...]]] = {
    "hexagon": ((50, 4), (91, 27), (91, 73), (50, 96), (9, 73), (9, 27)),
    "shield": ((10, 8), (50, 3), (90, 8), (90, 50), (80, 74), (50, 97), (20, 74), (10, 50)),
    "leaf": (
        (50, 3),
        (76, 20),
        (92, 46),
        (88, 74),
        (66, 94),
        (50, 97),
        (34, 94),
        (12, 74),
        (8, 46),
        (24, 20),
    ),
    "key": (
        (50, 3),
        (70, 7),
        (88, 22),
        (95, 44),
        (90, 66),
        (74, 84),
        (62, 97),
        (38, 97),
        (26, 84),
        (10, 66),
        (5, 44),
        (12, 22),
        (30, 7),
    ),
    "round": (
        (50, 3),
        (68, 6.6),
        (83.2, 16.8),
        (93.4, 32),
        (97, 50),
        (93.4, 68),
        (83.2, 83.2),
        (68, 93.4),
        (50, 97),
        (32, 93.4),
        (16.8, 83.2),
        (6.6, 68),
        (3, 50),
        (6.6, 32),
        (16.8, 16.8),
        (32, 6.6),
    ),
}
SHAPE_LABELS: Final = {
    "hexagon": "hexagone",
    "round": "rond",
    "shield": "écusson",
    "leaf": "feuille",
    "key": "galet",
}
SVG: Final = "http://www.w3.org/2000/svg"


@dataclass(frozen=True, slots=True)
class BadgeLook:
    """What makes the picture of one badge."""

    shape: str
    family: str
    icon: str


def look_of(page: VersionPage) -> BadgeLook:
    """Return how a version of an achievement looks: its first criterion gives the pictogram."""
    icon = page.criteria[0].icon if page.criteria else "flag"
    shape = page.version.image_shape
    family = page.version.family
    return BadgeLook(
        shape if shape in SHAPES else "hexagon",
        family if family in COLOURS else "transversale",
        known(icon),
    )


@lru_cache(maxsize=256)
def badge_svg(look: BadgeLook) -> bytes:
    """Draw the badge as SVG, without script, style or link."""
    fill, rim = COLOURS[look.family]
    points = " ".join(f"{x:g},{y:g}" for x, y in SHAPES[look.shape])
    return (
        f'<svg xmlns="{SVG}" viewBox="0 0 100 100" width="512" height="512">'
        f'<polygon points="{points}" fill="{fill}" stroke="{rim}" stroke-width="4" '
        f'stroke-linejoin="round"/><g transform="translate(26 26) scale(2)" fill="none" '
        f'stroke="#ffffff" stroke-width="1.6" stroke-linecap="round" stroke-linejoin="round">'
        f"{icon_lines(look.icon)}</g></svg>"
    ).encode()


@lru_cache(maxsize=64)
def badge_png(look: BadgeLook) -> bytes:
    """Draw the badge as PNG, 256 pixels wide."""
    fill, rim = COLOURS[look.family]
    return png_of_shape(SHAPES[look.shape], fill=fill, rim=rim)


@lru_cache(maxsize=256)
def icon_lines(icon: str) -> str:
    """Return the lines of an icon of the built sprite, "" before the first build."""
    sprite = BUILT / "icons.svg"
    if not sprite.is_file():
        return ""
    # The sprite is our own file, built from the locked package.
    root = ElementTree.parse(sprite).getroot()  # noqa: S314
    for symbol in root:
        if symbol.get("id") == icon:
            lines = "".join(ElementTree.tostring(line, encoding="unicode") for line in symbol)
            return lines.replace("ns0:", "").replace(f' xmlns:ns0="{SVG}"', "")
    return ""
