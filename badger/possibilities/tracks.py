"""On which track a line of the map goes down: few crossings, and as few tracks as will do. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Span:
    """What one track joins: the heights of its keys, and of the doors they lead to."""

    keys: tuple[float, ...]
    doors: tuple[float, ...]

    def holds(self, y: float) -> bool:
        """Tell whether a line across at this height crosses the track."""
        return min(*self.keys, *self.doors) < y < max(*self.keys, *self.doors)

    def meets(self, other: "Span") -> bool:
        """Tell whether both tracks pass the same height."""
        ends = (*self.keys, *self.doors), (*other.keys, *other.doors)
        return min(ends[0]) <= max(ends[1]) and min(ends[1]) <= max(ends[0])


def track_slots(spans: Mapping[str, Span]) -> dict[str, int]:
    """Number the tracks from left to right; those that never meet may stand below each other."""
    slots: dict[str, int] = {}
    for name in track_order(spans):
        beside = (slots[one] for one in slots if spans[one].meets(spans[name]))
        slots[name] = max(beside, default=-1) + 1
    return slots


def track_order(spans: Mapping[str, Span]) -> list[str]:
    """Order the tracks from left to right so that few lines cross."""
    order: list[str] = []
    for name in spans:
        tried = [[*order[:at], name, *order[at:]] for at in range(len(order) + 1)]
        order = min(tried, key=lambda one: crossings(one, spans))
    return order


def crossings(order: Sequence[str], spans: Mapping[str, Span]) -> int:
    """Count how often lines cross where the tracks stand in this order."""
    count = 0
    for number, left in enumerate(order):
        for right in order[number + 1 :]:
            # The left track crosses what comes from the keys of the right one ...
            count += sum(spans[left].holds(key) for key in spans[right].keys)
            # ... and the right track what goes from the left one to its doors.
            count += sum(spans[right].holds(door) for door in spans[left].doors)
    return count
