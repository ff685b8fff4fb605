"""Text of unknown people, made safe to look at (hardening T05, H01).

Escaping is Jinja's; what stays to be done is what escaping does not see: characters that
turn the reading direction, that show nothing, or that pile up over the lines around.
"""

import re
import unicodedata
from typing import Final

from markupsafe import Markup, escape

from badger.verify.resembling import FILLERS
from badger.web.language import FRENCH, other_tongue

MAX_SHOWN: Final = 600
MAX_MARKS: Final = 3
# Format characters that words need: the joiners of emoji and of several scripts.
HARMLESS: Final = frozenset("\u200d\u00ad")
LINE_BREAKS: Final = frozenset("\n\t")
# Letters and signs of European texts: each shows itself, and none combines with another.
ORDINARY: Final = re.compile("[\t\n\x20-\x7e\u00a0-\u024f\u2010-\u2027\u2030-\u205e\u20ac]*")
# What sets apart, within a sentence of ours, words that somebody wrote: no text of others keeps
# these characters once it is made plain.
OPENED, CLOSED = "\u2068", "\u2069"


def visible(text: object, limit: int = MAX_SHOWN) -> Markup:
    """Return `text` isolated in <bdi>, hidden characters spelled out, cut after `limit`."""
    return Markup("<bdi>{}</bdi>").format(_shortened(text, limit))


def written(text: object, limit: int = MAX_SHOWN, *, tongue: str = FRENCH) -> Markup:
    """Return what somebody wrote, visible, with its language where the page has another.

    tongue: the language that a badge says; French, as all that is written on the territory,
            unless it is told; "" where nobody knows.
    """
    other = other_tongue(tongue)
    if not other:
        return visible(text, limit)
    return Markup('<bdi lang="{}">{}</bdi>').format(other, _shortened(text, limit))


def lang_of(tongue: str = FRENCH) -> Markup:
    """Return the attribute of an element whose words have another language than the page."""
    other = other_tongue(tongue)
    return Markup(' lang="{}"').format(other) if other else Markup()


def quoted(text: str, limit: int = MAX_SHOWN) -> str:
    """Return what somebody wrote, plain, to stand within a sentence of ours.

    Where the page is not in French it is set apart, for `marked` to say its language.
    """
    shown = plain(text, limit)
    return f"{OPENED}{shown}{CLOSED}" if other_tongue(FRENCH) else shown


def marked(sentence: str) -> Markup:
    """Return a sentence of ours in <bdi>, the words quoted in it with their language."""
    opened, closed = Markup('<bdi lang="{}">').format(FRENCH), Markup("</bdi>")
    shown = escape(sentence).replace(OPENED, opened).replace(CLOSED, closed)
    return Markup("<bdi>{}</bdi>").format(shown)


def _shortened(text: object, limit: int) -> str:
    return plain(str(text if text is not None else ""), limit)


def nested(text: str) -> str:
    """Return `text` as it stands between « and »: quotes of its own end nothing (H04)."""
    return text.replace("«", "“").replace("»", "”")


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
    hidden = unicodedata.category(character) in ("Cc", "Cf", "Co", "Cs", "Zl", "Zp")
    if hidden or character in FILLERS:
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
