"""The passeur's page: one box, a yes or a no, said aloud by the person beside."""

import re

import pytest

from tests.web.play import propose
from tests.web_world import post


@pytest.fixture
def proposal(world, now):
    return propose(world, now=now)


def test_the_passeur_finds_who_has_not_answered(world, proposal):
    page = world.client("passeur").get("/presence").get_data(as_text=True)
    assert f"/presence/{proposal}" in page
    assert "Exemple Un</bdi> · <bdi>Esprit d&#39;équipe" in page


def test_the_text_is_read_before_the_answer(world, proposal):
    page = world.client("passeur").get(f"/presence/{proposal}").get_data(as_text=True)
    assert "J&#39;ai lu ou on m&#39;a lu ce que dit ce badge." in page
    assert "Laisse une place ou passe à un partenaire mieux placé" in page


def test_a_yes_aloud_issues_the_badge_and_says_who_was_there(world, proposal):
    client = world.client("passeur")
    answer = post(client, f"/presence/{proposal}/accept", beside="on")
    assert (303, "/presence") == (answer.status_code, answer.location)
    assert "est délivré." in client.get("/presence").get_data(as_text=True)
    mine = world.client("un")
    (badge,) = set(re.findall(r'"(/me/badges/\w+)"', mine.get("/me").text))
    assert "Accepté en présence de <bdi>Sam Passeur</bdi>" in mine.get(badge).text
    page = mine.get(f"/me/proposals/{proposal}").get_data(as_text=True)
    assert "Accepté en présence de <bdi>Sam Passeur</bdi>" in page


def test_without_the_box_nothing_is_accepted(world, proposal):
    answer = post(world.client("passeur"), f"/presence/{proposal}/accept")
    assert 422 == answer.status_code
    assert "Cochez la case" in answer.get_data(as_text=True)
    assert "Oui, je le veux" in world.client("un").get(f"/me/proposals/{proposal}").text


def test_a_no_aloud_is_seen_by_nobody(world, proposal):
    client = world.client("passeur")
    assert 303 == post(client, f"/presence/{proposal}/decline").status_code
    assert "Tout le monde a répondu." in client.get("/presence").get_data(as_text=True)
    board = world.client("pedagogue").get(f"/sessions/{world.session_id}/awards").text
    assert "Exemple Un" not in board


@pytest.mark.parametrize("name", ["issuer", "coach", "cartographe", "un"])
def test_only_a_passeur_answers_beside_somebody(world, proposal, name):
    client = world.client(name)
    assert 403 == client.get(f"/presence/{proposal}").status_code
    assert 403 == post(client, f"/presence/{proposal}/accept", beside="on").status_code


@pytest.mark.parametrize("strange", ["0", "<b>", "é" * 60, "1" * 5000])
def test_a_strange_address_is_not_found(world, strange):
    client = world.client("passeur")
    assert 404 == client.get(f"/presence/{strange}").status_code
    assert 404 == post(client, f"/presence/{strange}/accept", beside="on").status_code


def test_a_name_with_markup_stays_text(world, proposal):
    answer = post(world.client("passeur"), f"/presence/{proposal}/accept", beside="<script>")
    assert 422 == answer.status_code
    assert "<script>" not in answer.get_data(as_text=True)
