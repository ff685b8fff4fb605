"""Badges whose state is told badly, for every door: S01 to S13, D18, D19 and F10."""

import gzip
import json
import zlib
from collections.abc import Callable

from badger.credentials.multibase import encode_base64url
from badger.credentials.status_list import encode_bitstring, new_bitstring
from tests.attacks.test_endorsement_tokens import praise
from tests.attacks.test_status_kinds import (
    BADGE_ID,
    FOUR,
    JCS,
    issue_2021,
    issue_listed,
    issue_wide,
    list_token,
    publish_revocations,
)
from tests.refreshed_badges import NEWER, refreshable, serve
from tests.world import INDEX, Issuer, World, endorsement, status_entry

Make = Callable[[World], bytes]
BITS = bytes(16_384)


def _json(document: object) -> bytes:
    return json.dumps(document).encode()


def _listed(world: World, **options: object) -> bytes:
    document = world.issue_revocable()
    world.publish_list(**options)
    return _json(document)


def _packed(data: bytes) -> Make:
    encoded = "u" + encode_base64url(data)
    return lambda world: _listed(
        world, change=lambda unsigned: unsigned["credentialSubject"].update(encodedList=encoded)
    )


def _entry(**members: object) -> Make:
    def make(world: World) -> bytes:
        entry = {**status_entry(world.publish_list()), **members}
        return _json(world.issue_badge(credentialStatus=entry, cryptosuite=JCS))

    return make


def _unsigned_list(world: World) -> bytes:
    document = world.issue_revocable()
    page = json.loads(world.pages[world.list_url()])
    del page["proof"]
    world.publish(world.list_url(), page)
    return _json(document)


def _other_address(world: World) -> bytes:
    document = world.issue_revocable()
    page = json.loads(world.pages[world.list_url()])
    # Without the address that the badge names, no list stands there.
    world.publish(world.list_url(), {**page, "id": "https://club.example/status/other"})
    return _json(document)


def _cleared(world: World) -> bytes:
    document = world.issue_revocable()
    world.publish_list(revoked=(INDEX,))
    page = json.loads(world.pages[world.list_url()])
    page["credentialSubject"]["encodedList"] = encode_bitstring(new_bitstring())
    world.publish(world.list_url(), page)
    return _json(document)


def _two(world: World, *, revoked: tuple[int, ...]) -> bytes:
    entries = [
        status_entry(
            world.publish_list(purpose=purpose, revoked=revoked * (purpose == "suspension")),
            purpose=purpose,
        )
        for purpose in ("revocation", "suspension")
    ]
    return _json(world.issue_badge(credentialStatus=entries))


def _own_status(world: World) -> bytes:
    own = status_entry(world.list_url(), index="7")
    return _listed(
        world, change=lambda unsigned: unsigned.update(credentialStatus=own), revoked=(7,)
    )


def _revocations(listed: list, by: str = "did:web:club.example") -> Make:
    def make(world: World) -> bytes:
        publish_revocations(world, issuer=by, revokedCredential=listed)
        return _json(issue_listed(world))

    return make


def _elsewhere(world: World) -> bytes:
    url = "https://elsewhere.example/revocations"
    publish_revocations(world, url)
    return _json(issue_listed(world, url=url))


def _praised(make: Callable[[World, Issuer], object], member: str = "endorsementJwt") -> Make:
    def badge(world: World) -> bytes:
        league = world.new_issuer("did:web:ligue.example")
        return _json(world.issue_badge(**{member: [make(world, league)]}))

    return badge


# What a list in a saved folder is, and one on the network: these cases are alike for both.
STATES: dict[str, tuple[Make, str]] = {
    "S01 zlib": (_packed(zlib.compress(BITS)), "inconclusive"),
    "S02 two members": (_packed(gzip.compress(BITS) * 2), "inconclusive"),
    "S02 trailing": (_packed(gzip.compress(BITS) + b"x"), "inconclusive"),
    "S03 too short": (_packed(gzip.compress(bytes(100))), "inconclusive"),
    "S03 too long": (_packed(gzip.compress(bytes((16 << 20) + 1))), "inconclusive"),
    "S04 negative": (_entry(statusListIndex="-1"), "inconclusive"),
    "S04 other script": (_entry(statusListIndex="٥"), "inconclusive"),
    "S04 huge": (_entry(statusListIndex="9" * 400), "inconclusive"),
    "S05 other purpose": (_entry(statusPurpose="suspension"), "inconclusive"),
    "S06 unsigned": (_unsigned_list, "inconclusive"),
    "S06 changed": (_cleared, "inconclusive"),
    "S06 other address": (_other_address, "inconclusive"),
    "S09 two clear": (lambda w: _two(w, revoked=()), "verified"),
    "S09 one suspended": (lambda w: _two(w, revoked=(INDEX,)), "not_verified"),
    "S10 size": (_entry(statusSize=2), "inconclusive"),
    "S10 size zero": (_entry(statusSize=0), "inconclusive"),
    "S10 messages": (_entry(statusSize=2, statusMessage=FOUR[:3]), "inconclusive"),
    "S10 wide, set": (
        lambda w: _json(issue_wide(w, purpose="revocation", revoked=(7,))),
        "not_verified",
    ),
    "S10 wide, clear": (
        lambda w: _json(issue_wide(w, purpose="revocation", revoked=(8,))),
        "verified",
    ),
    "S11 unknown kind": (_entry(type="Unknown", id="urn:uuid:1"), "inconclusive"),
    "S12 loop": (_own_status, "verified"),
    "S13 2021 clear": (lambda w: _json(issue_2021(w)), "verified"),
    "S13 2021 set": (lambda w: _json(issue_2021(w, revoked=(INDEX,))), "not_verified"),
    "S13 1EdTech clear": (_revocations([]), "verified"),
    "S13 1EdTech set": (_revocations([{"id": BADGE_ID}]), "not_verified"),
    "S13 1EdTech malformed": (_revocations([5]), "inconclusive"),
    "S13 1EdTech of another": (_revocations([], by="did:web:other.example"), "inconclusive"),
    "S13 1EdTech elsewhere": (_elsewhere, "inconclusive"),
    "D18 forged": (_praised(lambda w, one: praise(Issuer(w, one.id))), "verified"),
    "D18 other subject": (_praised(lambda _, one: praise(one, "urn:uuid:1")), "verified"),
    "D18 of oneself": (_praised(lambda w, _: praise(w.club)), "verified"),
    "D18 unreadable": (_praised(lambda *_: "a.b.c"), "verified"),
    "D18 embedded, forged": (
        _praised(lambda w, one: endorsement(Issuer(w, one.id), BADGE_ID), "endorsement"),
        "verified",
    ),
}


def as_token(world: World) -> bytes:
    """A badge whose list came as a token: a folder of saved documents holds none of those."""
    document = world.issue_revocable()
    world.pages[world.list_url()] = list_token(world, revoked=(INDEX,))
    return _json(document)


def renewed(world: World) -> bytes:
    """A badge with a newer one at its service."""
    serve(world, refreshable(world, validFrom=NEWER, name="Le nouveau nom"))
    return _json(refreshable(world))


def misled(world: World) -> bytes:
    """A badge whose service gives a forged one."""
    forger = Issuer(world, world.club.id)
    serve(world, refreshable(world, forger, validFrom=NEWER, name="Le faux nom"))
    return _json(refreshable(world))


def replayed(world: World) -> bytes:
    """A badge whose service gives an older one."""
    old = refreshable(world, name="Le vieux nom")
    serve(world, old)
    return _json(refreshable(world, validFrom=NEWER))
