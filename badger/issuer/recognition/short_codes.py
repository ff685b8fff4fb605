"""Short codes that people say, read on paper and type: letters and digits that are told apart."""

import re
import secrets
import unicodedata
from typing import Final

# No letter or digit that looks like another one: 25 of them, 4.6 bits each.
LETTERS: Final = "ACDEFGHJKLMNPQRTUVWXY3479"
SESSION_LENGTH: Final = 6
GRID_LENGTH: Final = 8
MAX_TYPED: Final = 64


def new_session_code() -> str:
    """Make a code of 28 bits, to be said aloud and closed again soon."""
    return _new(SESSION_LENGTH)


def new_grid_code() -> str:
    """Make a code of 37 bits, to be printed on a grid of which only its observer types it."""
    return _new(GRID_LENGTH)


def read_short_code(text: str) -> str:
    """Read a code as it is typed: any case; blanks, hyphens and accents left out."""
    plain = unicodedata.normalize("NFKD", text[:MAX_TYPED]).upper()
    return re.sub("[^A-Z0-9]", "", plain)


def spaced(code: str) -> str:
    """Write a code in two halves, as it is printed."""
    half = (len(code) + 1) // 2
    return f"{code[:half]}-{code[half:]}"


def _new(length: int) -> str:
    return "".join(secrets.choice(LETTERS) for _ in range(length))
