"""A word through a link: made beside the person, answered without an account, kept by her."""

import re

import pytest

from tests.web_world import post, token_of

HOSTILE = [
    "<script>alert(1)</script>",
    "[x](javascript:alert(1))",
    "![](http://example.org/p.png)",
    "' OR 1=1 --",
    "\u202eévil",
    "{{ 7*7 }}",
]


def place(world, name="un"):
    return f"/sessions/{world.session_id}/people/{world.people[name]}/feedback-request"


def made(world, client_name="un", about="un"):
    answer = post(
        world.client(client_name), place(world, about), version=world.territory.version_id
    )
    assert 201 == answer.status_code
    return re.search(r"/feedback/[0-9A-Za-z]{22}", answer.text)[0]


def say(world, address, **fields):
    client = world.client()
    values = {"relation": "voisin·e", "note": "Il a aidé à ranger.", **fields}
    return client.post(address, data={"csrf_token": token_of(client, address), **values})


@pytest.mark.parametrize("name", ["un", "coach", "pedagogue"])
def test_the_person_and_those_beside_her_make_a_link_with_a_qr_code(world, name):
    client = world.client(name)
    assert 200 == client.get(place(world)).status_code
    answer = post(client, place(world), version=world.territory.version_id)
    assert (201, True) == (answer.status_code, "data:image/svg+xml;base64," in answer.text)
    assert "Reprendre ce lien" in client.get(place(world)).text


def test_a08_nobody_makes_a_link_about_somebody_elses_session_or_about_a_peer(world):
    version = world.territory.version_id
    for name, about in (("deux", "un"), ("elsewhere", "un"), ("passeur", "un"), ("coach", "coach")):
        client = world.client(name)
        assert 404 == client.get(place(world, about)).status_code
        assert 404 == post(client, place(world, about), version=version).status_code


def test_a_badge_that_is_not_of_the_session_is_refused_with_a_sentence(world):
    for strange in ("", "1" * 22, "<b>", "x" * 5000):
        answer = post(world.client("un"), place(world), version=strange)
        assert (422, True) == (answer.status_code, "Rien n&#39;est perdu" in answer.text)


def test_the_page_says_what_is_asked_and_only_the_name(world):
    page = world.client().get(made(world)).text
    assert "Exemple Un" in page
    assert "Laisse une place ou passe à un partenaire mieux placé" in page
    assert "Décrivez ce que vous avez vu, pas la personne." in page
    assert "Club omnisports" not in page
    assert "Exemple Deux" not in page


def test_looking_at_the_page_uses_nothing_up(world):
    address = made(world)
    for _ in range(3):
        assert 200 == world.client().get(address).status_code
    assert 200 == say(world, address).status_code


def test_a10_a_link_serves_once_and_the_second_word_is_not_lost(world):
    address = made(world)
    first, late = world.client(), world.client()
    token = token_of(late, address)
    assert 200 == say(world, address).status_code
    answer = late.post(
        address, data={"csrf_token": token, "relation": "pair", "note": "Un second mot"}
    )
    assert (404, True) == (answer.status_code, "Un second mot" in answer.text)
    assert 404 == first.get(address).status_code


def test_the_person_keeps_the_word_or_erases_it(world):
    for note in ("Premier mot", "Second mot"):
        say(world, made(world), note=note)
    mine = world.client("un")
    ids = re.findall(r"/me/feedback/(\w+)/decline", mine.get("/me/answers").text)
    assert 2 == len(ids)
    assert 404 == post(world.client("deux"), f"/me/feedback/{ids[0]}/decline").status_code
    assert 303 == post(mine, f"/me/feedback/{ids[0]}/decline").status_code
    assert 303 == post(mine, f"/me/feedback/{ids[1]}/approve").status_code
    page = mine.get("/me/answers").text
    assert "Premier mot" not in page
    assert 404 == post(mine, f"/me/feedback/{ids[0]}/approve").status_code


def test_an_answer_that_is_not_complete_comes_back_filled_in(world):
    address = made(world)
    for fields in ({"relation": "chef"}, {"note": " "}, {"note": "x" * 281}):
        answer = say(world, address, **fields)
        assert 422 == answer.status_code
    assert "Il a aidé à ranger." in say(world, address, relation="").text
    assert 200 == say(world, address, note="x" * 280).status_code


def test_nobody_answers_her_own_link(world):
    address = made(world, "coach")
    client = world.client("un")
    answer = client.post(
        address,
        data={"csrf_token": token_of(client, address), "relation": "pair", "note": "Moi"},
    )
    assert (422, True) == (answer.status_code, "Un avis se donne sur" in answer.text)


def test_w05_an_answer_without_a_token_is_refused(world):
    address = made(world)
    answer = world.client().post(address, data={"relation": "pair", "note": "x"})
    assert 403 == answer.status_code
    assert 200 == world.client().get(address).status_code


def test_a_withdrawn_link_opens_nothing(world):
    address = made(world, "coach")
    mine = world.client("un")
    found = re.search(r"/feedback-requests/\w+/withdraw", mine.get(place(world)).text)[0]
    assert 404 == post(world.client("deux"), found).status_code
    assert 303 == post(mine, found).status_code
    assert 404 == world.client().get(address).status_code
    late = world.client()
    token = token_of(late)
    values = {"relation": "pair", "note": "Un mot"}
    assert 404 == late.post(address, data={"csrf_token": token, **values}).status_code


@pytest.mark.parametrize("code", ["0", "1" * 22, "z" * 60])
def test_r03_all_links_that_open_nothing_look_the_same(world, code):
    address = made(world)
    say(world, address)
    used = world.client().get(address)
    answer = world.client().get(f"/feedback/{code}")
    assert (404, used.text) == (answer.status_code, answer.text)


@pytest.mark.parametrize("strange", ["<b>", "é" * 60, "1" * 200, "1" * 5000, "%ff", "%00", "a%2Fb"])
def test_a_strange_link_is_not_found(world, strange):
    assert world.client().get(f"/feedback/{strange}").status_code in (400, 404)


@pytest.mark.parametrize("text", HOSTILE)
def test_w01_a_hostile_word_stays_text(world, text):
    assert 200 == say(world, made(world), note=text).status_code
    page = world.client("un").get("/me/answers").text
    assert "<script>alert" not in page
    assert 'href="javascript' not in page
    assert 'src="http://example.org' not in page
    assert "« 49 »" not in page
    assert 1 == page.count("Je garde ce mot")


def test_a14_links_are_counted(world):
    client = world.client("un")
    token = token_of(client)
    codes = [
        client.post(place(world), data={"csrf_token": token, "version": "x"}).status_code
        for _ in range(31)
    ]
    assert [422] * 30 + [429] == codes
