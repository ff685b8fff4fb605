"""Where badges lead besides doors: larger badges, badges of one skill, near trades."""

from badger.possibilities.reach import ONE_KEY, OPEN, TO_EXPLORE
from badger.possibilities.routes import (
    Composition,
    Gathering,
    Kindred,
    NearTrade,
    gatherings,
    kindred,
    near_trades,
)

TEAM = Composition(
    badge="T",
    required=frozenset({"A", "B"}),
    optional=frozenset({"C", "D", "E"}),
    optional_needed=2,
)


def test_a_larger_badge_tells_which_pieces_are_held_and_which_are_to_come():
    (found,) = gatherings({"A", "C", "Z"}, [TEAM])

    assert (
        Gathering(
            badge="T",
            held=frozenset({"A", "C"}),
            still=frozenset({"B"}),
            choice=frozenset({"D", "E"}),
            choose=1,
        )
        == found
    )
    assert (2, TO_EXPLORE) == (found.to_come, found.state)


def test_with_enough_of_the_choice_nothing_is_left_to_choose():
    (found,) = gatherings({"A", "C", "D", "E"}, [TEAM])

    assert (frozenset(), 0, ONE_KEY) == (found.choice, found.choose, found.state)


def test_a_larger_badge_is_open_once_its_pieces_are_held():
    assert OPEN == gatherings({"A", "B", "C", "E"}, [TEAM])[0].state


def test_a_larger_badge_that_is_held_leads_nowhere_more():
    assert [] == gatherings({"A", "T"}, [TEAM])


def test_the_nearest_larger_badge_comes_first_whatever_their_order():
    pair = Composition(badge="P", required=frozenset({"A", "B"}))
    twin = Composition(badge="Q", required=frozenset({"A", "B"}))

    assert ["P", "Q", "T"] == [one.badge for one in gatherings({"A"}, [TEAM, twin, pair])]
    assert gatherings({"A"}, [TEAM, pair]) == gatherings({"A"}, [pair, TEAM])


def test_badges_of_one_skill_go_together_each_once():
    skills = {"A": {"s1", "s2"}, "B": {"s2", "s1"}, "C": {"s3"}, "D": {"s2"}}

    assert [
        Kindred("B", "s1", frozenset({"A"})),
        Kindred("D", "s2", frozenset({"A"})),
    ] == kindred({"A", "X"}, skills)


def test_without_badges_nothing_is_kindred():
    assert [] == kindred(set(), {"A": {"s1"}})


def test_a_trade_is_near_by_a_move_from_a_trade_of_a_badge_held():
    trades = {"A": {"t1"}, "B": {"t2"}, "C": {"t3"}}
    moves = [("t1", "t9"), ("t1", "t2"), ("t3", "t4"), ("t2", "t1")]

    assert [
        NearTrade("t2", frozenset({"t1"}), frozenset({"A"}), frozenset({"B"})),
        NearTrade("t9", frozenset({"t1"}), frozenset({"A"}), frozenset()),
    ] == near_trades({"A"}, trades, moves=moves)


def test_a_trade_of_a_badge_held_is_not_near_but_there():
    trades = {"A": {"t1"}, "B": {"t2"}}

    assert [] == near_trades({"A", "B"}, trades, moves=[("t1", "t2"), ("t2", "t1")])


def test_a_trade_reached_from_two_names_both_and_their_badges():
    (found,) = near_trades(
        {"A", "B"}, {"A": {"t1"}, "B": {"t2"}}, moves=[("t1", "t9"), ("t2", "t9")]
    )

    assert (frozenset({"t1", "t2"}), frozenset({"A", "B"})) == (found.origins, found.through)
