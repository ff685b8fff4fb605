"""Badges of Open Badges 2, and images, that the doors are tried with.

O01 to O09 are ours: hosted and signed badges, true and false. P03 to P07 are of the catalogue.
"""

import json
from collections.abc import Callable

from badger.credentials.baking import bake
from badger.json_value import JsonObject
from tests.attacks.png_files import header, itxt, png
from tests.open_badges_2 import URN, OldIssuer
from tests.world import World

Make = Callable[[World], bytes]


def _json(document: object) -> bytes:
    return json.dumps(document).encode()


def _always(data: bytes) -> Make:
    return lambda _world: data


def _old(make: Callable[[OldIssuer, OldIssuer], "JsonObject | bytes"]) -> Make:
    """A badge of Open Badges 2 by a school, where a pirate has a host and a key too."""

    def badge(world: World) -> bytes:
        made = make(OldIssuer(world), OldIssuer(world, "pirate.example", key=1))
        return made if isinstance(made, bytes) else _json(made)

    return badge


def _old_revoked(school: OldIssuer, _pirate: OldIssuer) -> bytes:
    school.publish(school.revocation_list(URN))
    return school.sign()


SVG = b'<svg xmlns="http://www.w3.org/2000/svg" width="1" height="1"></svg>'
ACTIVE = (
    b'<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" '
    b'onload="alert(1)"><script>alert(2)</script><style>*{background:url(//evil.example/a)}</style>'
    b'<use xlink:href="https://evil.example/b#c"/><a href="javascript:alert(3)"/>'
    b'<image href="data:text/html,alert(4)"/><foreignObject><iframe '
    b'xmlns="http://www.w3.org/1999/xhtml" src="https://evil.example/d"/></foreignObject></svg>'
)
OLD_BADGES: dict[str, tuple[Make, "str | None"]] = {
    "O01 hosted": (_old(lambda a, _: a.host()), "verified"),
    "O01 signed": (_old(lambda a, _: a.sign()), "verified"),
    "O01 hosted, the file says more": (
        _old(lambda a, _: {**a.host(), "narrative": "Menteur"}),
        "verified",
    ),
    "O02 never hosted": (_old(lambda a, _: a.assertion()), "inconclusive"),
    "O03 class of another": (_old(lambda a, b: b.host(badge=a.badge)), "not_verified"),
    "O04 not signed": (_old(lambda a, _: a.assertion("SignedBadge")), "not_verified"),
    "O04 none": (
        _old(lambda a, _: a.sign(header={"alg": "none"}, sign=lambda _: b"")),
        "not_verified",
    ),
    "O04 key of another": (
        _old(lambda a, b: b.sign(a.assertion("SignedBadge"))),
        "not_verified",
    ),
    "O05 withdrawn": (_old(lambda a, _: a.host(revoked=True)), "not_verified"),
    "O05 in the list": (_old(_old_revoked), "not_verified"),
    "O06 expired": (
        _old(lambda a, _: a.host(expires="2026-03-01T00:00:00Z")),
        "not_verified",
    ),
    "O07 out of shape": (_old(lambda a, _: a.host(recipient=[])), "not_verified"),
    "O08 Open Badges 1": (
        _always(b'{"uid":"1","recipient":{},"badge":"x","verify":{"type":"hosted"}}'),
        "inconclusive",
    ),
    "O09 old image, token": (
        _old(lambda a, _: png(itxt(a.sign(), keyword=b"openbadges"))),
        "verified",
    ),
    "O09 old image, address": (
        _old(lambda a, _: png(itxt(str(a.host()["id"]).encode(), keyword=b"openbadges"))),
        "verified",
    ),
}

IMAGES: dict[str, tuple[Make, "str | None"]] = {
    "P03 huge picture": (
        lambda w: png(itxt(_json(w.issue_badge())), head=header(50_000, 50_000)),
        "verified",
    ),
    "P03 endless picture": (
        lambda w: png(itxt(_json(w.issue_badge())), head=header(1, 2**31 - 1)),
        "verified",
    ),
    "P04 deep": (_always(SVG[:-6] + b"<g>" * 200_000), "image.too_complex"),
    "P05 script": (lambda w: bake(ACTIVE, _json(w.issue_badge())), "verified"),
    "P07 a page": (_always(b"<!doctype html><p>x"), None),
    "P07 an archive": (_always(b"PK\3\4" + bytes(30)), "input.unknown_format"),
}
