"""The board of what partners look for, and what people see of it."""

import re

import pytest

from tests.web.test_possibilities import page
from tests.web_world import post

GOOD = {
    "words": "Équipiers pour la saison",
    "people": "5",
    "commune": "Bourg d'exemple",
    "contact": "Exemple Accueil",
}


def state(world, name="pedagogue", **changes):
    partner = world.territory.partners["club"]
    fields = {"partner": partner, "badge": world.achievement_id, **GOOD, **changes}
    return post(world.client(name), "/needs", **fields)


def need_id(world) -> str:
    shown = world.client("pedagogue").get("/needs").get_data(as_text=True)
    found = re.search(r'/needs/(\w+)/renewal"', shown)
    assert found
    return found[1]


def test_s2_people_see_how_many_are_looked_for_and_not_by_whom(world):
    assert 303 == state(world).status_code

    shown = page(world, address="/me/needs")

    assert "Bourg d&#39;exemple" in shown
    assert "Esprit d&#39;équipe" in shown
    assert "5 personnes" in shown
    assert "Club omnisports" not in shown
    assert "Équipiers" not in shown


def test_s2_a_need_becomes_a_door_in_one_click(world):
    state(world)

    answer = post(world.client("pedagogue"), f"/needs/{need_id(world)}/door")

    assert 303 == answer.status_code
    assert "Équipiers pour la saison" in page(world)
    assert "Voir la porte" in world.client("pedagogue").get("/needs").get_data(as_text=True)


def test_a_need_is_renewed_and_withdrawn(world):
    state(world)
    need, client = need_id(world), world.client("pedagogue")
    assert 303 == post(client, f"/needs/{need}/renewal").status_code
    assert "5 personnes" in page(world, address="/me/needs")
    assert 303 == post(client, f"/needs/{need}/withdrawal").status_code
    assert "5 personnes" not in page(world, address="/me/needs")


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("words", ""),
        ("words", "x" * 121),
        ("people", "0"),
        ("people", "mille"),
        ("commune", ""),
        ("contact", ""),
        ("badge", ""),
        ("partner", "1111111111111111111111"),
    ],
)
def test_a_form_to_mend_comes_back_filled_in(world, field, value):
    answer = state(world, **{field: value})
    assert 422 == answer.status_code
    shown = answer.get_data(as_text=True)
    assert "Rien n&#39;est perdu" in shown
    assert 'value="Exemple Accueil"' in shown or field == "contact"
    assert "personnes" not in page(world, address="/me/needs")


@pytest.mark.parametrize("action", ["renewal", "withdrawal", "door"])
def test_a08_the_need_of_another_partner_does_not_exist(world, action):
    state(world)
    answer = post(world.client("elsewhere"), f"/needs/{need_id(world)}/{action}")
    assert 404 == answer.status_code


def test_w01_words_of_a_need_are_shown_as_words(world):
    state(world, words="<script>alert(1)</script>", commune="<b>ici</b>")
    assert "<b>ici" not in page(world, address="/me/needs")
    assert "<script>alert" not in world.client("pedagogue").get("/needs").get_data(as_text=True)


def test_s2_the_cartographe_reads_the_board_and_changes_nothing_on_it(world):
    client = world.client("cartographe")
    assert "Aucun partenaire ne dit encore" in client.get("/needs").text
    state(world)
    need = need_id(world)

    shown = client.get("/needs").text

    assert "Équipiers pour la saison" in shown
    assert "Club omnisports" in shown
    assert need not in re.findall(r'action="/needs/(\w+)/', shown)
    assert 'action="/needs"' not in shown
    assert 403 == state(world, "cartographe").status_code
    assert 403 == post(client, f"/needs/{need}/withdrawal").status_code
    assert "Équipiers" not in world.client("elsewhere").get("/needs").text
    assert 'href="/needs"' in client.get("/doors").text
