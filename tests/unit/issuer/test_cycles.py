"""AFEST cycles with three parties, and the two ends of an immersion (domain S6, W4, W5)."""

import json
from dataclasses import dataclass
from datetime import date

import pytest

from badger.db.audit import verify_chain
from badger.db.rows import AuditEventRow, ObservationSessionRow, PersonRow
from badger.issuer.recognition.changes import cancel_session
from badger.issuer.recognition.cycle_overview import (
    linked_of_person,
    linked_sessions,
    own_immersion,
)
from badger.issuer.recognition.cycle_queries import sessions_to_continue
from badger.issuer.recognition.cycles import (
    CycleInvalid,
    CycleSigned,
    NotAParty,
    continue_session,
    sign_off,
)
from badger.issuer.recognition.days import SessionCancelled, SessionNotBegun
from badger.issuer.recognition.observations import Mark, record_observation
from badger.issuer.recognition.progress import Progress, progress
from badger.issuer.recognition.queries import session_criteria
from badger.issuer.recognition.rules import Level
from badger.issuer.recognition.sessions import SessionUnknown, add_observer, add_participant
from tests.factories import make_badge, make_partner, make_person, make_session

APPUI, SEUL, MONTRE = Level
DAYS = [date(2026, 3, day) for day in (10, 12, 15)]
IMMERSION = {"family": "immersion", "stage": "accompagnee"}


@dataclass
class Two:
    """A session, the one after it, and three people around them."""

    before: ObservationSessionRow
    after: ObservationSessionRow
    person: PersonRow
    tutor: PersonRow
    trainer: PersonRow


def at(db, partner, version, day, **changes):
    values = {"family": "production", "hours": 7, "starts_on": day, "ends_on": day, **changes}
    return make_session(db, partner, version, **values)


def two(db, now, *, days=DAYS[:2], **changes):
    partner = make_partner(db)
    version = make_badge(db, partner.id)
    if changes.get("family") == "immersion":
        changes["accompanying_partner_id"] = partner.id
    before, after = (at(db, partner, version, day, **changes) for day in days)
    person, tutor, trainer = make_person(db), make_person(db, "Tuteur"), make_person(db, "Form")
    for session in (before, after):
        add_participant(db, session.id, person_id=person.id, now=now)
    add_observer(db, before.id, person_id=tutor.id, role="tuteur", now=now)
    add_observer(db, after.id, person_id=trainer.id, role="formateur", now=now)
    return Two(before, after, person, tutor, trainer)


def linked(db, now, pair):
    return continue_session(db, pair.after.id, continues_id=pair.before.id, actor="p", now=now)


def agree(db, now, pair, who):
    return sign_off(db, pair.after.id, person_id=pair.person.id, by=who.id, now=now)


def test_s6_three_parties_agree_once_each_and_it_is_on_record(db, now):
    pair = two(db, now, cycle=2)
    linked(db, now, pair)

    for _ in range(2):
        assert ["person", "tutor", "trainer"] == [
            agree(db, now, pair, who) for who in (pair.person, pair.tutor, pair.trainer)
        ]

    shown = linked_sessions(db, pair.before.id, people=[pair.person], viewer_id=pair.tutor.id)
    assert shown is not None
    assert (2, True, pair.before.id, pair.after.id) == (
        shown.number,
        shown.is_cycle,
        shown.before.id,
        shown.after.id,
    )
    (line,) = shown.people
    assert (frozenset({"person", "tutor", "trainer"}), None) == (line.signed, line.asked)
    events = db.query(AuditEventRow).filter_by(kind="cycle.signed_off").all()
    assert {"person", "tutor", "trainer"} == {json.loads(event.facts)["party"] for event in events}
    assert 3 == len(events)
    assert verify_chain(db) is None


def test_whoever_has_not_agreed_yet_is_asked_as_what_she_is(db, now):
    pair = two(db, now)
    linked(db, now, pair)
    stranger = make_person(db)

    def asked(who):
        shown = linked_sessions(db, pair.after.id, people=[pair.person], viewer_id=who.id)
        return shown.people[0].asked

    assert ["person", "tutor", "trainer", None] == [
        asked(who) for who in (pair.person, pair.tutor, pair.trainer, stranger)
    ]
    assert [1] == [one.number for one in linked_of_person(db, pair.person)]
    assert [] == linked_of_person(db, stranger)


def test_nobody_else_agrees_with_a_cycle(db, now):
    pair = two(db, now)
    coach, stranger = make_person(db), make_person(db)
    add_observer(db, pair.after.id, person_id=coach.id, role="coach sportif", now=now)
    linked(db, now, pair)
    for who in (coach, stranger):
        with pytest.raises(NotAParty):
            agree(db, now, pair, who)
    with pytest.raises(NotAParty):
        sign_off(db, pair.after.id, person_id=stranger.id, by=stranger.id, now=now)


def test_only_a_cycle_is_agreed_with(db, now):
    pair, immersion = two(db, now), two(db, now, **IMMERSION)
    linked(db, now, immersion)
    for one in (pair, immersion):
        with pytest.raises(CycleInvalid):
            agree(db, now, one, one.person)
    with pytest.raises(SessionUnknown):
        sign_off(db, "unknown", person_id=pair.person.id, by=pair.person.id, now=now)


def test_t08_a_cycle_to_come_or_cancelled_is_agreed_with_by_nobody(db, now):
    early = two(db, now, days=DAYS[1:])
    linked(db, now, early)
    with pytest.raises(SessionNotBegun):
        agree(db, now, early, early.person)
    pair = two(db, now)
    linked(db, now, pair)
    cancel_session(db, pair.after.id, word="", actor="t", now=now)
    with pytest.raises(SessionCancelled):
        agree(db, now, pair, pair.person)


def test_a_link_is_changed_until_somebody_agreed(db, now):
    pair = two(db, now)
    linked(db, now, pair)
    linked(db, now, pair)
    agree(db, now, pair, pair.person)
    with pytest.raises(CycleSigned):
        linked(db, now, pair)


def test_a_session_stands_in_one_link(db, now):
    partner = make_partner(db)
    version = make_badge(db, partner.id)
    first, second, third = (at(db, partner, version, day) for day in DAYS)
    continue_session(db, second.id, continues_id=first.id, actor="p", now=now)
    for after, before in ((third, first), (third, second)):
        with pytest.raises(CycleInvalid):
            continue_session(db, after.id, continues_id=before.id, actor="p", now=now)
    assert [] == list(sessions_to_continue(db, third))


def test_a_cancelled_session_is_not_offered(db, now):
    pair = two(db, now)
    assert [pair.before.id] == [row.id for row in sessions_to_continue(db, pair.after)]
    cancel_session(db, pair.before.id, word="", actor="t", now=now)
    assert [] == list(sessions_to_continue(db, pair.after))


@pytest.mark.parametrize(
    ("changes", "member"),
    [
        ({"family": "sport", "activity": "judo"}, "family"),
        ({"starts_on": DAYS[2], "ends_on": DAYS[2]}, "order"),
    ],
)
def test_sessions_that_do_not_follow_each_other_are_refused(db, now, changes, member):
    partner = make_partner(db)
    version = make_badge(db, partner.id)
    before = at(db, partner, version, DAYS[0], **changes)
    after = at(db, partner, version, DAYS[1])
    with pytest.raises(CycleInvalid) as refusal:
        continue_session(db, after.id, continues_id=before.id, actor="p", now=now)
    assert {"member": member} == refusal.value.facts
    assert [] == list(sessions_to_continue(db, after))


def test_sessions_of_two_hosts_or_of_itself_are_refused(db, now):
    here, there = two(db, now), two(db, now)
    for before, member in ((there.before, "partner"), (here.after, "order")):
        with pytest.raises(CycleInvalid) as refusal:
            continue_session(db, here.after.id, continues_id=before.id, actor="p", now=now)
        assert {"member": member} == refusal.value.facts
    with pytest.raises(SessionUnknown):
        continue_session(db, here.after.id, continues_id="unknown", actor="p", now=now)


def test_w5_both_ends_of_an_immersion_look_at_the_same_grid(db, now):
    partner = make_partner(db)
    versions = [make_badge(db, partner.id), make_badge(db, partner.id, name="Autre")]
    changes = {**IMMERSION, "accompanying_partner_id": partner.id}
    before, after = (
        at(db, partner, version, day, **changes)
        for version, day in zip(versions, DAYS[:2], strict=True)
    )
    with pytest.raises(CycleInvalid) as refusal:
        continue_session(db, after.id, continues_id=before.id, actor="p", now=now)
    assert {"member": "grid"} == refusal.value.facts


def see(db, now, session, person, observer, levels):
    for row, level in zip(session_criteria(db, session.id), levels, strict=False):
        if level is not None:
            record_observation(
                db,
                Mark(session.id, person.id, row.id, level),
                observer_id=observer.id,
                idempotency_key=f"{session.id}{row.id}",
                now=now,
            )


def test_w5_an_immersion_tells_start_and_end_and_nothing_as_lost(db, now):
    pair = two(db, now, **IMMERSION)
    linked(db, now, pair)
    see(db, now, pair.before, pair.person, pair.tutor, [APPUI, SEUL, None, None])
    see(db, now, pair.after, pair.person, pair.trainer, [MONTRE, APPUI, SEUL, None])

    (one,) = linked_of_person(db, pair.person)
    told = own_immersion(db, one, person_id=pair.person.id)

    assert not one.is_cycle
    assert [(APPUI, MONTRE), (SEUL, SEUL), (None, SEUL)] == [
        (line.start, line.end) for line in told.lines
    ]
    assert {line.criterion_id for line in told.lines} <= set(told.criteria)


def test_what_was_not_seen_again_is_told_as_it_was_seen():
    assert (Progress("c2", SEUL, None),) == progress(
        ["c1", "c2"], at_start=[("c2", APPUI), ("c2", SEUL)], at_end=[("elsewhere", MONTRE)]
    )
