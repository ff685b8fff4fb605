"""Proposals and the person's answer (domain F5)."""

from datetime import date, timedelta

import pytest
from sqlalchemy import select

from badger.db.rows import AuditEventRow
from badger.issuer.achievement_queries import criteria_of
from badger.issuer.proposals import (
    CONSENT_TEXTS,
    CONSENT_VERSION,
    ConsentVersionUnknown,
    NotDeclared,
    ProposalAnswered,
    ProposalUnknown,
    accept_proposal,
    decline_proposal,
    proposals_of_person,
    propose_awards,
    propose_declared,
    session_proposals,
)
from badger.issuer.recognition.observations import (
    Agreement,
    Feedback,
    Mark,
    Reflection,
    approve_feedback,
    record_agreement,
    record_feedback,
    record_marks,
    record_reflection,
)
from badger.issuer.recognition.rules import AwardRule, Level
from badger.issuer.recognition.sessions import add_observer, add_participant
from badger.issuer.withdrawal import withdraw_observation
from tests.factories import (
    Scene,
    award,
    make_badge,
    make_person,
    make_scene,
    make_session,
    watch,
)


def _propose(db, scene, now):
    return propose_awards(db, scene.session.id, now=now)


def _accept(db, proposal, now, **changes):
    values = {"person_id": proposal.person_id, "consent_version": CONSENT_VERSION, "now": now}
    return accept_proposal(db, proposal.id, **{**values, **changes})


def test_what_was_seen_becomes_a_proposal_with_its_reasons(db, now):
    scene = make_scene(db, people=2)
    watch(db, scene)

    first, second = _propose(db, scene, now)

    assert ["2 observateurs sur 2", "2 rôles différents sur 2", "4 critères sur 4"] == [
        reason.sentence for reason in first.decision.reasons[:3]
    ]
    assert ("proposed", "Esprit d'équipe", "Exemple 1", scene.session.id, None) == (
        first.state,
        first.achievement_name,
        first.person_name,
        first.session_id,
        first.credential_id,
    )
    assert "Exemple 2" == second.person_name


def test_what_is_still_missing_is_said_and_nothing_is_proposed(db, now):
    scene = make_scene(db)
    watch(db, scene, observers=1)

    (proposal,) = _propose(db, scene, now)

    assert (None, "not_yet") == (proposal.id, proposal.state)
    assert ["1 observateur sur 2", "1 rôle sur 2"] == [
        reason.sentence for reason in proposal.decision.missing
    ]


def test_looking_proposes_nothing(db, now):
    scene = make_scene(db)
    watch(db, scene)

    (seen,) = session_proposals(db, scene.session.id)

    assert (None, "possible") == (seen.id, seen.state)


def test_proposing_twice_proposes_once(db, now):
    scene = make_scene(db)
    watch(db, scene)

    (first,), (again,) = _propose(db, scene, now), _propose(db, scene, now)

    assert first == again


def test_a_proposal_under_way_is_not_made_again_by_another_session(db, now):
    scene = make_scene(db)
    watch(db, scene)
    (first,) = _propose(db, scene, now)
    other = make_session(db, scene.partner, scene.version, starts_on=date(2026, 3, 11))
    add_participant(db, other.id, person_id=scene.person.id, now=now)

    (again,) = propose_awards(db, other.id, now=now)

    assert (first.id, scene.session.id) == (again.id, again.session_id)


def test_criteria_accumulate_over_sessions(db, now):
    """Two sessions, two criteria each: the badge asks for three criteria in all."""
    scene = make_scene(db)
    criteria = [c.id for c in criteria_of(db, scene.version.id)]
    other = make_session(db, scene.partner, scene.version, criterion_ids=tuple(criteria[2:]))
    add_participant(db, other.id, person_id=scene.person.id, now=now)
    add_observer(db, other.id, person_id=scene.trainer.id, role="formateur", now=now)
    for observer, session, some in (
        (scene.coach, scene.session, criteria[:2]),
        (scene.trainer, other, criteria[2:]),
    ):
        marks = [Mark(session.id, scene.person.id, c, Level.ON_OWN) for c in some]
        record_marks(db, marks, observer_id=observer.id, idempotency_key="k", now=now)

    (proposal,) = _propose(db, scene, now)

    assert ["auto-évaluation à faire"] == [r.sentence for r in proposal.decision.missing]
    assert 2 == len(proposal.decision.evidence)


def test_feedback_reflection_and_agreement_reach_the_decision(db, now):
    rule = AwardRule(criteria_needed=3, peer_feedback=True, reflection=True)
    scene = make_scene(db, rule=rule)
    watch(db, scene)
    first = criteria_of(db, scene.version.id)[0].id
    mark = Mark(scene.session.id, scene.person.id, first, Level.SHOWS_OTHERS)
    record_marks(db, [mark], observer_id=scene.coach.id, idempotency_key="again", now=now)

    (before,) = session_proposals(db, scene.session.id)
    place = (scene.session.id, scene.person.id)
    word = Feedback(*place, scene.version.id, "voisin", "Il aide.")
    feedback = record_feedback(db, word, author_id=make_person(db).id, now=now)
    (unapproved,) = session_proposals(db, scene.session.id)
    approve_feedback(db, feedback.id, person_id=scene.person.id, now=now)
    record_reflection(db, Reflection(*place, "Un match.", "Passer.", "Parler."), now=now)
    record_agreement(
        db, Agreement(*place, first, "Vu deux fois."), observer_id=scene.trainer.id, now=now
    )
    (after,) = session_proposals(db, scene.session.id)

    missing = [
        "avis d'un pair à demander",
        "note réflexive à écrire",
        "regards très différents sur un critère : un mot d'accord à écrire",
    ]
    assert missing == [reason.sentence for reason in before.decision.missing]
    assert missing[0] in [reason.sentence for reason in unapproved.decision.missing]
    assert ("possible", Level.SHOWS_OTHERS) == (after.state, after.decision.levels[first])


def test_acceptance_keeps_the_version_of_the_text_and_who_was_there(db, now):
    scene = make_scene(db)
    watch(db, scene)
    (proposal,) = _propose(db, scene, now)

    row = _accept(db, proposal, now, in_presence_of=scene.trainer.id)

    assert ("accepted", now, CONSENT_VERSION, scene.trainer.id) == (
        row.state,
        row.answered_at,
        row.consent_version,
        row.in_presence_of,
    )
    assert CONSENT_VERSION in CONSENT_TEXTS


def test_accepting_twice_is_once(db, now):
    scene = make_scene(db)
    watch(db, scene)
    (proposal,) = _propose(db, scene, now)

    _accept(db, proposal, now)
    row = _accept(db, proposal, now.replace(hour=12))

    assert now == row.answered_at


def test_nobody_answers_for_somebody_else(db, now):
    scene = make_scene(db)
    watch(db, scene)
    (proposal,) = _propose(db, scene, now)

    for person in (scene.coach.id, "none"):
        with pytest.raises(ProposalUnknown):
            _accept(db, proposal, now, person_id=person)
        with pytest.raises(ProposalUnknown):
            decline_proposal(db, proposal.id, person_id=person, now=now)
    with pytest.raises(ProposalUnknown):
        accept_proposal(
            db, "none", person_id=scene.person.id, consent_version=CONSENT_VERSION, now=now
        )


def test_an_unknown_consent_text_is_refused(db, now):
    scene = make_scene(db)
    watch(db, scene)
    (proposal,) = _propose(db, scene, now)

    with pytest.raises(ConsentVersionUnknown):
        _accept(db, proposal, now, consent_version="1999-01")


def test_f5_ac3_a_decline_leaves_no_trace_that_others_see(db, now):
    scene = make_scene(db)
    watch(db, scene)
    (proposal,) = _propose(db, scene, now)
    kinds = set(db.scalars(select(AuditEventRow.kind)))

    decline_proposal(db, proposal.id, person_id=scene.person.id, now=now)

    assert [] == session_proposals(db, scene.session.id)
    assert [] == _propose(db, scene, now)
    assert ["declined"] == [p.state for p in proposals_of_person(db, scene.person.id)]
    assert kinds == set(db.scalars(select(AuditEventRow.kind)))


def test_a_decline_may_follow_an_acceptance_and_is_final_for_the_session(db, now):
    scene = make_scene(db)
    watch(db, scene)
    (proposal,) = _propose(db, scene, now)
    _accept(db, proposal, now)

    row = decline_proposal(db, proposal.id, person_id=scene.person.id, now=now)
    decline_proposal(db, proposal.id, person_id=scene.person.id, now=now)

    assert ("declined", None) == (row.state, row.consent_version)
    with pytest.raises(ProposalAnswered):
        _accept(db, proposal, now)


def _declined_and_at_another_session(db, now) -> tuple[Scene, str]:
    scene = make_scene(db)
    watch(db, scene)
    (proposal,) = _propose(db, scene, now)
    decline_proposal(db, proposal.id, person_id=scene.person.id, now=now)
    other = make_session(db, scene.partner, scene.version)
    add_participant(db, other.id, person_id=scene.person.id, now=now)
    add_observer(db, other.id, person_id=scene.coach.id, role="coach sportif", now=now)
    return scene, other.id


def _see_once_more(db, scene, session_id, now) -> None:
    criterion = criteria_of(db, scene.version.id)[0]
    mark = Mark(session_id, scene.person.id, criterion.id, Level.ON_OWN)
    record_marks(db, [mark], observer_id=scene.coach.id, idempotency_key="again", now=now)


def test_f5_ac3_what_was_declined_is_not_proposed_again_for_the_same_evidence(db, now):
    _, other = _declined_and_at_another_session(db, now)

    assert [] == session_proposals(db, other)
    assert [] == propose_awards(db, other, now=now)


def test_what_is_seen_after_a_decline_may_be_proposed(db, now):
    scene, other = _declined_and_at_another_session(db, now)
    _see_once_more(db, scene, other, now + timedelta(minutes=1))

    (again,) = propose_awards(db, other, now=now)

    assert ("proposed", other) == (again.state, again.session_id)
    assert [] == session_proposals(db, scene.session.id)


def test_f5_ac3_a_mark_taken_back_after_a_decline_is_no_new_evidence(db, now):
    scene, other = _declined_and_at_another_session(db, now)
    _see_once_more(db, scene, other, now + timedelta(minutes=1))
    withdraw_observation(
        db,
        other,
        person_id=scene.person.id,
        criterion_id=criteria_of(db, scene.version.id)[0].id,
        observer_id=scene.coach.id,
        now=now + timedelta(minutes=2),
    )

    assert [] == propose_awards(db, other, now=now + timedelta(minutes=3))


def test_f5_ac3_a_second_decline_counts_as_the_first(db, now):
    scene, other = _declined_and_at_another_session(db, now)
    _see_once_more(db, scene, other, now + timedelta(minutes=1))
    (again,) = propose_awards(db, other, now=now)
    late = now + timedelta(minutes=2)
    decline_proposal(db, again.id, person_id=scene.person.id, now=late)
    third = make_session(db, scene.partner, scene.version)
    add_participant(db, third.id, person_id=scene.person.id, now=now)

    assert [] == propose_awards(db, third.id, now=late)


def test_an_issued_badge_is_not_declined_any_more(db, now):
    scene = make_scene(db)
    watch(db, scene)
    (proposal,) = _propose(db, scene, now)
    _accept(db, proposal, now)
    credential = award(db, proposal.id)

    with pytest.raises(ProposalAnswered):
        decline_proposal(db, proposal.id, person_id=scene.person.id, now=now)
    (seen,) = _propose(db, scene, now)
    assert ("issued", credential.id) == (seen.state, seen.credential_id)
    assert "issued" == _accept(db, proposal, now).state


def test_f1_ac8_a_declared_badge_is_proposed_by_the_person_herself(db, now):
    scene = make_scene(db)
    declared = make_badge(db, scene.partner.id, criteria=(), declared=True, kind="intention")

    first = propose_declared(db, person_id=scene.person.id, version_id=declared.id, now=now)
    again = propose_declared(db, person_id=scene.person.id, version_id=declared.id, now=now)

    assert first == again
    assert ("proposed", None) == (first.state, first.session_id)
    assert ["decide.declared"] == [reason.code for reason in first.decision.reasons]


def test_an_observed_badge_cannot_be_declared(db, now):
    scene = make_scene(db)

    for version in (scene.version.id, "none"):
        with pytest.raises(NotDeclared):
            propose_declared(db, person_id=scene.person.id, version_id=version, now=now)
