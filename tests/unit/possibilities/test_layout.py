"""The drawing of the map: nothing cut, nothing on top of anything else, few crossings."""

import pytest

from badger.possibilities.layout import (
    ALONE,
    PHONE,
    WIDE,
    Stop,
    Track,
    Words,
    place,
)
from badger.possibilities.lettering import width_of, wrapped
from badger.possibilities.tracks import Span, crossings, track_order, track_slots

LONG = "Accompagnement à la création d'activité dans l'économie locale"
UNBROKEN = "Anticonstitutionnellement" * 4


def tracks(*, doors: int, said: str = LONG, keys: tuple[str, ...] = ()) -> list[Track]:
    words = (
        Words(said, 17, bold=True),
        Words(said, 15, marked=True),
        Words(said, 15, indented=True),
    )
    return [
        Track(goal, tuple(Stop(f"{goal}{number}", words, keys) for number in range(doors)))
        for goal in ("emploi", "creation")
    ]


@pytest.mark.parametrize("sheet", [PHONE, ALONE, WIDE], ids=["phone", "alone", "wide"])
@pytest.mark.parametrize("said", [LONG, UNBROKEN, "I" * 300, "漢" * 80])
def test_no_word_is_left_out_and_none_passes_the_edge(sheet, said):
    layout = place(tracks(doors=2, said=said), {"k": Words(said, 15)}, sheet=sheet)

    for track in layout.tracks:
        for stop in track.stops:
            for words, bold in zip(stop.words, (True, False, False), strict=True):
                lines = [line for _, line in words.baselines]
                assert said.replace(" ", "") == "".join(lines).replace(" ", "")
                size = 17 if bold else 15
                ends = [words.x + width_of(line, size=size, bold=bold) for line in lines]
                assert max(ends) <= sheet.width


def test_words_of_one_door_stand_below_each_other_and_above_the_next_door():
    layout = place(tracks(doors=3), {}, sheet=PHONE)

    heights = [
        y
        for track in layout.tracks
        for stop in track.stops
        for words in stop.words
        for y, _ in words.baselines
    ]
    assert sorted(set(heights)) == heights
    assert layout.height > heights[-1]


def test_doors_without_a_word_do_not_lie_on_each_other():
    stops = tuple(Stop(str(number), ()) for number in range(3))
    (track,) = place([Track("emploi", stops)], {}, sheet=WIDE).tracks

    assert [60 <= b.y - a.y for a, b in zip(track.stops, track.stops[1:], strict=False)] == [
        True
    ] * 2


def test_keys_stand_beside_the_first_of_their_doors():
    goal = Track("emploi", (Stop("first", (), ("b",)), Stop("second", (), ("a",))))
    names = {"z": Words("Aucune porte", 15), "a": Words("A", 15), "b": Words("B", 15)}

    layout = place([goal], names, sheet=WIDE)

    assert ["b", "a"] == [key.id for key in layout.keys]
    assert {("b", "first"), ("a", "second")} == {(one.key, one.stop) for one in layout.links}


def test_a_key_to_doors_of_two_goals_stands_beside_each():
    layout = place(tracks(doors=1, keys=("k",)), {"k": Words("Clé", 15)}, sheet=WIDE)

    assert ["k", "k"] == [key.id for key in layout.keys]
    assert {"emploi0", "creation0"} == {link.stop for link in layout.links}
    assert layout.keys[0].y < layout.tracks[1].head < layout.keys[1].y


def test_a_line_goes_from_the_middle_of_its_key_to_the_middle_of_its_door():
    layout = place(tracks(doors=2, keys=("k",)), {"k": Words("Clé", 15)}, sheet=WIDE)

    middles = {stop.id: stop.middle for track in layout.tracks for stop in track.stops}
    assert 4 == len(layout.links)
    for link in layout.links:
        assert link.points[0][1] in [key.middle for key in layout.keys]
        assert middles[link.stop] == link.points[-1][1]


def test_a_phone_has_no_column_of_keys_and_no_line_to_them():
    layout = place(tracks(doors=1, keys=("k",)), {"k": Words("Clé", 15)}, sheet=PHONE)

    assert ((), ()) == (layout.keys, layout.links)


def test_more_keys_than_doors_make_the_drawing_as_long_as_the_keys():
    keys = {str(number): Words(LONG, 15) for number in range(20)}
    layout = place(tracks(doors=1, keys=tuple(keys)), keys, sheet=WIDE)

    assert 40 == len(layout.keys)
    assert layout.height > layout.keys[-1].words.baselines[-1][0]


def test_a_map_without_doors_is_drawn_all_the_same():
    assert () == place([], {}, sheet=WIDE).tracks
    assert () == place([Track("emploi", ())], {}, sheet=WIDE).tracks[0].stops


def test_crossings_are_counted_by_hand():
    # Each of the two left lines has to pass the other one twice, or never.
    spans = {"a": Span((10.0,), (100.0,)), "b": Span((20.0,), (110.0,))}

    assert 2 == crossings(["a", "b"], spans)
    assert 0 == crossings(["b", "a"], spans)


def test_tracks_are_ordered_so_that_parallel_lines_do_not_cross():
    spans = {str(n): Span((10.0 * n,), (200.0 + 10.0 * n,)) for n in range(6)}

    assert 0 == crossings(track_order(spans), spans)
    assert 6 == len(set(track_slots(spans).values()))


def test_tracks_that_never_meet_stand_below_each_other():
    spans = {"a": Span((10.0,), (50.0,)), "b": Span((60.0,), (90.0,))}

    assert {"a": 0, "b": 0} == track_slots(spans)


def test_keys_of_the_same_doors_share_a_track():
    goal = Track("emploi", (Stop("door", (), ("a", "b")),))
    names = {"a": Words("A", 15), "b": Words("B", 15)}

    links = place([goal], names, sheet=WIDE).links

    assert 1 == len({link.points[2][0] for link in links})


def test_the_same_map_is_drawn_the_same():
    made = [place(tracks(doors=4, keys=("k",)), {"k": Words("Clé", 15)}, sheet=WIDE) for _ in "ab"]
    assert made[0] == made[1]


def test_lines_break_between_words_and_a_word_too_long_comes_in_pieces():
    assert ("Une porte", "ouverte") == wrapped("Une porte ouverte", 80, size=15)
    assert ("aaaa", "aaaa") == wrapped("aaaaaaaa", 40, size=15)
    assert ("a", "b") == wrapped("ab", 1, size=15)
