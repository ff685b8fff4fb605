"""Untrusted documents become values, or an error that names the place."""

import copy

import pytest

from badger.credentials.build import (
    achievement_document,
    credential_document,
    endorsement_document,
    profile_document,
)
from badger.credentials.canonical_errors import ContextNotAllowed
from badger.credentials.model import (
    CredentialStatus,
    EndorsementCredential,
    EndorsementSubject,
    Profile,
)
from badger.credentials.read import (
    Shape,
    read_achievement,
    read_credential,
    read_endorsement,
    read_profile,
)
from badger.schemas import ContextUnknown
from tests.unit.credentials.badge_values import ACHIEVEMENT, BADGE

OB = "https://purl.imsglobal.org/spec/ob/v3p0/"
VC = "https://www.w3.org/ns/credentials/v2"
GONE = object()


@pytest.fixture
def document():
    return credential_document(BADGE)


def put(document, path, value):
    """Change the value at a JSON pointer; GONE takes it away."""
    *parents, last = path.strip("/").split("/")
    for step in parents:
        document = document[int(step) if isinstance(document, list) else step]
    key = int(last) if isinstance(document, list) else last
    if value is GONE:
        del document[key]
    else:
        document[key] = value


def refusal(document):
    with pytest.raises(Shape) as caught:
        read_credential(document)
    assert "structure.shape" == caught.value.reason
    return caught.value.facts["path"], caught.value.facts["rule"]


def test_what_was_built_is_read_back_the_same(document):
    read = read_credential(document)
    contexts = (VC, OB + "context-3.0.3.json")
    assert contexts == read.contexts
    assert BADGE.credential_subject == read.credential_subject
    assert (BADGE.issuer, BADGE.evidence, BADGE.credential_status) == (
        read.issuer,
        read.evidence,
        read.credential_status,
    )
    assert document == credential_document(read)


def test_unknown_members_are_kept_where_they_were(document):
    put(document, "/credentialSubject/achievement/secretGrade", "A+")
    read = read_credential(document)
    assert {"schoolYear": "2025-2026"} == read.extra
    assert {"secretGrade": "A+"} == read.credential_subject.achievement.extra


def test_the_proof_is_no_part_of_what_the_credential_says(document):
    document["proof"] = {"type": "DataIntegrityProof"}
    assert "proof" not in read_credential(document).extra


def test_the_document_is_not_changed(document):
    before = copy.deepcopy(document)
    read_credential(document)
    assert before == document


def test_single_values_are_read_as_lists_of_one(document):
    put(document, "/evidence", document["evidence"][0])
    put(document, "/credentialSubject/type", "AchievementSubject")
    put(document, "/credentialSubject/achievement/tag", "football")
    read = read_credential(document)
    assert BADGE.evidence == read.evidence
    assert ("AchievementSubject",) == read.credential_subject.type
    assert ("football",) == read.credential_subject.achievement.tag


def test_an_issuer_given_as_an_address_has_no_type(document):
    document["issuer"] = "did:web:club.example"
    assert Profile(id="did:web:club.example", type=()) == read_credential(document).issuer


def test_an_endorsement_inside_stays_as_it_came(document):
    endorsement = {"anything": [1, {"at": "all"}]}
    document["endorsement"] = [endorsement]
    assert (endorsement,) == read_credential(document).endorsement


def test_several_status_entries_are_read(document):
    document["credentialStatus"] = [{"type": "A"}, {"type": "B"}]
    assert ("A", "B") == tuple(s.type for s in read_credential(document).credential_status)


def test_a_status_index_that_is_no_text_is_left_to_the_check_of_the_status(document):
    put(document, "/credentialStatus/statusListIndex", 5)
    status = read_credential(document).credential_status[0]
    assert (None, {"statusListIndex": 5}) == (status.status_list_index, status.extra)


@pytest.mark.parametrize(
    "path",
    [
        "/validUntil",
        "/credentialStatus",
        "/issuer",
        "/schoolYear",
        "/credentialSubject",
        "/credentialSubject/achievement/image",
        "/credentialSubject/result/0/value",
        "/credentialSubject/identifier/0",
    ],
)
def test_l03_null_is_refused_with_its_place(document, path):
    put(document, path, None)
    expected = "object" if path.endswith("/0") else "null"
    assert (path, expected) == refusal(document)


@pytest.mark.parametrize(
    "path",
    ["/evidence", "/credentialStatus", "/credentialSubject/result", "/type"],
)
def test_l03_an_empty_list_is_refused_with_its_place(document, path):
    put(document, path, [])
    assert (path, "empty") == refusal(document)


@pytest.mark.parametrize(
    ("path", "value", "rule"),
    [
        ("/validFrom", ["2026-03-14T09:30:00Z"], "text"),
        ("/issuer", [{"id": "did:web:club.example", "type": ["Profile"]}], "object"),
        ("/credentialSubject", [], "object"),
        ("/credentialSubject/achievement/criteria", "texte", "object"),
        ("/credentialSubject/achievement/creditsAvailable", "1.5", "number"),
        ("/credentialSubject/achievement/creditsAvailable", True, "number"),
        ("/credentialSubject/identifier/0/hashed", "true", "boolean"),
        ("/credentialSubject/id", ["urn:uuid:1"], "text"),
        ("/credentialSubject/achievement/image", "https://club.example/a.png", "object"),
        ("/id", 5, "text"),
        ("/endorsement", ["urn:uuid:9"], "object"),
    ],
)
def test_l03_a_wrapped_or_wrong_value_is_refused_with_its_place(document, path, value, rule):
    put(document, path, value)
    found = refusal(document)
    assert rule == found[1]
    assert found[0].startswith(path)


@pytest.mark.parametrize(
    "path",
    ["/name", "/credentialSubject/achievement/name", "/credentialSubject/achievement/tag/0"],
)
@pytest.mark.parametrize(
    "value",
    [{"fr": "Encourager"}, {"@value": "Encourager", "@language": "fr"}, ["a", "b"], 3],
    ids=["language_map", "value_object", "list", "number"],
)
def test_l12_only_a_text_is_read_where_a_text_is_expected(document, path, value):
    put(document, path, value)
    assert (path, "text") == refusal(document)


def test_l03_a_nested_list_hides_no_status(document):
    document["credentialStatus"] = [[document["credentialStatus"]]]
    assert ("/credentialStatus/0", "object") == refusal(document)


@pytest.mark.parametrize(
    "path",
    [
        "/id",
        "/type",
        "/issuer",
        "/validFrom",
        "/@context",
        "/credentialSubject/achievement",
        "/credentialSubject/achievement/criteria",
        "/credentialSubject/achievement/alignment/0/targetUrl",
        "/issuer/type",
    ],
)
def test_l03_a_member_that_must_be_there_is_named_when_it_is_missing(document, path):
    put(document, path, GONE)
    assert (path, "missing") == refusal(document)


def test_a_closed_class_refuses_a_member_that_the_standard_does_not_name(document):
    put(document, "/credentialSubject/identifier/0/note", "x")
    assert ("/credentialSubject/identifier/0/note", "unknown") == refusal(document)


@pytest.mark.parametrize(
    ("path", "value"),
    [
        ("/type", ["VerifiableCredential"]),
        ("/type", ["OpenBadgeCredential"]),
        ("/type", "OpenBadgeCredential"),
        ("/type", ["VerifiableCredential", "OpenBadgeCredential", "OpenBadgeCredential"]),
        ("/type", ["VerifiableCredential", "OpenBadgeCredential", *"abcdefg"]),
        ("/credentialSubject/type", ["Subject"]),
        ("/credentialSubject/achievement/type", "Course"),
        ("/issuer/type", ["profile"]),
        ("/credentialSubject/achievement/image/type", "Picture"),
        ("/credentialSubject/achievement/image/type", ["Image"]),
        ("/credentialStatus/type", ["BitstringStatusListEntry"]),
    ],
)
def test_a_type_that_is_not_its_class_is_refused(document, path, value):
    put(document, path, value)
    assert (path, "type") == refusal(document)


@pytest.mark.parametrize(
    "contexts",
    [
        VC,
        [VC],
        [OB + "context-3.0.3.json", VC],
        ["https://www.w3.org/2018/credentials/v1", OB + "context-3.0.3.json"],
        [VC, OB + "extensions.json", OB + "context-3.0.3.json"],
        {VC: OB},
    ],
)
def test_l06_contexts_out_of_their_order_are_refused(document, contexts):
    document["@context"] = contexts
    assert ("/@context", "contexts") == refusal(document)


@pytest.mark.parametrize(
    "more",
    [
        [OB + "context-3.0.3.json"],
        [OB + "extensions.json"] * 1000,
        [{"@vocab": "https://evil.example/"}],
        [None],
        [[VC]],
    ],
    ids=["twice", "thousand", "inline", "null", "nested"],
)
def test_l05_a_context_that_is_inline_or_repeated_is_not_allowed(document, more):
    document["@context"] = [*document["@context"], *more]
    with pytest.raises(ContextNotAllowed):
        read_credential(document)


def test_l06_an_unknown_context_is_named(document):
    document["@context"] = [VC, OB + "context-3.0.0.json"]
    with pytest.raises(ContextUnknown) as caught:
        read_credential(document)
    assert OB + "context-3.0.0.json" == caught.value.facts["url"]


@pytest.mark.parametrize(
    "text",
    ["2026-03-14", "2026-03-14T09:30:00", "demain", "2026-03-14T09:30:60Z", "0000-01-01T00:00:00Z"],
)
def test_t07_a_time_without_zone_or_off_the_calendar_is_refused(document, text):
    document["validFrom"] = text
    assert ("/validFrom", "timestamp") == refusal(document)


def test_a_subject_with_neither_id_nor_identifier_is_refused(document):
    del document["credentialSubject"]["id"]
    assert read_credential(document).credential_subject.identifier
    del document["credentialSubject"]["identifier"]
    assert ("/credentialSubject", "subject") == refusal(document)


def test_the_place_is_a_json_pointer_even_with_odd_names(document):
    document["a/b~c"] = None
    assert ("/a~1b~0c", "null") == refusal(document)


@pytest.mark.parametrize("value", ["text", 5, ["x"], True])
def test_a_document_that_is_no_object_inside_is_named(document, value):
    document["credentialSubject"] = value
    assert ("/credentialSubject", "object") == refusal(document)


def test_an_endorsement_is_read(document):
    said = EndorsementCredential(
        id="urn:uuid:8",
        name="Soutien",
        issuer=Profile(id="did:web:mairie.example"),
        credential_subject=EndorsementSubject(id="urn:uuid:3", endorsement_comment="Oui"),
        valid_from=BADGE.valid_from,
        credential_status=(CredentialStatus(id="urn:uuid:4"),),
    )
    written = endorsement_document(said)
    read = read_endorsement(written)
    assert (said.credential_subject, said.issuer) == (read.credential_subject, read.issuer)
    assert written == endorsement_document(read)


def test_a_badge_is_no_endorsement(document):
    with pytest.raises(Shape) as caught:
        read_endorsement(document)
    assert "/type" == caught.value.facts["path"]


def test_an_achievement_and_a_profile_are_read_alone():
    achievement = read_achievement(achievement_document(ACHIEVEMENT))
    profile = read_profile(profile_document(BADGE.issuer))
    assert (ACHIEVEMENT.name, ["@context"]) == (achievement.name, list(achievement.extra))
    assert (BADGE.issuer.id, ["@context"]) == (profile.id, list(profile.extra))
