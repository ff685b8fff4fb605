"""What people read for each code: one French sentence per code, by subject.

The sentences are gettext message ids: a page translates them, the terminal prints them as
they are. `{name}` in a sentence is filled from the facts of the error or finding.
"""

from collections.abc import Mapping

from badger.sentences.catalogue import SENTENCES

UNKNOWN = "Une erreur est survenue ({code}). Rien n'est perdu."


def sentence(code: str, facts: Mapping[str, object] | None = None) -> str:
    """Say `code` in French, with its facts filled in.

    code:  dotted code of an error or a finding.
    facts: values for the names in braces; a missing one is shown as "?".
    """
    return fill(SENTENCES.get(code, UNKNOWN), {"code": code, **(facts or {})})


def fill(text: str, facts: Mapping[str, object]) -> str:
    """Fill the names in braces of `text`; a fact that is missing is shown as "?"."""
    return text.format_map(_Facts(facts))


class _Facts(dict[str, object]):
    """Facts; `{limit_in_words}` says the number of bytes `limit` as people do."""

    def __missing__(self, key: str) -> str:
        number = self.get(key.removesuffix("_in_words"))
        return bytes_in_words(int(str(number))) if str(number).isdecimal() else "?"


def bytes_in_words(number: int) -> str:
    """Say a number of bytes: "2 Mo", "256 ko"; rounded up, in units of 1024."""
    for unit, size in (("Mo", 1024 * 1024), ("ko", 1024)):
        if number >= size:
            tenths = -(-number * 10 // size)
            return f"{tenths / 10:g} {unit}".replace(".", ",")
    return f"{number} octets"
