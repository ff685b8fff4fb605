"""What was signed at one place cannot be moved to another (hardening X2, L09)."""

import copy

import pytest

from badger.credentials.canonical import (
    DOCUMENT_LIMITS,
    canonical_nquads,
    canonicalize_dataset,
)
from badger.credentials.canonical_errors import DataLoss
from badger.credentials.expansion_fallback import expand_with_pyld
from badger.credentials.rdfc import canonicalize
from badger.schemas import context
from tests.unit.credentials.canonical_samples import badge, endorsement, place, with_achievement


def refused(document) -> tuple[object, object]:
    with pytest.raises(DataLoss) as caught:
        canonical_nquads(document)
    return place(caught.value)


def about_the_badge() -> dict:
    """A badge that holds an endorsement of itself."""
    inside = endorsement(1)
    inside["credentialSubject"]["id"] = "urn:uuid:badge"
    return badge(validUntil="2027-01-01T00:00:00Z", endorsement=[inside])


def test_an_endorsement_of_the_badge_itself_is_allowed():
    assert "#validUntil>" in canonical_nquads(about_the_badge())


def test_l09_the_end_of_a_badge_cannot_hide_in_an_endorsement():
    document = about_the_badge()
    subject = document["endorsement"][0]["credentialSubject"]
    subject["validUntil"] = document.pop("validUntil")
    subject["type"] = ["EndorsementSubject", "VerifiableCredential"]
    assert ("id", "same_node") == refused(document)


def test_l09_the_end_of_a_badge_cannot_hide_in_its_evidence():
    types = ["VerifiableCredential", "OpenBadgeCredential"]
    hidden = {"id": "urn:uuid:badge", "type": types, "validUntil": "2027-01-01T00:00:00Z"}
    assert ("id", "same_node") == refused(badge(evidence=hidden))


def test_l09_two_names_of_one_node_cannot_be_exchanged():
    evidence = [{"id": "urn:e", "type": "Evidence", "name": name} for name in ("a", "b")]
    assert ("evidence[1].id", "same_node") == refused(badge(evidence=evidence))


def test_l09_the_same_node_twice_in_one_array_is_refused():
    evidence = [{"id": "urn:e", "type": "Evidence", "name": "a"}] * 2
    assert ("evidence", "repeated") == refused(badge(evidence=copy.deepcopy(evidence)))


def test_the_issuer_may_be_the_creator_in_full_in_part_or_by_name():
    issuer = badge()["issuer"]
    expected = canonical_nquads(with_achievement(creator={"id": issuer["id"]}))
    part = {"id": issuer["id"], "type": ["Profile"]}
    for creator in (issuer, part, {**issuer, "type": "Profile"}):
        assert expected == canonical_nquads(with_achievement(creator=creator))


def test_the_issuer_and_the_creator_of_the_standards_complete_example_are_one_party():
    party = {
        **badge()["issuer"],
        "address": {"type": ["Address"], "geo": {"type": "GeoCoordinates", "latitude": 1}},
        "otherIdentifier": [
            {"type": "IdentifierEntry", "identifier": number} for number in ("12345", "67890")
        ],
        "parentOrg": {"id": "did:example:1", "type": ["Profile"], "name": "Universités"},
    }
    issuer, creator = ({**party, "endorsement": [endorsement(number)]} for number in (1, 2))
    document = with_achievement(
        creator=creator, criteria={"id": "urn:uuid:achievement", "narrative": "x"}
    )
    document["issuer"] = issuer
    document["refreshService"] = {"id": "urn:uuid:badge", "type": "VerifiableCredential"}
    with pytest.raises(DataLoss):
        canonical_nquads(document)
    document["refreshService"] = {"id": "urn:uuid:badge", "type": "Evidence"}
    text = canonical_nquads(document)
    assert 2 == text.count("#GeoCoordinates> .\n")
    assert canonicalize_dataset(text).nquads == text
    dataset = expand_with_pyld(document, load=context)
    assert text == canonicalize(dataset, DOCUMENT_LIMITS).nquads


def test_what_is_written_twice_must_be_written_in_the_same_way():
    """The same statements either way: the tables compare what is written (ADR 0002)."""
    issuer = badge()["issuer"]
    otherwise = with_achievement(creator={**issuer, "name": [issuer["name"]]})
    assert "same_node" == refused(otherwise)[1]
    dataset = expand_with_pyld(otherwise, load=context)
    expected = canonical_nquads(with_achievement(creator=issuer))
    assert expected == canonicalize(dataset, DOCUMENT_LIMITS).nquads


def test_the_issuer_cannot_have_two_names():
    creator = {**badge()["issuer"], "name": "Autre"}
    assert "same_node" == refused(with_achievement(creator=creator))[1]


def test_one_node_may_be_two_things_that_share_no_member():
    related = {"id": "urn:uuid:achievement", "type": ["Related"], "version": "1"}
    assert '"1"' in canonical_nquads(with_achievement(related=[related]))


def test_two_endorsements_may_say_different_things_about_one_achievement():
    text = canonical_nquads(badge(endorsement=[endorsement(1), endorsement(2)]))
    assert 2 == text.count(
        "<urn:uuid:achievement> <https://purl.imsglobal.org/spec/vc/ob/vocab.ht"
        "ml#endorsementComment>"
    )


def test_l09_an_endorsement_cannot_lend_its_words_to_the_badge():
    inside = endorsement(1)
    inside["credentialSubject"]["name"] = "Maître du monde"
    assert "same_node" == refused(badge(endorsement=[inside]))[1]


def test_the_same_node_may_differ_between_graphs():
    proofs = [{"id": "urn:p", "type": "DataIntegrityProof", "proofValue": v} for v in ("za", "zb")]
    assert 2 == canonical_nquads(badge(proof=proofs)).count("#proofValue>")


@pytest.mark.parametrize(
    ("member", "value"),
    [
        ("image", {"id": "https://club.example/a.png", "type": "Image"}),
        ("narrative", "Un texte"),
        ("url", "https://club.example/"),
    ],
)
def test_l09_a_word_of_every_class_cannot_move_into_an_endorsement(member, value):
    """It fits into the endorsement's subject, and the badge would be shown without it."""
    inside = endorsement(1)
    inside["credentialSubject"]["id"] = "urn:a"
    document = with_achievement(id="urn:a", endorsement=[inside], **{member: value})
    assert canonical_nquads(document)
    achievement = document["credentialSubject"]["achievement"]
    achievement["endorsement"][0]["credentialSubject"][member] = achievement.pop(member)
    _, why = refused(document)
    assert "same_node" == why
    with pytest.raises(DataLoss):
        expand_with_pyld(document, load=context)
