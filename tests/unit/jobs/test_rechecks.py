"""Looks at badges from elsewhere: a few at a time, and whatever happens the postman goes on."""

import json
from datetime import timedelta

import pytest

from badger.backpack.imports import import_badge
from badger.backpack.queries import shelf_of
from badger.db.base import open_engine, read_session, write_session
from badger.db.migrate import upgrade
from badger.errors import BadgerError
from badger.jobs.rechecks import AT_A_TIME, recheck_due, recheck_quietly
from badger.verify import LocalJudge, Question, UnreadableInput, VerificationPolicy
from tests.factories import NOW, make_person
from tests.world import World

LATER = NOW + timedelta(days=8)


class Judge:
    """Fails as it is told to."""

    def __init__(self, error: Exception) -> None:
        self.error, self.asked = error, 0

    def answer(self, question: Question):  # noqa: ARG002
        self.asked += 1
        raise self.error


@pytest.fixture
def outside() -> World:
    return World()


@pytest.fixture
def engine(tmp_path):
    engine = open_engine(f"sqlite:///{tmp_path / 'looks.sqlite3'}")
    upgrade(engine)
    yield engine
    engine.dispose()


def bring(engine, outside, *, count: int) -> str:
    with write_session(engine) as db:
        person = make_person(db).id
    for number in range(count):
        document = outside.issue_badge(id=f"https://club.example/badges/{number}")
        bring_one(engine, outside, document, person=person)
    return person


def bring_one(engine, outside, document, *, person: str) -> None:
    judge = LocalJudge(outside.new_resolver(), outside)
    data = json.dumps(document).encode()
    question = Question(data=data, policy=VerificationPolicy(), now=NOW)
    with write_session(engine) as db:
        import_badge(db, judge.answer(question), person_id=person, now=NOW)


def later():
    return LATER


def test_what_is_due_is_looked_at_a_few_at_a_time(engine, outside):
    person = bring(engine, outside, count=AT_A_TIME + 1)
    judge = LocalJudge(outside.new_resolver(), outside)

    looks = [recheck_due(engine, judge, clock=later, stopping=bool) for _ in range(3)]

    assert [AT_A_TIME, 1, 0] == looks
    with read_session(engine) as db:
        assert {LATER} == {kept.checked_at for kept in shelf_of(db, person)}


def test_a_round_that_is_told_to_stop_leaves_the_rest(engine, outside):
    bring(engine, outside, count=1)
    judge = Judge(BadgerError())
    assert 0 == recheck_due(engine, judge, clock=later, stopping=lambda: True)
    assert 0 == judge.asked


def test_a_judge_who_is_busy_changes_nothing(engine, outside):
    person = bring(engine, outside, count=1)
    assert 0 == recheck_due(engine, Judge(BadgerError()), clock=later, stopping=bool)
    with read_session(engine) as db:
        assert [("valid", NOW)] == [(k.state, k.checked_at) for k in shelf_of(db, person)]


def test_an_issuer_who_does_not_answer_holds_no_other_badge_up(engine, outside):
    person = bring(engine, outside, count=2)
    other = outside.new_issuer()
    bring_one(engine, outside, outside.issue_badge(other), person=person)
    outside.down["https://club.example/.well-known/did.json"] = "fetch.timeout"
    judge = LocalJudge(outside.new_resolver(), outside)

    assert 3 == recheck_due(engine, judge, clock=later, stopping=bool)
    with read_session(engine) as db:
        found = sorted((kept.state, kept.checked_at) for kept in shelf_of(db, person))
    assert [("unchecked", LATER), ("unchecked", LATER), ("valid", LATER)] == found


def test_a_badge_that_nobody_can_read_any_more_is_not_said_to_be_valid(engine, outside):
    person = bring(engine, outside, count=1)
    judge = Judge(UnreadableInput("json.too_large"))

    assert 1 == recheck_due(engine, judge, clock=later, stopping=bool)
    with read_session(engine) as db:
        assert ["unchecked"] == [kept.state for kept in shelf_of(db, person)]


def test_a_bug_at_one_badge_leaves_the_others_their_look(engine, outside):
    bring(engine, outside, count=2)
    judge = Judge(RuntimeError("ours"))
    assert 0 == recheck_due(engine, judge, clock=later, stopping=bool)
    assert 2 == judge.asked


def test_a_bug_of_ours_does_not_stop_the_postman(engine, outside):
    bring(engine, outside, count=1)
    judge = Judge(RuntimeError("ours"))
    assert 0 == recheck_quietly(engine, judge, clock=later, stopping=bool)
    assert 1 == judge.asked
