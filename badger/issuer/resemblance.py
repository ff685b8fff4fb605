"""Badges that say nearly the same: pointed out to who writes, never forbidden. Pure.

One badge known by many opens more than two that few know; a second one may still be right.
"""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

# Words that carry no meaning of their own in a criterion.
SMALL_WORDS: Final = frozenset(
    (
        *("a", "au", "aux", "avec", "ce", "ces", "d", "dans", "de", "des", "du", "elle", "en"),
        *("et", "il", "l", "la", "le", "les", "leur", "leurs", "ne", "ou", "par", "pas", "pour"),
        *("qu", "que", "qui", "s", "sa", "se", "ses", "son", "sur", "un", "une", "y"),
    )
)
SAME_NAME: Final = 0.75
SAME_SENTENCE: Final = 0.6
# Of the shorter grid, so much said in nearly the same words.
SAME_GRID: Final = 0.6


@dataclass(frozen=True, slots=True)
class BadgeWords:
    """What a badge says, and whose it is.

    id: of its version; sentences: its criteria.
    """

    id: str
    name: str
    sentences: tuple[str, ...]


def resembling(new: BadgeWords, others: Iterable[BadgeWords]) -> list[BadgeWords]:
    """Return those of `others` that resemble `new`, the closest first."""
    measured = [(likeness(new, other), other) for other in others]
    close = [(value, other) for value, other in measured if value]
    return [other for _, other in sorted(close, key=lambda pair: (-pair[0], pair[1].name))]


def likeness(one: BadgeWords, other: BadgeWords) -> float:
    """Tell how close two badges are: 0 where they merely share a word, else up to 2."""
    name = _shared(_stems(one.name), _stems(other.name))
    grid = _same_sentences(one.sentences, other.sentences)
    if name < SAME_NAME and grid < SAME_GRID:
        return 0.0
    return name + grid


def _same_sentences(mine: Sequence[str], theirs: Sequence[str]) -> float:
    if not mine or not theirs:
        return 0.0
    others = [_stems(sentence) for sentence in theirs]
    found = sum(
        any(_shared(_stems(sentence), other) >= SAME_SENTENCE for other in others)
        for sentence in mine
    )
    return min(1.0, found / min(len(mine), len(theirs)))


def _shared(mine: frozenset[str], theirs: frozenset[str]) -> float:
    """Return the part of the words of both that both have."""
    return len(mine & theirs) / len(mine | theirs) if mine | theirs else 0.0


def _stems(text: str) -> frozenset[str]:
    """Return the words that count, without accents nor the endings of number and person."""
    plain = unicodedata.normalize("NFKD", text.casefold())
    letters = "".join(letter for letter in plain if not unicodedata.combining(letter))
    words = re.findall(r"[^\W_]+", letters)
    return frozenset(_stem(word) for word in words if word not in SMALL_WORDS)


def _stem(word: str) -> str:
    return re.sub(r"(?:ent|es|er|e|s|x)$", "", word) if len(word) > 4 else word
