"""Setting pages of paper with typst and the fonts that it brings. The one door to typst.

No word of anybody is ever markup: all are handed over as data, which a template shows.
"""

import json
import re
import unicodedata
from collections.abc import Callable, Mapping
from datetime import datetime
from functools import cache
from typing import Final, Literal

import typst

from badger.json_value import JsonValue
from badger.web.assets import templates_folder

Standard = Literal["ua-1", "a-2a", "a-3a"]

# Names of data that are drawings of our own: they are not text, and stay as they are.
DRAWINGS: Final = ("qr", "pictogram")
# Longer words are given places where the line may break.
LONGEST_WORD: Final = 28
POINTS_AN_INCH: Final = 72.0
PAGE: Final = re.compile(rb"/Type\s?/Page\b")
BREAK: Final = "\u200b"
# Scripts that the fonts of the package hold; PDF/A refuses a letter without a drawing.
SCRIPTS: Final = ("LATIN", "GREEK", "CYRILLIC", "DIGIT", "COMBINING")
# Beyond, they hold some letters of these scripts only.
LAST_LETTER: Final = "\u04ff"


def set_pages(
    template: str,
    data: JsonValue,
    *,
    standards: tuple[Standard, ...],
    moment: datetime,
    attached: Mapping[str, str] | None = None,
) -> bytes:
    """Set a document and return it as PDF.

    template:  file in templates/typst; it reads `data`, and whatever is `attached`, by name.
    moment:    aware time that the file bears.
    """
    given = dict(attached or {})
    try:
        return _compiled(template, each_text(data, breakable), standards, moment, given)
    except typst.TypstError:
        # A letter that no font here can draw: its number is shown in its place.
        return _compiled(template, each_text(data, _drawable), standards, moment, given)


def drawn_as_png(svg: bytes, *, template: str) -> bytes:
    """Return a drawing of ours as a PNG, one pixel for each point of the template's page."""
    png = typst.compile(
        templates_folder() / "typst" / template,
        format="png",
        ppi=POINTS_AN_INCH,
        font_paths=_fonts(),
        sys_inputs={"svg": svg.decode()},
    )
    if not isinstance(png, bytes):
        raise TypeError("typst gave no image")
    return png


def count_pages(pdf: bytes) -> int:
    """Count the pages of a document that was set here."""
    return len(PAGE.findall(pdf))


def each_text(value: JsonValue, change: Callable[[str], str]) -> JsonValue:
    """Change every text but the drawings, which are our own."""
    if isinstance(value, dict):
        return {
            name: item if name in DRAWINGS else each_text(item, change)
            for name, item in value.items()
        }
    if isinstance(value, list):
        return [each_text(item, change) for item in value]
    return change(value) if isinstance(value, str) else value


def breakable(text: str) -> str:
    """Let words break that no line holds; a line ends where the page wants it to."""
    return " ".join(
        word if len(word) <= LONGEST_WORD else BREAK.join(_pieces(word)) for word in text.split()
    )


@cache
def _fonts() -> typst.Fonts:
    return typst.Fonts(include_system_fonts=False)


def _compiled(
    template: str,
    data: JsonValue,
    standards: tuple[Standard, ...],
    moment: datetime,
    attached: dict[str, str],
) -> bytes:
    pdf = typst.compile(
        templates_folder() / "typst" / template,
        format="pdf",
        font_paths=_fonts(),
        sys_inputs={"data": json.dumps(data, ensure_ascii=False), **attached},
        pdf_standards=list(standards),
        # PDF dates end with the second (ISO 32000-1, 7.9.4): typst refuses what is finer.
        timestamp=moment.replace(microsecond=0),
    )
    if not isinstance(pdf, bytes):
        raise TypeError("typst gave no PDF")
    return pdf


def _pieces(word: str) -> list[str]:
    return [word[at : at + LONGEST_WORD] for at in range(0, len(word), LONGEST_WORD)]


def _drawable(text: str) -> str:
    return breakable("".join(drawn_letter(letter) for letter in text))


def drawn_letter(letter: str) -> str:
    """Return a letter that the fonts hold, or its number; a sign that shows nothing is a blank."""
    name = unicodedata.name(letter, "")
    held = letter <= LAST_LETTER and name.startswith(SCRIPTS)
    if letter.isascii() or letter in "’«»…–—\u00a0" or held:
        return letter if letter.isprintable() or letter in " \u00a0" else " "
    return f"[U+{ord(letter):04X}]"
