"""Badges that open no door yet: said calmly to their authors, listed for the cartographe."""

import pytest

from tests.web.play import open_door
from tests.web.test_achievements import create, publish

SAID = "n&#39;ouvre encore aucune porte"
LIST = "Clés sans porte"


def page(client, address):
    return client.get(address).get_data(as_text=True)


def test_f1_ac5_a_badge_without_door_is_in_the_cartographes_list(world):
    _, _, listed = page(world.client("cartographe"), "/achievements").partition(LIST)
    assert f"/achievements/{world.achievement_id}" in listed


def test_f1_ac5_a_badge_with_a_door_is_not_in_the_list(world, now):
    open_door(world, now=now)
    create(world)
    _, _, listed = page(world.client("cartographe"), "/achievements").partition(LIST)
    assert "Cuisiner ensemble" in listed
    assert "brouillon" in listed
    assert world.achievement_id not in listed


def test_the_count_of_keys_without_door_opens_those_alone(world, now):
    client = world.client("cartographe")
    address = "/achievements?part=doorless"
    assert f'href="{address}">1<' in page(client, "/doors")
    assert world.achievement_id in page(client, address)

    open_door(world, now=now)

    shown = page(client, address)
    assert world.achievement_id not in shown
    assert "Chaque badge ouvre une porte." in shown
    assert "Tous les badges" in shown


@pytest.mark.parametrize(("name", "part"), [("cartographe", "all"), ("pedagogue", "doorless")])
def test_a_part_of_the_list_that_is_none_is_not_found(world, name, part):
    assert 404 == world.client(name).get(f"/achievements?part={part}").status_code


def test_where_every_badge_opens_a_door_there_is_no_list(world, now):
    open_door(world, now=now)
    assert LIST not in page(world.client("cartographe"), "/achievements")


def test_a08_the_list_is_the_cartographes_alone(world):
    assert LIST not in page(world.client("pedagogue"), "/achievements")


def test_a_draft_without_door_says_so_and_is_published_all_the_same(world):
    client, answer = create(world)
    assert SAID in page(client, answer.location)
    assert 303 == publish(client, answer.location).status_code
    assert SAID in page(client, answer.location)


def test_a_badge_with_a_door_says_nothing_of_doors(world, now):
    address = f"/achievements/{world.achievement_id}"
    client = world.client("pedagogue")
    assert SAID in page(client, address)
    open_door(world, now=now)
    assert SAID not in page(client, address)
