"""Sign-in codes printed on paper: selector and secret. The door to argon2."""

import re

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

# The selector finds the row, the secret proves; both without look-alike letters in practice,
# but any letter or digit is read.
CODE = re.compile(r"(?P<selector>[A-Z0-9]{4,16})-(?P<secret>[A-Z0-9-]{8,64})", re.ASCII)

_HASHER = PasswordHasher()
# Verified where a code is unknown, so that it takes the time of a wrong one.
_UNKNOWN = _HASHER.hash("UNKNOWN-UNKNOWN-UNKNOWN")


def selector_of(code: str) -> str | None:
    """Return the part that finds the person, None where the text is no code."""
    match = CODE.fullmatch(_normal(code))
    return match["selector"] if match else None


def hash_code(code: str) -> str:
    """Hash a code for storage (argon2id)."""
    return _HASHER.hash(_normal(code))


def matches_code(code_hash: str | None, code: str) -> bool:
    """Tell whether `code` is the hashed one; without a hash, spend the same time and say no."""
    try:
        _HASHER.verify(code_hash or _UNKNOWN, _normal(code)[:100])
    except (VerificationError, InvalidHashError):
        return False
    return code_hash is not None


def _normal(code: str) -> str:
    """Read a code as typed from paper: any case, spaces anywhere."""
    return "".join(code.split()).upper()
