"""Coming into a session, out of it, and a session that does not take place: on both engines."""

from dataclasses import replace as changed
from datetime import date, timedelta

import pytest

from badger.db.rows import SessionObserverRow
from badger.issuer.achievement_queries import criteria_of
from badger.issuer.page_queries import participants_of, participation
from badger.issuer.proposals import propose_awards
from badger.issuer.recognition.changes import (
    ParticipantObserved,
    SessionObserved,
    add_group,
    cancel_session,
    remove_participant,
    take_up_session,
)
from badger.issuer.recognition.days import SessionCancelled
from badger.issuer.recognition.families import Details, Logistics, half_days, most_criteria
from badger.issuer.recognition.joining import (
    CodeUnknown,
    JoiningOver,
    ObserverCannotJoin,
    close_joining,
    join_session,
    open_joining,
    renew_join_code,
    session_of_join_code,
    session_of_short_code,
)
from badger.issuer.recognition.observations import Reflection, record_reflection
from badger.issuer.recognition.paper_grids import GridCodeUnknown, grid_of_code
from badger.issuer.recognition.rules import Level
from badger.issuer.recognition.sessions import SessionInvalid, SessionUnknown, TooManyCriteria
from badger.issuer.recognition.short_codes import spaced
from badger.issuer.recognition.situation_queries import (
    criteria_rows,
    situation_by_id,
    situations_of_partners,
)
from badger.issuer.recognition.situations import (
    SituationDraft,
    SituationInvalid,
    SituationUnknown,
    change_situation,
    keep_situation,
    retire_situation,
)
from badger.issuer.typed_grid import TypedCell, TypedGrid, type_grid
from tests.factories import make_badge, make_partner, make_person, make_scene, watch

NOBODY = "1" * 22


def test_f2_ac1_half_days_are_counted_by_hand():
    day = date(2026, 3, 14)
    assert 1 == half_days(day, day, full_day=False)
    assert 2 == half_days(day, day, full_day=True)
    assert 10 == half_days(day, day + timedelta(days=4), full_day=False)
    assert (6, 12, 60) == (
        most_criteria(day, day, full_day=False),
        most_criteria(day, day, full_day=True),
        most_criteria(day, day + timedelta(days=4), full_day=True),
    )


@pytest.fixture
def on_the_day(now):
    """The day of the sessions that the factories make."""
    return now - timedelta(days=2)


def test_the_short_code_leads_to_its_session_until_it_is_closed(db, on_the_day):
    session = make_scene(db).session
    code = open_joining(db, session.id, actor="test", now=on_the_day).short_code
    assert session.id == session_of_short_code(db, spaced(code), now=on_the_day).id
    with pytest.raises(CodeUnknown):
        session_of_short_code(db, code, now=on_the_day + timedelta(hours=2))
    close_joining(db, session.id, actor="test", now=on_the_day)
    with pytest.raises(CodeUnknown):
        session_of_short_code(db, code, now=on_the_day)


def test_a_person_comes_in_once_and_keeps_her_choice(db, on_the_day):
    scene, person = make_scene(db), make_person(db, "Exemple Neuf")
    join_session(db, scene.session.id, person_id=person.id, observed=False, now=on_the_day)
    join_session(db, scene.session.id, person_id=person.id, observed=True, now=on_the_day)
    assert participation(db, scene.session.id, person_id=person.id).observed is False


def test_nobody_comes_into_a_session_that_is_over_or_that_she_observes(db, now, on_the_day):
    scene = make_scene(db)
    with pytest.raises(ObserverCannotJoin):
        join_session(db, scene.session.id, person_id=scene.coach.id, observed=True, now=on_the_day)
    with pytest.raises(JoiningOver):
        join_session(db, scene.session.id, person_id=scene.person.id, observed=True, now=now)


def test_a_new_qr_code_takes_the_place_of_the_former(db, now):
    session = make_scene(db).session
    former = session.join_code
    code = renew_join_code(db, session.id, actor="test", now=now)
    assert session.id == session_of_join_code(db, code).id
    with pytest.raises(CodeUnknown):
        session_of_join_code(db, former)


@pytest.mark.parametrize(
    "change",
    [
        lambda db, now: open_joining(db, NOBODY, actor="test", now=now),
        lambda db, now: close_joining(db, NOBODY, actor="test", now=now),
        lambda db, now: cancel_session(db, NOBODY, word="", actor="test", now=now),
        lambda db, now: take_up_session(db, NOBODY, actor="test", now=now),
        lambda db, now: remove_participant(db, NOBODY, person_id="x", actor="test", now=now),
        lambda db, now: add_group(db, NOBODY, name="Groupe", actor="test", now=now),
    ],
)
def test_an_unknown_session_does_not_change(db, now, change):
    with pytest.raises(SessionUnknown):
        change(db, now)


def test_what_a_person_said_of_herself_keeps_her_in_the_session(db, now):
    scene = make_scene(db)
    words = Reflection(
        scene.session.id,
        scene.person.id,
        what_happened="On a joué.",
        what_i_did="J'ai passé.",
        what_i_learned="À regarder.",
    )
    record_reflection(db, words, now=now)
    with pytest.raises(ParticipantObserved):
        remove_participant(db, scene.session.id, person_id=scene.person.id, actor="test", now=now)


def test_one_is_taken_out_and_the_others_stay(db, now):
    scene = make_scene(db, people=2)
    gone, there = scene.people
    assert remove_participant(db, scene.session.id, person_id=gone.id, actor="test", now=now)
    assert not remove_participant(db, scene.session.id, person_id=gone.id, actor="test", now=now)
    assert [there.id] == [person.id for _, person in participants_of(db, scene.session.id)]


def test_a_session_is_cancelled_once_and_its_word_may_change(db, now):
    session = make_scene(db).session
    cancel_session(db, session.id, word=" Reportée. ", actor="test", now=now)
    cancel_session(db, session.id, word="", actor="test", now=now + timedelta(hours=1))
    assert (now, None) == (session.cancelled_at, session.cancelled_word)
    with pytest.raises(SessionCancelled):
        open_joining(db, session.id, actor="test", now=now)
    take_up_session(db, session.id, actor="test", now=now)
    assert session.cancelled_at is None


def test_a_session_that_took_place_is_not_cancelled(db, now):
    scene = make_scene(db)
    watch(db, scene)
    with pytest.raises(SessionObserved):
        cancel_session(db, scene.session.id, word="", actor="test", now=now)


def test_a_word_of_281_characters_is_refused(db, now):
    session = make_scene(db).session
    with pytest.raises(SessionInvalid):
        cancel_session(db, session.id, word="x" * 281, actor="test", now=now)


def test_s12_a_group_is_proposed_a_badge_that_is_meant_for_groups(db, now):
    scene = make_scene(db, recipients=("person", "group"))
    group = add_group(db, scene.session.id, name="Le groupe", actor="test", now=now).person_id
    criteria = [row.id for row in criteria_of(db, scene.version.id)]
    for observer in (scene.coach, scene.trainer):
        cells = [cell(group, criterion, Level.ON_OWN) for criterion in criteria]
        typed(db, scene, cells, observer_id=observer.id, now=now)
    found = propose_awards(db, scene.session.id, now=now)
    assert group in {proposal.person_id for proposal in found}


def cell(person_id, criterion_id, level, note=""):
    return TypedCell(person_id=person_id, criterion_id=criterion_id, level=level, note=note)


def typed(db, scene, cells, *, now, observer_id="", key="k"):
    return type_grid(
        db,
        scene.session.id,
        cells,
        observer_id=observer_id or scene.coach.id,
        idempotency_key=key,
        now=now,
    )


def test_f3_ac3_a_typed_grid_counts_what_came_of_it(db, now):
    scene = make_scene(db)
    first, second = [row.id for row in criteria_of(db, scene.version.id)][:2]
    person = scene.person.id
    both = [cell(person, first, Level.SHOWS_OTHERS), cell(person, second, Level.ON_OWN)]
    assert TypedGrid(added=2, blanked=0) == typed(db, scene, both, now=now)
    later = now + timedelta(minutes=1)
    assert TypedGrid(added=0, blanked=0) == typed(db, scene, both, now=later)
    lower = [cell(person, first, Level.WITH_SUPPORT), cell(person, second, None)]
    assert TypedGrid(added=1, blanked=1) == typed(db, scene, lower, now=later, key="k2")


def test_a_grid_code_is_its_observers_alone(db):
    scene = make_scene(db)
    rows = {duty: grid_code_of(db, scene, duty) for duty in (scene.coach.id, scene.trainer.id)}
    assert 2 == len(set(rows.values()))
    found = grid_of_code(db, spaced(rows[scene.coach.id]), observer_id=scene.coach.id)
    assert scene.session.id == found.session_id
    with pytest.raises(GridCodeUnknown):
        grid_of_code(db, rows[scene.trainer.id], observer_id=scene.coach.id)
    with pytest.raises(GridCodeUnknown):
        grid_of_code(db, "", observer_id=scene.coach.id)


def grid_code_of(db, scene, person_id):
    return db.get(SessionObserverRow, (scene.session.id, person_id)).grid_code


@pytest.fixture
def situation(db):
    partner = make_partner(db)
    version = make_badge(db, partner.id)
    return SituationDraft(
        partner_id=partner.id,
        name=" Matinée à la ferme ",
        family="immersion",
        aim="acquerir",
        description="Une matinée de travail à la ferme",
        criterion_ids=tuple(row.id for row in criteria_of(db, version.id)),
        details=Details(stage="accompagnee"),
        logistics=Logistics(to_bring="des bottes"),
    )


def test_a_situation_is_kept_changed_and_retired(db, now, situation):
    row = keep_situation(db, situation, actor="test", now=now)
    assert ("Matinée à la ferme", "des bottes") == (row.name, row.to_bring)
    assert list(situation.criterion_ids) == [one.criterion_id for one in criteria_rows(db, row.id)]
    fewer = changed(situation, criterion_ids=situation.criterion_ids[1:], name="Journée")
    change_situation(db, row.id, fewer, actor="test", now=now)
    assert list(fewer.criterion_ids) == [one.criterion_id for one in criteria_rows(db, row.id)]
    assert ["Journée"] == [one.name for one in situations_of_partners(db, [row.partner_id])]
    retire_situation(db, row.id, actor="test", now=now)
    retire_situation(db, row.id, actor="test", now=now + timedelta(days=1))
    assert [] == situations_of_partners(db, [row.partner_id])
    assert now == situation_by_id(db, row.id).retired_at


@pytest.mark.parametrize(
    ("member", "change"),
    [
        ("name", {"name": " "}),
        ("description", {"description": ""}),
        ("family", {"family": "cirque"}),
        ("aim", {"aim": "noter"}),
        ("stage", {"details": Details(stage="seule")}),
        ("partner", {"partner_id": NOBODY}),
        ("criteria", {"criterion_ids": (NOBODY,)}),
    ],
)
def test_what_a_situation_lacks_is_named(db, now, situation, member, change):
    with pytest.raises(SituationInvalid) as refusal:
        keep_situation(db, changed(situation, **change), actor="test", now=now)
    assert {"member": member} == refusal.value.facts


def test_a_situation_has_no_more_criteria_than_half_a_day(db, now, situation):
    more = make_badge(db, situation.partner_id)
    eight = (*situation.criterion_ids, *(row.id for row in criteria_of(db, more.id)))
    with pytest.raises(TooManyCriteria):
        keep_situation(db, changed(situation, criterion_ids=eight), actor="test", now=now)
    keep_situation(
        db, changed(situation, criterion_ids=eight, full_day=True), actor="test", now=now
    )


def test_an_unknown_situation_does_not_change(db, now, situation):
    with pytest.raises(SituationUnknown):
        change_situation(db, NOBODY, situation, actor="test", now=now)
    with pytest.raises(SituationUnknown):
        retire_situation(db, NOBODY, actor="test", now=now)
