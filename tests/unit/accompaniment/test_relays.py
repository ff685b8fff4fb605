"""A substitute or a handover: proposed, told, and nothing open before her yes (S1, C22)."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from badger.accompaniment.companions import (
    AccompanimentUnknown,
    CompanionConsentUnknown,
    CompanionUnknown,
    Permission,
    allow_companion,
    end_accompaniment,
    open_to,
)
from badger.accompaniment.consents import CONSENT_VERSION
from badger.accompaniment.relays import (
    RelayTooEarly,
    RelayWaiting,
    agree_to_relay,
    propose_relay,
    refuse_relay,
)
from badger.db.rows import AuditEventRow
from badger.issuer.people import grant_role
from tests.factories import NOW, make_person

LATER = NOW + timedelta(days=14)


def make_companion(db, name, *, role="passeur"):
    found = make_person(db, name).id
    grant_role(db, person_id=found, role=role, partner_id=None, actor="test", now=NOW)
    return found


@pytest.fixture
def person(db):
    return make_person(db, "Exemple Un").id


@pytest.fixture
def before(db):
    return make_companion(db, "Exemple Avant")


@pytest.fixture
def after(db):
    return make_companion(db, "Exemple Après")


@pytest.fixture
def row(db, person, before):
    given = Permission(
        person_id=person,
        companion_id=before,
        role="passeur",
        subjects=("badges", "steps"),
        consent_version=CONSENT_VERSION,
    )
    return allow_companion(db, given, now=NOW)


def propose(db, row, to_id, *, until=None, by=None, now=NOW):
    return propose_relay(
        db, row.id, companion_id=by or row.companion_id, to_id=to_id, until=until, now=now
    )


def test_a_relay_opens_nothing_that_she_has_closed_meanwhile(db, row, person, before, after):
    relay = propose(db, row, after)
    less = Permission(
        person_id=person,
        companion_id=before,
        role="passeur",
        subjects=("badges",),
        consent_version=CONSENT_VERSION,
    )
    allow_companion(db, less, now=NOW)
    with pytest.raises(AccompanimentUnknown):
        agree_to_relay(db, relay.id, person_id=person, consent_version=CONSENT_VERSION, now=NOW)


@pytest.mark.parametrize("answered", [True, False])
def test_a_substitute_whose_time_is_over_may_be_proposed_again(db, row, person, after, answered):
    relay = propose(db, row, after, until=LATER)
    if answered:
        agree_to_relay(db, relay.id, person_id=person, consent_version=CONSENT_VERSION, now=NOW)
    again = propose(db, row, after, until=LATER + timedelta(days=7), now=LATER)
    assert (LATER, None) == (relay.ended_at, again.ended_at)


def test_a_relay_that_nobody_answered_in_time_leaves_room_for_another(db, row, after):
    propose(db, row, after, until=LATER)
    other = make_companion(db, "Exemple Autre")
    assert other == propose(db, row, other, now=LATER).companion_id


def agree(db, relay, *, now=NOW, consent_version=CONSENT_VERSION):
    return agree_to_relay(
        db, relay.id, person_id=relay.person_id, consent_version=consent_version, now=now
    )


def is_open(db, one, *, now=NOW):
    try:
        open_to(db, one.id, companion_id=one.companion_id, now=now)
    except AccompanimentUnknown:
        return False
    return True


def test_before_her_yes_the_next_one_sees_nothing(db, row, after):
    relay = propose(db, row, after)
    assert (False, True) == (is_open(db, relay), is_open(db, row))


def test_a_handover_opens_the_same_subjects_and_closes_the_former(db, row, after):
    relay = agree(db, propose(db, row, after))
    assert (True, False) == (is_open(db, relay), is_open(db, row))
    assert (["badges", "steps"], "2026-11") == (relay.subjects, relay.consent_version)


def test_a_substitute_stops_by_itself_and_the_first_one_stays(db, row, after):
    relay = agree(db, propose(db, row, after, until=LATER))
    assert (True, True) == (is_open(db, relay), is_open(db, row))
    assert (False, True) == (is_open(db, relay, now=LATER), is_open(db, row, now=LATER))


def test_a_refusal_changes_nothing(db, row, after, person):
    relay = propose(db, row, after)
    refuse_relay(db, relay.id, person_id=person, now=NOW)
    assert (False, True) == (is_open(db, relay), is_open(db, row))
    with pytest.raises(AccompanimentUnknown):
        agree(db, relay)


def test_each_move_is_logged(db, row, after, person, before):
    agree(db, propose(db, row, after))
    events = db.scalars(select(AuditEventRow).order_by(AuditEventRow.seq)).all()[-2:]
    assert [
        ("accompaniment.relay_proposed", before),
        ("accompaniment.relay_agreed", person),
    ] == [(event.kind, event.actor) for event in events]


def test_nobody_else_answers_for_her(db, row, after):
    relay = propose(db, row, after)
    with pytest.raises(AccompanimentUnknown):
        refuse_relay(db, relay.id, person_id=after, now=NOW)


def test_a_text_that_is_not_ours_passes_no_relay(db, row, after):
    with pytest.raises(CompanionConsentUnknown):
        agree(db, propose(db, row, after), consent_version="2020-01")


def test_a_proposal_whose_day_has_passed_is_over(db, row, after):
    relay = propose(db, row, after, until=LATER)
    with pytest.raises(AccompanimentUnknown):
        agree(db, relay, now=LATER)


def test_only_the_companion_proposes(db, row, after):
    with pytest.raises(AccompanimentUnknown):
        propose(db, row, after, by=after)


def test_only_somebody_in_the_same_role_takes_over(db, row, person, before):
    referent = make_companion(db, "Exemple Référent", role="referent")
    for stranger in (referent, person, before):
        with pytest.raises(CompanionUnknown):
            propose(db, row, stranger)


def test_a_substitute_is_for_days_to_come(db, row, after):
    with pytest.raises(RelayTooEarly):
        propose(db, row, after, until=NOW)


def test_one_relay_waits_at_a_time(db, row, after):
    propose(db, row, after)
    with pytest.raises(RelayWaiting):
        propose(db, row, make_companion(db, "Exemple Tiers"))


def test_with_the_end_the_waiting_relay_ends(db, row, after, person):
    relay = propose(db, row, after)
    end_accompaniment(db, row.id, by=person, now=NOW)
    with pytest.raises(AccompanimentUnknown):
        agree(db, relay)
