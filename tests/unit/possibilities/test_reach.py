"""`reach`: which doors are open, one key away, or to explore."""

import json
from pathlib import Path

import pytest

from badger.possibilities.reach import ONE_KEY, OPEN, TO_EXPLORE, Door, reach

# The machine-readable core of the domain (5.5), word for word.
CORE = json.loads((Path(__file__).parent / "territory.json").read_text(encoding="utf-8"))
DOORS, PEOPLE = CORE["doors"], CORE["people"]
TERRITORY = [
    Door(code, door["goal"], tuple(frozenset(way) for way in door["any"]))
    for code, door in DOORS.items()
]


def _codes(held, state, goals=()) -> set[str]:
    return {one.door.code for one in reach(set(held), goals, TERRITORY) if one.state == state}


@pytest.mark.parametrize("person", PEOPLE)
def test_the_demo_people_have_the_doors_that_the_domain_expects(person):
    assert set(CORE["expect_open"][person]) == _codes(PEOPLE[person], OPEN)
    assert set(CORE["expect_one_key"][person]) == _codes(PEOPLE[person], ONE_KEY)


@pytest.mark.parametrize("person", PEOPLE)
def test_no_door_is_ever_hidden(person):
    assert set(DOORS) == {one.door.code for one in reach(set(PEOPLE[person]), (), TERRITORY)}


def test_every_goal_has_a_door_that_asks_for_nothing():
    goals = {door["goal"] for door in DOORS.values() if door["any"] == [[]]}
    assert {"emploi", "qualification", "creation", "experience"} == goals


def test_an_open_door_says_thanks_to_which_badge():
    (one,) = [r for r in reach({"B05", "B03"}, (), TERRITORY) if r.door.code == "D13"]
    assert (OPEN, frozenset({"B05"}), ()) == (one.state, one.thanks_to, one.missing)


def test_of_two_open_ways_the_one_that_asks_for_less_says_why():
    door = Door("D", "emploi", (frozenset({"B1", "B2"}), frozenset({"B3"})))
    (one,) = reach({"B1", "B2", "B3"}, (), [door])
    assert frozenset({"B3"}) == one.thanks_to


def test_a_door_one_key_away_names_every_key_that_would_do():
    (one,) = [r for r in reach(set(), (), TERRITORY) if r.door.code == "D13"]
    assert ONE_KEY == one.state
    assert (frozenset({"B14"}), frozenset({"B16"}), frozenset({"B05"})) == one.missing


def test_a_door_to_explore_names_its_nearest_way_only():
    door = Door("D", "emploi", (frozenset({"B1", "B2", "B3"}), frozenset({"B4", "B5"})))
    (one,) = reach({"B1"}, (), [door])
    assert (TO_EXPLORE, (frozenset({"B2", "B3"}), frozenset({"B4", "B5"}))) == (
        one.state,
        one.missing,
    )


def test_a_door_without_any_way_is_open():
    assert OPEN == reach(set(), (), [Door("D", "emploi")])[0].state


def test_the_order_is_goals_then_nearness_then_code():
    order = [one.door.code for one in reach(set(), ("experience", "emploi"), TERRITORY)]

    assert ["D14", "D13", "D9", "D1", "D5", "D10", "D11", "D6"] == order[:8]
    assert ["D2", "D3", "D4", "D7", "D12", "D8"] == order[8:]


def test_the_same_badges_and_goals_give_the_same_map():
    first = reach({"B03"}, ("emploi",), TERRITORY)
    second = reach({"B03"}, ("emploi",), list(reversed(TERRITORY)))
    assert first == second


def test_without_doors_there_is_nothing():
    assert [] == reach({"B1"}, ("emploi",), [])


def test_f10_ac4_a_door_that_someone_likes_comes_first_of_its_goal_and_hides_none():
    liked = reach(set(), ("emploi",), TERRITORY, wishes={"D6"})

    assert ["D6", "D1", "D5"] == [one.door.code for one in liked[:3]]
    assert len(TERRITORY) == len(liked)


def test_every_badge_of_the_domain_opens_a_door():
    keys = {key for door in DOORS.values() for way in door["any"] for key in way}
    assert set(CORE["badges"]) == keys


def test_every_badge_that_is_not_declared_is_looked_at_in_a_session():
    seen = {badge for badges in CORE["sessions"].values() for badge in badges}
    assert set(CORE["badges"]) - set(CORE["declared"]) == seen
