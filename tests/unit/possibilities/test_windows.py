"""A map on paper is cut above doors, never through one."""

import pytest

from badger.possibilities.layout import WIDE, Stop, Track, Words, place
from badger.possibilities.windows import windows


def doors(goal: str, number: int, *, keys: tuple[str, ...] = ()) -> Track:
    lines = (Words("Une porte", 17), *(Words("Ce que l'on en dit", 15),) * 3)
    return Track(goal, tuple(Stop(f"{goal}{n}", lines, keys) for n in range(number)))


def test_a_drawing_that_fits_one_sheet_is_not_cut():
    layout = place([doors("emploi", 2)], {}, sheet=WIDE)

    assert [(0.0, layout.height)] == list(windows(layout, first=layout.height, tallest=1))


@pytest.mark.parametrize("tallest", [300.0, 500.0, 1126.0])
def test_no_window_cuts_a_door_and_together_they_show_all(tallest):
    layout = place([doors("emploi", 9), doors("creation", 7)], {}, sheet=WIDE)

    found = list(windows(layout, first=250.0, tallest=tallest))

    assert 2 < len(found)
    assert 0.0 == found[0][0]
    assert layout.height == found[-1][1]
    assert [bottom for _, bottom in found[:-1]] == [top for top, _ in found[1:]]
    assert 250.0 >= found[0][1]
    assert all(bottom - top <= tallest for top, bottom in found[1:])
    cuts = [top for top, _ in found[1:]]
    for track in layout.tracks:
        for stop in track.stops:
            end = max(y for words in stop.words for y, _ in words.baselines)
            assert not [at for at in cuts if stop.y <= at <= end]
        # The name of a goal stays with its first door.
        assert not [at for at in cuts if track.head <= at <= track.stops[0].y]


def test_a_door_that_is_higher_than_a_sheet_has_one_of_its_own():
    layout = place([doors("emploi", 3)], {}, sheet=WIDE)

    assert 3 == len(list(windows(layout, first=10.0, tallest=10.0)))


def test_a_cut_passes_beside_keys_where_it_can():
    tracks = [doors("emploi", 1, keys=("a", "b", "c")), doors("creation", 4)]
    layout = place(tracks, {key: Words("Une clé", 15) for key in "abc"}, sheet=WIDE)
    keys = [(key.y, key.y + 46) for key in layout.keys]

    (_, at), _ = windows(layout, first=layout.height - 10, tallest=layout.height)

    assert not [key for key in keys if key[0] < at < key[1]]
