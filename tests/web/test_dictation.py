"""The three questions typed for somebody, beside her; her own page says by whom."""

from datetime import timedelta

import pytest

from tests.web.play import let_look, propose
from tests.web_world import open_world, post

WORDS = {
    "what_happened": "On a joué contre les grands.",
    "what_i_did": "J'ai passé le ballon.",
    "what_i_learned": "Regarder avant de passer.",
}


@pytest.fixture(autouse=True)
def _open_to_the_passeur(world, now):
    """Un lets Sam read her words and her badges."""
    let_look(world, "words", "badges", now=now - timedelta(days=70))


def place(world, name="un"):
    return f"/sessions/{world.session_id}/people/{world.people[name]}/dictation"


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("passeur", "Sam Passeur"),
        ("trainer", "Noa Formateur"),
        ("pedagogue", "Camille Pédagogue"),
    ],
)
def test_f4_words_that_were_dictated_say_to_whom(world, name, shown):
    client = world.client(name)
    assert "Exemple Un" in client.get(place(world)).text
    assert 303 == post(client, place(world), beside="on", **WORDS).status_code
    page = world.client("un").get("/me/words").text
    assert f"dicté à <bdi>{shown}</bdi>" in page
    assert "Regarder avant de passer." in page
    assert "Regarder avant de passer." not in world.client("deux").get("/me/words").text


def test_words_that_she_types_herself_name_nobody(world):
    client = world.client("un")
    assert 303 == post(client, f"/sessions/{world.session_id}/words", **WORDS).status_code
    page = client.get("/me/words").text
    assert "Regarder avant de passer." in page
    assert "dicté à" not in page


def test_without_the_box_nothing_is_kept_and_nothing_is_lost(world):
    answer = post(world.client("passeur"), place(world), **WORDS)
    assert (422, True) == (answer.status_code, "Regarder avant de passer." in answer.text)
    assert "Regarder" not in world.client("un").get("/me/words").text


@pytest.mark.parametrize("field", list(WORDS))
@pytest.mark.parametrize("text", ["", "x" * 1001])
def test_an_answer_empty_or_too_long_comes_back(world, field, text):
    answer = post(world.client("passeur"), place(world), beside="on", **{**WORDS, field: text})
    assert (422, True) == (answer.status_code, f'href="#{field}"' in answer.text)


def test_a08_nobody_else_writes_for_her(world):
    for name, expected in (("elsewhere", 404), ("un", 403), ("deux", 403), ("cartographe", 403)):
        client = world.client(name)
        assert expected == client.get(place(world)).status_code
        assert expected == post(client, place(world), beside="on", **WORDS).status_code
    assert 404 == world.client("coach").get(place(world, "coach")).status_code
    assert 404 == world.client("passeur").get(place(world, "passeur")).status_code
    assert 404 == world.client("passeur").get("/sessions/x/people/y/dictation").status_code


def test_t08_nothing_is_dictated_before_the_first_day(world, now, tmp_path):
    early = open_world(tmp_path, world.territory, clock=lambda: now - timedelta(days=60))
    answer = post(early.client("passeur"), place(early), beside="on", **WORDS)
    assert (422, True) == (answer.status_code, "Regarder avant de passer." in answer.text)


def test_w01_dictated_markup_stays_text(world):
    words = {**WORDS, "what_i_did": "<script>alert(1)</script>"}
    post(world.client("passeur"), place(world), beside="on", **words)
    page = world.client("un").get("/me/words").text
    assert "<script>alert" not in page
    assert "&lt;script&gt;alert(1)" in page


def test_the_passeur_finds_the_page_where_she_reads_a_badge_aloud(world, now):
    proposal = propose(world, now=now)
    assert place(world) in world.client("passeur").get(f"/presence/{proposal}").text


def test_the_page_of_words_shows_what_she_keeps_and_the_links_that_wait(world):
    client = world.client("un")
    address = f"/sessions/{world.session_id}/people/{world.people['un']}/feedback-request"
    post(client, address, version=world.territory.version_id)
    page = client.get("/me/words").text
    assert "Mes liens en attente" in page
    assert "Les mots que vous gardez seront ici." in page
