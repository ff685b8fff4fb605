"""Where a drawing of the map is cut into sheets of paper: above a door, never through one. Pure."""

from collections.abc import Iterator

from badger.possibilities.layout import GAP, Layout, bottom_of


def windows(layout: Layout, *, first: float, tallest: float) -> Iterator[tuple[float, float]]:
    """Cut a drawing into windows, each from its top to its bottom, in units of the drawing.

    first: how high the first may be, below a title; tallest: each other. A door that is higher
    than a sheet has one of its own. A cut passes beside keys where it can; lines go on below.
    """
    cuts = list(_cuts(layout))
    top, room = 0.0, first
    while cuts and layout.height - top > room:
        # What fits; else what comes first.
        within = [cut for cut in cuts if cut[0] - top <= room] or cuts[:1]
        beside = [cut for cut in within if cut[1] and cut[0] - top > room / 2]
        at, _ = max(beside or within)
        yield top, at
        cuts = [cut for cut in cuts if cut[0] > at]
        top, room = at, tallest
    yield top, layout.height


def _cuts(layout: Layout) -> Iterator[tuple[float, bool]]:
    """Give each place above a door but the first, and whether it passes beside every key."""
    keys = [(key.y, bottom_of(key)) for key in layout.keys]
    starts = [
        stop.y if number else track.head
        for track in layout.tracks
        for number, stop in enumerate(track.stops)
    ]
    for start in starts[1:]:
        at = start - GAP / 2
        yield at, not any(top < at < bottom for top, bottom in keys)
