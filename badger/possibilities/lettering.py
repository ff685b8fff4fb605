"""How wide words are, and where they wrap; measured generously, so that no font cuts them. Pure."""

from collections.abc import Iterator
from typing import Final

# In parts of the letters' size, as wide as the widest of the usual sans serif fonts has them.
NARROW: Final = dict.fromkeys("iljI.,:;'’|!()[] \u00a0", 0.37)
MIDDLE: Final = dict.fromkeys("ftr-«»", 0.48)
BROAD: Final = dict.fromkeys("mwMWœæŒÆ—…@%", 1.0)
WIDTHS: Final = {**NARROW, **MIDDLE, **BROAD}
CAPITAL: Final = 0.74
USUAL: Final = 0.63
# Signs of other scripts may be as wide as they are high.
FOREIGN: Final = 1.0
BOLD: Final = 1.1


def width_of(text: str, *, size: float, bold: bool = False) -> float:
    """Tell how wide a line is at most, in the unit of `size`."""
    wide = sum(_width(letter) for letter in text)
    return wide * size * (BOLD if bold else 1.0)


def wrapped(text: str, width: float, *, size: float, bold: bool = False) -> tuple[str, ...]:
    """Break a text into lines that are no wider than `width`; nothing is left out."""
    lines: list[str] = []
    for word in _words(text, width, size=size, bold=bold):
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and width_of(longer, size=size, bold=bold) <= width:
            lines[-1] = longer
        else:
            lines.append(word)
    return tuple(lines)


def _words(text: str, width: float, *, size: float, bold: bool) -> Iterator[str]:
    """Give the words one by one; one that no line holds comes in pieces."""
    for word in text.split(" "):
        rest = word
        while width_of(rest, size=size, bold=bold) > width and len(rest) > 1:
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


def _width(letter: str) -> float:
    if letter in WIDTHS:
        return WIDTHS[letter]
    if letter > "\u024f":
        return FOREIGN
    return CAPITAL if letter.isupper() else USUAL
