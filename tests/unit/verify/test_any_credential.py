"""Credentials of any kind, by the rules of the data model (VC Data Model 2.0, section 4)."""

from datetime import datetime

import pytest

from badger.json_value import JsonObject, JsonValue
from badger.verify import Report, Verdict, VerificationPolicy
from badger.verify.case import CREDENTIAL
from tests.world import World

ANY = VerificationPolicy(kinds=frozenset((CREDENTIAL,)))
V2 = "https://www.w3.org/ns/credentials/v2"
PLAIN: JsonObject = {
    "@context": [V2],
    "id": "urn:uuid:7c7cd3ea-4a4f-4d8f-9f3f-2f1f6b6a7a10",
    "type": ["VerifiableCredential"],
    "issuer": "did:web:club.example",
    "validFrom": "2026-03-01T08:00:00Z",
    "credentialSubject": {"id": "did:web:person.example"},
}


def _judged(
    world: World, now: datetime, policy: VerificationPolicy = ANY, **members: JsonValue
) -> Report:
    document = {name: value for name, value in {**PLAIN, **members}.items() if value is not None}
    return world.verify(world.club.sign(document), now, policy=policy)


def test_any_credential_is_judged_where_the_policy_asks_for_it(world, now):
    report = _judged(world, now)

    assert Verdict.VERIFIED is report.verdict
    assert "structure.credential_conforms" == report.finding("structure").code
    assert report.credential is None


def test_by_default_another_credential_is_named_and_not_judged(world, now):
    finding = _judged(world, now, VerificationPolicy(), type=["VerifiableCredential"]).finding(
        "structure"
    )

    assert ("structure.not_a_badge", "VerifiableCredential") == (
        finding.code,
        finding.facts["kind"],
    )


def test_a_badge_is_a_credential_too(world, now):
    report = world.verify(world.issue_badge(), now, policy=ANY)

    assert Verdict.VERIFIED is report.verdict
    assert "structure.credential_conforms" == report.finding("structure").code


@pytest.mark.parametrize(
    "members",
    [
        {"id": None},
        {"validFrom": None},
        {"issuer": {"id": "did:web:club.example"}},
        {"name": "Attestation"},
        {"name": {"@value": "Attestation", "@language": "fr"}},
        {
            "name": [
                {"@value": "Attestation", "@language": "fr"},
                {"@value": "Statement", "@language": "en"},
            ]
        },
        {"issuer": {"id": "did:web:club.example", "name": {"@value": "Le club"}}},
        {"credentialSubject": [{"id": "did:web:a.example"}, {"id": "did:web:b.example"}]},
        {"validUntil": "2026-03-14T23:59:59Z"},
        {
            "relatedResource": [
                {
                    "id": "https://club.example/terms",
                    "digestSRI": "sha384-"
                    "oqVuAfXRKap7fdgcCY5uykM6+R9GqQ8K/uxy9rx7HNQlGYl1kPzQho1wx4JwY8wC",
                }
            ]
        },
    ],
)
def test_what_the_data_model_allows_conforms(world, now, members):
    report = _judged(world, now, **members)

    assert Verdict.VERIFIED is report.verdict, report.findings


@pytest.mark.parametrize(
    "members",
    [
        {"id": ["urn:a:b"]},
        {"id": "not a url"},
        {"type": []},
        {"type": "Something"},
        {"issuer": None},
        {"issuer": {"name": "x"}},
        {"issuer": "club"},
        {"credentialSubject": None},
        {"credentialSubject": {}},
        {"credentialSubject": []},
        {"credentialSubject": "did:web:person.example"},
        {"validFrom": "2026-03-01"},
        {"validFrom": "2026-03-01T08:00:00"},
        {"validUntil": "2026-02-01T00:00:00Z"},
        {"name": {"value": "x"}},
        {"name": 5},
        {"credentialStatus": {"id": "https://club.example/status#1"}},
        {"credentialSchema": {"id": "https://club.example/schema.json"}},
        {"credentialSchema": {"type": "JsonSchema"}},
        {"termsOfUse": {"id": "https://club.example/terms"}},
        {"refreshService": {"id": "https://club.example/refresh"}},
        {"evidence": {"id": "https://club.example/evidence"}},
        {"relatedResource": {"id": "https://club.example/terms"}},
        {"@context": [V2, V2]},
        {"@context": ["https://www.w3.org/2018/credentials/v1", V2]},
    ],
)
def test_what_the_data_model_forbids_fails(world, now, members):
    """The signature is there and never looked at: the structure closes the gate before."""
    document = {name: value for name, value in {**PLAIN, **members}.items() if value is not None}
    signed = world.club.sign(PLAIN)
    report = world.verify({**document, "proof": signed["proof"]}, now, policy=ANY)

    assert Verdict.NOT_VERIFIED is report.verdict
    assert "failed" == report.finding("structure").outcome


def test_a_direction_is_signed_and_cannot_be_changed(world, now):
    """Its datatype says it in the signed statements (JSON-LD 1.1 API, "i18n-datatype")."""
    name: JsonObject = {"@value": "Attestation", "@language": "fr", "@direction": "ltr"}
    signed = world.club.sign({**PLAIN, "name": name})

    report = world.verify(signed, now, policy=ANY)
    turned = {**signed, "name": {**name, "@direction": "rtl"}}

    assert Verdict.VERIFIED is report.verdict
    assert "proof.signature" == world.verify(turned, now, policy=ANY).finding("proof").code


def test_a_badge_type_alone_does_not_make_a_credential(world, now):
    document = {**world.issue_badge(), "type": ["Something"]}

    assert Verdict.NOT_VERIFIED is world.verify(document, now).verdict
