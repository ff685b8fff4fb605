"""A zélateur prints cards and reads how many said that they come, never who (S5)."""

import pytest
from sqlalchemy import select

from badger.db.base import read_session
from badger.db.opening import open_database
from badger.db.rows import WelcomeCardRow
from badger.web.presenters.typesetting import count_pages
from tests.web_world import post

CARD = {"place": "Mairie d'Exemple, mardi matin", "phone": "02 51 00 00 00"}


def make(world, **fields):
    return post(world.client("un"), "/me/cards", **{**CARD, **fields})


def card_id(world):
    return world.client("un").get("/me/cards").text.split('href="/me/cards/')[1].split('"')[0]


def code(world):
    """The code, as the QR code has it."""
    engine = open_database(world.settings)
    with read_session(engine) as db:
        found = db.scalars(select(WelcomeCardRow.code)).one()
    engine.dispose()
    return found


def test_a_sheet_of_cards_is_one_page_of_paper(world):
    assert 303 == make(world).status_code
    answer = world.client("un").get(f"/me/cards/{card_id(world)}")
    assert "application/pdf" == answer.mimetype
    assert 1 == count_pages(answer.data)


@pytest.mark.parametrize("place", ["é" * 120, "字" * 120, "#link('x')[y] $x$ *a*", "W" * 120])
def test_no_words_spoil_the_sheet(world, place):
    make(world, place=place)
    answer = world.client("un").get(f"/me/cards/{card_id(world)}")
    assert (200, 1) == (answer.status_code, count_pages(answer.data))


def test_a08_a_sheet_is_its_makers_alone(world):
    make(world)
    assert 404 == world.client("deux").get(f"/me/cards/{card_id(world)}").status_code
    assert 404 == post(world.client("deux"), f"/me/cards/{card_id(world)}/remove").status_code


@pytest.mark.parametrize(
    ("field", "value"), [("place", ""), ("place", "é" * 121), ("phone", "appelez-moi")]
)
def test_a_card_that_does_not_fit_comes_back(world, field, value):
    answer = make(world, **{field: value})
    assert 422 == answer.status_code
    assert CARD["phone"] in answer.text or field == "phone"


def test_whoever_says_that_she_comes_is_counted_and_not_known(world):
    make(world)
    address = f"/welcome/{code(world)}"
    page = world.client().get(address).text
    assert "<bdi>Mairie d&#39;Exemple, mardi matin</bdi>" in page
    assert "0 invitation utilisée" in world.client("un").get("/me/cards").text
    assert 200 == post(world.client(), address).status_code
    assert "1 invitation utilisée" in world.client("un").get("/me/cards").text


def test_a14_one_address_counts_five_times_an_hour(world):
    make(world)
    address = f"/welcome/{code(world)}"
    for _ in range(5):
        assert 200 == post(world.client(), address).status_code
    assert 429 == post(world.client(), address).status_code
    assert "5 invitations utilisées" in world.client("un").get("/me/cards").text


@pytest.mark.parametrize("strange", ["1" * 22, "0", "<b>", "é" * 60])
def test_a_strange_code_opens_nothing(world, strange):
    assert 404 == world.client().get(f"/welcome/{strange}").status_code
    assert 404 == post(world.client(), f"/welcome/{strange}").status_code
