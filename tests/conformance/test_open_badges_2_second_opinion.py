"""What another verifier of Open Badges 2 says of the same documents, and why where it differs.

openbadgeslib is independent of us. It knows two answers, accepted and refused: "inconclusive" of
ours is compared with refused, since neither may be relied on. It reads no clock but the real one,
so every date here is long past or far away.
"""

import importlib
import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

import pytest

from badger.errors import BadgerError
from badger.json_value import JsonObject, JsonValue
from badger.verify import Verdict
from tests.open_badges_2 import SALT, URN, OldIssuer, hashed_email, judge
from tests.world import EMAIL, World

# It is a dependency for its data files; the product never imports it (ADR 0004).
OTHER = importlib.import_module("openbadgeslib.ob2.verifier")
LONG_AGO = "2024-02-01T08:00:00+00:00"


@dataclass(frozen=True)
class Parties:
    """Somebody honest and somebody else, on one network."""

    school: OldIssuer
    pirate: OldIssuer

    def hosted(self, **members: JsonValue) -> JsonObject:
        """An assertion on the school's host."""
        return self.school.host(**{"issuedOn": LONG_AGO, **members})

    def signed(self, **members: JsonValue) -> JsonObject:
        """An assertion to be signed."""
        return self.school.assertion("SignedBadge", **{"issuedOn": LONG_AGO, **members})


Make = Callable[[Parties], "JsonObject | bytes"]


def recipient(**members: JsonValue) -> JsonObject:
    """The recipient of the test, or another."""
    person: JsonObject = {"type": "email", "hashed": True, "salt": SALT, "identity": hashed_email()}
    return {**person, **members}


def _embedded_class(of: Parties) -> bytes:
    badge = of.school.badge_class(name="Faux")
    return of.school.sign(of.signed(badge=badge))


def _file_differs(of: Parties, **members: JsonValue) -> JsonObject:
    return {**of.hosted(), **members}


def _listed(of: Parties, entry: JsonValue, **members: JsonValue) -> bytes:
    of.school.publish(of.school.revocation_list(entry))
    return of.school.sign(of.signed(**members))


def _list(of: Parties, **members: JsonValue) -> bytes:
    of.school.world.publish(of.school.list, of.school.revocation_list(**members))
    return of.school.sign(of.signed())


def _key(of: Parties, **members: JsonValue) -> bytes:
    of.school.publish(of.school.key_document(**members))
    return of.school.sign(of.signed())


def _profile(of: Parties, **members: JsonValue) -> JsonObject:
    of.school.publish(of.school.profile(**members))
    return of.hosted()


def _foreign_profile(of: Parties) -> JsonObject:
    of.pirate.publish(of.pirate.badge_class(issuer=of.school.id))
    return of.pirate.host(issuedOn=LONG_AGO)


def _foreign_creator(of: Parties) -> bytes:
    verification: JsonObject = {"type": "SignedBadge", "creator": of.pirate.key_id}
    return of.pirate.sign(of.signed(verification=verification))


def _none(of: Parties) -> bytes:
    return of.school.sign(of.signed(), header={"alg": "none"}, sign=lambda _: b"")


ALIKE: dict[str, tuple[Make, bool]] = {
    "hosted": (lambda of: of.hosted(), True),
    "signed": (lambda of: of.school.sign(of.signed()), True),
    "not expired": (lambda of: of.hosted(expires="2999-01-01T00:00:00Z"), True),
    "plain address": (
        lambda of: of.hosted(recipient=recipient(hashed=False, identity=EMAIL)),
        True,
    ),
    "startsWith": (
        lambda of: _profile(of, verification={"startsWith": "https://ecole.example/assertion/"}),
        True,
    ),
    "allowedOrigins": (
        lambda of: _profile(of, verification={"allowedOrigins": "ecole.example"}),
        True,
    ),
    "the file says more": (lambda of: _file_differs(of, narrative="autre"), True),
    "another is listed": (lambda of: _listed(of, "urn:uuid:other"), True),
    "never hosted": (lambda of: of.school.assertion(issuedOn=LONG_AGO), False),
    "expired": (lambda of: of.hosted(expires="2025-01-01T00:00:00Z"), False),
    "not yet": (lambda of: of.hosted(issuedOn="2999-01-01T00:00:00Z"), False),
    "no date": (lambda of: of.hosted(issuedOn="demain"), False),
    "date without a zone": (lambda of: of.hosted(issuedOn="2024-02-01T08:00:00"), False),
    "no recipient": (lambda of: of.hosted(recipient=[]), False),
    "another context": (
        lambda of: of.hosted(**{"@context": "https://w3id.org/openbadges/v1"}),
        False,
    ),
    "another person": (
        lambda of: of.hosted(recipient=recipient(identity=hashed_email("x@y.fr"))),
        False,
    ),
    "hashed as a text": (lambda of: of.hosted(recipient=recipient(hashed="true")), False),
    "class of another": (
        lambda of: of.pirate.host(badge=of.school.badge, issuedOn=LONG_AGO),
        False,
    ),
    "profile of another": (_foreign_profile, False),
    "startsWith of a host that goes on": (
        lambda of: _profile(of, verification={"startsWith": "https://ecole.example.evil"}),
        False,
    ),
    "outside of allowedOrigins": (
        lambda of: _profile(of, verification={"allowedOrigins": "a.example"}),
        False,
    ),
    "none": (_none, False),
    "another key": (lambda of: of.pirate.sign(of.signed()), False),
    "creator of another": (_foreign_creator, False),
    "owner of another": (lambda of: _key(of, owner="https://pirate.example/issuer"), False),
    "listed": (lambda of: _listed(of, {"id": URN, "revocationReason": "x"}), False),
    "listed by its id alone": (lambda of: _listed(of, URN), False),
}

# name: (document, whether we verify it, why the answers differ)
DIFFERENT: dict[str, tuple[Make, bool, str]] = {
    "context of 2.1": (
        lambda of: of.hosted(
            **{"@context": "https://purl.imsglobal.org/spec/ob/v2p1/context/ob_v2p1.jsonld"}
        ),
        True,
        "it knows 2.0 alone",
    ),
    "our context second": (
        lambda of: of.hosted(**{"@context": ["urn:x:1", "https://w3id.org/openbadges/v2"]}),
        True,
        "no context is processed, so that their order means nothing (ADR 0015)",
    ),
    "MD5": (
        lambda of: of.hosted(recipient=recipient(identity=hashed_email(method="md5"))),
        True,
        "the standard names MD5 for IdentityHash; it knows SHA-256 alone",
    ),
    "capitals in the address": (
        lambda of: of.hosted(recipient=recipient(hashed=False, identity=EMAIL.upper())),
        True,
        "an address is compared in any case",
    ),
    "no creator, one key": (
        lambda of: of.school.sign(of.signed(verification={"type": "SignedBadge"})),
        True,
        "`creator` is optional in the standard: the only key of the profile is meant",
    ),
    "both scopes": (
        lambda of: _profile(
            of,
            verification={"startsWith": "https://ecole.example/", "allowedOrigins": "a.example"},
        ),
        False,
        "both must hold; it stops after startsWith",
    ),
    "withdrawn": (
        lambda of: of.hosted(revoked=True),
        False,
        "it does not read `revoked` of an assertion",
    ),
    "listed by uid": (
        lambda of: _listed(of, {"uid": "abc"}, uid="abc"),
        False,
        "it compares ids alone",
    ),
    "list of another issuer": (
        lambda of: _list(of, issuer="https://pirate.example/issuer"),
        False,
        "it does not ask whose list it is",
    ),
    "list that is none": (
        lambda of: _list(of, revokedAssertions={}),
        False,
        "a list that cannot be read counts as empty for it",
    ),
    "class written out": (
        lambda of: of.school.sign(of.signed(badge=of.school.badge_class())),
        True,
        "it takes the address of a class alone",
    ),
    "file with another recipient": (
        lambda of: _file_differs(of, recipient=recipient(identity=hashed_email("x@y.fr"))),
        True,
        "it refuses a file that differs; we judge and show what the host says, and say so",
    ),
}


@pytest.fixture
def of(world: World) -> Parties:
    """Both parties on one network."""
    return Parties(OldIssuer(world), OldIssuer(world, "pirate.example", key=1))


@pytest.fixture
def world() -> World:
    """The network of both verifiers."""
    return World()


def they_accept(world: World, presented: "JsonObject | bytes") -> bool:
    """Ask the other verifier about everything that it can check."""
    verifier = OTHER.OB2Verifier(download=world.fetch)
    asked = {"expected_recipient": EMAIL, "check_revocation": True}
    try:
        if isinstance(presented, bytes):
            verifier.verify(presented.decode(), **asked)
        else:
            verifier.verify_hosted(json.dumps(presented), **asked)
    except OTHER.OB2VerificationError:
        return False
    return True


def we_accept(world: World, presented: "JsonObject | bytes", now: datetime) -> bool:
    """Ask ours."""
    try:
        report = judge(world, presented, now, recipient=EMAIL)
    except BadgerError:
        return False
    return Verdict.VERIFIED is report.verdict


@pytest.mark.parametrize("name", list(ALIKE))
def test_both_verifiers_answer_alike(world: World, of: Parties, now: datetime, name: str):
    make, expected = ALIKE[name]
    presented = make(of)

    assert (expected, expected) == (
        we_accept(world, presented, now),
        they_accept(world, presented),
    )


@pytest.mark.parametrize("name", list(DIFFERENT))
def test_where_the_verifiers_differ_there_is_a_reason(
    world: World, of: Parties, now: datetime, name: str
):
    make, ours, reason = DIFFERENT[name]
    presented = make(of)

    assert reason
    assert (ours, not ours) == (we_accept(world, presented, now), they_accept(world, presented))
