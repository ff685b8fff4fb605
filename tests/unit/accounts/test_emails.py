"""A person's e-mail addresses."""

import re
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from sqlalchemy import select

from badger.accounts.emails import (
    CONFIRM_WITHIN,
    UNCONFIRMED_FOR,
    AddressUnknown,
    TooManyAddresses,
    add_address,
    confirm_address,
    page_of_address,
    remove_address,
    send_code_again,
)
from badger.accounts.queries import addresses_of, verified_address
from badger.db.base import write_session
from badger.db.mails import MailAddressInvalid
from badger.db.rows import AuditEventRow, MailRow
from badger.issuer.people import create_person

PAGE = "https://badges.example/me/account"
CODE = re.compile(r"\b\d{4} \d{4}\b")


@pytest.fixture
def person(db, now):
    return create_person(db, display_name="Exemple Un", actor="test", now=now)


@pytest.fixture
def other(db, now):
    return create_person(db, display_name="Exemple Deux", actor="test", now=now)


def _mails(db) -> list[MailRow]:
    return list(db.scalars(select(MailRow).order_by(MailRow.asked_at, MailRow.id)))


def _code_of(db, row) -> str:
    text = db.get(MailRow, row.mail_id).text
    return CODE.search(text)[0]


def _add(db, person, now, typed="un@example.org"):
    return add_address(db, person_id=person.id, typed=typed, now=now)


def _confirm(db, row, person, now, typed=None):
    return confirm_address(
        db,
        row.id,
        person_id=person.id,
        typed=typed or _code_of(db, row),
        now=now,
        page=PAGE,
    )


def _confirmed(db, person, now, typed="un@example.org"):
    row = _add(db, person, now, typed)
    assert _confirm(db, row, person, now) is None
    return row


def test_an_address_is_nobodys_before_it_is_confirmed(db, person, now):
    row = _add(db, person, now)

    assert None is verified_address(db, "un@example.org")
    assert [row] == list(addresses_of(db, person.id))


def test_the_code_of_the_mail_confirms_the_address(db, person, now):
    row = _confirmed(db, person, now)

    assert row is verified_address(db, "un@example.org")
    assert now == row.verified_at
    assert "account.address_verified" in list(db.scalars(select(AuditEventRow.kind)))


def test_r07_the_mail_names_nobody(db, person, now):
    _add(db, person, now)

    (mail,) = _mails(db)
    assert "Exemple" not in mail.subject + mail.text
    assert not CODE.search(mail.subject)


def test_a_wrong_code_confirms_nothing_and_the_right_one_still_does(db, person, now):
    row = _add(db, person, now)

    assert "account.code_wrong" == _confirm(db, row, person, now, typed="no digits")
    assert None is row.verified_at
    assert None is _confirm(db, row, person, now)


def test_a10_codes_cannot_be_guessed_on(db, person, now):
    row = _add(db, person, now)
    right = _code_of(db, row)
    for _ in range(5):
        _confirm(db, row, person, now, typed="x")

    assert "account.code_wrong" == _confirm(db, row, person, now, typed=right)


def test_a_new_code_takes_the_place_of_the_one_before(db, person, now):
    row = _add(db, person, now)
    first = _code_of(db, row)

    send_code_again(db, row.id, person_id=person.id, now=now)

    assert 2 == len(_mails(db))
    assert first == _code_of(db, row) or "account.code_wrong" == _confirm(
        db, row, person, now, typed=first
    )
    assert None is _confirm(db, row, person, now)


def test_a_code_waits_a_day(db, person, now):
    row = _add(db, person, now)

    assert "account.code_wrong" == _confirm(db, row, person, now + CONFIRM_WITHIN)
    assert None is _confirm(db, row, person, now + CONFIRM_WITHIN - timedelta(seconds=1))


def test_the_same_address_twice_is_one_with_a_new_code(db, person, now):
    first, second = _add(db, person, now), _add(db, person, now, " UN@example.org")

    assert first is second
    assert 2 == len(_mails(db))


def test_a_confirmed_address_gets_no_more_codes(db, person, now):
    row = _confirmed(db, person, now)
    _add(db, person, now)
    send_code_again(db, row.id, person_id=person.id, now=now)

    assert 1 == len(_mails(db))
    assert None is _confirm(db, row, person, now, typed="whatever")


def test_r08_nothing_tells_that_somebody_else_has_an_address(db, person, other, now):
    _confirmed(db, person, now)

    row = _add(db, other, now)

    assert [row] == list(addresses_of(db, other.id))


def test_an_address_lets_one_person_in(db, person, other, now):
    mine = _confirmed(db, person, now)
    row = _add(db, other, now)

    assert "account.address_elsewhere" == _confirm(db, row, other, now)
    assert mine is verified_address(db, "un@example.org")
    assert person is page_of_address(db, row.id, person_id=other.id)
    # The code has served.
    assert "account.code_wrong" == _confirm(db, row, other, now)


def test_an_address_that_opens_no_page_is_nobodys(db, person, other, now):
    row = _add(db, person, now)

    assert None is page_of_address(db, row.id, person_id=person.id)
    with pytest.raises(AddressUnknown):
        page_of_address(db, row.id, person_id=other.id)


def test_a_person_has_a_handful_of_addresses(db, person, now):
    for number in range(5):
        _add(db, person, now, f"n{number}@example.org")

    with pytest.raises(TooManyAddresses):
        _add(db, person, now, "n6@example.org")
    _add(db, person, now, "n1@example.org")


def test_a10_of_many_addresses_given_at_once_five_are_kept(engine, now):
    with write_session(engine) as db:
        person_id = create_person(db, display_name="Exemple Un", actor="test", now=now).id

    def attempt(number: int) -> bool:
        try:
            with write_session(engine) as db:
                add_address(db, person_id=person_id, typed=f"n{number}@example.org", now=now)
        except TooManyAddresses:
            return False
        return True

    with ThreadPoolExecutor(8) as pool:
        outcomes = list(pool.map(attempt, range(10)))

    assert 5 == sum(outcomes)
    with write_session(engine) as db:
        assert 5 == len(addresses_of(db, person_id))


def test_what_nobody_confirmed_is_forgotten_after_a_month(db, person, other, now):
    _add(db, other, now, "perdue@example.org")
    kept = _confirmed(db, other, now, "deux@example.org")
    _add(db, person, now + UNCONFIRMED_FOR)
    assert 2 == len(addresses_of(db, other.id))

    _add(db, person, now + UNCONFIRMED_FOR + timedelta(seconds=1), "encore@example.org")

    db.expire_all()
    assert [kept] == list(addresses_of(db, other.id))


def test_what_is_no_address_is_refused(db, person, now):
    with pytest.raises(MailAddressInvalid):
        _add(db, person, now, "un@example.org\nBcc: all@example.org")


@pytest.mark.parametrize("step", ["confirm", "send", "remove"])
def test_a08_an_address_of_somebody_else_is_not_there(db, person, other, now, step):
    row = _add(db, person, now)
    steps = {
        "confirm": lambda: _confirm(db, row, other, now),
        "send": lambda: send_code_again(db, row.id, person_id=other.id, now=now),
        "remove": lambda: remove_address(db, row.id, person_id=other.id, now=now, page=PAGE),
    }

    with pytest.raises(AddressUnknown):
        steps[step]()
    assert [row] == list(addresses_of(db, person.id))


def test_the_other_addresses_hear_of_a_change(db, person, now):
    _confirmed(db, person, now)
    second = _confirmed(db, person, now, "deux@example.org")
    told = [mail.recipient for mail in _mails(db) if mail.subject == "Une façon d'entrer a changé"]
    assert ["un@example.org"] == told

    remove_address(db, second.id, person_id=person.id, now=now, page=PAGE)

    told = [mail.recipient for mail in _mails(db) if mail.subject == "Une façon d'entrer a changé"]
    assert ["deux@example.org", "un@example.org", "un@example.org"] == sorted(told)


def test_a_removed_address_is_nobodys(db, person, now):
    row = _confirmed(db, person, now)
    remove_address(db, row.id, person_id=person.id, now=now, page=PAGE)

    assert None is verified_address(db, "un@example.org")
    assert "account.address_removed" in list(db.scalars(select(AuditEventRow.kind)))


def test_an_address_that_was_never_confirmed_goes_without_a_word(db, person, now):
    row = _add(db, person, now)
    remove_address(db, row.id, person_id=person.id, now=now, page=PAGE)

    assert [] == list(addresses_of(db, person.id))
    assert 1 == len(_mails(db))
