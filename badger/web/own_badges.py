"""Badges of this installation, found by the address that their QR code shows."""

import re
from typing import Final

from flask import request

from badger.issuer.queries import credential_bytes, credential_bytes_of_code
from badger.verify.errors import UnreadableInput
from badger.web.services import services

BADGE_ID: Final = re.compile(r"[1-9A-HJ-NP-Za-km-z]{22}")
# The beginning of the id, as it stands under the QR code: 58 bits, which nobody guesses at 30
# tries a minute, and twice as quickly typed.
BADGE_CODE: Final = re.compile(r"[1-9A-HJ-NP-Za-km-z]{10}")
CODE_LENGTH: Final = 10
# What somebody took for one, whatever the case of its letters.
LIKE_A_CODE: Final = re.compile(r"[0-9A-Za-z]{10}")
# People copy long words in groups.
GAPS: Final = re.compile(r"(?<=\w)[ -](?=\w)")
SCHEME: Final = re.compile(r"https?://", re.IGNORECASE)


def own_badge_id(address: str) -> str | None:
    """Return the id of our badge in `address`, None where it cannot be one of ours.

    People type what they read: the address may lack its scheme, and be the one that the
    browser shows rather than the one that the badges carry.
    """
    typed = SCHEME.sub("", address, count=1)
    for here in _prefixes():
        typed = typed.removeprefix(here)
    badge_id = GAPS.sub("", typed.removesuffix(".json"))
    return badge_id if BADGE_ID.fullmatch(badge_id) else None


def own_badge(address: str) -> bytes | None:
    """Return the signed bytes of our badge at `address` (its page, its id or its short code).

    Returns: None, where the address is not one of ours.
    Raises:  UnreadableInput, where it is and there is no such badge.
    """
    code = GAPS.sub("", address)
    if LIKE_A_CODE.fullmatch(code):
        return _badge_of_code(code)
    badge_id = own_badge_id(address)
    if badge_id is None:
        if SCHEME.sub("", address, count=1).startswith(_prefixes()):
            raise UnreadableInput("input.unknown_badge")
        return None
    with services().reading() as db:
        return _known(credential_bytes(db, badge_id))


def short_code(badge_id: str) -> str:
    """Write the code of a badge as people copy it: ten letters in two groups."""
    half = CODE_LENGTH // 2
    return f"{badge_id[:half]} {badge_id[half:CODE_LENGTH]}"


def _badge_of_code(code: str) -> bytes:
    found = None
    if BADGE_CODE.fullmatch(code):
        with services().reading() as db:
            found = credential_bytes_of_code(db, code)
    if found is None:
        raise UnreadableInput("input.unknown_code")
    return found


def _known(signed: bytes | None) -> bytes:
    if signed is None:
        raise UnreadableInput("input.unknown_badge")
    return signed


def _prefixes() -> tuple[str, ...]:
    """Return how the addresses of our badges begin, without their scheme."""
    ours = SCHEME.sub("", services().addresses.credential(""), count=1)
    return ours, f"{request.host}/badges/"
