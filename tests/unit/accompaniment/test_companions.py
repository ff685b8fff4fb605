"""A person opens what she ticks to one named companion, and closes it at once (C8, C10)."""

import json
from datetime import timedelta

import pytest
from sqlalchemy import select

from badger.accompaniment.companions import (
    AccompanimentUnknown,
    CompanionConsentUnknown,
    CompanionUnknown,
    Permission,
    SubjectsMissing,
    allow_companion,
    companions_to_choose,
    end_accompaniment,
    note_look,
    open_to,
)
from badger.accompaniment.consents import CONSENT_TEXTS, CONSENT_VERSION
from badger.accompaniment.queries import caseload_of, open_of_person
from badger.db.rows import AccompanimentRow, AuditEventRow
from badger.issuer.people import grant_role, take_role
from tests.factories import NOW, make_partner, make_person


@pytest.fixture
def person(db):
    return make_person(db, "Exemple Un").id


@pytest.fixture
def companion(db):
    return make_companion(db, "Exemple Passeur")


def make_companion(db, name, *, role="passeur", partner_id=None):
    found = make_person(db, name).id
    grant_role(db, person_id=found, role=role, partner_id=partner_id, actor="test", now=NOW)
    return found


def allow(db, person, companion, *, subjects=("badges",), **more):
    values = {"role": "passeur", "consent_version": CONSENT_VERSION, **more}
    given = Permission(person_id=person, companion_id=companion, subjects=subjects, **values)
    return allow_companion(db, given, now=NOW)


def test_what_was_ticked_and_the_text_are_kept(db, person, companion):
    row = allow(db, person, companion, subjects=("steps", "badges"))

    assert ["badges", "steps"] == row.subjects
    assert ("2026-11", NOW, False) == (row.consent_version, row.agreed_at, row.beside)
    event = db.scalars(select(AuditEventRow).order_by(AuditEventRow.seq.desc())).first()
    assert ("accompaniment.allowed", person) == (event.kind, event.actor)
    assert ["badges", "steps"] == json.loads(event.facts)["subjects"]


def test_beside_her_the_companion_stands_in_the_log(db, person, companion):
    row = allow(db, person, companion, beside=True)
    assert (True, companion) == (row.beside, row.asked_by)


def test_nothing_ticked_opens_nothing(db, person, companion):
    with pytest.raises(SubjectsMissing):
        allow(db, person, companion, subjects=("everything",))


@pytest.mark.parametrize("role", ["referent", "cartographe", ""])
def test_nobody_accompanies_in_a_role_that_is_not_hers(db, person, companion, role):
    with pytest.raises(CompanionUnknown):
        allow(db, person, companion, role=role)


def test_nobody_accompanies_herself(db, companion):
    with pytest.raises(CompanionUnknown):
        allow(db, companion, companion)


def test_a_text_that_is_not_ours_opens_nothing(db, person, companion):
    with pytest.raises(CompanionConsentUnknown):
        allow(db, person, companion, consent_version="2020-01")


def test_a_second_permission_replaces_the_first(db, person, companion):
    first = allow(db, person, companion, subjects=("badges", "map"))
    second = allow(db, person, companion, subjects=("steps",))

    assert [second.id] == [row.id for row in open_of_person(db, person, now=NOW)]
    with pytest.raises(AccompanimentUnknown):
        open_to(db, first.id, companion_id=companion, now=NOW)


def test_after_the_end_nothing_is_open(db, person, companion):
    row = allow(db, person, companion)
    end_accompaniment(db, row.id, by=person, now=NOW)
    end_accompaniment(db, row.id, by=person, now=NOW + timedelta(days=1))

    assert NOW == row.ended_at
    assert [] == list(caseload_of(db, companion, now=NOW))
    with pytest.raises(AccompanimentUnknown):
        open_to(db, row.id, companion_id=companion, now=NOW)


def test_the_companion_may_end_it_as_well(db, person, companion):
    row = allow(db, person, companion)
    end_accompaniment(db, row.id, by=companion, now=NOW)
    assert companion == row.ended_by


def test_a_stranger_ends_nothing(db, person, companion):
    row = allow(db, person, companion)
    with pytest.raises(AccompanimentUnknown):
        end_accompaniment(db, row.id, by=make_person(db, "Exemple Deux").id, now=NOW)
    assert row.ended_at is None


def test_another_companion_sees_nothing(db, person, companion):
    row = allow(db, person, companion)
    other = make_companion(db, "Exemple Autre")
    with pytest.raises(AccompanimentUnknown):
        open_to(db, row.id, companion_id=other, now=NOW)
    assert row.id == open_to(db, row.id, companion_id=companion, now=NOW).id


def test_a13_whoever_lost_the_role_sees_nothing(db, person, companion):
    row = allow(db, person, companion)
    take_role(db, person_id=companion, role="passeur", partner_id=None, actor="test", now=NOW)
    with pytest.raises(AccompanimentUnknown):
        open_to(db, row.id, companion_id=companion, now=NOW)


def test_the_person_reads_that_it_was_looked_at(db, person, companion):
    row = allow(db, person, companion)
    note_look(db, row.id, now=NOW)
    assert NOW == db.get_one(AccompanimentRow, row.id).looked_at


def test_somebody_with_two_partners_is_offered_once_a_role(db, person):
    first, second = make_partner(db), make_partner(db)
    companion = make_companion(db, "Exemple Référent", role="referent", partner_id=first.id)
    grant_role(
        db, person_id=companion, role="referent", partner_id=second.id, actor="test", now=NOW
    )
    (one,) = companions_to_choose(db, for_person=person)
    assert (f"referent:{companion}", 2) == (one.key, len(one.partners))
    assert [] == companions_to_choose(db, for_person=companion)


def test_each_sentence_of_the_text_has_at_most_twelve_words():
    sentences = [one for text in CONSENT_TEXTS.values() for one in text.split(".")]
    assert [] == [one for one in sentences if len(one.replace("'", " ").split()) > 12]
