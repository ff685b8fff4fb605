"""Telling what one did elsewhere: three screens, a badge's grid, a word through a link."""

import re
from datetime import date
from io import BytesIO

import pytest

from tests.web.play import observe
from tests.web.test_evidence_pictures import photo
from tests.web_world import post, token_of

HOSTILE = [
    "<script>alert(1)</script>",
    "[x](javascript:alert(1))",
    "' OR 1=1 --",
    "\u202eévil",
    "{{ 12345*6789 }}",
]


def told(client, what="J'ai servi au repas du village.") -> str:
    """Tell something; return the address of the experience."""
    answer = post(client, "/me/experiences", what=what)
    assert 303 == answer.status_code
    return answer.location.removesuffix("/when")


def found(world, client) -> str:
    """Tell something and find the world's badge in it; return the address of its grid."""
    answer = post(client, f"{told(client)}/badges", version=world.territory.version_id)
    assert 303 == answer.status_code
    return answer.location


def test_f4_ac1_three_screens_and_no_session(world):
    client = world.client("un")
    assert "Écran 1 sur 3" in client.get("/me/experiences/new").text
    here = told(client)
    assert "Écran 2 sur 3" in client.get(f"{here}/when").text

    second = post(client, f"{here}/when", place="salle des fêtes", happened_on="2026-03-07")
    assert f"{here}/picture" == second.location
    assert "Écran 3 sur 3" in client.get(second.location).text
    third = post(client, second.location, without="yes")

    assert here == third.location
    page = client.get(here).text
    assert "J&#39;ai servi au repas du village." in page
    assert "salle des fêtes" in page
    assert "J&#39;ai servi" in client.get("/me/experiences").text


def test_f4_ac1_a_picture_is_drawn_anew_and_seen_by_the_person_alone(world):
    client = world.client("un")
    here = told(client)
    data = {"csrf_token": token_of(client), "picture": (BytesIO(photo()), "x.jpg")}
    assert 303 == client.post(f"{here}/picture", data=data).status_code

    answer = client.get(f"{here}/picture.jpg")
    assert (200, "image/jpeg") == (answer.status_code, answer.mimetype)
    assert answer.data != photo()
    assert f"{here}/picture.jpg" in client.get(here).text
    assert 404 == world.client("deux").get(f"{here}/picture.jpg").status_code
    assert 303 == post(client, f"{here}/picture", without="yes").status_code
    assert 404 == client.get(f"{here}/picture.jpg").status_code


@pytest.mark.parametrize("sent", [b"", b"<svg onload=alert(1)>", b"\xff\xd8\xff" + b"x" * 50])
def test_w10_what_is_no_picture_is_refused_with_a_sentence(world, sent):
    client = world.client("un")
    here = told(client)
    data = {"csrf_token": token_of(client), "picture": (BytesIO(sent), "x.jpg")}
    answer = client.post(f"{here}/picture", data=data)
    assert (422, True) == (answer.status_code, "Rien n&#39;est perdu" in answer.text)


def test_what_has_to_be_corrected_comes_back_as_it_was_typed(world):
    client = world.client("un")
    assert 422 == post(client, "/me/experiences", what=" ").status_code
    long = post(client, "/me/experiences", what="mot " * 200)
    assert (422, True) == (long.status_code, "mot mot mot" in long.text)
    here = told(client)
    for strange in (
        {"place": "", "happened_on": "2026-03-07"},
        {"place": "ici", "happened_on": "2999-01-01"},
        {"place": "ici", "happened_on": "hier"},
        {"place": "x" * 121},
    ):
        answer = post(client, f"{here}/when", **strange)
        assert (422, True) == (answer.status_code, "Rien n&#39;est perdu" in answer.text)
    assert 'value="ici"' in post(client, f"{here}/when", place="ici", happened_on="hier").text


@pytest.mark.parametrize("text", HOSTILE)
def test_w01_hostile_words_are_shown_as_words(world, text):
    client = world.client("un")
    here = told(client, text)
    assert 303 == post(client, f"{here}/when", place=text).status_code
    for page in (client.get(here).text, client.get("/me/experiences").text):
        assert "<script>alert" not in page
        assert "83810205" not in page


def test_a08_an_experience_is_the_persons_alone(world):
    address = found(world, world.client("un"))
    here = address.partition("/badges")[0]
    other = world.client("deux")
    for path in (here, f"{here}/when", f"{here}/picture", f"{here}/badges", address):
        assert 404 == other.get(path).status_code
    for path in (f"{here}/when", f"{here}/forget", f"{here}/badges", address, f"{address}/link"):
        assert 404 == post(other, path, place="ici", version="x").status_code
    assert 303 == world.client().get("/me/experiences").status_code
    assert "J&#39;ai servi" not in other.get("/me/experiences").text


def test_w08_a_badge_that_is_not_offered_is_not_found(world):
    client = world.client("un")
    here = told(client)
    for strange in ("", "1" * 22, "<b>", "x" * 5000):
        assert 409 == post(client, f"{here}/badges", version=strange).status_code
        assert 404 == client.get(f"{here}/badges/{strange or 'x'}").status_code
    assert 404 == client.get(f"{here}/badges/{world.territory.version_id}").status_code
    assert 404 == post(client, f"{here}/badges/{world.territory.version_id}").status_code


def test_f4_ac2_the_grid_is_the_observers_and_keeps_what_was_tapped(world):
    client = world.client("un")
    address = found(world, client)
    page = client.get(address).text
    assert "Laisse une place ou passe à un partenaire mieux placé" in page

    first, second = world.criteria[:2]
    taps = {f"level-{first}": "2", f"level-{second}": "9", "level-<b>": "2"}
    assert 409 == post(client, address, **taps).status_code
    taps.pop("level-<b>")
    assert 303 == post(client, address, **taps).status_code

    page = client.get(address).text
    assert re.search(rf'name="level-{first}" value="2" checked', page)
    assert not re.search(rf'name="level-{second}" value="\d" checked', page)


def test_f4_ac3_a_word_comes_by_a_link_and_the_person_keeps_it(world):
    client = world.client("un")
    address = found(world, client)
    made = post(client, f"{address}/link")
    assert (201, True) == (made.status_code, "data:image/svg+xml;base64," in made.text)
    link = re.search(r"/feedback/[0-9A-Za-z]{22}", made.text)[0]
    assert "Reprendre ce lien" in client.get(address).text

    stranger = world.client()
    asked = stranger.get(link).text
    assert "J&#39;ai servi au repas du village." in asked
    assert "Encourage un partenaire après une action ratée" in asked
    fields = {
        "relation": "voisin·e",
        "note": "Il a écouté.",
        "csrf_token": token_of(stranger, link),
    }
    assert 200 == stranger.post(link, data=fields).status_code
    assert 404 == stranger.get(link).status_code

    assert "Il a écouté." not in client.get(address).text
    word = re.search(r"/me/feedback/(\w+)/approve", client.get("/me/answers").text)[0]
    assert 303 == post(client, word).status_code
    assert "Il a écouté." in client.get(address).text


def test_f4_ac5_without_an_observer_the_page_offers_an_observation(world):
    client = world.client("un")
    address = found(world, client)
    everything = {f"level-{one}": "3" for one in world.criteria}
    assert 303 == post(client, address, **everything).status_code

    page = client.get(address).text

    assert "Demander une observation" in page
    assert "un badge vous attend" not in page
    main = page.partition("<main")[2].partition("</main>")[0]
    assert not re.search(r"\bil en faut\b|\bmanque\b|\bsur 2\b", main)


def test_w6_where_observers_have_seen_it_the_last_word_of_the_person_proposes_the_badge(world, now):
    observe(world, now=now)
    client = world.client("un")
    address = found(world, client)

    assert 303 == post(client, address, **{f"level-{world.criteria[0]}": "2"}).status_code

    page = client.get(address).text
    assert "un badge vous attend" in page
    assert "Demander une observation" not in page
    assert "/me/proposals/" in client.get("/me").text


def test_a_session_to_come_is_told_where_an_observation_is_needed(world):
    client = world.client("un")
    page = client.get(found(world, client)).text
    told_of = page.partition('id="observation"')[2]
    assert date(2026, 3, 14).isoformat() not in told_of
    assert "Ce badge est porté par" in told_of


def test_what_was_told_is_erased_with_its_words(world):
    client = world.client("un")
    address = found(world, client)
    here = address.partition("/badges")[0]
    link = re.search(r"/feedback/[0-9A-Za-z]{22}", post(client, f"{address}/link").text)[0]

    assert 303 == post(client, f"{here}/forget").status_code

    assert 404 == client.get(here).status_code
    assert 404 == world.client().get(link).status_code
    assert "J&#39;ai servi" not in client.get("/me/experiences").text
