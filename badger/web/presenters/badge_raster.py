"""A drawing of ours as pixels: typst reads the SVG, with the fonts that it brings."""

from functools import cache
from typing import Final

import typst

from badger.web.assets import templates_folder

PIXELS: Final = 256
# One typst point is one pixel at this resolution.
RESOLUTION: Final = 72.0


def png_of(svg: bytes) -> bytes:
    """Return a square PNG of 256 pixels, transparent where nothing is drawn.

    svg: made by us; nothing of strangers is ever given to it.
    """
    png = typst.compile(
        templates_folder() / "typst" / "badge.typ",
        format="png",
        ppi=RESOLUTION,
        font_paths=_fonts(),
        sys_inputs={"svg": svg.decode()},
    )
    if not isinstance(png, bytes):
        raise TypeError("typst gave no image")
    return png


@cache
def _fonts() -> typst.Fonts:
    return typst.Fonts(include_system_fonts=False)
