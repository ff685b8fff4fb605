"""Messages from strangers: at most five a day, one answer, no address of anybody (W9)."""

from dataclasses import replace
from datetime import timedelta

import pytest

from badger.accompaniment.companions import (
    Permission,
    allow_companion,
    end_accompaniment,
    role_was_taken,
)
from badger.accompaniment.consents import CONSENT_VERSION
from badger.accompaniment.message_queries import messages_of
from badger.accompaniment.messages import (
    MAX_A_DAY,
    MAX_NAME,
    MAX_TEXT,
    Message,
    MessageAnswered,
    MessageInvalid,
    MessagesClosed,
    MessageUnknown,
    NobodyReads,
    TooManyMessages,
    answer_message,
    close_letter_box,
    erase_message,
    hand_message,
    leave_message,
    open_letter_box,
    put_message_aside,
    reaches,
)
from badger.accompaniment.queries import count_asks
from badger.db.mails import MailAddressInvalid
from badger.db.rows import MessageRow
from badger.issuer.people import grant_role, take_role
from badger.privacy.guardians import GUARDIAN_VERSION, record_guardian_consent
from badger.privacy.retention import forget_in_time
from tests.factories import NOW, make_person


@pytest.fixture
def person(db):
    return make_person(db, "Exemple Un").id


@pytest.fixture
def message(person):
    return Message(
        person_id=person,
        credential_id=None,
        name="Exemple Employeuse",
        organisation="Tôlerie",
        email="Exemple@exemple.fr",
        text="Bonjour, venez nous voir.",
    )


def leave(db, message, *, now=NOW):
    return leave_message(db, message, now=now)[0]


def test_a_message_is_kept_with_the_address_in_small_letters(db, message, person):
    row = leave(db, message)
    assert ("exemple@exemple.fr", NOW) == (row.sender_email, row.sent_at)
    assert 1 == count_asks(db, person, now=NOW).messages


def test_the_same_words_twice_in_a_day_are_one_message(db, message, person):
    leave(db, message)
    row, is_new = leave_message(db, message, now=NOW + timedelta(hours=1))
    assert (False, [row.id]) == (is_new, [one.id for one in messages_of(db, person)])


def test_five_messages_a_day_and_no_more(db, message):
    for number in range(MAX_A_DAY):
        leave(db, replace(message, text=f"Bonjour {number}"))
    with pytest.raises(TooManyMessages):
        leave(db, replace(message, text="Bonjour encore"))
    leave(db, replace(message, text="Bonjour encore"), now=NOW + timedelta(days=1))


@pytest.mark.parametrize(
    "change",
    [{"name": " "}, {"text": " "}, {"name": "é" * 81}, {"text": "é" * 1001}],
)
def test_a_message_needs_a_name_and_words_that_fit(db, message, change):
    with pytest.raises(MessageInvalid):
        leave(db, replace(message, **change))


def test_a_message_of_the_longest_length_is_taken(db, message):
    long = replace(message, name="é" * MAX_NAME, organisation="é" * MAX_NAME, text="é" * MAX_TEXT)
    assert MAX_TEXT == len(leave(db, long).text)


@pytest.mark.parametrize("email", ["", "x", "a@b", "a@exemple.fr\nBcc: b@exemple.fr", "<a@b.fr>"])
def test_only_an_address_that_mail_reaches_is_taken(db, message, email):
    with pytest.raises(MailAddressInvalid):
        leave(db, replace(message, email=email))


def test_nothing_reaches_who_wants_no_messages_until_she_does(db, message, person):
    close_letter_box(db, person, now=NOW)
    close_letter_box(db, person, now=NOW)
    with pytest.raises(MessagesClosed):
        leave(db, message)
    open_letter_box(db, person)
    open_letter_box(db, person)
    assert reaches(db, person)


def test_c12_a_minor_gets_messages_once_a_guardian_agreed(db, message):
    minor = make_person(db, "Exemple Huit")
    minor.minor = True
    db.flush()
    assert not reaches(db, minor.id)
    record_guardian_consent(
        db, person_id=minor.id, text_version=GUARDIAN_VERSION, recorded_by=minor.id, now=NOW
    )
    assert reaches(db, minor.id)


def test_nothing_reaches_nobody(db):
    assert not reaches(db, "1" * 22)


def answer(db, row, *, by=None, text="Merci, je viens."):
    person = row.person_id
    return answer_message(db, row.id, person_id=person, by=by or person, text=text, now=NOW)


def test_one_message_has_one_answer(db, message, person):
    row = answer(db, leave(db, message))
    assert ("Merci, je viens.", person, 0) == (
        row.answer,
        row.answered_by,
        count_asks(db, person, now=NOW).messages,
    )
    with pytest.raises(MessageAnswered):
        answer(db, row)


@pytest.mark.parametrize("text", [" ", "é" * 1001])
def test_an_answer_has_words_that_fit(db, message, text):
    with pytest.raises(MessageInvalid):
        answer(db, leave(db, message), text=text)


def test_a_referent_answers_what_was_handed_to_her_alone(db, message, person):
    row, (_, referent) = leave(db, message), reader(db, person)
    with pytest.raises(MessageUnknown):
        answer(db, row, by=referent)
    hand_message(db, row.id, person_id=person, now=NOW)
    assert referent == answer(db, row, by=referent).answered_by


def reader(db, person, *, subjects=("messages",)) -> tuple[str, str]:
    """Somebody who reads her messages beside her: the accompaniment, and who it is."""
    referent = make_person(db, "Exemple Référent").id
    grant_role(db, person_id=referent, role="referent", partner_id=None, actor="test", now=NOW)
    return let_read(db, person, referent, subjects=subjects), referent


def let_read(db, person, referent, *, subjects) -> str:
    given = Permission(
        person_id=person,
        companion_id=referent,
        role="referent",
        subjects=subjects,
        consent_version=CONSENT_VERSION,
    )
    return allow_companion(db, given, now=NOW).id


def test_a_message_is_handed_to_nobody_where_nobody_reads_it(db, message, person):
    row, _ = leave(db, message), reader(db, person, subjects=("badges",))
    with pytest.raises(NobodyReads):
        hand_message(db, row.id, person_id=person, now=NOW)
    assert 1 == count_asks(db, person, now=NOW).messages


@pytest.mark.parametrize("how", ["ended", "narrowed", "role taken"])
def test_a_message_waits_for_her_again_when_nobody_reads_it_any_more(db, message, person, how):
    row, (accompaniment_id, referent) = leave(db, message), reader(db, person)
    hand_message(db, row.id, person_id=person, now=NOW)
    assert 0 == count_asks(db, person, now=NOW).messages
    if how == "ended":
        end_accompaniment(db, accompaniment_id, by=referent, now=NOW)
    elif how == "role taken":
        take_role(db, person_id=referent, role="referent", partner_id=None, actor="test", now=NOW)
        role_was_taken(db, referent, now=NOW)
        with pytest.raises(NobodyReads):
            hand_message(db, row.id, person_id=person, now=NOW)
    else:
        let_read(db, person, referent, subjects=("badges",))
    assert 1 == count_asks(db, person, now=NOW).messages


def test_what_is_put_aside_waits_no_more(db, message, person):
    row = leave(db, message)
    put_message_aside(db, row.id, person_id=person, now=NOW)
    assert (0, None) == (count_asks(db, person, now=NOW).messages, row.answered_at)


def test_an_erased_message_is_gone_with_its_address(db, message, person):
    row = leave(db, message)
    erase_message(db, row.id, person_id=person)
    assert db.get(MessageRow, row.id) is None


def test_messages_of_others_do_not_exist(db, message):
    row, other = leave(db, message), make_person(db, "Exemple Deux").id
    for act in (hand_message, put_message_aside):
        with pytest.raises(MessageUnknown):
            act(db, row.id, person_id=other, now=NOW)
    with pytest.raises(MessageUnknown):
        erase_message(db, row.id, person_id=other)


def test_g05_after_half_a_year_a_message_is_forgotten(db, message, person):
    leave(db, message)
    forget_in_time(db, now=NOW + timedelta(days=180))
    assert 1 == len(messages_of(db, person))
    forget_in_time(db, now=NOW + timedelta(days=180, seconds=1))
    assert [] == messages_of(db, person)
