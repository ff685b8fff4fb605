"""Text of unknown people, made safe to look at (hardening T05, H01).

Escaping is Jinja's; what stays to be done is what escaping does not see: characters that
turn the reading direction, that show nothing, or that pile up over the lines around.
"""

import re
import unicodedata
from typing import Final

from markupsafe import Markup, escape

MAX_SHOWN: Final = 600
MAX_MARKS: Final = 3
# Format characters that words need: the joiners of emoji and of several scripts.
HARMLESS: Final = frozenset("\u200d\u00ad")
LINE_BREAKS: Final = frozenset("\n\t")
# Letters and signs of European texts: each shows itself, and none combines with another.
ORDINARY: Final = re.compile("[\t\n\x20-\x7e\u00a0-\u024f\u2010-\u2027\u2030-\u205e\u20ac]*")


def visible(text: object, limit: int = MAX_SHOWN, *, tongue: str = "") -> Markup:
    """Return `text` isolated in <bdi>, hidden characters spelled out, cut after `limit`.

    tongue: language of the text where it is another than the page's, for those who listen.
    """
    shown = plain(str(text if text is not None else ""), limit)
    if tongue:
        return Markup('<bdi lang="{}">{}</bdi>').format(tongue, shown)
    return Markup("<bdi>{}</bdi>").format(shown)


def begun(text: str) -> str:
    """Return `text` with a capital at its beginning, as a sentence has it."""
    return text[:1].upper() + text[1:]


def plain(text: str, limit: int = MAX_SHOWN) -> str:
    """Return `text` with hidden characters spelled out, cut after `limit` characters."""
    cut = text if len(text) <= limit else text[: limit - 1].rstrip() + "…"
    if ORDINARY.fullmatch(cut):
        return cut
    shown: list[str] = []
    marks = 0
    for character in cut:
        marks = marks + 1 if unicodedata.combining(character) else 0
        if marks <= MAX_MARKS:
            shown.append(_shown(character))
    return "".join(shown)


def _shown(character: str) -> str:
    if character in HARMLESS or character in LINE_BREAKS:
        return character
    if unicodedata.category(character) in ("Cc", "Cf", "Co", "Cs", "Zl", "Zp"):
        return f"⟨U+{ord(character):04X}⟩"
    return character


def host_shown(host: str) -> Markup:
    """Return a domain in Unicode, with its spelling in ASCII where they differ (H02)."""
    try:
        decoded = host.encode("ascii").decode("idna")
    except UnicodeError:
        decoded = host
    if decoded == host:
        return visible(host)
    return Markup("{} <small>({})</small>").format(visible(decoded), escape(host))


def alphabetical(name: str) -> str:
    """Return what French sorts `name` by: É beside E, capitals beside small letters."""
    decomposed = unicodedata.normalize("NFD", name.casefold())
    return "".join(letter for letter in decomposed if not unicodedata.combining(letter))
