"""What partners and achievements publish, and the French sentences in credentials."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from badger.credentials.did import did_web_url, verification_method
from badger.issuer.achievements import (
    AchievementUnknown,
    AlignmentDraft,
    draft_achievement,
    publish_achievement,
)
from badger.issuer.addresses import Addresses
from badger.issuer.partners import PartnerUnknown
from badger.issuer.people_queries import active_key
from badger.issuer.profiles import achievement_document, issuer_document
from badger.issuer.wordings import evidence_narrative, french_day, french_days
from badger.schemas import conforms
from tests.factories import (
    ADDRESSES,
    KEYRING,
    NOW,
    RULE,
    make_badge,
    make_partner,
    make_scene,
    team_spirit_draft,
)


def test_the_issuer_publishes_its_key_and_its_name(db):
    partner = make_partner(db)
    did = ADDRESSES.issuer_did(partner.slug)

    document = issuer_document(db, partner.slug, ADDRESSES)

    key = active_key(db, partner.id).public_multikey
    method = verification_method(document, f"{did}#{key}")
    assert (did, key, None, None) == (
        document["id"],
        method.key.to_multikey(),
        method.expires,
        method.revoked,
    )
    assert "assertionMethod" in method.relationships
    assert ("Club omnisports du Bocage (exemple)", ADDRESSES.issuer_page(partner.slug)) == (
        document["name"],
        document["url"],
    )


def test_q05_q06_retired_and_compromised_keys_stay_published_with_their_dates(db):
    partner = make_partner(db)
    first = active_key(db, partner.id)
    KEYRING.rotate(db, partner.id, actor="test", now=NOW)
    second = active_key(db, partner.id)
    later = NOW + timedelta(days=1)
    KEYRING.declare_compromised(db, second.id, actor="test", now=later)
    did = ADDRESSES.issuer_did(partner.slug)

    document = issuer_document(db, partner.slug, ADDRESSES)

    dates = [
        (method.expires, method.revoked)
        for key in (first, second)
        for method in [verification_method(document, f"{did}#{key.public_multikey}")]
    ]
    second = timedelta(seconds=1)
    assert [(NOW + second, None), (later + second, later)] == dates
    assert 3 + 3 == len(document["verificationMethod"])


def test_an_unknown_partner_publishes_nothing(db):
    with pytest.raises(PartnerUnknown):
        issuer_document(db, "none", ADDRESSES)


def test_f1_ac6_a_version_is_published_as_an_achievement(db):
    partner = make_partner(db)
    version = make_badge(
        db,
        partner.id,
        alignments=(
            AlignmentDraft("Travailler en équipe", "https://example.org/clea/3", "CléA", "3"),
            AlignmentDraft("Autre", "https://example.org/autre"),
        ),
    )

    document = achievement_document(db, version.id, ADDRESSES)

    assert conforms(document, "Achievement")
    assert ADDRESSES.achievement(version.achievement_id, 1) == document["id"]
    assert [
        {
            "type": ["Alignment"],
            "targetName": "Travailler en équipe",
            "targetUrl": "https://example.org/clea/3",
            "targetCode": "3",
            "targetFramework": "CléA",
        },
        {"type": ["Alignment"], "targetName": "Autre", "targetUrl": "https://example.org/autre"},
    ] == document["alignment"]


def test_a_draft_is_not_published(db):
    partner = make_partner(db)
    version = draft_achievement(db, team_spirit_draft(partner.id), actor="test", now=NOW)

    for version_id in (version.id, "none"):
        with pytest.raises(AchievementUnknown):
            achievement_document(db, version_id, ADDRESSES)


def test_the_whole_rule_is_said(db):
    partner = make_partner(db)
    rule = replace(
        RULE,
        criteria_needed=1,
        observers_needed=1,
        distinct_roles=1,
        sessions_needed=2,
        required_roles=("tuteur",),
        peer_feedback=True,
        reflection=True,
    )
    draft = team_spirit_draft(partner.id, rule=rule)
    version = draft_achievement(db, draft, actor="test", now=NOW)
    publish_achievement(db, version.id, actor="test", now=NOW)

    narrative = achievement_document(db, version.id, ADDRESSES)["criteria"]["narrative"]

    assert (
        "Il faut au moins : 1 critère vu « avec appui » ou au-delà, 1 observateur, 1 rôle, "
        "2 séances, avec le regard de : tuteur, une auto-évaluation, un avis de pair, "
        "une note réflexive."
    ) in narrative


def test_a_rule_without_self_assessment_does_not_speak_of_it(db):
    version = make_badge(db, make_partner(db).id, rule=replace(RULE, self_assessment=False))

    narrative = achievement_document(db, version.id, ADDRESSES)["criteria"]["narrative"]

    assert "2 observateurs, 2 rôles différents." in narrative


def test_the_stage_of_an_immersion_is_said(db):
    session = make_scene(db).session
    session.stage = "accompagnee"

    assert (
        "Un match de football à effectif réduit (étape accompagnée), le 12 mars 2026 "
        "à Bocage d'exemple (gymnase). Vu par : tuteur."
    ) == evidence_narrative(session, ["tuteur"])


@pytest.mark.parametrize(
    ("first", "last", "expected"),
    [
        (date(2026, 8, 1), date(2026, 8, 1), "le 1er août 2026"),
        (date(2026, 2, 28), date(2026, 12, 2), "du 28 février 2026 au 2 décembre 2026"),
    ],
)
def test_days_are_written_in_french(first, last, expected):
    assert expected == french_days(first, last)
    assert "31 janvier 2026" == french_day(date(2026, 1, 31))


@pytest.mark.parametrize(
    ("base", "did", "document"),
    [
        (
            "http://localhost:8000",
            "did:web:localhost%3A8000:issuers:club",
            "https://localhost:8000/issuers/club/did.json",
        ),
        (
            "https://badges.example.org",
            "did:web:badges.example.org:issuers:club",
            "https://badges.example.org/issuers/club/did.json",
        ),
        (
            "https://example.org/badges",
            "did:web:example.org:badges:issuers:club",
            "https://example.org/badges/issuers/club/did.json",
        ),
    ],
)
def test_a_did_leads_to_the_address_of_its_document(base, did, document):
    addresses = Addresses(base)

    assert did == addresses.issuer_did("club")
    assert document == did_web_url(did)
    assert document == addresses.issuer_document("club").replace("http://", "https://")
