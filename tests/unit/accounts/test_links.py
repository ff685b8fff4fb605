"""Links to sign in, sent by mail (hardening A11)."""

import re
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from sqlalchemy import event, select

from badger.accounts.emails import remove_address
from badger.accounts.links import (
    OPEN_FOR,
    ask_link,
    enter_by_code,
    enter_by_link,
    open_link,
    token_hash,
    write_link_mail,
)
from badger.accounts.queries import link_by_id
from badger.db.base import new_session, write_session
from badger.db.mails import MailAddressInvalid
from badger.db.outbox import pending_tasks
from badger.db.rows import EmailRow, MailRow, SignInLinkRow
from badger.issuer.people import create_person

PAGE = "https://badges.example/signin/link/"
KNOWN, UNKNOWN = "un@example.org", "nobody@example.org"


def _person(db, now, email=KNOWN):
    person = create_person(db, display_name="Exemple Un", actor="test", now=now)
    db.add(EmailRow(person_id=person.id, email=email, added_at=now, verified_at=now, code_tries=0))
    db.flush()
    return person


@pytest.fixture
def person(db, now):
    return _person(db, now)


def _ask(db, now, typed=KNOWN, next_page=""):
    link_id = ask_link(db, typed=typed, next_page=next_page, now=now)
    write_link_mail(db, link_id, now=now, page=PAGE)
    return link_id


def _mails(db) -> list[MailRow]:
    return list(db.scalars(select(MailRow)))


def _sent(db) -> tuple[str, str]:
    """The token and the code of the only mail."""
    (mail,) = _mails(db)
    return (
        re.search(re.escape(PAGE) + r"(\S+)", mail.text)[1],
        re.search(r"\b\d{4} \d{4}\b", mail.text)[0],
    )


def _by_link(db, token, now, asked_here="", typed=""):
    return enter_by_link(db, token, asked_here=asked_here, typed=typed, now=now)


def _by_code(db, typed, now, asked_here):
    return enter_by_code(db, asked_here=asked_here, typed=typed, now=now)


def test_the_link_lets_in_the_browser_that_asked(db, person, now):
    link_id = _ask(db, now, next_page="/sessions")
    token, _ = _sent(db)

    entry = _by_link(db, token, now, asked_here=link_id)

    assert (person, "/sessions") == (entry.person, entry.next)


def test_a11_another_browser_needs_the_code_of_the_mail(db, person, now):
    _ask(db, now)
    token, code = _sent(db)

    without = _by_link(db, token, now, asked_here="another link")
    with_code = _by_link(db, token, now, typed=code)

    assert (None, "signin.mail_code_wrong") == (without.person, without.problem)
    assert person is with_code.person


def test_the_code_lets_in_without_the_link(db, person, now):
    link_id = _ask(db, now)
    _, code = _sent(db)

    assert person is _by_code(db, code.replace(" ", ""), now, link_id).person


def test_a11_a_link_opens_once(db, person, now):
    link_id = _ask(db, now)
    token, code = _sent(db)
    assert person is _by_link(db, token, now, asked_here=link_id).person

    again = [
        _by_link(db, token, now, asked_here=link_id),
        _by_link(db, token, now, typed=code),
        _by_code(db, code, now, link_id),
    ]

    assert [(None, "signin.link_over")] * 3 == [(one.person, one.problem) for one in again]
    assert None is open_link(db, token, now=now)


def test_a11_looking_at_a_link_changes_nothing(db, person, now):
    link_id = _ask(db, now)
    token, _ = _sent(db)
    seen = [open_link(db, token, now=now).id for _ in range(5)]

    assert [link_id] * 5 == seen
    assert person is _by_link(db, token, now, asked_here=link_id).person


def test_a11_a_link_ends_after_fifteen_minutes(db, person, now):
    link_id = _ask(db, now)
    token, code = _sent(db)
    late = now + OPEN_FOR

    assert timedelta(minutes=15) == OPEN_FOR
    assert None is open_link(db, token, now=late)
    assert "signin.link_over" == _by_link(db, token, late, asked_here=link_id).problem
    assert "signin.link_over" == _by_code(db, code, late, link_id).problem
    assert person is _by_link(db, token, late - timedelta(seconds=1), asked_here=link_id).person


def test_a10_the_code_of_a_link_cannot_be_guessed_on(db, person, now):
    link_id = _ask(db, now)
    token, code = _sent(db)
    for _ in range(5):
        assert "signin.mail_code_wrong" == _by_code(db, "x", now, link_id).problem

    assert None is _by_code(db, code, now, link_id).person
    assert None is _by_link(db, token, now, typed=code).person
    assert person is _by_link(db, token, now, asked_here=link_id).person


def test_a13_an_address_that_was_removed_lets_nobody_in(db, person, now):
    link_id = _ask(db, now)
    token, _ = _sent(db)
    row = db.scalars(select(EmailRow)).one()
    remove_address(db, row.id, person_id=person.id, now=now, page=PAGE)

    entry = _by_link(db, token, now, asked_here=link_id)

    assert (None, "signin.link_over") == (entry.person, entry.problem)


def test_a13_an_address_that_changed_hands_lets_nobody_in(db, person, now):
    link_id = _ask(db, now)
    token, _ = _sent(db)
    db.delete(db.scalars(select(EmailRow)).one())
    db.flush()
    _person(db, now)

    assert "signin.link_over" == _by_link(db, token, now, asked_here=link_id).problem


def test_r08_an_unknown_address_gets_no_mail_and_the_same_answers(db, person, now):
    link_id = _ask(db, now, UNKNOWN)

    assert [] == _mails(db)
    tries = [_by_code(db, "12345678", now, link_id).problem for _ in range(6)]
    assert ["signin.mail_code_wrong"] * 6 == tries


def test_r08_asking_does_the_same_work_whoever_has_the_address(engine, now):
    with write_session(engine) as db:
        _person(db, now)
    statements = {}
    for address in (KNOWN, UNKNOWN):
        said = statements[address] = []
        note = lambda *arguments, said=said: said.append(arguments[2])  # noqa: E731
        event.listen(engine, "before_cursor_execute", note)
        with write_session(engine) as db:
            ask_link(db, typed=address, next_page="", now=now)
        event.remove(engine, "before_cursor_execute", note)

    assert 3 == len([one for one in statements[KNOWN] if one.split()[0] in ("DELETE", "INSERT")])
    assert statements[KNOWN] == statements[UNKNOWN]


def test_an_address_that_is_not_confirmed_gets_no_link(db, person, now):
    db.scalars(select(EmailRow)).one().verified_at = None
    _ask(db, now)

    assert [] == _mails(db)


def test_r07_the_mail_names_nobody_and_ends_with_its_link(db, person, now):
    _ask(db, now)

    (mail,) = _mails(db)
    assert "Exemple" not in mail.subject + mail.text
    assert now + OPEN_FOR == mail.useless_after


def test_the_mail_is_written_once_however_often_it_is_asked_for(db, person, now):
    link_id = _ask(db, now)
    write_link_mail(db, link_id, now=now, page=PAGE)
    write_link_mail(db, "no such link", now=now, page=PAGE)

    assert 1 == len(_mails(db))


def test_no_mail_is_written_for_a_link_that_is_over(db, person, now):
    link_id = ask_link(db, typed=KNOWN, next_page="", now=now)
    write_link_mail(db, link_id, now=now + OPEN_FOR, page=PAGE)

    assert [] == _mails(db)


def test_the_database_holds_no_secret_of_a_link(db, person, now):
    link_id = _ask(db, now)
    token, code = _sent(db)
    row = link_by_id(db, link_id)

    kept = " ".join(str(getattr(row, column.name)) for column in SignInLinkRow.__table__.columns)
    assert token not in kept
    assert code.replace(" ", "") not in kept
    assert token_hash(token) == row.token_hash


def test_asking_leaves_a_task_and_forgets_old_links(db, person, now):
    old = ask_link(db, typed=KNOWN, next_page="", now=now - timedelta(days=2))
    link_id = ask_link(db, typed=KNOWN, next_page="", now=now)

    db.expire_all()
    assert None is link_by_id(db, old)
    assert [{"link": old}, {"link": link_id}] == [task.facts for task in pending_tasks(db, limit=5)]


@pytest.mark.parametrize("typed", ["", "un", "un@example.org\r\nBcc: all@example.org"])
def test_w12_what_is_no_address_is_refused(db, now, typed):
    with pytest.raises(MailAddressInvalid):
        ask_link(db, typed=typed, next_page="", now=now)


@pytest.mark.parametrize("token", ["", "x", "\ud800", "é" * 5000])
def test_an_unknown_token_opens_nothing(db, now, token):
    assert None is open_link(db, token, now=now)
    assert "signin.link_over" == _by_link(db, token, now).problem


@pytest.mark.parametrize("asked_here", ["", "no such link"])
def test_a_code_without_a_link_opens_nothing(db, now, asked_here):
    assert "signin.link_over" == _by_code(db, "12345678", now, asked_here).problem


def test_a11_of_many_at_once_one_comes_in(engine, now):
    with write_session(engine) as db:
        _person(db, now)
        link_id = _ask(db, now)
    with new_session(engine) as db:
        token, _ = _sent(db)

    def enter(_: int) -> bool:
        with write_session(engine) as db:
            return _by_link(db, token, now, asked_here=link_id).person is not None

    with ThreadPoolExecutor(8) as pool:
        assert 1 == sum(pool.map(enter, range(32)))
