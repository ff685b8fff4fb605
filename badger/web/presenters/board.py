"""A session as one observer sees it: names, criteria, what this observer has marked."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from badger.db.rows import CriterionRow, ObservationRow
from badger.issuer.queries import SessionBoard
from badger.issuer.recognition.rules import LEVELS, Level
from badger.web.presenters.icons import known

WIDE: Final = 2
LEVEL_ICONS: Final = {
    Level.WITH_SUPPORT: "hand-helping",
    Level.ON_OWN: "hand",
    Level.SHOWS_OTHERS: "hand-heart",
}


@dataclass(frozen=True, slots=True)
class LevelButton:
    """One of the three hands."""

    value: int
    label: str
    icon: str
    chosen: bool


@dataclass(frozen=True, slots=True)
class CriterionLine:
    """One criterion with its three levels."""

    id: str
    sentence: str
    icon: str
    icon_alt: str
    note: str
    levels: tuple[LevelButton, ...]
    far_apart: bool = False

    @property
    def level(self) -> Level | None:
        """Return the level that was chosen, None where nothing is marked."""
        return next((Level(button.value) for button in self.levels if button.chosen), None)


@dataclass(frozen=True, slots=True)
class PersonLine:
    """One participant; `marked` counts what this observer has marked, never how well."""

    id: str
    name: str
    criteria: tuple[CriterionLine, ...]

    @property
    def marked(self) -> int:
        """Return how many criteria this observer has marked."""
        return sum(1 for line in self.criteria if line.level)


def people_lines(
    board: SessionBoard, *, observer_id: str, agreed: frozenset[tuple[str, str]]
) -> list[PersonLine]:
    """Return the participants with this observer's latest marks; nobody else's are shown.

    agreed: (person, criterion) on which a word of agreement was written.
    """
    latest = {
        (mark.person_id, mark.criterion_id): mark
        for mark in board.marks
        if mark.observer_id == observer_id
    }
    open_places = _far_apart(board) - agreed
    return [
        PersonLine(
            person.id,
            person.display_name,
            tuple(
                _line(row, latest.get((person.id, row.id)), far=(person.id, row.id) in open_places)
                for row in board.criteria
            ),
        )
        for person in board.participants
    ]


def icons_drawn(people: Sequence[PersonLine]) -> set[str]:
    """Name the icons that the lines draw again for each person."""
    criteria = [line for person in people[:1] for line in person.criteria]
    levels = {button.icon for line in criteria for button in line.levels}
    return levels | {known(line.icon) for line in criteria}


def _far_apart(board: SessionBoard) -> set[tuple[str, str]]:
    """Return (person, criterion) where the best levels of two observers lie two apart."""
    best: dict[tuple[str, str], dict[str, int]] = {}
    for mark in board.marks:
        levels = best.setdefault((mark.person_id, mark.criterion_id), {})
        levels[mark.observer_id] = max(mark.level, levels.get(mark.observer_id, 0))
    return {
        place
        for place, levels in best.items()
        if max(levels.values()) - min(levels.values()) >= WIDE
    }


def self_lines(board: SessionBoard, levels: Mapping[str, int]) -> list[CriterionLine]:
    """Return the criteria of a session with the levels that a person gave herself."""
    return grid_lines(board.criteria, levels)


def grid_lines(criteria: Iterable[CriterionRow], levels: Mapping[str, int]) -> list[CriterionLine]:
    """Return a grid with the levels that a person gave herself, by criterion id."""
    return [
        CriterionLine(
            row.id, row.sentence, row.icon, row.icon_alt, "", _buttons(levels.get(row.id))
        )
        for row in criteria
    ]


def _line(row: CriterionRow, mark: ObservationRow | None, *, far: bool) -> CriterionLine:
    note, chosen = (mark.note, mark.level) if mark else ("", None)
    return CriterionLine(
        row.id, row.sentence, row.icon, row.icon_alt, note, _buttons(chosen), far_apart=far
    )


def _buttons(chosen: int | None) -> tuple[LevelButton, ...]:
    return tuple(
        LevelButton(int(level), level.label, LEVEL_ICONS[level], int(level) == chosen)
        for level in LEVELS
    )
