"""Badges of this installation, found by the address that their QR code shows."""

import re
from typing import Final

from badger.issuer.queries import credential_bytes
from badger.web.services import services

BADGE_ID: Final = re.compile(r"[1-9A-HJ-NP-Za-km-z]{22}")


def own_badge_id(address: str) -> str | None:
    """Return the id of our badge in `address`, None where it cannot be one of ours."""
    prefix = services().addresses.credential("")
    badge_id = address.removeprefix(prefix).removesuffix(".json")
    return badge_id if BADGE_ID.fullmatch(badge_id) else None


def own_badge(address: str) -> bytes | None:
    """Return the signed bytes of our badge at `address` (its page, or its id alone)."""
    badge_id = own_badge_id(address)
    if badge_id is None:
        return None
    with services().reading() as db:
        return credential_bytes(db, badge_id)
