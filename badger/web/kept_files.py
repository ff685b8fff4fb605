"""The files of a badge that a person keeps: its bytes, and pictures that hold them."""

import hashlib
from typing import Final

from flask import abort

from badger.backpack.queries import Kept
from badger.issuer.page_queries import version_page
from badger.issuer.pictures import COLOURS, SHAPES
from badger.issuer.queries import credential_by_id
from badger.web.presenters.badge_image import FAMILY_COLOURS, BadgeLook, look_of
from badger.web.services import services

# Of a badge from elsewhere nothing is drawn but this: no picture of others comes into our pages.
FOREIGN_ICON: Final = "award"


def look_of_kept(kept: Kept) -> BadgeLook:
    """Return how a kept badge looks: as its partner drew it, or a shape of ours."""
    if kept.badge_id is None:
        return foreign_look(kept.issuer)
    with services().reading() as db:
        row = credential_by_id(db, kept.badge_id)
        page = None if row is None else version_page(db, row.version_id)
    if page is None:
        abort(404)
    return look_of(page)


def foreign_look(issuer: str) -> BadgeLook:
    """Draw the badges of one issuer alike, and those of another issuer otherwise."""
    number = hashlib.sha256(issuer.encode("utf-8", "surrogatepass")).digest()
    pairs = list(FAMILY_COLOURS.values())
    fill, rim = pairs[number[0] % len(pairs)]
    return BadgeLook(
        shape=SHAPES[number[1] % len(SHAPES)],
        fill=COLOURS[fill],
        rim=COLOURS[rim],
        icon=FOREIGN_ICON,
    )


def is_token(document: bytes) -> bool:
    """Tell whether a kept badge is a signed token rather than JSON."""
    return not document.lstrip().startswith(b"{")
