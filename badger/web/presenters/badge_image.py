"""The picture of a badge: a shape, two colours, one pictogram, a few letters, drawn by us."""

import base64
from dataclasses import dataclass
from functools import lru_cache
from typing import Final
from xml.etree import ElementTree
from xml.sax.saxutils import escape

from badger.issuer.page_queries import VersionPage
from badger.issuer.pictures import COLOURS, SHAPES, PictureDraft, drawing_colour
from badger.web.assets import BUILT
from badger.web.presenters.icons import known
from badger.web.presenters.typesetting import drawn_as_png

# Fill and rim where none are chosen, by family.
FAMILY_COLOURS: Final = {
    "transversale": ("bleu encre", "ambre"),
    "technique": ("terre", "sable"),
    "rare": ("prune", "lilas"),
    "emergente": ("vert prairie", "vert tilleul"),
}
# Outlines in a square of 100, as points of a polygon.
OUTLINES: Final[dict[str, tuple[tuple[float, float], ...]]] = {
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
# In units of the square of 100: a line of letters stays inside every shape.
LARGEST_LETTER: Final = 13.0
WIDEST_LINE: Final = 66.0
LETTER_WIDTH: Final = 0.62
FONTS: Final = "Liberation Sans, DejaVu Sans, Libertinus Serif, sans-serif"


@dataclass(frozen=True, slots=True)
class BadgeLook:
    """What makes the picture of one badge.

    fill, rim: colours as #rrggbb; icon: name of a pictogram of ours, "" for none.
    upload:    a small JPEG in the place of the pictogram.
    """

    shape: str
    fill: str
    rim: str
    icon: str
    text: str = ""
    upload: bytes = b""

    @property
    def drawing(self) -> str:
        """Return the colour of pictogram and letters."""
        return drawing_colour(self.fill)


def look_of(page: VersionPage) -> BadgeLook:
    """Return how a version of an achievement looks."""
    version = page.version
    picture = PictureDraft(
        shape=version.image_shape,
        fill=version.image_fill,
        rim=version.image_rim,
        icon=version.image_icon,
        text=version.image_text,
        upload=version.image_upload or b"",
    )
    first = page.criteria[0].icon if page.criteria else ""
    return look_from(picture, family=version.family, first_icon=first)


def look_from(picture: PictureDraft, *, family: str, first_icon: str) -> BadgeLook:
    """Return how a picture looks: what is not chosen follows family and first criterion."""
    usual = FAMILY_COLOURS.get(family, FAMILY_COLOURS["transversale"])
    fill, rim = picture.fill or usual[0], picture.rim or usual[1]
    return BadgeLook(
        shape=picture.shape if picture.shape in OUTLINES else SHAPES[0],
        fill=COLOURS[fill],
        rim=COLOURS[rim],
        icon=known(picture.icon or first_icon or "flag"),
        text=picture.text,
        upload=picture.upload,
    )


@lru_cache(maxsize=256)
def badge_svg(look: BadgeLook) -> bytes:
    """Draw the badge as SVG, without script, style or link."""
    points = " ".join(f"{x:g},{y:g}" for x, y in OUTLINES[look.shape])
    middle = _photo(look, points) if look.upload else _pictogram(look)
    return (
        f'<svg xmlns="{SVG}" viewBox="0 0 100 100" width="512" height="512">'
        f'<polygon points="{points}" fill="{look.fill}" stroke="{look.rim}" stroke-width="4" '
        f'stroke-linejoin="round"/>{middle}{_letters(look)}</svg>'
    ).encode()


def _pictogram(look: BadgeLook) -> str:
    # With letters below it, the pictogram stands higher and is smaller.
    place = "translate(29 18) scale(1.75)" if look.text else "translate(26 26) scale(2)"
    return (
        f'<g transform="{place}" fill="none" stroke="{look.drawing}" stroke-width="1.6" '
        f'stroke-linecap="round" stroke-linejoin="round">{icon_lines(look.icon)}</g>'
    )


def _photo(look: BadgeLook, points: str) -> str:
    """Show the picture that was given inside the shape; letters get a ground of their own."""
    data = base64.b64encode(look.upload).decode("ascii")
    ground = f'<rect y="65" width="100" height="16" fill="{look.fill}"/>' if look.text else ""
    return (
        f'<clipPath id="shape"><polygon points="{points}" '
        f'transform="translate(50 50) scale(.96) translate(-50 -50)"/></clipPath>'
        f'<g clip-path="url(#shape)"><image width="100" height="100" '
        f'preserveAspectRatio="xMidYMid slice" href="data:image/jpeg;base64,{data}"/>{ground}</g>'
    )


@lru_cache(maxsize=64)
def badge_png(look: BadgeLook) -> bytes:
    """Draw the badge as PNG, 256 pixels wide."""
    return drawn_as_png(badge_svg(look), template="badge.typ")


def _letters(look: BadgeLook) -> str:
    """Write the badge's few letters under its pictogram, as large as the shape is wide."""
    if not look.text:
        return ""
    size = min(LARGEST_LETTER, WIDEST_LINE / (LETTER_WIDTH * len(look.text)))
    return (
        f'<text x="50" y="76" text-anchor="middle" font-family="{FONTS}" font-weight="700" '
        f'font-size="{size:.2f}" fill="{look.drawing}">{escape(look.text)}</text>'
    )


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
