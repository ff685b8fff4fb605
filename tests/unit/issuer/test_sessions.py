"""Observation sessions and what is recorded in them (domain F2, F3)."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from badger.issuer.achievement_queries import criteria_of
from badger.issuer.achievements import draft_achievement
from badger.issuer.people import grant_role
from badger.issuer.queries import session_board, sessions_for, sessions_of_observer
from badger.issuer.recognition.observations import (
    Agreement,
    CriterionNotInSession,
    Feedback,
    FeedbackOnOneself,
    FeedbackUnknown,
    Mark,
    NotAnObserver,
    NoteTooLong,
    NotObserved,
    Reflection,
    approve_feedback,
    record_agreement,
    record_feedback,
    record_marks,
    record_observation,
    record_reflection,
    record_self_assessment,
)
from badger.issuer.recognition.rules import Level
from badger.issuer.recognition.sessions import (
    SessionDraft,
    SessionInvalid,
    SessionUnknown,
    TooManyCriteria,
    add_observer,
    add_participant,
    create_session,
    draft_warnings,
)
from tests.factories import (
    TEAM_SPIRIT,
    make_badge,
    make_partner,
    make_person,
    make_scene,
    make_session,
    team_spirit_draft,
)

DAY = date(2026, 3, 12)


@pytest.fixture
def draft(db):
    partner = make_partner(db)
    version = make_badge(db, partner.id)
    return SessionDraft(
        partner_id=partner.id,
        family="sport",
        title="Football à effectif réduit",
        situation="Un match de football à effectif réduit",
        starts_on=DAY,
        ends_on=DAY,
        place="gymnase",
        commune="Bocage d'exemple",
        criterion_ids=tuple(c.id for c in criteria_of(db, version.id)),
        activity="football",
    )


def test_f2_ac1_a_session_keeps_the_criteria_chosen_beforehand(db, draft, now):
    session = create_session(db, draft, actor="test", now=now)

    board = session_board(db, session.id)

    assert draft.criterion_ids == tuple(c.id for c in board.criteria)
    assert ((), (), ()) == (board.participants, board.observers, board.marks)


@pytest.mark.parametrize(
    ("member", "change"),
    [
        ("family", {"family": "autre"}),
        ("title", {"title": " "}),
        ("situation", {"situation": ""}),
        ("place", {"place": ""}),
        ("commune", {"commune": ""}),
        ("dates", {"ends_on": DAY - timedelta(days=1)}),
        ("criteria", {"criterion_ids": ()}),
        ("criteria", {"criterion_ids": ("none",)}),
        ("partner", {"partner_id": "none"}),
        ("partner", {"accompanying_partner_id": "none"}),
        ("activity", {"activity": None}),
        ("hours", {"family": "production"}),
        ("stage", {"family": "immersion"}),
        ("accompanying_partner", {"family": "immersion", "stage": "autonome"}),
    ],
)
def test_f2_ac1_ac2_a_session_that_lacks_something_is_refused(db, draft, now, member, change):
    with pytest.raises(SessionInvalid) as refusal:
        create_session(db, replace(draft, **change), actor="test", now=now)

    assert {"member": member} == refusal.value.facts


def test_the_same_criterion_twice_is_refused(db, draft, now):
    twice = replace(draft, criterion_ids=draft.criterion_ids[:1] * 2)

    with pytest.raises(SessionInvalid):
        create_session(db, twice, actor="test", now=now)


def test_a_criterion_of_a_draft_cannot_be_observed(db, draft, now):
    version = draft_achievement(db, team_spirit_draft(draft.partner_id), actor="test", now=now)
    criteria = tuple(c.id for c in criteria_of(db, version.id))

    with pytest.raises(SessionInvalid):
        create_session(db, replace(draft, criterion_ids=criteria), actor="test", now=now)


def _many(db, draft, count):
    ids = list(draft.criterion_ids)
    while len(ids) < count:
        version = make_badge(db, draft.partner_id)
        ids += [c.id for c in criteria_of(db, version.id)]
    return replace(draft, criterion_ids=tuple(ids[:count]))


def test_f2_ac1_six_criteria_of_several_badges_fit_in_one_day(db, draft, now):
    session = create_session(db, _many(db, draft, 6), actor="test", now=now)

    assert 6 == len(session_board(db, session.id).criteria)


def test_f2_ac1_seven_criteria_do_not(db, draft, now):
    with pytest.raises(TooManyCriteria) as refusal:
        create_session(db, _many(db, draft, 7), actor="test", now=now)

    assert {"seen": 7, "limit": 6} == refusal.value.facts


def test_f2_ac1_a_whole_day_has_two_half_days(db, draft, now):
    create_session(db, replace(_many(db, draft, 12), full_day=True), actor="test", now=now)

    with pytest.raises(TooManyCriteria) as refusal:
        create_session(db, replace(_many(db, draft, 13), full_day=True), actor="test", now=now)

    assert {"seen": 13, "limit": 12} == refusal.value.facts


def test_f2_ac1_two_days_have_four_half_days(db, draft, now):
    two_days = replace(draft, ends_on=DAY + timedelta(days=1))
    create_session(db, _many(db, two_days, 24), actor="test", now=now)

    with pytest.raises(TooManyCriteria):
        create_session(db, _many(db, two_days, 25), actor="test", now=now)


def test_f2_ac1_an_immersion_of_several_days_has_six_a_day(db, draft, now):
    five_days = replace(_many(db, draft, 9), ends_on=DAY + timedelta(days=4))

    create_session(db, five_days, actor="test", now=now)


def test_f2_ac2_an_immersion_has_a_stage_and_three_parties(db, draft, now):
    company = make_partner(db)
    immersion = replace(
        draft, family="immersion", stage="accompagnee", accompanying_partner_id=company.id
    )

    session = create_session(db, immersion, actor="test", now=now)

    assert ("accompagnee", company.id) == (session.stage, session.accompanying_partner_id)


@pytest.mark.parametrize(
    ("family", "hours", "expected"),
    [
        ("production", 70, ()),
        ("production", 71, ("session.long_mission",)),
        ("sport", 71, ()),
        ("production", None, ()),
    ],
)
def test_f2_ac2_a_mission_above_70_hours_gives_a_warning(draft, family, hours, expected):
    assert expected == draft_warnings(replace(draft, family=family, hours=hours))


def test_f2_ac5_observers_see_their_sessions_only(db, now):
    scene, other = make_scene(db), make_scene(db)

    assert [scene.session.id] == [s.id for s in sessions_of_observer(db, scene.coach.id)]
    assert [scene.session.id] == [s.id for s in sessions_for(db, scene.person.id)]
    assert [] == list(sessions_of_observer(db, scene.person.id))
    assert other.session.id not in {s.id for s in sessions_for(db, scene.coach.id)}


def test_a_pedagogue_sees_the_sessions_of_her_partner_and_a_cartographe_all(db, now):
    scene, other = make_scene(db), make_scene(db)
    pedagogue, cartographe = make_person(db), make_person(db)
    for person, role, partner in (
        (pedagogue, "pedagogue", scene.partner.id),
        (cartographe, "cartographe", None),
    ):
        grant_role(db, person_id=person.id, role=role, partner_id=partner, actor="t", now=now)

    assert {scene.session.id} == {s.id for s in sessions_for(db, pedagogue.id)}
    assert {scene.session.id, other.session.id} == {s.id for s in sessions_for(db, cartographe.id)}


def test_f2_ac6_who_prefers_not_to_be_watched_takes_part_unobserved(db, now):
    scene = make_scene(db)
    add_participant(db, scene.session.id, person_id=scene.person.id, now=now, observed=False)

    assert () == session_board(db, scene.session.id).participants
    with pytest.raises(NotObserved):
        _observe(db, scene, now)


def test_an_observer_keeps_the_role_that_she_was_given_first(db, now):
    scene = make_scene(db)

    row = add_observer(db, scene.session.id, person_id=scene.coach.id, role="tuteur", now=now)

    assert "coach sportif" == row.role


def test_an_unknown_session_person_or_role_is_refused(db, now):
    scene = make_scene(db)

    with pytest.raises(SessionUnknown):
        session_board(db, "none")
    with pytest.raises(SessionUnknown):
        add_participant(db, "none", person_id=scene.person.id, now=now)
    with pytest.raises(SessionInvalid):
        add_participant(db, scene.session.id, person_id="none", now=now)
    with pytest.raises(SessionInvalid):
        add_observer(db, scene.session.id, person_id=scene.person.id, role="chef", now=now)


def _criteria(db, scene) -> list[str]:
    return [c.id for c in criteria_of(db, scene.version.id)]


def _observe(db, scene, now, *, key="k1", level=Level.WITH_SUPPORT, observer=None, **changes):
    mark = Mark(scene.session.id, scene.person.id, _criteria(db, scene)[0], level)
    return record_observation(
        db,
        replace(mark, **changes),
        observer_id=(observer or scene.coach).id,
        idempotency_key=key,
        now=now,
    )


def test_f3_ac2_two_observers_marks_stand_side_by_side(db, now):
    scene = make_scene(db)

    _observe(db, scene, now, level=Level.ON_OWN)
    _observe(db, scene, now, observer=scene.trainer)

    marks = session_board(db, scene.session.id).marks
    assert {("coach sportif", 2), ("formateur", 1)} == {(m.observer_role, m.level) for m in marks}


def test_f3_ac3_the_same_form_twice_is_one_observation(db, now):
    scene = make_scene(db)

    first = _observe(db, scene, now)
    again = _observe(db, scene, now.replace(hour=11))

    assert (first.id, now) == (again.id, again.entered_at)
    assert 1 == len(session_board(db, scene.session.id).marks)


def test_f3_ac3_a_late_entry_keeps_both_dates(db, now):
    scene = make_scene(db)
    late = now + timedelta(days=9)

    row = _observe(db, scene, late)

    assert (late, date(2026, 3, 12)) == (row.entered_at, scene.session.starts_on)


def test_f3_ac5_an_observation_can_be_redone(db, now):
    scene = make_scene(db)

    _observe(db, scene, now)
    _observe(db, scene, now, key="k2", level=Level.ON_OWN)

    assert 2 == len(session_board(db, scene.session.id).marks)


def test_f3_ac4_a_note_of_280_characters_passes_and_281_not(db, now):
    scene = make_scene(db)

    assert 280 == len(_observe(db, scene, now, note="x" * 280).note)
    with pytest.raises(NoteTooLong) as refusal:
        _observe(db, scene, now, key="k2", note="x" * 281)

    assert {"seen": 281, "limit": 280} == refusal.value.facts


def test_only_observers_of_the_session_mark(db, now):
    scene = make_scene(db)

    with pytest.raises(NotAnObserver):
        _observe(db, scene, now, observer=make_person(db))


def test_nobody_observes_herself(db, now):
    scene = make_scene(db)
    add_observer(db, scene.session.id, person_id=scene.person.id, role="pair", now=now)

    with pytest.raises(NotAnObserver):
        _observe(db, scene, now, observer=scene.person)


def test_a_stranger_or_another_criterion_is_refused(db, now):
    scene = make_scene(db)

    with pytest.raises(NotObserved):
        _observe(db, scene, now, person_id=make_person(db).id)
    with pytest.raises(CriterionNotInSession):
        _observe(db, scene, now, criterion_id="none")


def test_a_page_of_marks_counts_once_and_all_or_none(db, now):
    scene = make_scene(db, people=3)
    criteria = _criteria(db, scene)
    marks = [
        Mark(scene.session.id, person.id, criterion, Level.ON_OWN)
        for person in scene.people
        for criterion in criteria
    ]

    for _ in range(2):
        rows = record_marks(
            db, marks, observer_id=scene.coach.id, idempotency_key="page-1", now=now
        )
    wrong = [*marks, replace(marks[0], criterion_id="none")]
    with pytest.raises(CriterionNotInSession):
        record_marks(db, wrong, observer_id=scene.coach.id, idempotency_key="page-2", now=now)

    assert [(m.person_id, m.criterion_id) for m in marks] == [
        (row.person_id, row.criterion_id) for row in rows
    ]
    assert 12 == len(session_board(db, scene.session.id).marks)


def test_an_empty_page_records_nothing(db, now):
    assert [] == record_marks(db, [], observer_id="o", idempotency_key="k", now=now)


def test_f4_ac2_a_self_assessment_uses_the_same_grid(db, now):
    scene = make_scene(db)
    levels = dict.fromkeys(_criteria(db, scene), Level.ON_OWN)

    rows = record_self_assessment(db, person_id=scene.person.id, levels=levels, now=now)

    assert 4 == len(rows)
    with pytest.raises(CriterionNotInSession):
        record_self_assessment(
            db, person_id=scene.person.id, levels={"none": Level.ON_OWN}, now=now
        )


def _feedback(scene, note="Il a encouragé tout le monde."):
    return Feedback(scene.session.id, scene.person.id, scene.version.id, "collègue", note)


def test_f4_ac3_feedback_counts_once_the_person_approved_it(db, now):
    scene = make_scene(db)
    row = record_feedback(db, _feedback(scene), author_id=make_person(db).id, now=now)

    assert None is row.approved_at
    approve_feedback(db, row.id, person_id=scene.person.id, now=now)
    approve_feedback(db, row.id, person_id=scene.person.id, now=now.replace(hour=12))
    assert now == row.approved_at


def test_f4_ac3_nobody_approves_a_word_about_another(db, now):
    scene = make_scene(db)
    author = make_person(db)
    row = record_feedback(db, _feedback(scene), author_id=author.id, now=now)

    for feedback, person in ((row.id, author.id), ("none", scene.person.id)):
        with pytest.raises(FeedbackUnknown):
            approve_feedback(db, feedback, person_id=person, now=now)


def test_feedback_is_about_somebody_else_who_took_part_and_is_short(db, now):
    scene = make_scene(db)
    author = make_person(db)

    with pytest.raises(FeedbackOnOneself):
        record_feedback(db, _feedback(scene), author_id=scene.person.id, now=now)
    with pytest.raises(NotObserved):
        record_feedback(
            db,
            replace(_feedback(scene), person_id=make_person(db).id),
            author_id=author.id,
            now=now,
        )
    with pytest.raises(NoteTooLong):
        record_feedback(db, _feedback(scene, "x" * 4001), author_id=author.id, now=now)


def test_f4_ac4_a_reflection_may_be_dictated(db, now):
    scene = make_scene(db)
    words = Reflection(scene.session.id, scene.person.id, "Un match.", "J'ai passé.", "Parler.")

    row = record_reflection(db, words, now=now, dictated_to=scene.trainer.id)

    assert ("Un match.", "J'ai passé.", "Parler.", scene.trainer.id) == (
        row.what_happened,
        row.what_i_did,
        row.what_i_learned,
        row.dictated_to,
    )
    with pytest.raises(NotObserved):
        record_reflection(db, replace(words, person_id=make_person(db).id), now=now)


def test_f3_ac2_the_first_word_of_agreement_stays(db, now):
    scene = make_scene(db)
    word = Agreement(scene.session.id, scene.person.id, _criteria(db, scene)[0], "Vu ensemble.")

    first = record_agreement(db, word, observer_id=scene.coach.id, now=now)
    again = record_agreement(
        db, replace(word, note="Autre."), observer_id=scene.trainer.id, now=now
    )

    assert (first.id, "Vu ensemble.") == (again.id, again.note)
    with pytest.raises(NotAnObserver):
        record_agreement(db, word, observer_id=scene.person.id, now=now)


def test_a_session_made_for_tests_has_a_full_grid(db):
    partner = make_partner(db)
    session = make_session(db, partner, make_badge(db, partner.id))

    assert [c.sentence for c in TEAM_SPIRIT] == [
        c.sentence for c in session_board(db, session.id).criteria
    ]
