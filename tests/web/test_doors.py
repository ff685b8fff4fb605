"""The pages on which partners keep their doors."""

import re
from datetime import timedelta

import pytest

from badger.db.base import write_session
from badger.db.opening import open_database
from tests.factories import make_badge
from tests.web.test_possibilities import declare, page
from tests.web_world import open_world, post

GOOD = {
    "title": "Visite de l'atelier",
    "goal": "emploi",
    "place": "Bourg d'exemple",
    "contact": "Exemple Accueil",
    "next_on": "2026-04-02",
    "places": "3",
}


# The goal and the partner are chosen in the form as well.
CHOSEN = 2


def more_badges(world, *, how_many: int) -> list[str]:
    """Publish more badges of the club; return their ids."""
    engine = open_database(world.settings)
    with write_session(engine) as db:
        made = [make_badge(db, club(world)).achievement_id for _ in range(how_many)]
    engine.dispose()
    return made


def club(world) -> str:
    return world.territory.partners["club"]


def create(world, name="pedagogue", **changes):
    fields = {"partner": club(world), **GOOD, **changes}
    return post(world.client(name), "/doors", **fields)


def test_f10_ac1_a_partner_declares_a_door_and_people_see_it(world):
    assert 303 == create(world, **{"way-1": world.achievement_id}).status_code

    shown = page(world)
    assert "Visite de l&#39;atelier" in shown
    assert "jeudi 2 avril 2026 · 3 places" in shown
    assert "À une clé, avec Esprit d&#39;équipe" in shown
    assert "contact : Exemple Accueil" in shown


def test_a_door_may_have_neither_date_nor_places_nor_key(world):
    assert 303 == create(world, next_on="", places="").status_code
    assert "Ouverte à tous" in page(world)


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("title", ""),
        ("title", "x" * 121),
        ("goal", "richesse"),
        ("place", " "),
        ("contact", ""),
        ("next_on", "2 avril"),
        ("next_on", "2026-02-31"),
        ("places", "beaucoup"),
        ("places", "1000"),
        ("partner", "1111111111111111111111"),
        ("step", "x" * 161),
    ],
)
def test_a_form_to_mend_comes_back_filled_in_and_stores_nothing(world, field, value):
    answer = create(world, **{field: value})
    assert 422 == answer.status_code
    shown = answer.get_data(as_text=True)
    assert "Rien n&#39;est perdu" in shown
    assert GOOD["contact"] in shown or field == "contact"
    assert "Visite de" not in page(world)


def test_a_next_day_already_past_is_refused_with_a_word_why(world):
    answer = create(world, next_on="2026-03-13")
    assert 422 == answer.status_code
    assert 'href="#next_on">Cette date est déjà passée' in answer.text
    assert 'value="2026-03-13"' in answer.text
    assert "Visite de" not in page(world)


def test_a_changed_door_keeps_no_day_already_past(world, now):
    door = declare(world, now)
    fields = {"partner": club(world), **GOOD, "next_on": "2026-03-13"}
    answer = post(world.client("pedagogue"), f"/doors/{door}", **fields)
    assert 422 == answer.status_code
    assert GOOD["contact"] in answer.text


def test_a_next_day_may_be_today(world):
    assert 303 == create(world, next_on="2026-03-14").status_code


def test_badges_that_are_not_offered_are_left_out_of_a_way(world):
    assert 303 == create(world, **{"way-1": ["1" * 22, "2" * 22]}).status_code
    assert "Ouverte à tous" in page(world)


def test_f10_ac1_four_keys_are_a_warning_that_the_owner_may_override(world):
    keys = [world.achievement_id, *more_badges(world, how_many=3)]

    warned = create(world, **{"way-1": keys})

    assert 422 == warned.status_code
    assert "peu de gens ouvriraient cette porte" in warned.text
    assert 4 == len(re.findall(r"<option value=\"[^\"]+\" selected>", warned.text)) - CHOSEN
    assert 'name="many_keys"' in warned.text
    assert "Visite de l&#39;atelier" not in page(world)

    assert 303 == create(world, **{"way-1": keys, "many_keys": "on"}).status_code
    assert "Visite de l&#39;atelier" in page(world)


def test_f10_ac1_seven_keys_are_too_many(world):
    keys = [world.achievement_id, *more_badges(world, how_many=6)]

    answer = create(world, **{"way-1": keys, "many_keys": "on"})

    assert 422 == answer.status_code
    assert "6 au plus" in answer.text


def test_a_door_is_changed_with_its_form_filled_in(world, now):
    door = declare(world, now, ways=((world.achievement_id,),), step="venir saluer")
    client = world.client("pedagogue")
    form = client.get(f"/doors/{door}/edit").get_data(as_text=True)
    assert "venir saluer" in form
    assert f'<option value="{world.achievement_id}" selected>' in form

    answer = post(client, f"/doors/{door}", partner=club(world), **{**GOOD, "title": "Autre nom"})

    assert 303 == answer.status_code
    assert "Autre nom" in page(world)
    assert "Ouverte à tous" in page(world)


def test_f10_ac6_a_door_of_91_days_is_off_the_map_until_its_owner_confirms_it(world, now, tmp_path):
    door = declare(world, now)
    later = open_world(tmp_path, world.territory, clock=lambda: now + timedelta(days=91))
    assert "Co-animer" not in page(later)
    client = later.client("pedagogue")
    assert "à confirmer" in client.get("/doors").get_data(as_text=True)

    assert 303 == post(client, f"/doors/{door}/confirmation").status_code

    assert "Co-animer" in page(later)
    assert "à confirmer" not in client.get("/doors").get_data(as_text=True)


def test_a_withdrawn_door_is_off_the_map_and_may_be_offered_again(world, now):
    door = declare(world, now)
    client = world.client("pedagogue")

    post(client, f"/doors/{door}/withdrawal")
    assert "Co-animer" not in page(world)
    assert "Proposer à nouveau" in client.get("/doors").get_data(as_text=True)

    post(client, f"/doors/{door}/confirmation")
    assert "Co-animer" in page(world)


@pytest.mark.parametrize("address", ["edit", "", "confirmation", "withdrawal"])
def test_a08_the_door_of_another_partner_does_not_exist(world, now, address):
    door = declare(world, now)
    client = world.client("elsewhere")
    path = f"/doors/{door}/{address}".rstrip("/")
    answer = client.get(path) if address == "edit" else post(client, path, **GOOD)
    assert 404 == answer.status_code
    assert "Co-animer" in page(world)


def test_s14_the_cartographe_counts_doors_without_keys_and_keys_without_doors(world, now):
    declare(world, now)
    shown = world.client("cartographe").get("/doors").get_data(as_text=True)
    assert "Portes sans clé" in shown
    assert "Clés sans porte" in shown
    assert "Nouvelle porte" not in shown


def test_a08_a_partner_sees_its_own_doors_alone(world, now):
    declare(world, now)
    assert "Co-animer" in world.client("pedagogue").get("/doors").get_data(as_text=True)
    assert "Co-animer" not in world.client("elsewhere").get("/doors").get_data(as_text=True)


def test_w01_a_doors_words_come_back_as_words(world):
    answer = create(world, title="<script>alert(1)</script>", place="")
    assert "<script>alert" not in answer.get_data(as_text=True)
