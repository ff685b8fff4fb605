"""Badges written by partners: form, preview, publication, versions."""

import re

import pytest

from tests.web_world import token_of

FORM = {
    "language": "fr",
    "name": "Cuisiner ensemble",
    "description": "Prépare un repas à plusieurs.",
    "kind": "potentiel",
    "family": "technique",
    "image_shape": "leaf",
    "co_author": "",
    "criteria_needed": "3",
    "minimum_level": "1",
    "observers_needed": "2",
    "distinct_roles": "2",
    "sessions_needed": "1",
    "self_assessment": "on",
    "sentence-0": "Propose un plat ou une façon de faire",
    "icon-0": "chef-hat",
    "icon_alt-0": "",
    "sentence-1": "Suit une fiche recette",
    "icon-1": "book-open",
    "icon_alt-1": "un livre de recettes",
    "sentence-2": "Se coordonne pour servir à l'heure",
    "icon-2": "clock",
}


def create(world, *, who="pedagogue", **changes):
    client = world.client(who)
    token = token_of(client, "/verify")
    partner = world.territory.partners["club"]
    fields = {**FORM, "csrf_token": token, "partner": partner, **changes}
    return client, client.post("/achievements", data=fields)


def publish(client, address, **fields):
    data = {"csrf_token": token_of(client, address), **fields}
    return client.post(f"{address}/publish", data=data)


def test_a_badge_is_drafted_previewed_and_published(world):
    client, answer = create(world)
    assert 303 == answer.status_code
    page = client.get(answer.location).get_data(as_text=True)
    assert "brouillon" in page
    assert 'aria-label="un livre de recettes"' in page
    assert 'aria-label="une toque de cuisine"' in page
    assert "2 observateurs, de 2 rôles différents." in page
    assert 303 == publish(client, answer.location).status_code
    assert "publié" in client.get(answer.location).get_data(as_text=True)
    assert "Cuisiner ensemble" in client.get("/achievements").get_data(as_text=True)


def test_a_draft_is_said_to_be_ready_only_where_it_may_be_published(world):
    ready = "Vous pouvez le publier ainsi"
    client, whole = create(world)
    assert ready in client.get(whole.location).text
    client, empty = create(world, **{"sentence-0": "", "sentence-1": "", "sentence-2": ""})
    page = client.get(empty.location).text
    assert (True, False) == ("encore aucune porte" in page, ready in page)


def test_f1_ac7_a_badge_may_be_for_a_group_and_stays_so(world):
    client, answer = create(world, **{"recipient-group": "on", "recipient-organisation": "on"})
    page = client.get(f"{answer.location}/edit").get_data(as_text=True)
    ticked = re.findall(r'name="recipient-(\w+)" value="on" checked', page)
    assert ["group", "organisation"] == ticked


def test_f1_ac7_where_nothing_is_said_a_badge_is_for_persons(world):
    client, answer = create(world)
    page = client.get(f"{answer.location}/edit").get_data(as_text=True)
    assert ["person"] == re.findall(r'name="recipient-(\w+)" value="on" checked', page)


def test_w08_fields_that_nobody_asked_for_change_nothing(world):
    client, answer = create(world, state="published", number="9", declared="on", code="B03")
    page = client.get(answer.location).get_data(as_text=True)
    assert "brouillon" in page
    assert "version 1" in page


def test_w08_a_badge_cannot_be_written_for_another_partner(world):
    _, answer = create(world, partner=world.territory.partners["atelier"])
    assert 422 == answer.status_code


@pytest.mark.parametrize(
    "change",
    [
        {"name": " "},
        {"name": "x" * 121},
        {"description": ""},
        {"kind": "diplôme"},
        {"family": "x"},
        {"image_shape": "x"},
        {"icon-0": "no-such-icon"},
        {"criteria_needed": "7"},
        {"criteria_needed": "trois"},
        {"minimum_level": "4"},
        {"co_author": "1111111111111111111111"},
    ],
)
def test_what_has_to_be_corrected_is_said_with_all_that_was_typed(world, change):
    _, answer = create(world, **change)
    page = answer.get_data(as_text=True)
    assert 422 == answer.status_code
    assert "Rien n&#39;est perdu" in page
    assert "Suit une fiche recette" in page


def test_f1_a_badge_with_two_criteria_is_not_published(world):
    client, answer = create(world, **{"sentence-2": ""})
    refused = publish(client, answer.location)
    assert 409 == refused.status_code
    assert "Pas encore publié" in refused.get_data(as_text=True)


def test_f1_a_criterion_without_verb_is_not_published(world):
    client, answer = create(world, **{"sentence-0": "La bonne humeur"})
    assert 409 == publish(client, answer.location).status_code


def test_f1_a_discouraged_word_warns_and_may_be_kept(world):
    client, answer = create(world, description="Dépasse un échec en cuisine.")
    warned = publish(client, answer.location)
    assert 409 == warned.status_code
    assert "je garde ces mots" in warned.get_data(as_text=True)
    assert 303 == publish(client, answer.location, override="on").status_code


def test_f1_a_change_makes_a_new_version_and_keeps_the_old(world):
    client = world.client("pedagogue")
    address = f"/achievements/{world.achievement_id}"
    page = client.get(f"{address}/edit").get_data(as_text=True)
    assert "Esprit d&#39;équipe" in page
    fields = {**FORM, "csrf_token": token_of(client, address), "name": "Esprit d'équipe, suite"}
    fields["partner"] = world.territory.partners["club"]
    assert 303 == client.post(address, data=fields).status_code
    assert "version 2" in client.get(address).get_data(as_text=True)
    assert 200 == client.get(f"{address}/versions/1").status_code
    assert 404 == client.get(f"{address}/versions/2").status_code
    assert 303 == publish(client, address).status_code
    assert 200 == client.get(f"{address}/versions/2").status_code


def test_a_change_that_cannot_be_read_is_shown_again(world):
    client = world.client("pedagogue")
    address = f"/achievements/{world.achievement_id}"
    fields = {**FORM, "csrf_token": token_of(client, address), "name": ""}
    fields["partner"] = world.territory.partners["club"]
    assert 422 == client.post(address, data=fields).status_code


def test_two_partners_write_one_grid(world):
    client, answer = create(world, co_author=world.territory.partners["atelier"])
    page = client.get(answer.location).get_data(as_text=True)
    assert "Club omnisports du Bocage (exemple), " in page.replace("</bdi>", "")
    assert "Atelier Bois et Réemploi (exemple)" in page
    assert 200 == world.client("elsewhere").get(answer.location).status_code


def test_a_declared_badge_needs_no_criteria(world):
    nothing = {f"sentence-{n}": "" for n in range(6)}
    client, answer = create(world, kind="intention", **nothing)
    assert 303 == publish(client, answer.location).status_code
    assert "déclaré" in client.get(answer.location).get_data(as_text=True)


@pytest.mark.parametrize("path", ["", "/edit"])
def test_a08_a_badge_of_another_partner_does_not_exist(world, path):
    answer = world.client("elsewhere").get(f"/achievements/{world.achievement_id}{path}")
    assert 404 == answer.status_code
    assert 404 == world.client("pedagogue").get("/achievements/1111111111111111111111").status_code


def test_the_cartographe_sees_and_publishes_the_badges_of_all(world):
    _, answer = create(world)
    cartographe = world.client("cartographe")
    assert "Cuisiner ensemble" in cartographe.get("/achievements").get_data(as_text=True)
    assert 303 == publish(cartographe, answer.location).status_code
