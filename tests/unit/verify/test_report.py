"""The report: what the verdict is derived from, and its JSON."""

from datetime import UTC, datetime

import pytest

from badger.verify import Finding, Outcome, Report, Verdict, to_json
from badger.verify.report import STEP_NAMES, verdict_of, worst_of
from badger.verify.steps import STEPS, gates_passed
from tests.world import MODEL, World

AT = datetime(2026, 3, 14, 9, 30, tzinfo=UTC)


def _findings(*outcomes: Outcome) -> tuple[Finding, ...]:
    return tuple(Finding("status", outcome, "status.none") for outcome in outcomes)


@pytest.mark.parametrize(
    ("outcomes", "verdict"),
    [
        ((), Verdict.NOT_VERIFIED),
        ((Outcome.PASSED,), Verdict.VERIFIED),
        ((Outcome.PASSED, Outcome.NOT_APPLICABLE), Verdict.VERIFIED),
        ((Outcome.PASSED, Outcome.UNDETERMINED), Verdict.INCONCLUSIVE),
        ((Outcome.UNDETERMINED, Outcome.FAILED, Outcome.PASSED), Verdict.NOT_VERIFIED),
        ((Outcome.UNDETERMINED, Outcome.NOT_RUN), Verdict.INCONCLUSIVE),
    ],
)
def test_the_verdict_follows_from_the_findings(outcomes, verdict: Verdict):
    assert verdict is verdict_of(_findings(*outcomes))
    assert verdict is Report(findings=_findings(*outcomes), checked_at=AT).verdict


@pytest.mark.parametrize(
    ("verdicts", "worst"),
    [
        ((), Verdict.NOT_VERIFIED),
        ((Verdict.VERIFIED,), Verdict.VERIFIED),
        ((Verdict.VERIFIED, Verdict.INCONCLUSIVE), Verdict.INCONCLUSIVE),
        ((Verdict.INCONCLUSIVE, Verdict.NOT_VERIFIED, Verdict.VERIFIED), Verdict.NOT_VERIFIED),
    ],
)
def test_documents_shown_together_are_as_good_as_the_worst_and_none_is_not_verified(
    verdicts, worst
):
    assert worst is worst_of(verdicts)


def test_the_steps_stand_in_the_order_of_the_standard():
    assert STEP_NAMES == tuple(step.name for step in STEPS)


def test_no_finding_is_no_passed_gate():
    assert gates_passed(()) is False


def test_the_json_of_a_verified_badge_has_the_members_that_others_script(
    world: World, now: datetime
):
    report = world.verify(world.issue_badge(validUntil="2027-03-01T08:00:00+01:00"), now)

    document = to_json(report)

    assert ["verdict", "trust", "checked_at", "findings", "credential", "endorsement"] == list(
        document
    )
    assert "verified" == document["verdict"]
    assert {
        "state": "unknown",
        "list": None,
        "name": None,
        "since": None,
        "until": None,
        "as_of": "2026-03-01",
        "lookalike": None,
        "warnings": [],
        "recognitions": [],
    } == document["trust"]
    assert "2026-03-14T09:30:00Z" == document["checked_at"]
    assert list(STEP_NAMES) == [one["step"] for one in document["findings"]]
    assert all(["step", "outcome", "code", "facts"] == list(one) for one in document["findings"])
    credential = document["credential"]
    assert [
        "id",
        "issuer",
        "achievement",
        "subject",
        "results",
        "evidence",
        "validFrom",
        "validUntil",
    ] == list(credential)
    assert {"id": "did:web:club.example", "name": "Le club"} == credential["issuer"]
    assert {
        "id": MODEL,
        "name": "Esprit d'équipe",
        "description": "Agit avec et pour son équipe.",
        "criteria": {"narrative": "Trois gestes observés par deux personnes."},
        "achievementType": None,
        "nature": "unsaid",
    } == credential["achievement"]
    assert "2026-03-01T08:00:00Z" == credential["validFrom"]
    assert "2027-03-01T07:00:00Z" == credential["validUntil"]
    assert ["Geste 1", "Geste 2", "Geste 3"] == [one["name"] for one in credential["results"]]
    assert {"en autonomie"} == {one["level"] for one in credential["results"]}


def test_nothing_of_a_badge_that_failed_a_gate_is_in_the_json(world: World, now: datetime):
    document = world.issue_badge()
    document["name"] = "Un autre nom"

    shown = to_json(world.verify(document, now))

    assert "not_verified" == shown["verdict"]
    assert shown["credential"] is None
    assert "Esprit" not in str(shown)


def test_a_revoked_badge_is_still_shown_as_what_it_was(world: World, now: datetime):
    report = world.verify(world.issue_badge(validUntil="2026-03-14T09:29:59Z"), now)

    assert Verdict.NOT_VERIFIED is report.verdict
    assert "validity.expired" == report.finding("validity").code
    assert "Esprit d'équipe" == to_json(report)["credential"]["achievement"]["name"]


def test_a_result_without_description_keeps_its_words(world: World, now: datetime):
    def forget(unsigned: dict) -> None:
        del unsigned["credentialSubject"]["achievement"]["resultDescription"]

    report = world.verify(world.issue_badge(change=forget), now)

    assert {None} == {one["level"] for one in report.credential.results}
