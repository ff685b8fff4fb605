"""Cards that invite: counted, and nobody who came is written down (S5)."""

import pytest

from badger.accompaniment.welcome_cards import (
    MAX_CARDS,
    MAX_PLACE,
    CardInvalid,
    CardUnknown,
    TooManyCards,
    card_of_code,
    make_card,
    own_card,
    remove_card,
    use_card,
)
from badger.db.rows import WelcomeCardRow
from tests.factories import NOW, make_person


@pytest.fixture
def person(db):
    return make_person(db, "Exemple Zélatrice").id


def make(db, person, *, place="Mairie d'Exemple, mardi matin", phone="02 51 00 00 00"):
    return make_card(db, place=place, phone=phone, made_by=person, now=NOW)


def test_each_use_is_counted_and_nothing_else(db, person):
    row = make(db, person)
    use_card(db, row.code)
    use_card(db, row.code)
    db.expire_all()
    assert 2 == db.get_one(WelcomeCardRow, row.id).used
    assert {"id", "made_by", "code", "place", "phone", "made_at", "used"} == {
        column.name for column in WelcomeCardRow.__table__.columns
    }


@pytest.mark.parametrize(
    ("place", "phone"), [(" ", ""), ("é" * 121, ""), ("Mairie", "appelez"), ("Mairie", "1" * 21)]
)
def test_a_card_says_where_and_a_number_that_is_dialled(db, person, place, phone):
    with pytest.raises(CardInvalid):
        make(db, person, place=place, phone=phone)


def test_the_longest_place_without_a_number_is_taken(db, person):
    assert MAX_PLACE == len(make(db, person, place="é" * MAX_PLACE, phone="").place)


def test_twenty_cards_and_no_more(db, person):
    for _ in range(MAX_CARDS):
        make(db, person)
    with pytest.raises(TooManyCards):
        make(db, person)


def test_a_card_taken_back_opens_nothing(db, person):
    row = make(db, person)
    code = row.code
    remove_card(db, row.id, made_by=person)
    with pytest.raises(CardUnknown):
        card_of_code(db, code)


def test_cards_of_others_do_not_exist(db, person):
    row = make(db, person)
    with pytest.raises(CardUnknown):
        own_card(db, row.id, made_by=make_person(db, "Exemple Deux").id)
