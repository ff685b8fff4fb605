"""People, roles, sign-in codes, partners."""

from concurrent.futures import ThreadPoolExecutor

import pytest

from badger.db.base import write_session
from badger.db.rows import PersonRow
from badger.issuer.keyring import Keyring, KeyringLocked
from badger.issuer.login_codes import matches_code
from badger.issuer.partners import (
    PartnerInvalid,
    PartnerTaken,
    PartnerUnknown,
    create_partner,
    partner_by_slug,
)
from badger.issuer.people import (
    LoginCodeInvalid,
    LoginCodeTaken,
    PersonInvalid,
    RoleUnknown,
    create_person,
    grant_role,
    person_by_login_code,
    set_login_code,
)
from badger.issuer.people_queries import login_code_of, people, roles_of
from tests.factories import KEYRING, make_partner, make_person

CODE = "CLUB-7K3M-9QX2"


def test_a_person_is_a_name_and_nothing_more(db, now):
    row = create_person(db, display_name="  Exemple   Un ", actor="test", now=now, minor=True)

    assert ("Exemple Un", True, now) == (row.display_name, row.minor, row.created_at)


@pytest.mark.parametrize("name", ["", "   ", "x" * 101])
def test_a_person_without_a_printable_name_is_refused(db, now, name):
    with pytest.raises(PersonInvalid):
        create_person(db, display_name=name, actor="test", now=now)


def test_one_human_holds_several_roles(db, now):
    partner, person = make_partner(db), make_person(db)
    grants = [("pedagogue", partner.id), ("passeur", None), ("pedagogue", partner.id)]

    for role, partner_id in grants:
        grant_role(db, person_id=person.id, role=role, partner_id=partner_id, actor="test", now=now)

    assert {("pedagogue", partner.id), ("passeur", None)} == {
        (row.role, row.partner_id) for row in roles_of(db, person.id)
    }
    assert 2 == len(roles_of(db, person.id))


def test_a_role_for_the_territory_is_granted_once(db, now):
    person = make_person(db)

    first, again = (
        grant_role(db, person_id=person.id, role="cartographe", partner_id=None, actor="t", now=now)
        for _ in range(2)
    )

    assert first.id == again.id


def test_an_unknown_role_is_refused(db, now):
    with pytest.raises(RoleUnknown):
        grant_role(db, person_id="p", role="chef", partner_id=None, actor="test", now=now)


@pytest.mark.parametrize("typed", [CODE, " club-7k3m-9qx2 ", "CLUB-7K3M -9QX2"])
def test_a_code_finds_its_person_however_it_is_typed(db, now, typed):
    person = make_person(db)
    set_login_code(db, person_id=person.id, code=CODE, now=now)

    assert person.id == person_by_login_code(db, typed).id


@pytest.mark.parametrize("typed", ["CLUB-7K3M-9QX3", "AUTRE-7K3M-9QX2", "nothing", "", "x" * 9999])
def test_another_code_finds_nobody(db, now, typed):
    set_login_code(db, person_id=make_person(db).id, code=CODE, now=now)

    assert None is person_by_login_code(db, typed)


def test_a_new_code_replaces_the_former(db, now):
    person = make_person(db)
    set_login_code(db, person_id=person.id, code=CODE, now=now)

    set_login_code(db, person_id=person.id, code="CLUB-NEUF-NEUF", now=now)

    assert None is person_by_login_code(db, CODE)
    assert person.id == person_by_login_code(db, "CLUB-NEUF-NEUF").id


def test_two_people_never_have_codes_that_begin_alike(db, now):
    set_login_code(db, person_id=make_person(db).id, code=CODE, now=now)

    with pytest.raises(LoginCodeTaken):
        set_login_code(db, person_id=make_person(db).id, code="CLUB-AUTRE-AUTRE", now=now)


@pytest.mark.parametrize("code", ["CLUB", "CLUB-COURT", "CL-7K3M9QX2"])
def test_a_code_that_is_too_short_is_refused(db, now, code):
    with pytest.raises(LoginCodeInvalid):
        set_login_code(db, person_id=make_person(db).id, code=code, now=now)


def test_a12_a_code_is_stored_as_a_slow_hash_alone(db, now):
    person = make_person(db)
    set_login_code(db, person_id=person.id, code=CODE, now=now)

    stored = login_code_of(db, person.id).code_hash
    assert CODE not in stored
    assert "$argon2id$" == stored[:10]


def test_without_a_hash_no_code_matches():
    assert not matches_code(None, "UNKNOWN-UNKNOWN-UNKNOWN")


def test_people_are_listed_by_name(db):
    make_person(db, "Exemple Un")
    make_person(db, "Exemple Deux")

    assert ["Exemple Deux", "Exemple Un"] == [row.display_name for row in people(db)]


def _partner(db, now, **changes):
    values = {
        "slug": "club-omnisports",
        "code": "P1",
        "name": "Club omnisports du Bocage (exemple)",
        "kind": "association sportive",
        "description": "",
        "actor": "test",
        "now": now,
        "keyring": KEYRING,
    }
    return create_partner(db, **{**values, **changes})


def test_a_partner_is_found_by_the_word_of_its_address(db, now):
    row = _partner(db, now)

    assert row.id == partner_by_slug(db, "club-omnisports").id


def test_an_unknown_partner_is_named(db):
    with pytest.raises(PartnerUnknown) as refusal:
        partner_by_slug(db, "club")

    assert {"slug": "club"} == refusal.value.facts


@pytest.mark.parametrize(
    "change",
    [
        {"slug": "Club"},
        {"slug": "club du bocage"},
        {"slug": "club--x"},
        {"slug": "../x"},
        {"slug": "a" * 61},
        {"slug": ""},
        {"name": " "},
        {"code": ""},
    ],
)
def test_a_partner_needs_a_plain_address_a_code_and_a_name(db, now, change):
    with pytest.raises(PartnerInvalid):
        _partner(db, now, **change)


def test_an_address_belongs_to_one_partner(db, now):
    _partner(db, now)

    with pytest.raises(PartnerTaken):
        _partner(db, now, code="P2")


def test_without_a_key_encryption_key_no_partner_is_made(db, now):
    with pytest.raises(KeyringLocked):
        _partner(db, now, keyring=Keyring(None))


def test_a13_of_cards_made_at_once_one_opens_and_the_others_are_out(engine, now):
    with write_session(engine) as db:
        person_id = make_person(db).id
    codes = [f"CLUB{number}-7K3M-9QX2" for number in range(4)]

    def attempt(code: str) -> None:
        with write_session(engine) as db:
            set_login_code(db, person_id=person_id, code=code, now=now)

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(attempt, codes))

    with write_session(engine) as db:
        opened = [code for code in codes if person_by_login_code(db, code)]
        assert 1 == len(opened)
        assert 3 == db.get(PersonRow, person_id).sign_in_number
