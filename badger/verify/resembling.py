"""Names that are made to be taken for another's: look-alike letters, borrowed names and hosts.

Unicode's own table of confusable characters (UTS 39) says which letters look alike; comparing
after NFKC alone does not catch them (hardening H01).
"""

import unicodedata
from collections.abc import Iterator, Mapping
from functools import cache
from urllib.parse import unquote

from confusable_homoglyphs import categories, confusables

SHORTEST = 4
SHORTEST_INSIDE = 8
MOST = 0.7
_ANY_SCRIPT = frozenset(("COMMON", "INHERITED", "UNKNOWN"))
# Letters and signs that show nothing: the fillers of Hangul, the blank of Braille.
FILLERS = frozenset("\u115f\u1160\u2800\u3164\uffa0")
_INVISIBLE = frozenset(("Cc", "Cf", "Cn", "Co", "Cs", "Zl", "Zp"))
# Letters and digits that one font or another draws alike, once the case is folded.
_DRAWN_ALIKE = (("0", "o"), ("1", "l"), ("i", "l"), ("rn", "m"), ("vv", "w"))


def imitated(name: str, issuer_id: str, *, others: Mapping[str, str]) -> str | None:
    """Return the name of the recognised issuer that this one could be taken for, if any.

    name, issuer_id: what an unknown issuer calls itself, and where it is.
    others:          names of recognised issuers by their ids.
    """
    shown, host = skeleton(name), _host(issuer_id)
    for other_id, other in others.items():
        if _looks_like(shown, skeleton(other)) or _borrows(host, _host(other_id)):
            return other
    return None


def oddities(name: str) -> tuple[str, ...]:
    """Return the codes of what is odd in a name: letters of two scripts, invisible characters."""
    found = []
    if len(categories.unique_aliases(name) - _ANY_SCRIPT) > 1:
        found.append("issuer_name.mixed_scripts")
    if any(_is_invisible(letter) for letter in name):
        found.append("issuer_name.invisible")
    return tuple(found)


def skeleton(text: str) -> str:
    """Return what is left of a text when everything that looks alike is the same letter.

    Source: UTS 39, section 4, with accents, case and punctuation left out as well.
    """
    letters = "".join(_plain(letter) for letter in unicodedata.normalize("NFKD", text))
    folded = letters.casefold()
    for drawn, alike in _DRAWN_ALIKE:
        folded = folded.replace(drawn, alike)
    return folded


def _looks_like(shown: str, known: str) -> bool:
    """Tell whether a name is another's, holds another's whole name, or is most of it."""
    if len(known) < SHORTEST or len(shown) < SHORTEST:
        return False
    if shown == known or (len(known) >= SHORTEST_INSIDE and known in shown):
        return True
    return known.startswith(shown) and len(shown) >= MOST * len(known)


def _borrows(host: str, known: str) -> bool:
    """Tell whether a host is drawn like another, or begins with its whole name (H02)."""
    if not host or not known or host == known:
        return False
    return skeleton(_readable(host)) == skeleton(_readable(known)) or host.startswith(f"{known}.")


def _host(issuer_id: str) -> str:
    if issuer_id.startswith("did:web:"):
        return unquote(issuer_id.split(":")[2]).partition(":")[0].lower()
    if issuer_id.startswith("https://"):
        return issuer_id.removeprefix("https://").partition("/")[0].partition(":")[0].lower()
    return ""


def _readable(host: str) -> str:
    """Write the labels of a host as a browser may show them."""
    return ".".join(_label(label) for label in host.split("."))


def _label(label: str) -> str:
    if not label.startswith("xn--"):
        return label
    try:
        return label.removeprefix("xn--").encode("ascii").decode("punycode")
    except UnicodeError:
        return label


def _plain(letter: str) -> str:
    kind = unicodedata.category(letter)
    if kind.startswith(("M", "C", "Z", "P", "S")) or letter in FILLERS:
        return ""
    return letter if letter.isascii() else _alike().get(letter, letter)


def _is_invisible(letter: str) -> bool:
    kind = unicodedata.category(letter)
    is_blank = kind == "Zs" and letter != " "
    return kind in _INVISIBLE or is_blank or letter in FILLERS


@cache
def _alike() -> dict[str, str]:
    return dict(_alike_pairs())


def _alike_pairs() -> Iterator[tuple[str, str]]:
    for letter, shapes in confusables.confusables_data.items():
        for shape in shapes:
            if len(letter) == 1 and not letter.isascii() and shape["c"].isascii():
                yield letter, shape["c"]
                break
