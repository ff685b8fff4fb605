"""What may be said of a session: about whom, about what, and from which day on."""

from datetime import UTC, date, datetime

import pytest

from badger.issuer.achievement_queries import criteria_of
from badger.issuer.recognition.days import SessionNotBegun
from badger.issuer.recognition.observations import (
    Agreement,
    CriterionNotInSession,
    Mark,
    NotAnObserver,
    NotObserved,
    record_agreement,
    record_observation,
)
from badger.issuer.recognition.rules import Level
from badger.issuer.recognition.sessions import (
    SessionInvalid,
    add_observer,
    add_participant,
)
from tests.factories import make_badge, make_person, make_scene, make_session


def criterion_of(db, scene) -> str:
    return criteria_of(db, scene.version.id)[0].id


def agree(db, scene, person_id, criterion_id, now):
    word = Agreement(scene.session.id, person_id, criterion_id, "Vu ensemble.")
    return record_agreement(db, word, observer_id=scene.coach.id, now=now)


def test_a08_a_word_of_agreement_is_about_somebody_of_the_session(db, now):
    scene = make_scene(db)
    for stranger in (make_person(db, "Exemple Dehors").id, "1" * 22):
        with pytest.raises(NotObserved):
            agree(db, scene, stranger, criterion_of(db, scene), now)


def test_a08_a_word_of_agreement_is_about_a_criterion_of_the_session(db, now):
    scene = make_scene(db)
    other = criteria_of(db, make_badge(db, scene.partner.id).id)[0].id
    for criterion in (other, "1" * 22):
        with pytest.raises(CriterionNotInSession):
            agree(db, scene, scene.person.id, criterion, now)


def test_a08_nobody_agrees_about_herself(db, now):
    scene = make_scene(db)
    add_participant(db, scene.session.id, person_id=scene.coach.id, now=now)
    with pytest.raises(NotAnObserver):
        agree(db, scene, scene.coach.id, criterion_of(db, scene), now)


def test_t08_nothing_is_marked_before_the_day_of_the_session(db):
    scene = make_scene(db)
    criterion = criterion_of(db, scene)
    mark = Mark(scene.session.id, scene.person.id, criterion, Level.ON_OWN)
    eve = datetime(2026, 3, 11, 22, 59, tzinfo=UTC)  # 23:59 in Paris
    with pytest.raises(SessionNotBegun):
        record_observation(db, mark, observer_id=scene.coach.id, idempotency_key="k", now=eve)
    with pytest.raises(SessionNotBegun):
        agree(db, scene, scene.person.id, criterion, eve)


def test_t08_the_day_begins_at_midnight_in_paris(db):
    scene = make_scene(db)
    mark = Mark(scene.session.id, scene.person.id, criterion_of(db, scene), Level.ON_OWN)
    midnight = datetime(2026, 3, 11, 23, 0, tzinfo=UTC)
    row = record_observation(
        db, mark, observer_id=scene.coach.id, idempotency_key="k", now=midnight
    )
    assert midnight == row.entered_at


@pytest.mark.parametrize(
    ("starts_on", "ends_on"),
    [
        (date(1999, 12, 31), date(2000, 1, 1)),
        (date(2100, 12, 31), date(2101, 1, 1)),
        (date(1, 1, 1), date(9999, 12, 31)),
    ],
)
def test_f2_a_session_stands_between_2000_and_2100(db, starts_on, ends_on):
    scene = make_scene(db)
    with pytest.raises(SessionInvalid) as caught:
        make_session(db, scene.partner, scene.version, starts_on=starts_on, ends_on=ends_on)
    assert "dates" == caught.value.facts["member"]


def test_f3_the_same_key_in_another_session_is_another_mark(db, now):
    scene = make_scene(db)
    other = make_session(db, scene.partner, scene.version)
    add_observer(db, other.id, person_id=scene.coach.id, role="coach sportif", now=now)
    add_participant(db, other.id, person_id=scene.person.id, now=now)
    criterion = criterion_of(db, scene)
    rows = [
        record_observation(
            db,
            Mark(session_id, scene.person.id, criterion, Level.ON_OWN),
            observer_id=scene.coach.id,
            idempotency_key="k",
            now=now,
        )
        for session_id in (scene.session.id, other.id)
    ]
    assert [scene.session.id, other.id] == [row.session_id for row in rows]
