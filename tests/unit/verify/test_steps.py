"""The steps on ordinary badges: formats, dates, recipients."""

from datetime import datetime, timedelta

import pytest

from badger.verify import Outcome, Verdict, VerificationPolicy
from badger.verify.steps import unanswered
from tests.world import EMAIL, ISSUED, World, badge_document


def test_an_ordinary_badge_is_verified(world: World, now: datetime):
    report = world.verify(world.issue_revocable(), now)

    assert Verdict.VERIFIED is report.verdict
    assert [
        "structure.conforms",
        "proof.verified",
        "issuer.bound",
        "refresh.none",
        "status.clear",
        "validity.open",
        "recipient.not_asked",
        "endorsements.none",
    ] == [finding.code for finding in report.findings]


def test_an_issuer_under_an_https_address_is_verified(world: World, now: datetime):
    issuer = world.new_issuer("https://club.example/issuers/1")

    assert Verdict.VERIFIED is world.verify(world.issue_badge(issuer), now).verdict


def test_a_credential_with_an_unsigned_term_is_not_verified(world: World, now: datetime):
    document = world.issue_badge()
    document["credentialSubject"]["achievement"]["secretGrade"] = "A+"

    assert "proof.data_loss" == world.verify(document, now).finding("proof").code


def test_an_issuer_that_cannot_be_reached_leaves_everything_open(world: World, now: datetime):
    document = world.issue_badge()
    world.down["https://club.example/.well-known/did.json"] = "fetch.timeout"

    report = world.verify(document, now)

    assert Verdict.INCONCLUSIVE is report.verdict
    assert (Outcome.UNDETERMINED, "fetch.timeout") == (
        report.finding("proof").outcome,
        report.finding("proof").code,
    )
    assert {Outcome.NOT_RUN} == {one.outcome for one in report.findings[2:]}
    assert report.credential is None


@pytest.mark.parametrize(
    ("document", "name"),
    [
        ({"@context": ["https://w3id.org/openbadges/v1"]}, "Open Badges 1"),
        ({"recipient": {}, "badge": "https://a.example/1", "verify": {}}, "Open Badges 1"),
        ({"recipient": "sha256$0", "badge": {"version": "0.5.0"}}, "Open Badges 1"),
        ({"@context": ["x"], "type": "EnvelopedVerifiableCredential"}, None),
        ({"@context": [{}], "type": [7, "VerifiablePresentation"]}, "VerifiablePresentation"),
    ],
)
def test_another_format_is_not_called_wrong(
    world: World, now: datetime, document: dict, name: str | None
):
    report = world.verify(document, now)

    assert Verdict.INCONCLUSIVE is report.verdict
    assert "structure.unsupported_format" == report.finding("structure").code
    assert (name or document["type"]) == report.finding("structure").facts["format"]


@pytest.mark.parametrize("document", [{"@context": []}, {"type": []}, {"type": "Badge"}])
def test_json_that_is_no_badge_is_not_verified(world: World, now: datetime, document: dict):
    assert Verdict.NOT_VERIFIED is world.verify(document, now).verdict


@pytest.mark.parametrize(
    ("types", "kind"),
    [
        (["VerifiableCredential"], "VerifiableCredential"),
        ("VerifiableCredential", "VerifiableCredential"),
        (["VerifiableCredential", "Licence", "Permis"], "Licence, Permis"),
    ],
)
def test_a_credential_that_is_no_badge_is_named_and_not_called_wrong(
    world: World, now: datetime, types: object, kind: str
):
    document = world.issue_badge()
    document["type"] = types

    report = world.verify(document, now)

    assert Verdict.INCONCLUSIVE is report.verdict
    assert report.credential is None
    found = report.finding("structure")
    assert ("structure.not_a_badge", {"kind": kind}) == (found.code, found.facts)


def test_a_document_of_no_type_that_is_known_is_no_badge(world: World, now: datetime):
    document = world.issue_badge()
    document["type"] = ["Badge"]

    assert "structure.type" == world.verify(document, now).finding("structure").code


def test_a_badge_about_nobody_is_not_verified(world: World, now: datetime):
    document = badge_document(world.club.id)
    del document["credentialSubject"]["id"], document["credentialSubject"]["identifier"]

    report = world.verify(world.club.sign(document), now)

    assert "structure.subject" == report.finding("structure").code


def test_a_badge_that_breaks_the_schema_says_where(world: World, now: datetime):
    document = world.issue_badge()
    del document["credentialSubject"]["achievement"]["criteria"]

    finding = world.verify(document, now).finding("structure")

    assert "structure.schema" == finding.code
    assert "/credentialSubject/achievement" in finding.facts["path"]


@pytest.mark.parametrize(
    ("seconds", "code"),
    [(-301, "validity.not_yet"), (-300, "validity.open"), (0, "validity.open")],
)
def test_t08_only_a_start_in_the_future_is_forgiven_five_minutes(
    world: World, now: datetime, seconds: int, code: str
):
    at = ISSUED + timedelta(seconds=seconds)
    created = ISSUED - timedelta(days=1)

    report = world.verify(world.issue_badge(created=created), at)

    assert code == report.finding("validity").code


@pytest.mark.parametrize(("seconds", "code"), [(0, "validity.current"), (1, "validity.expired")])
def test_t08_the_last_instant_is_included_and_nothing_after(
    world: World, now: datetime, seconds: int, code: str
):
    document = world.issue_badge(validUntil="2026-03-14T09:30:00Z")

    report = world.verify(document, now + timedelta(seconds=seconds))

    assert code == report.finding("validity").code


@pytest.mark.parametrize(
    ("until", "code"),
    [("2026-03-01T08:00:00Z", None), ("2026-03-01T07:59:59Z", "validity.reversed")],
)
def test_t08_a_badge_may_last_an_instant_and_not_less(world: World, until: str, code: str | None):
    report = world.verify(world.issue_badge(validUntil=until), ISSUED)

    assert (code or "structure.conforms") == report.finding("structure").code


@pytest.mark.parametrize(
    "text",
    [
        "2026-03-14",
        "2026-03-14T09:30:00",
        "2026-03-14T09:30:00z",
        "2026-03-14 09:30:00Z",
        "20260314T093000Z",
        "2026-03-14T09:30:60Z",
        "2026-02-30T00:00:00Z",
        "0000-01-01T00:00:00Z",
        "10000-01-01T00:00:00Z",
        "0001-01-01T00:00:00+14:00",
        "9999-12-31T23:59:59-14:00",
        "2026-W11-6T00:00:00Z",
        "2030-01-01T24:00:00Z",
    ],
)
def test_t07_a_time_that_is_no_stamp_is_refused(world: World, now: datetime, text: str):
    report = world.verify(world.issue_badge(validUntil=text, cryptosuite="eddsa-jcs-2022"), now)

    assert Verdict.NOT_VERIFIED is report.verdict
    assert Outcome.FAILED is report.finding("structure").outcome


@pytest.mark.parametrize(
    "text", ["2030-01-01T00:00:00.123456789+14:00", "2030-01-01T00:00:00-00:00"]
)
def test_t07_odd_but_good_stamps_are_read(world: World, now: datetime, text: str):
    assert Verdict.VERIFIED is world.verify(world.issue_badge(validUntil=text), now).verdict


def test_a_verification_that_was_stopped_says_nothing_of_the_badge():
    first, *others = unanswered("limits.time", seconds=5)

    assert ("structure", Outcome.UNDETERMINED, "limits.time") == (
        first.step,
        first.outcome,
        first.code,
    )
    assert {"seconds": 5} == first.facts
    assert [(Outcome.NOT_RUN, "step.not_run")] * 7 == [(one.outcome, one.code) for one in others]


def _asked(world: World, now: datetime, recipient: str, **members: object) -> tuple[Verdict, str]:
    document = world.issue_badge(**members)
    policy = VerificationPolicy(recipient=recipient)
    report = world.verify(document, now, policy=policy)
    return report.verdict, report.finding("recipient").code


def test_the_person_that_is_expected_is_recognised_by_address(world: World, now: datetime):
    assert (Verdict.VERIFIED, "recipient.matches") == _asked(world, now, EMAIL)


def test_the_person_that_is_expected_is_recognised_by_subject_id(world: World, now: datetime):
    subject = badge_document(world.club.id)["credentialSubject"]["id"]

    assert (Verdict.VERIFIED, "recipient.matches") == _asked(world, now, subject)


def test_the_badge_of_somebody_else_is_not_verified(world: World, now: datetime):
    answer = _asked(world, now, "quelqu-un@exemple.fr")

    assert (Verdict.NOT_VERIFIED, "recipient.other_person") == answer


def test_a_badge_without_address_leaves_the_person_open(world: World, now: datetime):
    subject = badge_document(world.club.id)["credentialSubject"]
    del subject["identifier"]

    answer = _asked(world, now, EMAIL, credentialSubject=subject)
    assert (Verdict.INCONCLUSIVE, "recipient.no_address") == answer
    other = _asked(world, now, "urn:uuid:1", credentialSubject=subject)
    assert (Verdict.NOT_VERIFIED, "recipient.other_person") == other


def test_an_endorsement_as_jwt_is_counted_and_not_judged(world: World, now: datetime):
    report = world.verify(world.issue_badge(endorsementJwt=["a.b.c"]), now)

    assert Verdict.VERIFIED is report.verdict
    finding = report.finding("endorsements")
    assert "endorsements.not_all_verified" == finding.code
    assert (0, 1) == (finding.facts["verified"], finding.facts["total"])
