"""What was seen at the start and at the end of an immersion, told without anything lost. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass

from badger.issuer.recognition.rules import Level


@dataclass(frozen=True, slots=True)
class Progress:
    """One criterion at both ends; None where it was not seen there.

    end: never below what was seen at the start: a level once shown is kept (domain F3 AC5, C6).
    """

    criterion_id: str
    start: Level | None
    end: Level | None


def progress(
    criterion_ids: Iterable[str],
    *,
    at_start: Iterable[tuple[str, Level]],
    at_end: Iterable[tuple[str, Level]],
) -> tuple[Progress, ...]:
    """Return the criteria that were seen at either end, in the order of the grid.

    at_start, at_end: (criterion, level) of every mark, whoever made it.
    """
    first, last = _best(at_start), _best(at_end)
    lines = []
    for criterion_id in criterion_ids:
        start, end = first.get(criterion_id), last.get(criterion_id)
        if start is not None and end is not None:
            end = max(start, end)
        if start is not None or end is not None:
            lines.append(Progress(criterion_id, start, end))
    return tuple(lines)


def _best(marks: Iterable[tuple[str, Level]]) -> dict[str, Level]:
    best: dict[str, Level] = {}
    for criterion_id, level in marks:
        best[criterion_id] = max(level, best.get(criterion_id, level))
    return best
