"""One question, one answer: bytes, envelopes, addresses and badges of our own."""

import json
from datetime import datetime

import pytest

from badger.verify import LocalJudge, Question, UnreadableInput, Verdict, VerificationPolicy
from tests.world import EMAIL, World

PLACE = "https://club.example/badges/1.json"
POLICY = VerificationPolicy()


@pytest.fixture
def badge(world: World) -> bytes:
    return json.dumps(world.issue_badge()).encode()


def judge_of(world: World, **shelf: object) -> LocalJudge:
    return LocalJudge(world.resolver, world, **shelf)  # type: ignore[arg-type]


def test_bytes_are_judged(world: World, now: datetime, badge: bytes):
    answer = judge_of(world).answer(Question(policy=POLICY, now=now, data=badge))
    assert (Verdict.VERIFIED, "json") == (answer.report.verdict, answer.carrier)
    assert answer.reports[0] is answer.report


def test_an_address_is_fetched_and_judged(world: World, now: datetime, badge: bytes):
    world.pages[PLACE] = badge
    answer = judge_of(world).answer(Question(policy=POLICY, now=now, address=PLACE))
    assert (Verdict.VERIFIED, badge) == (answer.report.verdict, answer.data)
    assert PLACE == world.fetched[0]


def test_a_badge_of_ours_is_not_fetched(world: World, now: datetime, badge: bytes):
    judge = judge_of(world, own_badge={PLACE: badge}.get)
    answer = judge.answer(Question(policy=POLICY, now=now, address=PLACE))
    assert Verdict.VERIFIED is answer.report.verdict
    assert PLACE not in world.fetched


def test_an_envelope_says_what_is_judged_and_for_whom(world: World, now: datetime, badge: bytes):
    envelope = {"credential": json.loads(badge), "recipient": EMAIL}
    data = json.dumps(envelope).encode()
    asked = Question(policy=POLICY, now=now, data=data, is_envelope=True)
    report = judge_of(world).answer(asked).report
    assert Verdict.VERIFIED is report.verdict or "recipient" in report.findings[-2].step
    assert "recipient.not_asked" != report.finding("recipient").code


def test_an_envelope_may_hold_an_address(world: World, now: datetime, badge: bytes):
    world.pages[PLACE] = badge
    data = json.dumps({"url": PLACE}).encode()
    asked = Question(policy=POLICY, now=now, data=data, is_envelope=True)
    assert Verdict.VERIFIED is judge_of(world).answer(asked).report.verdict


def test_where_there_is_nothing_to_verify_it_says_so(world: World, now: datetime):
    with pytest.raises(UnreadableInput):
        judge_of(world).answer(Question(policy=POLICY, now=now, data=b"nothing"))
