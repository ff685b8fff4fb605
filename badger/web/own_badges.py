"""Badges of this installation, found by the address that their QR code shows."""

import re
from typing import Final

from flask import request

from badger.issuer.queries import credential_bytes
from badger.verify.errors import UnreadableInput
from badger.web.services import services

BADGE_ID: Final = re.compile(r"[1-9A-HJ-NP-Za-km-z]{22}")
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
    """Return the signed bytes of our badge at `address` (its page, or its id alone).

    Returns: None, where the address is not one of ours.
    Raises:  UnreadableInput, where it is and there is no such badge.
    """
    badge_id = own_badge_id(address)
    if badge_id is None:
        if SCHEME.sub("", address, count=1).startswith(_prefixes()):
            raise UnreadableInput("input.unknown_badge")
        return None
    with services().reading() as db:
        signed = credential_bytes(db, badge_id)
    if signed is None:
        raise UnreadableInput("input.unknown_badge")
    return signed


def _prefixes() -> tuple[str, ...]:
    """Return how the addresses of our badges begin, without their scheme."""
    ours = SCHEME.sub("", services().addresses.credential(""), count=1)
    return ours, f"{request.host}/badges/"
