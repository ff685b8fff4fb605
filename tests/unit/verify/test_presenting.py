"""A presentation that its holder signed, as a library judges it: no test mode, no server."""

from datetime import datetime
from typing import Any

from badger.credentials.did import did_key
from badger.json_value import JsonObject
from badger.verify import (
    PresentationReport,
    Verdict,
    VerificationPolicy,
    verify_presentation,
    verify_unsigned_presentation,
)
from tests.vc_api import presentation, signed_for
from tests.world import Issuer, World, new_key

ASKED = VerificationPolicy(challenge="c", domain="d.example")


def _signed(holder: Issuer, document: JsonObject, **more: Any) -> JsonObject:
    own = {"verificationMethod": holder.method, "challenge": "c", "domain": "d.example"}
    return signed_for(document, holder.key, **{**own, **more})


def _report(
    world: World, document: JsonObject, now: datetime, policy: VerificationPolicy = ASKED
) -> PresentationReport:
    return verify_presentation(document, policy, resolver=world.resolver, now=now)


def _publish_for_authentication(holder: Issuer) -> None:
    document = holder.document()
    holder.publish({**document, "authentication": document["assertionMethod"]})


def test_badges_are_shown_by_their_holder_for_one_reader(world: World, now: datetime):
    holder = world.new_issuer("did:web:ana.example")
    _publish_for_authentication(holder)
    shown = _signed(holder, presentation(world.issue_badge(), holder=holder.id))

    report = _report(world, shown, now)

    assert Verdict.VERIFIED is report.verdict
    assert ["presentation.conforms", "presentation.verified", "presentation.holder"] == [
        finding.code for finding in report.own.findings
    ]
    assert [Verdict.VERIFIED] == [one.verdict for one in report.reports]


def test_d03_a_key_that_is_published_to_issue_shows_nobody(world: World, now: datetime):
    holder = world.new_issuer("did:web:ana.example")

    report = _report(world, _signed(holder, presentation(world.issue_badge())), now)

    assert Verdict.NOT_VERIFIED is report.verdict
    assert "presentation.not_for_authentication" == report.own.finding("proof").code


def test_a_key_that_its_own_document_does_not_publish_shows_nobody(world: World, now: datetime):
    holder = world.new_issuer("did:web:ana.example")
    stranger = f"{holder.id}#{new_key().public.to_multikey()}"

    shown = _signed(holder, presentation(), verificationMethod=stranger)

    assert "presentation.key" == _report(world, shown, now).own.finding("proof").code


def test_a_holder_whose_document_cannot_be_had_stays_open(world: World, now: datetime):
    key = new_key()
    holder = Issuer(world, "did:web:nowhere.example", key=key)

    report = _report(world, _signed(holder, presentation(world.issue_badge())), now)

    assert Verdict.INCONCLUSIVE is report.verdict
    assert "fetch.status" == report.own.finding("proof").code


def test_the_verdict_is_that_of_the_worst_part(world: World, now: datetime):
    holder = world.new_issuer()
    other = {**world.issue_badge(), "type": ["VerifiableCredential"]}
    spoilt = {**world.issue_badge(), "name": "Autre"}

    good = _report(world, _signed(holder, presentation(world.issue_badge())), now)
    unknown = _report(world, _signed(holder, presentation(world.issue_badge(), other)), now)
    worst = _report(world, _signed(holder, presentation(other, spoilt)), now)

    assert [Verdict.VERIFIED, Verdict.INCONCLUSIVE, Verdict.NOT_VERIFIED] == [
        report.verdict for report in (good, unknown, worst)
    ]


def test_what_is_asked_of_the_presentation_is_not_asked_of_its_badges(world: World, now: datetime):
    holder = world.new_issuer()
    policy = VerificationPolicy(challenge="c", domain="d.example", recipient="someone@else.example")

    report = _report(world, _signed(holder, presentation(world.issue_badge())), now, policy)

    assert Verdict.VERIFIED is report.own.verdict
    assert Verdict.NOT_VERIFIED is report.reports[0].verdict


def test_an_unknown_recipe_stays_open(world: World, now: datetime):
    shown = _signed(world.new_issuer(), presentation())
    shown["proof"]["cryptosuite"] = "bbs-2023"

    report = _report(world, shown, now)

    assert Verdict.INCONCLUSIVE is report.verdict
    assert "proof.unsupported_suite" == report.own.finding("proof").code


def test_a_proof_of_a_proof_that_is_not_there_is_refused(world: World, now: datetime):
    shown = _signed(world.new_issuer(), presentation())
    shown["proof"]["previousProof"] = "urn:uuid:nobody"

    assert "proof.previous_proof" == _report(world, shown, now).own.finding("proof").code


def test_tokens_are_named_as_what_a_presentation_may_not_hold_as_text(world: World, now: datetime):
    shown = {**_signed(world.new_issuer(), presentation()), "verifiableCredential": ["a.b.c"]}

    report = _report(world, shown, now)

    assert "structure.schema" == report.own.finding("structure").code
    assert ["jwt.base64url"] == [one.findings[0].code for one in report.reports]


def test_badges_of_an_unsigned_presentation_are_judged(world: World, now: datetime):
    document = presentation(world.issue_badge())

    report = verify_unsigned_presentation(
        document, VerificationPolicy(), resolver=world.resolver, now=now
    )
    asked = verify_unsigned_presentation(document, ASKED, resolver=world.resolver, now=now)

    assert Verdict.VERIFIED is report.verdict
    assert "presentation.unsigned" == report.own.finding("proof").code
    assert "presentation.not_signed" == asked.own.finding("proof").code


def test_who_issued_to_themselves_is_named_as_holder(world: World, now: datetime):
    own = world.new_issuer()
    badge = world.issue_badge(own)

    nameless = _report(world, _signed(own, presentation(badge)), now)
    named = _report(world, _signed(own, presentation(badge, holder=did_key(own.key.public))), now)

    assert "presentation.self_asserted" == nameless.own.finding("holder").code
    assert "presentation.holder" == named.own.finding("holder").code
