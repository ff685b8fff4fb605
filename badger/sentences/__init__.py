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
    def __missing__(self, key: str) -> str:
        return "?"
