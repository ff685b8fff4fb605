"""The map on paper: as many sheets as it needs, in both sizes."""

import pytest

from badger.web.presenters.typesetting import count_pages
from tests.web.play import award
from tests.web.test_possibilities import declare

A4, A3 = "595", "841"


@pytest.mark.parametrize(("paper", "width"), [("a4", A4), ("a3", A3)])
def test_f10_ac7_the_map_prints_in_both_sizes(world, now, paper, width):
    declare(world, now, ways=((world.achievement_id,),))
    award(world, now=now)
    answer = world.client("un").get(f"/me/possibilities/map.pdf?paper={paper}")
    assert "application/pdf" == answer.content_type
    assert f"/MediaBox[0 0 {width}." in answer.data.decode("latin-1")
    assert 1 == count_pages(answer.data)


def test_many_doors_go_on_the_next_sheets(world, now):
    for number in range(20):
        declare(world, now, code=f"D{number}", title="Une porte à ouvrir " * 5)
    answer = world.client("un").get("/me/possibilities/map.pdf")
    assert 2 <= count_pages(answer.data) <= 4


def test_a_map_without_doors_prints_all_the_same(world):
    assert 1 == count_pages(world.client("un").get("/me/possibilities/map.pdf").data)


@pytest.mark.parametrize("paper", ["a5", "", "../a4", "A4"])
def test_another_size_is_not_found(world, paper):
    assert 404 == world.client("un").get(f"/me/possibilities/map.pdf?paper={paper}").status_code


def test_the_poster_of_the_territory_is_for_whoever_is_signed_in(world, now):
    declare(world, now, ways=((world.achievement_id,),))
    assert b"%PDF" == world.client("coach").get("/possibilities/poster.pdf?paper=a3").data[:4]


def test_the_map_of_the_territory_is_public_and_shows_all_keys(world, now):
    declare(world, now, ways=((world.achievement_id,),))
    shown = world.client().get("/possibilities").get_data(as_text=True)
    assert "Carte des possibles" in shown
    assert "map-link" in shown
