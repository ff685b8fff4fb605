"""`reach`: which doors are open, one key away, or to explore."""

import pytest

from badger.possibilities.reach import ONE_KEY, OPEN, TO_EXPLORE, Door, reach

# domain.md 5.5, word for word.
DOORS = {
    "D1": ("emploi", [[]]),
    "D2": ("qualification", [[]]),
    "D3": ("qualification", [[]]),
    "D4": ("creation", [[]]),
    "D5": ("emploi", [["B18"], ["B12"]]),
    "D6": ("emploi", [["B07", "B08"]]),
    "D7": ("qualification", [["B12"]]),
    "D8": ("qualification", [["B10", "B04"]]),
    "D9": ("experience", [["B03", "B06"]]),
    "D10": ("emploi", [["B17", "B01"], ["B17", "B02"]]),
    "D11": ("emploi", [["B13", "B11"]]),
    "D12": ("creation", [["B09", "B15"]]),
    "D13": ("experience", [["B14"], ["B16"], ["B05"]]),
    "D14": ("experience", [[]]),
}
PEOPLE = {
    "Un": [],
    "Deux": ["B03", "B04", "B05"],
    "Trois": ["B07", "B08", "B09"],
    "Quatre": ["B11", "B12", "B13"],
}
EXPECT_OPEN = {
    "Un": ["D1", "D2", "D3", "D4", "D14"],
    "Deux": ["D1", "D2", "D3", "D4", "D14", "D13"],
    "Trois": ["D1", "D2", "D3", "D4", "D14", "D6"],
    "Quatre": ["D1", "D2", "D3", "D4", "D14", "D5", "D7", "D11"],
}
EXPECT_ONE_KEY = {
    "Un": ["D5", "D7", "D13"],
    "Deux": ["D5", "D7", "D8", "D9"],
    "Trois": ["D5", "D7", "D12", "D13"],
    "Quatre": ["D13"],
}

TERRITORY = [
    Door(code, goal, tuple(frozenset(way) for way in ways)) for code, (goal, ways) in DOORS.items()
]


def _codes(held, state, goals=()) -> set[str]:
    return {one.door.code for one in reach(set(held), goals, TERRITORY) if one.state == state}


@pytest.mark.parametrize("person", PEOPLE)
def test_the_demo_people_have_the_doors_that_the_domain_expects(person):
    assert set(EXPECT_OPEN[person]) == _codes(PEOPLE[person], OPEN)
    assert set(EXPECT_ONE_KEY[person]) == _codes(PEOPLE[person], ONE_KEY)


@pytest.mark.parametrize("person", PEOPLE)
def test_no_door_is_ever_hidden(person):
    assert set(DOORS) == {one.door.code for one in reach(set(PEOPLE[person]), (), TERRITORY)}


def test_every_goal_has_a_door_that_asks_for_nothing():
    goals = {goal for goal, ways in DOORS.values() if ways == [[]]}
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
