"""A human being beside every digital act: each page leads to one (C3, C4)."""

import pytest

from tests.web.test_companions import allow
from tests.web_world import post

CONTACT = {
    "phone": "02 51 00 00 00",
    "hours": "Du lundi au vendredi, de 9 h à 17 h",
    "places": "Mairie d'Exemple, mardi matin\n\n  Médiathèque,   jeudi  ",
}


@pytest.mark.parametrize("page", ["/", "/verify", "/signin"])
def test_c3_every_page_leads_to_somebody(world, page):
    assert 'href="/help"' in world.client().get(page).text


@pytest.mark.parametrize("page", ["/me", "/me/words", "/me/companions", "/me/journey"])
def test_c3_every_page_of_a_person_leads_to_somebody(world, page):
    assert 'href="/help"' in world.client("un").get(page).text


def test_before_anything_is_written_the_page_says_whom_to_ask(world):
    page = world.client().get("/help")
    assert 200 == page.status_code
    assert "Demandez à la personne qui vous a donné votre carte." in page.text


def test_the_line_and_the_places_are_there_without_an_account(world):
    assert 303 == post(world.client("cartographe"), "/team/help", **CONTACT).status_code
    page = world.client().get("/help").text
    assert 'href="tel:0251000000"' in page
    assert "<bdi>Médiathèque, jeudi</bdi>" in page
    assert "Changer ce contact" not in page


def test_a_person_reads_the_name_of_who_accompanies_her(world):
    allow(world)
    assert "<bdi>Sam Passeur</bdi>" in world.client("un").get("/help").text
    assert "Sam Passeur" not in world.client("deux").get("/help").text


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("phone", "appelez-moi"),
        ("phone", "02;ext=1"),
        ("phone", "1" * 21),
        ("hours", "é" * 121),
        ("places", "é" * 601),
    ],
)
def test_what_no_telephone_dials_is_refused_and_comes_back(world, field, value):
    answer = post(world.client("cartographe"), "/team/help", **{**CONTACT, field: value})
    assert 422 == answer.status_code
    assert "Médiathèque" in answer.text or field == "places"
    assert "Demandez à la personne" in world.client().get("/help").text


def test_markup_stays_text(world):
    post(world.client("cartographe"), "/team/help", places="<script>alert(1)</script>")
    assert "<script>alert" not in world.client().get("/help").text
