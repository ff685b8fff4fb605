"""A door that nobody confirmed for 90 days: its owner is asked, once (domain F10 AC6)."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select

from badger.db.rows import EmailRow, MailRow
from badger.issuer.people import grant_role
from badger.possibilities.doors import DoorDraft, confirm_door, declare_door, withdraw_door
from badger.possibilities.reconfirm import ask_owners
from tests.factories import make_partner, make_person

NOW = datetime(2026, 3, 14, 9, 30, tzinfo=UTC)
LATER = NOW + timedelta(days=91)
PAGE = "http://localhost:8000/doors"


@pytest.fixture
def partner(db):
    """A partner with somebody who keeps its doors and has an address."""
    partner, keeper = make_partner(db), make_person(db)
    grant_role(db, person_id=keeper.id, role="pedagogue", partner_id=partner.id, actor="t", now=NOW)
    db.add(
        EmailRow(
            person_id=keeper.id,
            email="porte@exemple.test",
            added_at=NOW,
            verified_at=NOW,
            code_tries=0,
        )
    )
    db.flush()
    return partner


def door(db, partner, code="D1"):
    draft = DoorDraft(
        code=code,
        partner_id=partner.id,
        title="Visite",
        goal="emploi",
        place="Bocage",
        contact="Exemple",
        confirmed_on=NOW.date(),
    )
    return declare_door(db, draft, actor="t", now=NOW)


def mails(db) -> list[str | None]:
    return list(db.scalars(select(MailRow.recipient)))


def test_f10_ac6_the_owner_is_asked_by_one_mail_for_all_her_doors(db, partner):
    door(db, partner)
    door(db, partner, "D2")

    assert 2 == ask_owners(db, now=LATER, page=PAGE)

    assert ["porte@exemple.test"] == mails(db)
    assert PAGE in (db.scalars(select(MailRow.text)).one() or "")


def test_f10_ac6_nobody_is_asked_before_the_91st_day(db, partner):
    door(db, partner)
    assert 0 == ask_owners(db, now=NOW + timedelta(days=90), page=PAGE)
    assert [] == mails(db)


def test_nobody_is_asked_twice_until_the_door_was_confirmed(db, partner):
    row = door(db, partner)
    ask_owners(db, now=LATER, page=PAGE)
    assert 0 == ask_owners(db, now=LATER + timedelta(days=1), page=PAGE)

    confirm_door(db, row.id, actor="t", now=LATER)
    assert 1 == ask_owners(db, now=LATER + timedelta(days=91), page=PAGE)


def test_nobody_is_asked_about_a_withdrawn_door(db, partner):
    withdraw_door(db, door(db, partner).id, actor="t", now=NOW)
    assert 0 == ask_owners(db, now=LATER, page=PAGE)


def test_a_partner_without_an_address_is_asked_on_the_page_alone(db):
    row = door(db, make_partner(db))
    assert 1 == ask_owners(db, now=LATER, page=PAGE)
    assert LATER.date() == row.asked_on
    assert [] == mails(db)
