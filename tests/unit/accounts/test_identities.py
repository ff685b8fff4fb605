"""People as another site knows them."""

import pytest
from sqlalchemy import select

from badger.accounts.challenges import OPEN_FOR
from badger.accounts.identities import (
    IdentityUnknown,
    ask_identity,
    enter_by_identity,
    link_identity,
    question_of,
    take_identity_question,
    unlink_identity,
)
from badger.accounts.openid import Identity
from badger.accounts.queries import identities_of
from badger.db.rows import AuditEventRow, EmailRow, MailRow, PersonRow
from badger.issuer.people import create_person

ISSUER, PAGE = "https://login.example", "https://badges.example/me/account"


@pytest.fixture
def person(db, now):
    return _person(db, now, "Exemple Un")


def _person(db, now, name: str) -> PersonRow:
    return create_person(db, display_name=name, actor="test", now=now)


def _confirmed(db, person, now, email="un@example.org") -> None:
    row = EmailRow(person_id=person.id, email=email, added_at=now, verified_at=now, code_tries=0)
    db.add(row)
    db.flush()


def _identity(subject="alice", email="") -> Identity:
    return Identity(issuer=ISSUER, subject=subject, email=email)


def _enter(db, identity, now):
    return enter_by_identity(db, identity, now=now, page=PAGE)


def _link(db, person, now, identity=None):
    return link_identity(db, identity or _identity(), person_id=person.id, now=now, page=PAGE)


def test_a_linked_identity_lets_its_person_in(db, person, now):
    assert None is _link(db, person, now)

    assert person is _enter(db, _identity(), now)
    assert now == identities_of(db, person.id)[0].used_at
    assert "account.identity_added" in list(db.scalars(select(AuditEventRow.kind)))


def test_the_subject_counts_and_not_the_address(db, person, now):
    _link(db, person, now)
    other = _person(db, now, "Exemple Deux")
    _confirmed(db, other, now)

    assert person is _enter(db, _identity(email="un@example.org"), now)


def test_the_same_subject_of_another_issuer_is_somebody_else(db, person, now):
    _link(db, person, now)

    stranger = Identity(issuer="https://evil.example", subject="alice", email="")
    assert "openid.unknown" == _enter(db, stranger, now)


def test_an_address_that_both_confirmed_links_for_good(db, person, now):
    _confirmed(db, person, now)

    assert person is _enter(db, _identity(email="UN@example.org"), now)
    assert person is _enter(db, _identity(), now)
    assert ["un@example.org"] == list(db.scalars(select(MailRow.recipient)))


@pytest.mark.parametrize("email", ["", "nobody@example.org", "no address", "é@example.org"])
def test_an_address_of_nobody_links_nobody(db, person, now, email):
    _confirmed(db, person, now)

    assert "openid.unknown" == _enter(db, _identity(email=email), now)


def test_an_address_that_was_not_confirmed_here_links_nobody(db, person, now):
    _confirmed(db, person, now)
    db.scalars(select(EmailRow)).one().verified_at = None

    assert "openid.unknown" == _enter(db, _identity(email="un@example.org"), now)


def test_an_identity_is_one_persons(db, person, now):
    _link(db, person, now)
    other = _person(db, now, "Exemple Deux")

    assert "openid.elsewhere" == _link(db, other, now)
    assert None is _link(db, person, now)
    assert 1 == len(identities_of(db, person.id))


def test_an_unlinked_identity_lets_nobody_in(db, person, now):
    _link(db, person, now)
    (row,) = identities_of(db, person.id)

    unlink_identity(db, row.id, person_id=person.id, now=now, page=PAGE)

    assert "openid.unknown" == _enter(db, _identity(), now)
    assert "account.identity_removed" in list(db.scalars(select(AuditEventRow.kind)))


def test_a08_an_identity_of_somebody_else_is_not_there(db, person, now):
    _link(db, person, now)
    (row,) = identities_of(db, person.id)
    other = _person(db, now, "Exemple Deux")

    with pytest.raises(IdentityUnknown):
        unlink_identity(db, row.id, person_id=other.id, now=now, page=PAGE)


def _take(db, kept, state, now, person_id=None):
    return take_identity_question(db, kept, state=state, person_id=person_id, now=now)


def test_a_question_comes_back_once_with_its_secrets(db, now):
    kept, question = ask_identity(db, next_page="/verify", now=now)

    taken = _take(db, kept, question.state, now)

    assert (question, "/verify", None) == (
        question_of(taken),
        taken.facts["next"],
        taken.person_id,
    )
    assert None is _take(db, kept, question.state, now)


@pytest.mark.parametrize("state", ["", "x", "é", "\ud800"])
def test_w05_another_state_uses_the_question_up(db, now, state):
    kept, question = ask_identity(db, next_page="", now=now)

    assert None is _take(db, kept, state, now)
    assert None is _take(db, kept, question.state, now)


def test_a_question_ends_with_its_time(db, now):
    kept, question = ask_identity(db, next_page="", now=now)

    assert None is _take(db, kept, question.state, now + OPEN_FOR)


def test_whoever_comes_in_may_be_signed_in_as_another_already(db, person, now):
    kept, question = ask_identity(db, next_page="", now=now)

    assert _take(db, kept, question.state, now, person_id=person.id) is not None


def test_a_link_is_for_the_person_who_asked(db, person, now):
    other = _person(db, now, "Exemple Deux")
    for who in (other.id, None):
        kept, question = ask_identity(db, next_page="", now=now, person_id=person.id)
        assert None is _take(db, kept, question.state, now, person_id=who)
    kept, question = ask_identity(db, next_page="", now=now, person_id=person.id)

    assert person.id == _take(db, kept, question.state, now, person_id=person.id).person_id


@pytest.mark.parametrize("kept", ["", "/", "openid.link/x", "passkey.enter/x", "x"])
def test_a_question_that_was_not_asked_is_none(db, now, kept):
    assert None is _take(db, kept, "s", now)
