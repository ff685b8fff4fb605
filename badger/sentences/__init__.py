"""What people read for each code: one French sentence per code, by subject.

The sentences are gettext message ids: a page translates them, the terminal prints them as
they are. `{name}` in a sentence is filled from the facts of the error or finding.
"""

from collections.abc import Mapping
from typing import Final

from badger.sentences.catalogue import SENTENCES

FRENCH: Final = "fr"
# How sizes are said: a million bytes, a thousand, one; what stands before tenths.
SIZES: Final = {FRENCH: ("Mo", "ko", "octets", ","), "en": ("MB", "kB", "bytes", ".")}
UNKNOWN = "Une erreur est survenue ({code}). Rien n'est perdu."


def sentence(code: str, facts: Mapping[str, object] | None = None) -> str:
    """Say `code` in French, with its facts filled in.

    code:  dotted code of an error or a finding.
    facts: values for the names in braces; a missing one is shown as "?".
    """
    return fill(SENTENCES.get(code, UNKNOWN), {"code": code, **(facts or {})})


def fill(text: str, facts: Mapping[str, object], *, language: str = FRENCH) -> str:
    """Fill the names in braces of `text`; a fact that is missing is shown as "?".

    language: that of `text`, "fr" or "en": sizes are said in it.
    """
    return text.format_map(_Facts(facts, language))


class _Facts(dict[str, object]):
    """Facts; `{limit_in_words}` says the number of bytes `limit` as people do."""

    def __init__(self, facts: Mapping[str, object], language: str) -> None:
        super().__init__(facts)
        self._language = language

    def __missing__(self, key: str) -> str:
        number = str(self.get(key.removesuffix("_in_words")))
        return bytes_in_words(int(number), language=self._language) if number.isdecimal() else "?"


def bytes_in_words(number: int, *, language: str = FRENCH) -> str:
    """Say a number of bytes: "2 Mo", "256 ko", "1.5 MB"; rounded up, in units of 1024."""
    large, middle, small, comma = SIZES[language]
    for unit, size in ((large, 1024 * 1024), (middle, 1024)):
        if number >= size:
            tenths = -(-number * 10 // size)
            return f"{tenths / 10:g}".replace(".", comma) + f" {unit}"
    return f"{number} {small}"
