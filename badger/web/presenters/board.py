"""A session as one observer sees it: names, criteria, what this observer has marked."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from badger.issuer.queries import SessionBoard
from badger.issuer.recognition.rules import LEVELS, Level

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

    @property
    def marked(self) -> bool:
        """Tell whether a level was chosen."""
        return any(level.chosen for level in self.levels)


@dataclass(frozen=True, slots=True)
class PersonLine:
    """One participant; `marked` counts what this observer has marked, never how well."""

    id: str
    name: str
    criteria: tuple[CriterionLine, ...]

    @property
    def marked(self) -> int:
        """Return how many criteria this observer has marked."""
        return sum(1 for line in self.criteria if line.marked)


def people_lines(board: SessionBoard, *, observer_id: str) -> list[PersonLine]:
    """Return the participants with this observer's latest marks; nobody else's are shown."""
    latest = {
        (mark.person_id, mark.criterion_id): mark
        for mark in board.marks
        if mark.observer_id == observer_id
    }
    chosen = {place: mark.level for place, mark in latest.items()}
    notes = {place: mark.note for place, mark in latest.items()}
    return [
        PersonLine(
            person.id,
            person.display_name,
            tuple(_line(board, person.id, n, chosen, notes) for n in range(len(board.criteria))),
        )
        for person in board.participants
    ]


def self_lines(board: SessionBoard, levels: Mapping[str, int]) -> list[CriterionLine]:
    """Return the criteria of a session with the levels that a person gave herself."""
    return [
        CriterionLine(
            row.id, row.sentence, row.icon, row.icon_alt, "", _buttons(levels.get(row.id))
        )
        for row in board.criteria
    ]


def _line(
    board: SessionBoard,
    person_id: str,
    n: int,
    chosen: Mapping[tuple[str, str], int],
    notes: Mapping[tuple[str, str], str],
) -> CriterionLine:
    row = board.criteria[n]
    place = (person_id, row.id)
    return CriterionLine(
        row.id,
        row.sentence,
        row.icon,
        row.icon_alt,
        notes.get(place, ""),
        _buttons(chosen.get(place)),
    )


def _buttons(chosen: int | None) -> tuple[LevelButton, ...]:
    return tuple(
        LevelButton(int(level), level.label, LEVEL_ICONS[level], int(level) == chosen)
        for level in LEVELS
    )
