"""Sign-in codes printed on paper: selector and secret. The door to argon2.

A code is read as a tired hand types it: any case, accents, blanks, whatever stroke stands for a
hyphen, or none at all.
"""

import re
import secrets
import unicodedata

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

# The selector finds the row, the secret proves; both without look-alike letters in practice,
# but any letter or digit is read.
MIN_SELECTOR, MAX_SELECTOR, MIN_SECRET, MAX_LETTERS = 4, 16, 8, 100
CODE = re.compile(r"(?P<selector>[A-Z0-9]{4,16})-(?P<secret>[A-Z0-9-]{8,64})", re.ASCII)

# No letter or digit that looks like another on paper.
ALPHABET = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"
GROUP_LETTERS = 4
# Drawn codes: 20 bits that find the person, 55 that prove; ten tries in a quarter of an hour. The
# last letter follows from the others: it tells a slip of the hand from a code that is none.
SECRET_GROUPS = 3

_HASHER = PasswordHasher()
# Verified where a code is unknown, so that it takes the time of a wrong one.
_UNKNOWN = _HASHER.hash("UNKNOWN-UNKNOWN-UNKNOWN")


def selector_of(code: str) -> str | None:
    """Return the part that finds the person, None where the text is no code as printed."""
    match = CODE.fullmatch(_normal(code))
    return match["selector"] if match else None


def draw_code() -> str:
    """Draw a sign-in code to print: "7K3M-9QPT-XW4R-2NCH", the first group finds the person."""
    letters = "".join(draw_groups(1 + SECRET_GROUPS))[:-1]
    whole = letters + _check_letter(letters)
    return "-".join(whole[at : at + GROUP_LETTERS] for at in range(0, len(whole), GROUP_LETTERS))


def is_mistyped(code: str) -> bool:
    """Tell whether a code that opens nothing is one of ours with a letter wrong or two swapped.

    Only for the words that are said: cards from before had no letter to check.
    """
    letters = _letters(code)
    drawn = len(letters) == GROUP_LETTERS * (1 + SECRET_GROUPS) and set(letters) <= set(ALPHABET)
    return drawn and letters[-1] != _check_letter(letters[:-1])


def draw_groups(count: int) -> list[str]:
    """Draw groups of four letters and digits, 20 random bits each."""
    return ["".join(secrets.choice(ALPHABET) for _ in range(GROUP_LETTERS)) for _ in range(count)]


def plain_letters(code: str) -> str:
    """Return the letters and digits of a code, however it was typed."""
    return _letters(code)


def possible_selectors(code: str) -> list[str]:
    """Return what may find the person, the likeliest first: hyphens may be lost in typing."""
    letters = _letters(code)
    longest = min(MAX_SELECTOR, len(letters) - MIN_SECRET)
    guesses = [letters[:length] for length in range(longest, MIN_SELECTOR - 1, -1)]
    first = selector_of(code)
    return guesses if first is None else [first, *(one for one in guesses if one != first)]


def hash_code(code: str) -> str:
    """Hash a code for storage (argon2id); its hyphens do not count."""
    return _HASHER.hash(_letters(code))


def matches_code(code_hash: str | None, code: str) -> bool:
    """Tell whether `code` is the hashed one; without a hash, spend the same time and say no.

    Codes given before hyphens ceased to count were hashed with theirs.
    """
    forms = (_letters(code)[:MAX_LETTERS], _normal(code)[:MAX_LETTERS])
    found = any(_verifies(code_hash or _UNKNOWN, form) for form in forms)
    return found and code_hash is not None


def _check_letter(letters: str) -> str:
    """Return the letter that makes a code whole (Luhn's rule over 32 letters)."""
    total, size = 0, len(ALPHABET)
    for place, letter in enumerate(reversed(letters)):
        value = ALPHABET.index(letter) * (2 if place % 2 == 0 else 1)
        total += value // size + value % size
    return ALPHABET[-total % size]


def _verifies(code_hash: str, text: str) -> bool:
    try:
        return _HASHER.verify(code_hash, text)
    except (VerificationError, InvalidHashError):
        return False


def _normal(code: str) -> str:
    """Read a code as typed from paper: plain capitals, digits and hyphens."""
    plain = unicodedata.normalize("NFKD", code)
    strokes = ("-" if unicodedata.category(letter) == "Pd" else letter for letter in plain)
    return re.sub("[^A-Z0-9-]", "", "".join(strokes).upper(), flags=re.ASCII)


def _letters(code: str) -> str:
    return _normal(code).replace("-", "")
