"""What a social network shows of a share: its badges, and no name (hardening R04)."""

import re
from functools import lru_cache
from typing import Final

from badger.web.presenters.badge_image import FONTS
from badger.web.presenters.typesetting import drawn_as_png

WIDTH: Final = 1200
HEIGHT: Final = 627
MOST: Final = 4
SIDE: Final = 230
GAP: Final = 40
INSIDE: Final = re.compile(r"<svg[^>]*>(.*)</svg>", re.DOTALL)
INK: Final = "#1b1f24"
OPEN: Final = "#0b6b3a"


@lru_cache(maxsize=64)
def preview_png(pictures: tuple[str, ...], *, title: str, site: str) -> bytes:
    """Draw the picture, 1200 by 627 pixels.

    pictures: of badges as our own SVG, of which the first four are drawn.
    title, site: words of ours; they hold no sign of XML.
    """
    shown = pictures[:MOST]
    left = (WIDTH - len(shown) * SIDE - (len(shown) - 1) * GAP) / 2 if shown else 0
    badges = "".join(
        f'<g transform="translate({left + number * (SIDE + GAP):g} 110) scale({SIDE / 100:g})">'
        f"{_inside(picture, number)}</g>"
        for number, picture in enumerate(shown)
    )
    words = f"{_line(title, 450, size=58, colour=INK)}{_line(site, 530, size=34, colour=OPEN)}"
    return drawn_as_png(
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}">'
        f'<rect width="{WIDTH}" height="24" fill="{OPEN}"/>{badges}'
        f"{words}</svg>".encode(),
        template="preview.typ",
    )


def _inside(picture: str, number: int) -> str:
    found = INSIDE.search(picture)
    # Each drawing cuts its photo by a shape of its own: in one drawing it needs its own name.
    own = found[1] if found else ""
    return own.replace('id="shape"', f'id="shape{number}"').replace("#shape)", f"#shape{number})")


def _line(text: str, y: int, *, size: int, colour: str) -> str:
    return (
        f'<text x="{WIDTH / 2:g}" y="{y}" text-anchor="middle" font-family="{FONTS}" '
        f'font-weight="700" font-size="{size}" fill="{colour}">{text}</text>'
    )
