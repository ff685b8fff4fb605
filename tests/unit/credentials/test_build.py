"""Values become documents as the standard serializes them."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone

from badger.credentials.build import (
    CONTEXTS_ISSUED,
    EXTENSIONS_CONTEXT,
    achievement_document,
    credential_document,
    endorsement_document,
    profile_document,
)
from badger.credentials.model import (
    Achievement,
    AchievementSubject,
    CredentialSchema,
    CredentialStatus,
    Criteria,
    EndorsementCredential,
    EndorsementSubject,
    OpenBadgeCredential,
    Profile,
)
from tests.unit.credentials.badge_values import BADGE

NOON = datetime(2026, 3, 14, 12, 0, tzinfo=UTC)

SMALL = OpenBadgeCredential(
    id="urn:uuid:1",
    issuer=Profile(id="did:web:club.example", name="Le club"),
    credential_subject=AchievementSubject(
        id="urn:uuid:2",
        achievement=Achievement(
            id="urn:uuid:3", name="A", description="B", criteria=Criteria(narrative="C")
        ),
    ),
    valid_from=NOON,
)


def test_a_credential_is_written_as_the_standard_serializes_it():
    expected = {
        "@context": [
            "https://www.w3.org/ns/credentials/v2",
            "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json",
        ],
        "id": "urn:uuid:1",
        "type": ["VerifiableCredential", "OpenBadgeCredential"],
        "issuer": {"id": "did:web:club.example", "type": ["Profile"], "name": "Le club"},
        "validFrom": "2026-03-14T12:00:00Z",
        "credentialSubject": {
            "id": "urn:uuid:2",
            "type": ["AchievementSubject"],
            "achievement": {
                "id": "urn:uuid:3",
                "type": ["Achievement"],
                "name": "A",
                "description": "B",
                "criteria": {"narrative": "C"},
            },
        },
    }
    assert expected == credential_document(SMALL)


def test_the_contexts_stand_first():
    assert "@context" == next(iter(credential_document(SMALL)))


def test_times_are_written_in_utc_to_the_second():
    paris = timezone(timedelta(hours=1))
    early = replace(SMALL, valid_from=datetime(2026, 3, 14, 13, 0, 0, 999999, tzinfo=paris))
    assert "2026-03-14T12:00:00Z" == credential_document(early)["validFrom"]


def test_null_and_empty_lists_are_left_out():
    assert {"null", "[]"}.isdisjoint(str(credential_document(SMALL)).split())
    assert "evidence" not in credential_document(SMALL)
    assert "validUntil" not in credential_document(SMALL)


def test_a_list_of_one_stays_a_list():
    assert [
        {"type": ["Evidence"], "name": "Match du 7 mars", "narrative": BADGE.evidence[0].narrative}
    ] == (credential_document(BADGE)["evidence"])


def test_one_status_entry_is_written_without_a_list_since_the_standard_allows_one():
    expected = {
        "type": "BitstringStatusListEntry",
        "statusPurpose": "revocation",
        "statusListIndex": "94567",
        "statusListCredential": "https://club.example/status/3",
    }
    assert expected == credential_document(BADGE)["credentialStatus"]


def test_two_status_entries_are_written_as_a_list():
    entries = (CredentialStatus(id="urn:a"), CredentialStatus(id="urn:b"))
    written = credential_document(replace(SMALL, credential_status=entries))["credentialStatus"]
    assert ["urn:a", "urn:b"] == [entry["id"] for entry in written]


def test_members_beyond_the_standard_are_written_last():
    document = credential_document(BADGE)
    assert ("schoolYear", "2025-2026") == list(document.items())[-1]


def test_the_extensions_context_is_there_only_when_a_term_needs_it():
    plain = credential_document(SMALL)
    schema = (CredentialSchema(id="https://schema.example/1"),)
    promised = credential_document(replace(SMALL, credential_schema=schema))
    assert list(CONTEXTS_ISSUED) == plain["@context"]
    assert [*CONTEXTS_ISSUED, EXTENSIONS_CONTEXT] == promised["@context"]


def test_contexts_that_the_value_names_are_kept():
    older = (CONTEXTS_ISSUED[0], "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.1.json")
    assert list(older) == credential_document(replace(SMALL, contexts=older))["@context"]


def test_an_embedded_endorsement_is_written_as_it_was():
    endorsement = {"type": ["VerifiableCredential", "EndorsementCredential"], "id": "urn:uuid:9"}
    document = credential_document(replace(SMALL, endorsement=(endorsement,)))
    assert [endorsement] == document["endorsement"]


def test_an_endorsement_is_written_with_its_subject():
    document = endorsement_document(
        EndorsementCredential(
            id="urn:uuid:8",
            name="Soutien",
            issuer=Profile(id="did:web:mairie.example"),
            credential_subject=EndorsementSubject(id="urn:uuid:3", endorsement_comment="Oui"),
            valid_from=NOON,
        )
    )
    expected = {"id": "urn:uuid:3", "type": ["EndorsementSubject"], "endorsementComment": "Oui"}
    assert expected == document["credentialSubject"]
    assert ["VerifiableCredential", "EndorsementCredential"] == document["type"]


def test_an_achievement_and_a_profile_stand_alone_with_contexts():
    achievement = achievement_document(SMALL.credential_subject.achievement)
    profile = profile_document(SMALL.issuer)
    assert (list(CONTEXTS_ISSUED), ["Achievement"]) == (
        achievement["@context"],
        achievement["type"],
    )
    assert (list(CONTEXTS_ISSUED), ["Profile"]) == (profile["@context"], profile["type"])
