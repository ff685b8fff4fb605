"""A document keeps its schema or not, and the explanation says where it does not."""

import subprocess
import sys

import pytest

from badger.schemas import ConformityError, conformity_errors, conforms, schema
from badger.schemas.errors import SchemaUnknown
from badger.schemas.generate import SCHEMA_NAMES
from badger.sentences.catalogue import SENTENCES
from tests.conformance.full_badge import BADGE, ENDORSEMENT, full

LIST = {
    "@context": ["https://www.w3.org/ns/credentials/v2"],
    "id": "https://club.example/status/3",
    "type": ["VerifiableCredential", "BitstringStatusListCredential"],
    "issuer": "did:web:club.example",
    "validFrom": "2026-03-14T09:30:00Z",
    "credentialSubject": {
        "id": "https://club.example/status/3#list",
        "type": "BitstringStatusList",
        "statusPurpose": "revocation",
        "encodedList": "uH4sIAAAAAAAAA-3BMQEAAADCoPVPbQwfoAAAAAAAAAAAAAAAAAAAAIC3AYbSVKsAQAAA",
    },
}


def list_with(subject=(), **members):
    return {**LIST, "credentialSubject": {**LIST["credentialSubject"], **dict(subject)}, **members}


def without(document, name):
    return {member: value for member, value in document.items() if member != name}


def errors_of(document):
    assert not conforms(document, "OpenBadgeCredential")
    return conformity_errors(document, "OpenBadgeCredential")


@pytest.mark.parametrize("name", SCHEMA_NAMES)
def test_every_schema_is_of_draft_2019_09_and_refuses_an_empty_document(name):
    assert "https://json-schema.org/draft/2019-09/schema" == schema(name)["$schema"]
    assert not conforms({}, name)


def test_a_schema_that_is_not_ours_is_named():
    with pytest.raises(SchemaUnknown) as caught:
        conforms({}, "Presentation")
    assert ("schemas.unknown", "Presentation") == (caught.value.reason, caught.value.facts["name"])


def test_the_place_and_the_rule_of_each_error_are_said():
    document = full(BADGE)
    document["validFrom"] = "demain"
    document["credentialSubject"]["achievement"]["image"]["width"] = 5
    document["credentialSubject"]["result"][0]["status"] = "Finished"
    document["issuer"]["address"]["geo"]["latitude"] = "nord"
    del document["credentialSubject"]["achievement"]["name"]
    expected = [
        ("/credentialSubject/achievement/image", "additionalProperties", "schemas.unknown_member"),
        ("/credentialSubject/achievement/name", "required", "schemas.required"),
        ("/credentialSubject/result/0/status", "enum", "schemas.enum"),
        ("/issuer/address/geo/latitude", "type", "schemas.type"),
        ("/validFrom", "format", "schemas.format"),
    ]
    assert [ConformityError(*error) for error in expected] == errors_of(document)


def test_the_alternative_that_was_meant_is_explained():
    document = full(BADGE)
    document["evidence"] = [{"type": ["Evidence"]}, {"name": "sans type"}]
    assert [("/evidence/1/type", "required")] == [(e.path, e.rule) for e in errors_of(document)]


def test_a_list_of_types_without_its_word_is_explained():
    document = {**full(BADGE), "type": ["VerifiableCredential"]}
    assert [ConformityError("/type", "contains", "schemas.contains")] == errors_of(document)


def test_a_rule_without_a_sentence_of_its_own_shares_one():
    document = {**full(BADGE), "@context": ["https://www.w3.org/ns/credentials/v2"]}
    assert [ConformityError("/@context", "minItems", "schemas.other")] == errors_of(document)


def test_odd_names_are_escaped_in_the_path():
    document = {**full(BADGE), "name": {"a/b~": 5}}
    assert "/name/a~1b~0" in [error.path for error in errors_of(document)]


def test_every_rule_has_a_sentence():
    rules = ["required", "type", "enum", "pattern", "format", "contains", "unknown_member", "other"]
    assert {f"schemas.{rule}" for rule in rules} <= set(SENTENCES)


@pytest.mark.parametrize("ending", ["", "\n"])
def test_the_end_of_a_pattern_is_the_end_of_the_text(ending):
    context = "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json" + ending
    document = {**full(BADGE), "@context": [BADGE["@context"][0], context]}
    verdicts = {
        conforms(document, "OpenBadgeCredential"),
        [] == conformity_errors(document, "OpenBadgeCredential"),
    }
    assert {not ending} == verdicts


# No published schema of an endorsement is packaged: its members, by hand from the standard.
@pytest.mark.parametrize(
    "name", ["@context", "id", "type", "name", "issuer", "credentialSubject", "validFrom"]
)
def test_an_endorsement_needs_each_member_that_the_standard_requires(name):
    assert not conforms(without(full(ENDORSEMENT), name), "EndorsementCredential")


@pytest.mark.parametrize(
    "name",
    [
        "awardedDate",
        "description",
        "validUntil",
        "evidence",
        "proof",
        "credentialSchema",
        "credentialStatus",
        "refreshService",
        "termsOfUse",
    ],
)
def test_an_endorsement_conforms_without_what_the_standard_leaves_open(name):
    assert conforms(without(full(ENDORSEMENT), name), "EndorsementCredential")


@pytest.mark.parametrize(
    "change",
    [
        {"credentialSubject": {"type": ["EndorsementSubject"]}},
        {"credentialSubject": {"id": "urn:uuid:3"}},
        {"credentialSubject": {"id": "urn:uuid:3", "type": ["AchievementSubject"]}},
        {"credentialSubject": [{"id": "urn:uuid:3", "type": ["EndorsementSubject"]}]},
        {"type": ["VerifiableCredential"]},
        {"type": ["EndorsementCredential"]},
        {"type": ["VerifiableCredential", "OpenBadgeCredential"]},
        {"issuer": {"type": ["Profile"]}},
        {"validFrom": "2026-03-14"},
        {"refreshService": []},
        {"termsOfUse": {"id": "urn:terms"}},
    ],
)
def test_an_endorsement_that_breaks_the_standard_does_not_conform(change):
    assert not conforms({**full(ENDORSEMENT), **change}, "EndorsementCredential")


@pytest.mark.parametrize(
    "document",
    [
        LIST,
        list_with({"statusPurpose": ["revocation", "suspension"]}),
        list_with({"ttl": 300000, "type": ["BitstringStatusList"]}),
        list_with(issuer={"id": "did:web:club.example"}, validUntil="2027-03-14T09:30:00Z"),
        list_with(proof={"type": "DataIntegrityProof"}),
    ],
)
def test_a_status_list_conforms(document):
    assert conforms(document, "BitstringStatusListCredential")


@pytest.mark.parametrize(
    "document",
    [
        list_with({"encodedList": "H4sI"}),
        list_with({"encodedList": "uH4sI="}),
        list_with({"statusPurpose": []}),
        list_with({"statusPurpose": 1}),
        list_with({"type": "StatusList2021"}),
        list_with({"ttl": -1}),
        list_with(type=["BitstringStatusListCredential"]),
        list_with(type="BitstringStatusListCredential"),
        list_with(issuer={"name": "Le club"}),
        list_with(validFrom="hier"),
        list_with(**{"@context": ["https://www.w3.org/2018/credentials/v1"]}),
        list_with(credentialSubject=[LIST["credentialSubject"]]),
        without(LIST, "issuer"),
    ],
)
def test_s11_a_status_list_that_breaks_the_standard_does_not_conform(document):
    assert not conforms(document, "BitstringStatusListCredential")
    assert conformity_errors(document, "BitstringStatusListCredential")


def test_l15_the_verdict_alone_never_loads_the_library_of_the_explanation():
    program = (
        "import sys; from badger.schemas import conforms; conforms({}, 'Profile')\n"
        "print('jsonschema' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, check=True)
    assert b"False" == done.stdout.strip()


def test_a_pattern_without_an_end_is_searched_for():
    document = full(BADGE)
    document["credentialSubject"]["achievement"]["achievementType"] = "an ext:own kind"
    assert conforms(document, "OpenBadgeCredential")
    assert [] == conformity_errors(document, "OpenBadgeCredential")


def test_a_server_loads_at_its_start_what_the_first_refusal_needs():
    script = (
        "import sys, badger.schemas.conformity as c; assert 'jsonschema' not in sys.modules; "
        "c.load_explanations(); assert 'jsonschema' in sys.modules"
    )
    assert 0 == subprocess.run([sys.executable, "-c", script], check=False).returncode
