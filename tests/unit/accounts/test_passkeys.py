"""Passkeys are added, let somebody in, and are removed; each question is answered once."""

import json
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from sqlalchemy import select

from badger.accounts.authenticator import Place, SignedAnswer
from badger.accounts.challenges import OPEN_FOR, open_challenge, take_challenge
from badger.accounts.passkeys import (
    PasskeyUnknown,
    TooManyPasskeys,
    add_passkey,
    ask_new_key,
    ask_signature,
    enter_by_passkey,
    remove_passkey,
)
from badger.accounts.queries import passkeys_of
from badger.db.base import write_session
from badger.db.rows import AuditEventRow, EmailRow, MailRow, SignInChallengeRow
from badger.issuer.people import create_person
from tests.devices import Device

PLACE = Place("http://localhost:8000")
PAGE = "http://localhost:8000/me/account"


def _person(db, now, name="Exemple Un"):
    return create_person(db, display_name=name, actor="test", now=now)


@pytest.fixture
def person(db, now):
    return _person(db, now)


def _challenge(question) -> str:
    return json.loads(question.options)["challenge"]


def _ask_key(db, person, now):
    return ask_new_key(db, person_id=person.id, name=person.display_name, place=PLACE, now=now)


def _add(db, question, person, now, fields):
    return add_passkey(
        db, question.id, person_id=person.id, place=PLACE, now=now, page=PAGE, **fields
    )


def _added(db, person, now, device=None):
    device = device or Device()
    question = _ask_key(db, person, now)
    assert None is _add(db, question, person, now, device.create(_challenge(question)))
    return device


def _enter(db, question, fields, now):
    return enter_by_passkey(db, question.id, answer=SignedAnswer(**fields), place=PLACE, now=now)


def _come(db, device, now):
    question = ask_signature(db, place=PLACE, now=now)
    return _enter(db, question, device.get(_challenge(question)), now)


def test_a_key_that_was_added_lets_its_person_in(db, person, now):
    device = _added(db, person, now)
    device.count = 4

    assert person is _come(db, device, now)

    (row,) = passkeys_of(db, person.id)
    assert (4, now) == (row.sign_count, row.used_at)
    assert "account.passkey_added" in list(db.scalars(select(AuditEventRow.kind)))


def test_a_large_counter_is_kept(db, person, now):
    device = _added(db, person, now, Device(count=2**32 - 2))
    device.count = 2**32 - 1

    assert person is _come(db, device, now)


def test_a_double_of_a_key_is_refused(db, person, now):
    device = _added(db, person, now, Device(count=5))

    assert "signin.passkey_refused" == _come(db, device, now)


def test_a_question_is_answered_once(db, person, now):
    device = _added(db, person, now)
    question = ask_signature(db, place=PLACE, now=now)
    fields = device.get(_challenge(question))

    assert person is _enter(db, question, fields, now)
    assert "signin.passkey_over" == _enter(db, question, fields, now)


def test_a_wrong_answer_uses_the_question_up(db, person, now):
    device = _added(db, person, now)
    question = ask_signature(db, place=PLACE, now=now)
    fields = device.get(_challenge(question))

    assert "signin.passkey_refused" == _enter(db, question, {**fields, "signature": "AA"}, now)
    assert "signin.passkey_over" == _enter(db, question, fields, now)


def test_a_question_ends_after_ten_minutes(db, person, now):
    device = _added(db, person, now)
    question = ask_signature(db, place=PLACE, now=now)
    fields = device.get(_challenge(question))

    assert "signin.passkey_over" == _enter(db, question, fields, now + OPEN_FOR)


def test_an_unknown_key_lets_nobody_in(db, person, now):
    _added(db, person, now)

    assert "signin.passkey_unknown" == _come(db, Device(), now)


def test_a_removed_key_lets_nobody_in(db, person, now):
    device = _added(db, person, now)
    (row,) = passkeys_of(db, person.id)

    remove_passkey(db, row.id, person_id=person.id, now=now, page=PAGE)

    assert "signin.passkey_unknown" == _come(db, device, now)
    assert "account.passkey_removed" in list(db.scalars(select(AuditEventRow.kind)))


def test_a08_a_key_of_somebody_else_is_not_there(db, person, now):
    _added(db, person, now)
    (row,) = passkeys_of(db, person.id)
    other = _person(db, now, "Exemple Deux")

    with pytest.raises(PasskeyUnknown):
        remove_passkey(db, row.id, person_id=other.id, now=now, page=PAGE)
    assert [row] == list(passkeys_of(db, person.id))


def test_a08_a_question_to_one_person_is_not_answered_by_another(db, person, now):
    other = _person(db, now, "Exemple Deux")
    question = _ask_key(db, person, now)

    answer = _add(db, question, other, now, Device().create(_challenge(question)))

    assert "signin.passkey_over" == answer
    assert [] == list(passkeys_of(db, other.id))


def test_a_question_for_signing_in_adds_no_key(db, person, now):
    question = ask_signature(db, place=PLACE, now=now)

    answer = _add(db, question, person, now, Device().create(_challenge(question)))

    assert "signin.passkey_over" == answer


def test_a_key_that_is_on_a_page_already_is_not_taken_over(db, person, now):
    device = _added(db, person, now)
    other = _person(db, now, "Exemple Deux")
    question = _ask_key(db, other, now)

    answer = _add(db, question, other, now, device.create(_challenge(question)))

    assert "account.passkey_known" == answer
    assert person is _come(db, device, now)


def test_an_answer_that_is_none_adds_no_key(db, person, now):
    question = _ask_key(db, person, now)

    answer = _add(db, question, person, now, {"client_data": "", "attestation_object": ""})

    assert "signin.passkey_refused" == answer
    assert [] == list(passkeys_of(db, person.id))


def test_the_device_is_told_which_keys_are_there(db, person, now):
    device = _added(db, person, now)
    options = json.loads(_ask_key(db, person, now).options)

    from_device = device.create(options["challenge"])
    assert 1 == len(options["excludeCredentials"])
    assert from_device["client_data"]


def test_a_person_has_a_handful_of_keys(db, person, now):
    for _ in range(10):
        _added(db, person, now)

    with pytest.raises(TooManyPasskeys):
        _ask_key(db, person, now)


def test_confirmed_addresses_hear_of_a_new_key(db, person, now):
    db.add(
        EmailRow(
            person_id=person.id,
            email="un@example.org",
            added_at=now,
            verified_at=now,
            code_tries=0,
        )
    )
    _added(db, person, now)

    assert ["un@example.org"] == list(db.scalars(select(MailRow.recipient)))


def test_questions_that_are_over_are_forgotten(db, person, now):
    open_challenge(db, "k", facts={}, now=now)
    open_challenge(db, "k", facts={}, now=now + OPEN_FOR + timedelta(seconds=1))

    assert 1 == len(list(db.scalars(select(SignInChallengeRow.id))))


@pytest.mark.parametrize("question_id", ["", "x", "1" * 22])
def test_an_unknown_question_is_over(db, now, question_id):
    assert None is take_challenge(db, question_id, kind="k", now=now)


def test_of_many_answers_at_once_one_counts(engine, now):
    with write_session(engine) as db:
        question_id = open_challenge(db, "k", facts={"a": "b"}, now=now)

    def take(_: int) -> bool:
        with write_session(engine) as db:
            return take_challenge(db, question_id, kind="k", now=now) is not None

    with ThreadPoolExecutor(8) as pool:
        assert 1 == sum(pool.map(take, range(32)))
