"""Open Badges 2 objects from JSON: what is read, and which member a refusal names.

The examples follow Open Badges 2.0, section "Open Badges Vocabulary".
"""

import copy
from collections.abc import Callable
from datetime import UTC, datetime

import pytest

from badger.credentials.openbadges_v2 import (
    HOSTED,
    SIGNED,
    MalformedOpenBadge,
    Reference,
    differing,
    is_open_badges_1,
    read_assertion,
    read_badge_class,
    read_cryptographic_key,
    read_profile,
    read_revocation_list,
    require_context,
)
from badger.json_value import JsonObject

V2 = "https://w3id.org/openbadges/v2"
ASSERTION: JsonObject = {
    "@context": V2,
    "type": "Assertion",
    "id": "https://example.org/beths-robotics-badge.json",
    "recipient": {"type": "email", "identity": "alice@example.org", "hashed": False},
    "badge": "https://example.org/robotics-badge.json",
    "verification": {"type": "HostedBadge"},
    "issuedOn": "2016-12-31T23:59:59Z",
}
BADGE: JsonObject = {
    "type": "BadgeClass",
    "id": "https://example.org/robotics-badge.json",
    "name": "Awesome Robotics Badge",
    "issuer": "https://example.org/organization.json",
}
PROFILE: JsonObject = {
    "type": ["Profile"],
    "id": "https://example.org/organization.json",
    "name": "An Example Badge Issuer",
}
KEY: JsonObject = {
    "type": "CryptographicKey",
    "id": "https://example.org/publicKey.json",
    "owner": "https://example.org/organization.json",
    "publicKeyPem": "-----BEGIN PUBLIC KEY-----",
}
LIST: JsonObject = {"type": "RevocationList", "revokedAssertions": []}


def refusal(read: Callable[[JsonObject], object], document: JsonObject) -> tuple[object, object]:
    """The member that is refused, and the rule."""
    with pytest.raises(MalformedOpenBadge) as refused:
        read(document)
    return refused.value.facts["path"], refused.value.facts["rule"]


def with_members(document: JsonObject, members: JsonObject) -> JsonObject:
    """A copy with other members."""
    return {**copy.deepcopy(document), **members}


def test_the_smallest_assertion_is_read():
    read = read_assertion(ASSERTION)

    assert "https://example.org/beths-robotics-badge.json" == read.id
    assert ("email", "alice@example.org", False, "") == (
        read.recipient.type,
        read.recipient.identity,
        read.recipient.hashed,
        read.recipient.salt,
    )
    assert Reference("https://example.org/robotics-badge.json") == read.badge
    assert (HOSTED, "") == (read.verification.way, read.verification.creator)
    assert (datetime(2016, 12, 31, 23, 59, 59, tzinfo=UTC), None) == (read.issued_on, read.expires)
    assert ((), "", False, "", "", 0) == (
        read.evidence,
        read.narrative,
        read.revoked,
        read.revocation_reason,
        read.uid,
        read.endorsements,
    )


def test_the_key_of_a_signed_assertion_may_be_named_or_written_out():
    for creator in (KEY["id"], KEY):
        verification = {"type": "SignedBadge", "creator": creator}
        read = read_assertion(with_members(ASSERTION, {"verification": verification}))
        assert (SIGNED, KEY["id"]) == (read.verification.way, read.verification.creator)


def test_evidence_may_be_an_address_an_object_or_several():
    evidence = ["https://example.org/1", {"name": "n", "description": "d", "genre": "g"}]

    one, other = read_assertion(with_members(ASSERTION, {"evidence": evidence})).evidence

    assert ("https://example.org/1", "") == (one.id, one.name)
    assert ("", "n", "d", "g") == (other.id, other.name, other.description, other.genre)


@pytest.mark.parametrize(
    ("members", "path", "rule"),
    [
        ({"id": "example"}, "/id", "address"),
        ({"id": "https://example.org/a b"}, "/id", "address"),
        ({"id": "https://example.org/\u202e"}, "/id", "address"),
        ({"id": "https://example.org/" + "a" * 2_000}, "/id", "address"),
        ({"id": ""}, "/id", "missing"),
        ({"id": 5}, "/id", "text"),
        ({"id": " "}, "/id", "missing"),
        ({"type": []}, "/type", "type"),
        ({"type": [5]}, "/type", "text"),
        ({"recipient": {}}, "/recipient", "missing"),
        ({"recipient": 5}, "/recipient", "object"),
        ({"recipient": "urn:x:1"}, "/recipient", "missing"),
        ({"recipient": {"hashed": "true"}}, "/recipient/type", "missing"),
        (
            {"recipient": {"type": "email", "identity": "x", "hashed": "true"}},
            "/recipient/hashed",
            "boolean",
        ),
        ({"badge": {"name": "x"}}, "/badge/id", "missing"),
        ({"badge": []}, "/badge", "text"),
        ({"verification": "HostedBadge"}, "/verification/type", "verification"),
        ({"verification": {"type": "hostedbadge"}}, "/verification/type", "verification"),
        ({"verification": {"type": "signed", "creator": "x"}}, "/verification/creator", "address"),
        ({"issuedOn": None}, "/issuedOn", "instant"),
        ({"issuedOn": "2016"}, "/issuedOn", "instant"),
        ({"expires": ""}, "/expires", "instant"),
        ({"evidence": ["x"]}, "/evidence/id", "address"),
        ({"evidence": [None]}, "/evidence", "object"),
        ({"evidence": ["urn:x:1"] * 65}, "/evidence", "too_many"),
        ({"evidence": {"id": "JavaScript:alert(1)"}}, "/evidence/id", "address"),
        ({"evidence": {"id": "data:text/html,x"}}, "/evidence/id", "address"),
        ({"evidence": {"narrative": {}}}, "/evidence/narrative", "text"),
        ({"revoked": "no"}, "/revoked", "boolean"),
        ({"endorsement": ["urn:x:1"] * 65}, "/endorsement", "too_many"),
    ],
)
def test_a_wrong_member_of_an_assertion_is_named(members, path, rule):
    assert (path, rule) == refusal(read_assertion, with_members(ASSERTION, members))


@pytest.mark.parametrize("name", [n for n in ASSERTION if n != "@context"])
def test_an_assertion_needs_every_member_of_the_standard(name):
    document = {key: value for key, value in ASSERTION.items() if key != name}

    assert str(refusal(read_assertion, document)[0]).startswith(f"/{name}")


def test_a_badge_class_is_read():
    read = read_badge_class(
        {
            **BADGE,
            "description": "For robots.",
            "criteria": "https://example.org/criteria",
            "tags": "robots",
            "alignment": {
                "targetName": "CCSS",
                "targetUrl": "http://www.corestandards.org/",
                "targetFramework": "Core",
                "targetCode": "RST.11",
            },
        }
    )

    assert ("Awesome Robotics Badge", "For robots.") == (read.name, read.description)
    assert ("https://example.org/criteria", "") == (read.criteria_url, read.criteria)
    assert ("robots",) == read.tags
    assert ("CCSS", "http://www.corestandards.org/", "Core", "RST.11") == (
        read.alignment[0].name,
        read.alignment[0].url,
        read.alignment[0].framework,
        read.alignment[0].code,
    )


@pytest.mark.parametrize(
    ("members", "path", "rule"),
    [
        ({"name": ""}, "/name", "missing"),
        ({"type": "Assertion"}, "/type", "type"),
        ({"issuer": {}}, "/issuer/id", "missing"),
        ({"tags": [1]}, "/tags", "text"),
        ({"alignment": [{"targetUrl": "https://a.example/"}]}, "/alignment/targetName", "missing"),
        ({"criteria": {"id": "javascript:x"}}, "/criteria/id", "address"),
    ],
)
def test_a_wrong_member_of_a_badge_class_is_named(members, path, rule):
    assert (path, rule) == refusal(read_badge_class, {**BADGE, **members})


def test_a_profile_is_read():
    read = read_profile(
        {
            **PROFILE,
            "url": "https://example.org",
            "publicKey": [KEY, "https://example.org/2", {"publicKeyPem": "x"}],
            "revocationList": {"id": "https://example.org/revoked"},
            "verification": {"startsWith": "https://example.org/", "allowedOrigins": "EXAMPLE.org"},
        }
    )

    assert "https://example.org" == read.url
    assert (Reference(str(KEY["id"]), KEY), Reference("https://example.org/2")) == read.keys
    assert "https://example.org/revoked" == read.revocation_list
    assert (("https://example.org/",), ("example.org",)) == (read.starts_with, read.allowed_origins)


@pytest.mark.parametrize(
    ("members", "path", "rule"),
    [
        ({"type": "BadgeClass"}, "/type", "type"),
        ({"url": "example.org"}, "/url", "address"),
        ({"publicKey": {"id": "x"}}, "/publicKey/id", "address"),
        ({"revocationList": ""}, "/revocationList", "missing"),
        (
            {"verification": {"verificationProperty": "badge"}},
            "/verification/verificationProperty",
            "unsupported",
        ),
    ],
)
def test_a_wrong_member_of_a_profile_is_named(members, path, rule):
    assert (path, rule) == refusal(read_profile, {**PROFILE, **members})


def test_a_key_is_read():
    read = read_cryptographic_key(KEY)

    assert (KEY["id"], KEY["owner"], KEY["publicKeyPem"]) == (read.id, read.owner, read.pem)


@pytest.mark.parametrize("name", list(KEY))
def test_a_key_needs_every_member(name):
    document = {key: value for key, value in KEY.items() if key != name}

    assert f"/{name}" == refusal(read_cryptographic_key, document)[0]


def test_a_revocation_list_is_read():
    entries = [
        "urn:uuid:1",
        {"id": "https://example.org/2", "revocationReason": "Error"},
        {"uid": "3"},
    ]

    read = read_revocation_list({**LIST, "revokedAssertions": entries})

    assert {"urn:uuid:1": "", "https://example.org/2": "Error", "3": ""} == dict(read.revoked)
    assert ("", "") == (read.id, read.issuer)


@pytest.mark.parametrize(
    ("members", "path", "rule"),
    [
        ({"revokedAssertions": "urn:uuid:1"}, "/revokedAssertions", "list"),
        ({"revokedAssertions": ["urn:x:1"] * 50_001}, "/revokedAssertions", "list"),
        ({"revokedAssertions": ["x"]}, "/revokedAssertions", "address"),
        ({"revokedAssertions": [None]}, "/revokedAssertions", "entry"),
        ({"revokedAssertions": [{"reason": "x"}]}, "/revokedAssertions/id", "missing"),
        ({"type": "Revocation"}, "/type", "type"),
    ],
)
def test_a_wrong_revocation_list_is_named(members, path, rule):
    assert (path, rule) == refusal(read_revocation_list, {**LIST, **members})


@pytest.mark.parametrize(
    ("context", "rule"),
    [
        (None, "context"),
        ([], "context"),
        ("https://w3id.org/openbadges/v1", "context"),
        ("https://w3id.org/openbadges/v2/", "context"),
        ([V2] * 9, "context"),
        ([V2, 5], "inline"),
        ([V2, {"badge": "urn:x:1"}], "inline"),
        ([V2, {"@vocab": "urn:x:"}], "inline"),
    ],
)
def test_a_context_of_another_meaning_is_refused(context, rule):
    assert ("/@context", rule) == refusal(require_context, {"@context": context})


@pytest.mark.parametrize("context", [V2, [V2, "urn:x:1"], ["urn:x:1", V2], [V2, {"extra": "x:y"}]])
def test_a_context_of_the_standard_is_enough(context):
    require_context({"@context": context})


@pytest.mark.parametrize(
    ("document", "expected"),
    [
        ({"badge": 1, "recipient": 1, "verify": 1}, True),
        ({"badge": 1, "recipient": 1, "verification": 1}, False),
        ({"badge": 1}, False),
        ({"recipient": 1}, False),
        ({"@context": "https://w3id.org/openbadges/v1"}, True),
        ({"@context": ["urn:x:1", "https://w3id.org/openbadges/v1"]}, True),
        ({"@context": V2}, False),
    ],
)
def test_older_badges_are_told_apart(document, expected):
    assert expected is is_open_badges_1(document)


def test_two_assertions_differ_in_what_is_read_of_them_alone():
    first = read_assertion(ASSERTION)
    other = with_members(ASSERTION, {"narrative": "x", "extra": 1, "badge": "https://a.example/"})

    assert () == differing(first, read_assertion({**ASSERTION, "extra": 1}))
    assert ("badge", "narrative") == differing(first, read_assertion(other))
    written_out = with_members(ASSERTION, {"badge": BADGE})
    assert () == differing(first, read_assertion(written_out))
