"""Open Badges 2, hosted and signed: what is established, what is said, what is shown.

Expected values come from Open Badges 2.0 (IMS, 12 April 2018), sections "Verification" and
"Open Badges Vocabulary".
"""

import json
from datetime import UTC, datetime

import pytest

from badger.json_value import JsonObject
from badger.verify import Outcome, Question, Verdict, VerificationPolicy
from badger.verify.isolation import Desk, IsolatedJudge, Staff
from badger.verify.sources import OwnDocuments
from tests.attacks.png_files import itxt, png
from tests.open_badges_2 import (
    SALT,
    URN,
    OldIssuer,
    changed,
    codes,
    hashed_email,
    judge,
    pem,
)
from tests.world import EMAIL, World

HASHED = {"type": "email", "hashed": True, "salt": SALT, "identity": hashed_email()}


@pytest.fixture
def school(world: World) -> OldIssuer:
    """An issuer of Open Badges 2."""
    return OldIssuer(world)


def test_a_hosted_badge_is_attested_by_its_host_and_by_no_signature(world, school, now):
    report = judge(world, school.host(), now, recipient=EMAIL)

    assert Verdict.VERIFIED is report.verdict
    assert {
        "structure": "structure.open_badges_2",
        "proof": "proof.hosted",
        "issuer": "issuer.hosted",
        "refresh": "refresh.none",
        "status": "status.hosted",
        "validity": "validity.open",
        "recipient": "recipient.matches",
        "endorsements": "endorsements.none",
    } == codes(report)
    assert {"host": "ecole.example"} == report.finding("proof").facts
    assert {"format": "Open Badges 2", "way": "hosted"} == report.finding("structure").facts
    assert "unknown" == report.trust.state


def test_a_signed_badge_is_proved_by_the_key_of_the_hosted_profile(world, school, now):
    report = judge(world, school.sign(), now, recipient=EMAIL)

    assert Verdict.VERIFIED is report.verdict
    assert {
        "structure": "structure.open_badges_2",
        "proof": "proof.verified",
        "issuer": "issuer.bound",
        "refresh": "refresh.none",
        "status": "status.clear_undated",
        "validity": "validity.open",
        "recipient": "recipient.matches",
        "endorsements": "endorsements.none",
    } == codes(report)
    assert school.key_id == report.finding("proof").facts["method"]
    assert "RS256" == report.finding("proof").facts["cryptosuite"]


def test_what_is_shown_comes_from_the_hosted_documents(world, school, now):
    shown = judge(world, school.host(expires="2027-01-01T00:00:00Z"), now).credential

    assert shown is not None
    assert ("https://ecole.example/assertion/1", school.id) == (shown.id, shown.issuer.id)
    assert "L'école" == shown.issuer.name
    assert "Travail en équipe" == shown.achievement.name
    assert "Agit avec les autres." == shown.achievement.description
    assert {
        "id": "https://ecole.example/criteria",
        "narrative": "Trois gestes observés.",
    } == shown.achievement.criteria
    assert datetime(2026, 2, 1, 8, tzinfo=UTC) == shown.valid_from
    assert datetime(2027, 1, 1, tzinfo=UTC) == shown.valid_until
    assert ({"id": "https://ecole.example/travail", "narrative": "Un tournoi."},) == shown.evidence
    assert "Trois séances." == shown.subject["narrative"]
    subject = shown.document["credentialSubject"]
    assert {
        "tag": ["équipe"],
        "alignment": [{"targetName": "Coopérer", "targetUrl": "https://cadre.example/1"}],
    } == subject["achievement"]


def test_an_assertion_without_extras_is_shown_without_them(world, school, now):
    school.publish(changed(school.badge_class(), alignment=None, tags=None, criteria=None))
    document = school.publish(changed(school.assertion(), evidence=None, narrative=None))

    shown = judge(world, document, now).credential

    assert shown is not None
    assert ({}, ()) == (shown.achievement.criteria, shown.evidence)
    assert "narrative" not in shown.subject


@pytest.mark.parametrize(
    "context",
    [
        "https://w3id.org/openbadges/v2",
        "https://openbadgespec.org/v2/context.json",
        "https://purl.imsglobal.org/spec/ob/v2p1/context/ob_v2p1.jsonld",
        ["https://w3id.org/openbadges/v2", {"extra": "https://ecole.example/extra"}],
        ["https://w3id.org/openbadges/v2", "https://ecole.example/context"],
    ],
)
def test_the_contexts_of_2_0_and_2_1_are_read_and_never_fetched(world, school, now, context):
    report = judge(world, school.host(**{"@context": context}), now)

    assert Verdict.VERIFIED is report.verdict
    assert "https://ecole.example/context" not in world.fetched


@pytest.mark.parametrize("way", ["hosted", "HostedBadge"])
def test_both_names_of_the_hosted_way_are_read(world, school, now, way):
    document = school.publish(school.assertion(way))

    assert "proof.hosted" == codes(judge(world, document, now))["proof"]


@pytest.mark.parametrize("way", ["signed", "SignedBadge", ["SignedBadge", "Verification"]])
def test_both_names_of_the_signed_way_are_read(world, school, now, way):
    verification = {"type": way, "creator": school.key_id}
    token = school.sign(school.assertion("SignedBadge", verification=verification))

    assert "proof.verified" == codes(judge(world, token, now))["proof"]


def test_a_signed_badge_that_names_no_key_means_the_only_one(world, school, now):
    token = school.sign(school.assertion("SignedBadge", verification={"type": "SignedBadge"}))

    report = judge(world, token, now)

    assert Verdict.VERIFIED is report.verdict
    assert school.key_id == report.finding("issuer").facts["method"]


def test_a_signed_badge_that_names_no_key_among_two_names_none(world, school, now):
    other = school.publish(school.key_document(id="https://ecole.example/key/2"))
    school.publish(school.profile(publicKey=[school.key_id, other["id"]]))
    token = school.sign(school.assertion("SignedBadge", verification={"type": "SignedBadge"}))

    report = judge(world, token, now)

    assert Verdict.NOT_VERIFIED is report.verdict
    assert ("proof.not_the_issuers_key", "issuer.binding") == (
        codes(report)["proof"],
        codes(report)["issuer"],
    )


def test_a_key_written_out_in_the_profile_needs_no_page_of_its_own(world, school, now):
    school.publish(school.profile(publicKey=school.key_document()))
    del world.pages[school.key_id]

    assert Verdict.VERIFIED is judge(world, school.sign(), now).verdict


def test_a_key_without_a_name_beside_a_named_one_is_passed_over(world, school, now):
    school.publish(
        school.profile(publicKey=[{"publicKeyPem": pem(school.key)}, {"id": school.key_id}])
    )

    assert Verdict.VERIFIED is judge(world, school.sign(), now).verdict


def test_a_badge_class_without_an_address_stands_in_the_signed_assertion(world, school, now):
    badge = school.badge_class(id="urn:uuid:2f1c0e9a-6c53-4d36-9e6e-9ad3fca8f8c2")
    report = judge(world, school.sign(school.assertion("SignedBadge", badge=badge)), now)

    assert Verdict.VERIFIED is report.verdict
    assert report.credential is not None
    assert badge["id"] == report.credential.achievement.id


def test_a_badge_class_without_an_address_must_be_written_out(world, school, now):
    token = school.sign(school.assertion("SignedBadge", badge="urn:uuid:x"))

    report = judge(world, token, now)

    assert Verdict.INCONCLUSIVE is report.verdict
    assert report.credential is None


def test_what_stands_in_place_may_repeat_what_is_hosted(world, school, now):
    badge = {**school.badge_class(), "issuer": school.profile()}
    report = judge(world, school.sign(school.assertion("SignedBadge", badge=badge)), now)

    assert Verdict.VERIFIED is report.verdict


def test_a_hosted_badge_that_tells_its_class_otherwise_shows_the_hosted_class(world, school, now):
    report = judge(world, school.host(badge=school.badge_class(name="Faux")), now)

    assert Verdict.VERIFIED is report.verdict
    assert "issuer.hosted_otherwise" == codes(report)["issuer"]
    assert ["badge"] == report.finding("issuer").facts["differing"]
    assert report.credential is not None
    assert "Travail en équipe" == report.credential.achievement.name


def test_a_class_that_tells_its_issuer_otherwise_shows_the_hosted_profile(world, school, now):
    school.publish(school.badge_class(issuer=school.profile(name="Le ministère")))

    report = judge(world, school.host(), now)

    assert ["issuer"] == report.finding("issuer").facts["differing"]
    assert report.credential is not None
    assert "L'école" == report.credential.issuer.name


def test_a_file_older_than_the_page_shows_the_page(world, school, now):
    school.host()

    report = judge(world, school.assertion(narrative="autre"), now)

    assert Verdict.VERIFIED is report.verdict
    assert "proof.hosted_otherwise" == codes(report)["proof"]
    assert ["narrative"] == report.finding("proof").facts["differing"]
    assert "autre" not in json.dumps(report.credential.subject)


def test_the_address_of_a_hosted_badge_is_enough(world, school, now):
    address = str(school.host()["id"])

    assert Verdict.VERIFIED is judge(world, address.encode(), now).verdict


@pytest.mark.parametrize(
    "scope",
    [
        {"startsWith": "https://ecole.example/assertion/"},
        {"startsWith": ["https://other.example/", "https://ecole.example/"]},
        {"allowedOrigins": "ecole.example"},
        {"allowedOrigins": ["other.example", "https://Ecole.example"]},
        {"verificationProperty": "id", "startsWith": "https://ecole.example/"},
        {"startsWith": "https://ecole.example/", "allowedOrigins": "ecole.example"},
    ],
)
def test_a_profile_says_where_its_badges_stand(world, school, now, scope):
    school.publish(school.profile(verification=scope))

    assert "issuer.hosted" == codes(judge(world, school.host(), now))["issuer"]


@pytest.mark.parametrize(
    "scope",
    [
        {"allowedOrigins": "badges.example"},
        {"startsWith": "https://badges.example/"},
        {"allowedOrigins": ["ecole.example", "badges.example"]},
    ],
)
def test_badges_may_stand_on_another_host_that_the_profile_names(world, school, now, scope):
    school.publish(school.profile(verification=scope))
    report = judge(world, school.host(id="https://badges.example/a/1"), now)

    assert Verdict.VERIFIED is report.verdict
    assert "badges.example" == report.finding("proof").facts["host"]


@pytest.mark.parametrize(
    "scope",
    [
        {"allowedOrigins": "badges.example"},
        {"allowedOrigins": ["xn--"]},
        {"startsWith": "https://ecole.example/other/"},
        {"startsWith": "ecole.example"},
        {"startsWith": "https://ecole.example/", "allowedOrigins": "badges.example"},
    ],
)
def test_a_badge_outside_of_what_the_profile_says_is_refused(world, school, now, scope):
    school.publish(school.profile(verification=scope))

    report = judge(world, school.host(), now)

    assert Verdict.NOT_VERIFIED is report.verdict
    assert "issuer.scope" == codes(report)["issuer"]
    assert {"host": "ecole.example", "issuer_host": "ecole.example"} == (
        report.finding("issuer").facts
    )


@pytest.mark.parametrize("path", ["a/../../x", "a/%2e%2e/x", "./x"])
def test_steps_in_a_path_lead_out_of_every_scope(world, school, now, path):
    school.publish(school.profile(verification={"startsWith": "https://ecole.example/a/"}))

    report = judge(world, school.host(id=f"https://ecole.example/a/{path}"), now)

    assert "issuer.scope" == codes(report)["issuer"]


def test_another_scope_than_by_id_is_not_guessed(world, school, now):
    school.publish(school.profile(verification={"verificationProperty": "badge"}))

    report = judge(world, school.host(), now)

    assert "issuer.malformed_document" == codes(report)["issuer"]


@pytest.mark.parametrize("page", [b"<!doctype html>", b"[]", b"{"])
def test_a_page_that_is_no_document_leaves_the_badge_open(world, school, now, page):
    document = school.host()
    world.pages[school.badge] = page

    report = judge(world, document, now)

    assert (Verdict.INCONCLUSIVE, "fetch.unreadable") == (report.verdict, codes(report)["issuer"])
    assert report.credential is None


@pytest.mark.parametrize(
    ("name", "document"),
    [
        ("badge", {"type": "Profile"}),
        ("badge", {"name": ""}),
        ("badge", {"@context": "https://w3id.org/openbadges/v1"}),
        ("issuer", {"type": "BadgeClass"}),
        ("issuer", {"name": 5}),
    ],
)
def test_a_wrong_document_of_the_issuer_is_named(world, school, now, name, document):
    whole = school.badge_class() if name == "badge" else school.profile()
    school.publish({**whole, **document})

    report = judge(world, school.host(), now)

    assert (Verdict.NOT_VERIFIED, "issuer.malformed_document") == (
        report.verdict,
        codes(report)["issuer"],
    )
    assert name == report.finding("issuer").facts["part"]


def test_a_document_that_calls_itself_otherwise_is_refused(world, school, now):
    world.publish(school.badge, school.badge_class(id="https://ecole.example/badge/2"))

    assert "issuer.other_document" == codes(judge(world, school.host(), now))["issuer"]


@pytest.mark.parametrize(
    ("members", "code"),
    [
        ({"publicKeyPem": ""}, "key.malformed"),
        (
            {"publicKeyPem": "-----BEGIN PUBLIC KEY-----\nAAAA\n-----END PUBLIC KEY-----"},
            "key.malformed",
        ),
        ({"type": "Key"}, "key.malformed"),
    ],
)
def test_a_key_that_cannot_be_read_is_no_key(world, school, now, members, code):
    school.publish(school.key_document(**members))

    report = judge(world, school.sign(), now)

    assert Verdict.NOT_VERIFIED is report.verdict
    assert code in codes(report).values()
    assert report.credential is None


def test_without_a_list_nothing_says_that_a_signed_badge_can_be_withdrawn(world, school, now):
    school.publish(changed(school.profile(), revocationList=None))

    assert "status.none" == codes(judge(world, school.sign(), now))["status"]


@pytest.mark.parametrize(
    ("entry", "reason"),
    [
        (URN, ""),
        ({"id": URN, "revocationReason": "Erreur"}, "Erreur"),
        ({"uid": "abc"}, ""),
    ],
)
def test_a_badge_in_the_list_is_withdrawn(world, school, now, entry, reason):
    school.publish(school.revocation_list("urn:uuid:other", entry))
    token = school.sign(school.assertion("SignedBadge", uid="abc"))

    report = judge(world, token, now)

    assert (Verdict.NOT_VERIFIED, "status.revoked") == (report.verdict, codes(report)["status"])
    assert {"reason": reason} == report.finding("status").facts
    assert report.credential is not None


@pytest.mark.parametrize("members", [{"id": None}, {"issuer": None}, {"id": None, "issuer": None}])
def test_a_list_on_the_issuers_host_need_not_name_itself(world, school, now, members):
    world.publish(school.list, changed(school.revocation_list(), **members))

    assert "status.clear_undated" == codes(judge(world, school.sign(), now))["status"]


def test_a_list_elsewhere_that_names_no_issuer_is_nobodys(world, school, now):
    url = "https://lists.example/1"
    world.publish(url, changed(school.revocation_list(id=url), issuer=None))
    school.publish(school.profile(revocationList=url))

    report = judge(world, school.sign(), now)

    assert (Verdict.INCONCLUSIVE, "status.other_issuer") == (
        report.verdict,
        codes(report)["status"],
    )


@pytest.mark.parametrize(
    ("members", "code"),
    [
        ({"id": "https://ecole.example/revoked/2"}, "status.other_list"),
        ({"revokedAssertions": [{}]}, "status.malformed"),
        ({"revokedAssertions": [5]}, "status.malformed"),
        ({"revokedAssertions": {}}, "status.malformed"),
        ({"type": "Profile"}, "status.malformed"),
    ],
)
def test_a_list_that_cannot_be_read_leaves_the_status_open(world, school, now, members, code):
    world.publish(school.list, school.revocation_list(**members))

    report = judge(world, school.sign(), now)

    assert (Verdict.INCONCLUSIVE, code) == (report.verdict, codes(report)["status"])


def test_a_hosted_badge_says_itself_that_it_was_withdrawn(world, school, now):
    document = school.host(revoked=True, revocationReason="Erreur")

    report = judge(world, document, now)

    assert (Verdict.NOT_VERIFIED, "status.revoked") == (report.verdict, codes(report)["status"])
    assert {"reason": "Erreur"} == report.finding("status").facts


STUB: JsonObject = {
    "@context": "https://w3id.org/openbadges/v2",
    "type": "Assertion",
    "id": "https://ecole.example/assertion/1",
    "revoked": True,
    "revocationReason": "Erreur",
}


@pytest.mark.parametrize("presented", ["file", "stub", "address"])
def test_a_withdrawn_badge_may_have_lost_all_but_its_id(world, school, now, presented):
    world.publish(str(STUB["id"]), STUB)
    shown = {"file": school.assertion(), "stub": STUB, "address": str(STUB["id"]).encode()}

    report = judge(world, shown[presented], now)

    assert Verdict.NOT_VERIFIED is report.verdict
    assert "status.revoked" in codes(report).values()
    assert report.credential is None


@pytest.mark.parametrize("body", [STUB, {"revoked": True}])
def test_a_host_that_answers_410_may_say_why(world, school, now, body):
    document = school.assertion()
    world.gone[str(document["id"])] = json.dumps(body).encode()

    report = judge(world, document, now)

    assert (Verdict.NOT_VERIFIED, "status.revoked") == (report.verdict, codes(report)["proof"])


@pytest.mark.parametrize(
    "body", [b"", b"Gone", b"{}", b'{"revoked":true,"id":"https://ecole.example/assertion/2"}']
)
def test_a_410_that_does_not_speak_of_the_badge_leaves_it_open(world, school, now, body):
    document = school.assertion()
    world.gone[str(document["id"])] = body

    report = judge(world, document, now)

    assert (Verdict.INCONCLUSIVE, "fetch.status") == (report.verdict, codes(report)["proof"])


@pytest.mark.parametrize("days", [{"expires": "2026-03-14T09:29:59Z"}])
def test_a_badge_after_its_end_has_expired(world, school, now, days):
    report = judge(world, school.host(**days), now)

    assert (Verdict.NOT_VERIFIED, "validity.expired") == (
        report.verdict,
        codes(report)["validity"],
    )


@pytest.mark.parametrize(
    ("members", "code"),
    [
        ({"issuedOn": "2026-02-01"}, "validity.malformed"),
        ({"issuedOn": "2026-02-01T08:00:00"}, "validity.malformed"),
        ({"expires": "demain"}, "validity.malformed"),
        ({"expires": "2026-01-01T00:00:00Z"}, "validity.reversed"),
        ({"issuedOn": None}, "structure.open_badges_2_shape"),
        ({"recipient": []}, "structure.open_badges_2_shape"),
        ({"recipient": {"type": "email", "identity": "x"}}, "structure.open_badges_2_shape"),
        ({"badge": {}}, "structure.open_badges_2_shape"),
        ({"badge": "javascript:alert(1)"}, "structure.open_badges_2_shape"),
        ({"verification": {"type": "Other"}}, "structure.open_badges_2_shape"),
        ({"verification": {"type": ["hosted", "signed"]}}, "structure.open_badges_2_shape"),
        ({"verification": None}, "structure.open_badges_2_shape"),
        ({"type": "BadgeClass"}, "structure.open_badges_2_shape"),
        ({"@context": ["https://w3id.org/openbadges/v2", {"issuedOn": "x:y"}]}, None),
    ],
)
def test_an_assertion_out_of_shape_is_refused_before_anything_is_fetched(
    world, school, now, members, code
):
    report = judge(world, changed(school.assertion(), **members), now)

    assert Verdict.NOT_VERIFIED is report.verdict
    assert (code or "structure.open_badges_2_shape") == codes(report)["structure"]
    assert [] == world.fetched


def test_a_date_that_the_host_shows_otherwise_is_read_there(world, school, now):
    school.host(issuedOn="2026-02-01")

    assert "validity.malformed" == codes(judge(world, school.assertion(), now))["proof"]


@pytest.mark.parametrize(
    ("recipient", "code"),
    [
        ({}, "recipient.matches"),
        ({"identity": hashed_email(method="md5")}, "recipient.matches"),
        ({"hashed": False, "identity": EMAIL}, "recipient.matches"),
        ({"identity": hashed_email("autre@exemple.fr")}, "recipient.other_person"),
        ({"salt": "poivre"}, "recipient.other_person"),
        ({"identity": hashed_email(method="sha1")}, "recipient.unsupported_hash"),
        ({"identity": EMAIL}, "recipient.unsupported_hash"),
        ({"type": "telephone", "hashed": False, "identity": "+33"}, "recipient.no_address"),
        ({"type": "url", "identity": hashed_email()}, "recipient.no_address"),
    ],
)
def test_the_person_is_compared_as_the_badge_names_them(world, school, now, recipient, code):
    report = judge(world, school.host(recipient={**HASHED, **recipient}), now, recipient=EMAIL)

    assert code == codes(report)["recipient"]
    verdicts = {"recipient.matches": "verified", "recipient.other_person": "not_verified"}
    assert verdicts.get(code, "inconclusive") == report.verdict.value


def test_another_identifier_than_an_address_is_compared_as_it_is(world, school, now):
    recipient = {"type": "telephone", "hashed": False, "identity": "+33 1"}

    report = judge(world, school.host(recipient=recipient), now, recipient="+33 1")

    assert "recipient.matches" == codes(report)["recipient"]
    assert "identifier" not in report.credential.subject


def test_endorsements_are_counted_and_not_followed(world, school, now):
    school.publish(school.badge_class(endorsement=["https://a.example/1", "https://a.example/2"]))
    school.publish(school.profile(endorsement="https://a.example/3"))

    finding = judge(world, school.host(endorsement=["https://a.example/4"]), now).finding(
        "endorsements"
    )

    assert (Outcome.NOT_APPLICABLE, "endorsements.not_followed") == (finding.outcome, finding.code)
    assert {"total": 4} == finding.facts
    assert not any(address.startswith("https://a.example") for address in world.fetched)


def test_open_badges_1_is_named(world, school, now):
    old = {
        "uid": "1",
        "recipient": HASHED,
        "badge": school.badge,
        "verify": {"type": "hosted", "url": "https://ecole.example/1"},
    }

    report = judge(world, old, now)

    assert (Verdict.INCONCLUSIVE, "structure.unsupported_format") == (
        report.verdict,
        codes(report)["structure"],
    )
    assert {"format": "Open Badges 1"} == report.finding("structure").facts


def test_a_verifying_process_answers_the_same(world, school, now):
    gone = school.assertion(id="https://ecole.example/assertion/2")
    world.gone[str(gone["id"])] = b'{"revoked": true}'
    address = str(school.host()["id"]).encode()
    shown = [
        json.dumps(school.assertion(narrative="autre")).encode(),
        school.sign(),
        json.dumps(gone).encode(),
        png(itxt(address, keyword=b"openbadges")),
        json.dumps(school.assertion(id="https://ecole.example/never")).encode(),
    ]
    desk = Desk(own=OwnDocuments(lambda _address: None), fetcher=world)
    isolated = IsolatedJudge(desk, staff=Staff(most=1))
    isolated.warm()

    try:
        for data in shown:
            question = Question(data=data, policy=VerificationPolicy(recipient=EMAIL), now=now)
            assert judge(world, data, now, recipient=EMAIL) == isolated.answer(question).report
    finally:
        isolated.close()
