"""Goal, steps, commitments, pauses: nothing is lost, and nothing depends on them (S1)."""

import pytest

from badger.accompaniment.journeys import (
    COMMITMENTS,
    MAX_GOAL,
    MAX_STEP,
    MAX_STEPS,
    StepInvalid,
    StepUnknown,
    TooManySteps,
    add_step,
    journey_of,
    mark_step,
    pause_journey,
    remove_step,
    resume_journey,
    set_commitments,
    set_goal,
)
from tests.factories import NOW, make_person


@pytest.fixture
def person(db):
    return make_person(db, "Exemple Un").id


def step(db, person, text="Visiter un atelier", area="pro"):
    return add_step(db, person, area=area, text=text, by=person, now=NOW)


def test_at_first_there_is_nothing_and_that_is_fine(db, person):
    found = journey_of(db, person)
    assert ("", frozenset(), None, ()) == (
        found.goal,
        found.commitments,
        found.paused_at,
        found.steps,
    )
    assert found.next_step is None


def test_the_next_step_is_the_first_that_is_not_done(db, person):
    first = step(db, person)
    second = add_step(
        db, person, area="co", text="Appeler le club", by=person, now=NOW.replace(hour=20)
    )
    mark_step(db, first.id, person_id=person, done=True, now=NOW)
    assert second.id == journey_of(db, person).next_step.id
    mark_step(db, first.id, person_id=person, done=False, now=NOW)
    assert first.id == journey_of(db, person).next_step.id


def test_a_pause_loses_nothing(db, person):
    set_goal(db, person, goal="Travailler dehors", by=person, now=NOW)
    step(db, person)
    pause_journey(db, person, by=person, now=NOW)
    pause_journey(db, person, by=person, now=NOW)
    assert NOW == journey_of(db, person).paused_at
    resume_journey(db, person, by=person, now=NOW)
    resume_journey(db, person, by=person, now=NOW)
    found = journey_of(db, person)
    assert (None, "Travailler dehors", 1) == (found.paused_at, found.goal, len(found.steps))


def test_commitments_are_those_that_are_known(db, person):
    set_commitments(db, person, kept=["come", "obey"], now=NOW)
    assert frozenset({"come"}) == journey_of(db, person).commitments
    assert 3 == len(COMMITMENTS)


@pytest.mark.parametrize(("area", "text"), [("soin", "x"), ("pro", " "), ("pro", "é" * 161)])
def test_a_step_needs_an_area_and_a_few_words(db, person, area, text):
    with pytest.raises(StepInvalid):
        step(db, person, text, area)
    assert () == journey_of(db, person).steps


def test_words_of_the_longest_length_are_taken(db, person):
    set_goal(db, person, goal="é" * MAX_GOAL, by=person, now=NOW)
    assert MAX_STEP == len(step(db, person, "é" * MAX_STEP).text)
    with pytest.raises(StepInvalid):
        set_goal(db, person, goal="é" * (MAX_GOAL + 1), by=person, now=NOW)


def test_thirty_steps_and_no_more(db, person):
    for number in range(MAX_STEPS):
        step(db, person, f"Étape {number}")
    with pytest.raises(TooManySteps):
        step(db, person)


def test_a_removed_step_leaves_no_trace(db, person):
    gone = step(db, person)
    remove_step(db, gone.id, person_id=person)
    assert () == journey_of(db, person).steps


def test_steps_of_others_do_not_exist(db, person):
    theirs = step(db, make_person(db, "Exemple Deux").id)
    with pytest.raises(StepUnknown):
        remove_step(db, theirs.id, person_id=person)
    with pytest.raises(StepUnknown):
        mark_step(db, "1" * 22, person_id=person, done=True, now=NOW)
