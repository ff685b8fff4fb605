"""Eight digits that a mail holds: typed where the mail cannot be opened on the same device."""

import hashlib
import hmac
import secrets
import unicodedata
from datetime import datetime
from typing import Final, Protocol

# With the mails of a day (web/security/tries.py) a page is guessed less than once in 100,000 days.
DIGITS: Final = 8
# Then a new mail has to be asked for.
MOST_TRIES: Final = 5


class CodeHolder(Protocol):
    """A row with a code: its hash, or None where there is none to be right."""

    id: str
    code_hash: str | None
    code_tries: int


def new_code() -> str:
    """Draw eight digits."""
    return f"{secrets.randbelow(10**DIGITS):0{DIGITS}}"


def in_two_halves(code: str) -> str:
    """Write a code as it is read aloud: "1234 5678"."""
    return f"{code[: DIGITS // 2]} {code[DIGITS // 2 :]}"


def hash_code(owner_id: str, code: str) -> str:
    """Hash a code for the row that holds it."""
    return hashlib.sha256(f"{owner_id}/{code}".encode()).hexdigest()


def try_code(row: CodeHolder, typed: str, *, until: datetime | None, now: datetime) -> bool:
    """Tell whether `typed` is the row's code, and count the try; the caller locks the row."""
    if row.code_tries >= MOST_TRIES or until is None or until <= now:
        return False
    row.code_tries += 1
    right = row.code_hash or hash_code(row.id, "none")
    return hmac.compare_digest(right, hash_code(row.id, _digits(typed)))


def _digits(typed: str) -> str:
    """Read digits as they are typed: any blank or stroke between them, full width as well."""
    plain = unicodedata.normalize("NFKC", typed[:40])
    return "".join(sign for sign in plain if sign.isascii() and sign.isdigit())
