"""How wide words are, and where they wrap; measured generously, so that no font cuts them. Pure."""

from collections.abc import Iterator
from functools import lru_cache
from typing import Final

# In parts of the letters' size, as wide as the widest of the usual sans serif fonts has them.
NARROW: Final = dict.fromkeys("iljI.,:;'’|!()[] \u00a0", 0.37)
MIDDLE: Final = dict.fromkeys("ftr-«»", 0.48)
BROAD: Final = dict.fromkeys("mwMWœæŒÆ—…@%", 1.0)
# What sets words apart, for those who read them with another voice, is not drawn.
UNSEEN: Final = dict.fromkeys("\u2068\u2069", 0.0)
WIDTHS: Final = {**NARROW, **MIDDLE, **BROAD, **UNSEEN}
CAPITAL: Final = 0.74
USUAL: Final = 0.63
# Signs of other scripts may be as wide as they are high.
FOREIGN: Final = 1.0
BOLD: Final = 1.1
SPACE: Final = WIDTHS[" "]


def width_of(text: str, *, size: float, bold: bool = False) -> float:
    """Tell how wide a line is at most, in the unit of `size`."""
    return _ems(text) * size * (BOLD if bold else 1.0)


@lru_cache(maxsize=8192)
def wrapped(text: str, width: float, *, size: float, bold: bool = False) -> tuple[str, ...]:
    """Break a text into lines that are no wider than `width`; nothing is left out."""
    room = width / (size * (BOLD if bold else 1.0))
    lines: list[str] = []
    taken = room
    for word in _words(text, width, size=size, bold=bold):
        wide = _ems(word)
        # Each word is measured once: to measure each line anew costs more than all the rest.
        if lines and taken + SPACE + wide <= room:
            lines[-1] = f"{lines[-1]} {word}"
            taken += SPACE + wide
        else:
            lines.append(word)
            taken = wide
    return tuple(lines)


def _words(text: str, width: float, *, size: float, bold: bool) -> Iterator[str]:
    """Give the words one by one; one that no line holds comes in pieces."""
    for word in text.split(" "):
        rest = word
        while len(rest) > 1 and width_of(rest, size=size, bold=bold) > width:
            fits = _fitting(rest, width, size=size, bold=bold)
            yield rest[:fits]
            rest = rest[fits:]
        if rest:
            yield rest


def _fitting(word: str, width: float, *, size: float, bold: bool) -> int:
    """Count the first letters that fit, at least one."""
    fits = 1
    while width_of(word[: fits + 1], size=size, bold=bold) <= width:
        fits += 1
    return fits


@lru_cache(maxsize=8192)
def _ems(text: str) -> float:
    """Tell how wide words are in parts of the letters' size; maps say the same words often."""
    return sum(map(_width, text))


def _width(letter: str) -> float:
    if letter in WIDTHS:
        return WIDTHS[letter]
    if letter > "\u024f":
        return FOREIGN
    return CAPITAL if letter.isupper() else USUAL
