"""The receipt as a PDF (PDF/UA-1 and PDF/A-3a), set by typst with the fonts that it brings.

No word of a badge is ever markup: all are handed over as data, which the template shows.
"""

import json
import re
import unicodedata
from collections.abc import Callable
from datetime import datetime
from functools import cache
from typing import Final, Literal

import typst

from badger.json_value import JsonObject, JsonValue
from badger.web.assets import templates_folder

STANDARDS: Final[tuple[Literal["ua-1"], Literal["a-3a"]]] = ("ua-1", "a-3a")
# Longer words are given places where the line may break.
LONGEST_WORD: Final = 28
# What any text is cut to where the whole does not fit one page.
SHORT: Final = 64
PAGE: Final = re.compile(rb"/Type\s?/Page\b")
BREAK: Final = "\u200b"
# Scripts that the fonts of the package hold; PDF/A refuses a letter without a drawing.
SCRIPTS: Final = ("LATIN", "GREEK", "CYRILLIC", "DIGIT", "COMBINING")
# Beyond, they hold some letters of these scripts only.
LAST_LETTER: Final = "\u04ff"


def receipt_pdf(page: JsonObject, statement: str, *, moment: datetime) -> bytes:
    """Set one page and attach the signed statement to it.

    page:      what the template shows; statement: JSON, attached byte for byte.
    moment:    aware time of the verification, which the file bears.
    """
    pdf = _drawn_page(page, statement, moment=moment)
    if len(PAGE.findall(pdf)) > 1:
        pdf = _drawn_page(_each_text(page, _short), statement, moment=moment)
    return pdf


def _drawn_page(page: JsonValue, statement: str, *, moment: datetime) -> bytes:
    try:
        return _compiled(_each_text(page, _breakable), statement, moment=moment)
    except typst.TypstError:
        # A letter that no font here can draw: its number is shown in its place.
        return _compiled(_each_text(page, _drawable), statement, moment=moment)


@cache
def _fonts() -> typst.Fonts:
    return typst.Fonts(include_system_fonts=False)


def _compiled(page: JsonValue, statement: str, *, moment: datetime) -> bytes:
    pdf = typst.compile(
        templates_folder() / "typst" / "receipt.typ",
        format="pdf",
        font_paths=_fonts(),
        sys_inputs={"data": json.dumps(page, ensure_ascii=False), "statement": statement},
        pdf_standards=list(STANDARDS),
        # PDF dates end with the second (ISO 32000-1, 7.9.4): typst refuses what is finer.
        timestamp=moment.replace(microsecond=0),
    )
    if not isinstance(pdf, bytes):
        raise TypeError("typst gave no PDF")
    return pdf


def _each_text(value: JsonValue, change: Callable[[str], str]) -> JsonValue:
    """Change every text but the drawings, which are our own."""
    if isinstance(value, dict):
        return {
            name: item if name in ("qr", "pictogram") else _each_text(item, change)
            for name, item in value.items()
        }
    if isinstance(value, list):
        return [_each_text(item, change) for item in value]
    return change(value) if isinstance(value, str) else value


def _breakable(text: str) -> str:
    """Let words break that no line holds; a line ends where the page wants it to."""
    return " ".join(
        word if len(word) <= LONGEST_WORD else BREAK.join(_pieces(word)) for word in text.split()
    )


def _short(text: str) -> str:
    """Cut what would not stand on one page; the attached statement has it whole."""
    return text if len(text) <= SHORT else text[: SHORT - 1] + "…"


def _pieces(word: str) -> list[str]:
    return [word[at : at + LONGEST_WORD] for at in range(0, len(word), LONGEST_WORD)]


def _drawable(text: str) -> str:
    return _breakable("".join(_drawn(letter) for letter in text))


def _drawn(letter: str) -> str:
    name = unicodedata.name(letter, "")
    held = letter <= LAST_LETTER and name.startswith(SCRIPTS)
    if letter.isascii() or letter in "’«»…–—\u00a0" or held:
        return letter if letter.isprintable() or letter in " \u00a0" else " "
    return f"[U+{ord(letter):04X}]"
