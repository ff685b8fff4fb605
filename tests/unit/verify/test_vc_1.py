"""Badges on VC 1.1, the older data model: verified like the others, and never issued."""

import sys
from datetime import UTC, datetime

import pytest

from badger.verify import Outcome, Report, Verdict
from tests.old_badges import BADGE_ID, CONTEXTS, INTEGRITY_1, OB_3_0_0, old_badge, old_endorsement
from tests.world import World

VC_1, VC_2 = "https://www.w3.org/2018/credentials/v1", "https://www.w3.org/ns/credentials/v2"
OB_3_0_3 = "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json"
SUITES = ("eddsa-rdfc-2022", "eddsa-jcs-2022")


def failed(report: Report) -> str:
    assert Verdict.NOT_VERIFIED is report.verdict
    assert report.credential is None
    return next(one.code for one in report.findings if one.outcome is Outcome.FAILED)


@pytest.mark.parametrize("cryptosuite", SUITES)
@pytest.mark.parametrize("contexts", list(CONTEXTS))
def test_a_badge_on_vc_1_is_verified(world: World, now: datetime, contexts: str, cryptosuite: str):
    document = old_badge(world.club.id, contexts=CONTEXTS[contexts])

    report = world.verify(world.club.sign(document, cryptosuite=cryptosuite), now)

    assert Verdict.VERIFIED is report.verdict
    assert "structure.conforms_vc_1" == report.finding("structure").code
    assert report.credential is not None
    assert datetime(2026, 2, 1, 8, tzinfo=UTC) == report.credential.valid_from
    assert datetime(2030, 1, 1, tzinfo=UTC) == report.credential.valid_until
    assert "Esprit d'équipe" == report.credential.achievement.name


def test_no_badge_on_vc_1_needs_the_slower_road(world: World, now: datetime):
    sys.modules.pop("badger.credentials.expansion_fallback", None)
    for contexts in CONTEXTS.values():
        world.verify(world.club.sign(old_badge(world.club.id, contexts=contexts)), now)

    assert "badger.credentials.expansion_fallback" not in sys.modules


@pytest.mark.parametrize("path", ["name", "issuer", "credentialSubject", "issuanceDate"])
def test_a_badge_on_vc_1_that_was_changed_is_refused(world: World, now: datetime, path: str):
    document = world.club.sign(old_badge(world.club.id))
    changed = {
        "name": "Un autre nom",
        "issuer": {**document["issuer"], "name": "Un autre club"},
        "credentialSubject": {**document["credentialSubject"], "id": "did:example:other"},
        "issuanceDate": "2026-01-01T08:00:00Z",
    }

    assert "proof.signature" == failed(world.verify({**document, path: changed[path]}, now))


@pytest.mark.parametrize(
    ("members", "code"),
    [
        ({"issuanceDate": "2026-04-01T08:00:00Z"}, "validity.not_yet"),
        ({"validFrom": "2026-04-01T08:00:00Z"}, "validity.not_yet"),
        ({"expirationDate": "2026-03-01T08:00:00Z"}, "validity.expired"),
        ({"validUntil": "2026-03-01T08:00:00Z"}, "validity.expired"),
        ({"expirationDate": "2026-03-01T08:00:00Z", "validUntil": "2030-01-01T00:00:00Z"}, None),
    ],
)
def test_the_narrower_of_both_periods_holds(
    world: World, now: datetime, members: dict, code: str | None
):
    report = world.verify(world.club.sign(old_badge(world.club.id, **members)), now)

    assert (code or "validity.expired") == report.finding("validity").code
    assert Verdict.NOT_VERIFIED is report.verdict


def test_a_badge_on_vc_1_without_an_end_does_not_end(world: World, now: datetime):
    document = old_badge(world.club.id)
    del document["expirationDate"]

    report = world.verify(world.club.sign(document), now)

    assert Verdict.VERIFIED is report.verdict
    assert report.credential is not None
    assert report.credential.valid_until is None


@pytest.mark.parametrize(
    ("members", "path"),
    [
        ({"name": None}, "/name"),
        ({"issuer": "did:web:club.example"}, "/issuer"),
        ({"issuanceDate": None}, "/issuanceDate"),
        ({"issuanceDate": "hier"}, "/issuanceDate"),
        ({"expirationDate": "2030"}, "/expirationDate"),
    ],
)
@pytest.mark.parametrize("cryptosuite", SUITES)
def test_a_badge_that_breaks_the_rules_of_vc_1_is_refused(
    world: World, now: datetime, members: dict, path: str, cryptosuite: str
):
    """`name` and an issuer as an object are required there (standards 1.1)."""
    document = {**old_badge(world.club.id), **members}
    document = {name: value for name, value in document.items() if value is not None}

    report = world.verify(world.club.sign(document, cryptosuite=cryptosuite), now)

    assert "structure.schema" == failed(report)
    assert path == report.finding("structure").facts["path"]


@pytest.mark.parametrize("cryptosuite", SUITES)
@pytest.mark.parametrize(
    ("contexts", "rule"),
    [
        ([VC_2, OB_3_0_0], "version"),
        ([VC_2, OB_3_0_3, OB_3_0_0], "version"),
        ([VC_1, OB_3_0_3, VC_2], "version"),
        ([VC_2, OB_3_0_3, VC_1], "version"),
        ([VC_1, INTEGRITY_1, OB_3_0_0], "order"),
        ([OB_3_0_0, VC_1], "order"),
        ([VC_1], "order"),
    ],
)
def test_two_versions_in_one_badge_are_refused(
    world: World, now: datetime, contexts: list[str], rule: str, cryptosuite: str
):
    """The first Open Badges context redefines what VC 2.0 protects (standards 3.6)."""
    document = world.issue_badge(cryptosuite=cryptosuite)
    document["@context"] = contexts

    report = world.verify(document, now)

    assert "structure.context_not_allowed" == failed(report)
    assert {"rule": rule} == report.finding("structure").facts


@pytest.mark.parametrize("contexts", list(CONTEXTS))
def test_an_endorsement_on_vc_1_counts(world: World, now: datetime, contexts: str):
    league = world.new_issuer("did:web:ligue.example")
    praise = league.sign(old_endorsement(league.id, BADGE_ID, contexts=CONTEXTS[contexts]))
    document = old_badge(world.club.id, contexts=CONTEXTS[contexts], endorsement=[praise])

    report = world.verify(world.club.sign(document), now)

    assert Verdict.VERIFIED is report.verdict
    assert "endorsements.verified" == report.finding("endorsements").code
    assert 1 == report.finding("endorsements").facts["verified"]


def test_an_endorsement_on_vc_2_inside_a_badge_on_vc_1_is_refused(world: World, now: datetime):
    """An AchievementCredentialv1p1 holds endorsements of its own version alone."""
    league = world.new_issuer("did:web:ligue.example")
    praise = {**old_endorsement(league.id, BADGE_ID), "@context": [VC_2, OB_3_0_3]}
    praise["validFrom"] = praise.pop("issuanceDate")
    document = old_badge(world.club.id, endorsement=[league.sign(praise)])
    signed = world.club.sign(document, cryptosuite="eddsa-jcs-2022")

    assert "structure.schema" == failed(world.verify(signed, now))


@pytest.mark.parametrize("member", ["expirationDate", "name", "evidence"])
def test_l09_a_member_cannot_move_into_an_endorsement_of_the_badge(
    world: World, now: datetime, member: str
):
    """In the first context an endorsement is no graph of its own: RDF would merge both nodes."""
    league = world.new_issuer("did:web:ligue.example")
    praise = league.sign(old_endorsement(league.id, BADGE_ID))
    document = world.club.sign(old_badge(world.club.id, endorsement=[praise]))
    subject = document["endorsement"][0]["credentialSubject"]
    subject[member] = document.pop(member)

    assert failed(world.verify(document, now)) in ("proof.data_loss", "structure.schema")


@pytest.mark.parametrize("member", ["criteria", "tag", "image"])
def test_l09_a_member_of_the_model_cannot_move_into_its_endorsement(
    world: World, now: datetime, member: str
):
    league = world.new_issuer("did:web:ligue.example")
    document = old_badge(world.club.id)
    achievement = document["credentialSubject"]["achievement"]
    praise = league.sign(old_endorsement(league.id, achievement["id"]))
    achievement["endorsement"] = [praise]
    signed = world.club.sign(document)
    inside = signed["credentialSubject"]["achievement"]
    inside["endorsement"][0]["credentialSubject"][member] = inside.pop(member)

    report = world.verify(signed, now)

    assert Verdict.NOT_VERIFIED is report.verdict
    assert report.credential is None


@pytest.mark.parametrize(
    ("name", "schema_type", "unchecked"),
    [
        ("json/ob_v3p0_achievementcredential_schema.json", "1EdTechJsonSchemaValidator2019", False),
        ("json/ob_v3p0_anyachievementcredential_schema.json", "JsonSchema", False),
        (
            "json-ld/ob_v3p0_achievementcredential_schema-jsonschema1.json",
            "JsonSchema",
            False,
        ),
        ("json/ob_v3p0_achievementcredential_schema.json", "OtherValidator", True),
        ("json/ob_v3p0_profile_schema.json", "JsonSchema", True),
        ("json/ob_v3p0_achievementcredential_schema.json?x", "JsonSchema", True),
    ],
)
@pytest.mark.parametrize("is_old", [True, False])
def test_l15_the_schemas_of_the_standard_are_checked_by_ours(
    world: World, now: datetime, name: str, schema_type: str, unchecked: bool, is_old: bool
):
    url = f"https://purl.imsglobal.org/spec/ob/v3p0/schema/{name}"
    schema = {"credentialSchema": [{"id": url, "type": schema_type}]}

    def sign(document: dict) -> dict:
        return world.club.sign(document, cryptosuite="eddsa-jcs-2022")

    document = old_badge(world.club.id, **schema) if is_old else None
    badge = (
        sign(document) if document else world.issue_badge(cryptosuite="eddsa-jcs-2022", **schema)
    )
    report = world.verify(badge, now)

    assert Verdict.VERIFIED is report.verdict
    assert unchecked is (report.finding("structure").code == "structure.schema_not_checked")
    assert [] == [url for url in world.fetched if "imsglobal" in url]


def test_l15_a_badge_that_names_the_schema_of_endorsements_must_keep_it(
    world: World, now: datetime
):
    url = "https://purl.imsglobal.org/spec/ob/v3p0/schema/json/"
    url += "ob_v3p0_endorsementcredential_schema.json"
    badge = world.issue_badge(credentialSchema={"id": url, "type": "JsonSchema"})

    assert "structure.schema" == failed(world.verify(badge, now))
