"""A sheet of the grid as a form: one box for each person and criterion, 1, 2 or 3 in it."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from badger.db.rows import CriterionRow, ObservationRow, PersonRow
from badger.issuer.queries import SessionBoard
from badger.issuer.recognition.rules import LEVELS
from badger.web.presenters.grid import Sheet, sheets_of

LEVEL_OF: Final = {str(int(level)): level for level in LEVELS}


@dataclass(frozen=True, slots=True)
class Box:
    """One box. name: of its field; label: for those who do not see the column."""

    name: str
    label: str
    value: str


@dataclass(frozen=True, slots=True)
class Line:
    """One person with her boxes, and a word on one of the criteria."""

    id: str
    name: str
    boxes: tuple[Box, ...]


@dataclass(frozen=True, slots=True)
class EntrySheet:
    """One sheet of the form. before: what stood in the boxes, to tell what was changed."""

    number: int
    of: int
    criteria: tuple[tuple[int, CriterionRow], ...]
    lines: tuple[Line, ...]
    before: str


def box_name(person_id: str, criterion_id: str) -> str:
    """Return the name of the field of one box."""
    return f"b-{person_id}-{criterion_id}"


def entry_sheet(
    board: SessionBoard, *, number: int, observer_id: str, typed: Mapping[str, str] | None = None
) -> EntrySheet | None:
    """Return one sheet, None where there is no such number.

    typed: what somebody has just typed, to be shown again; else what stands is shown.
    """
    sheets = sheets_of(board)
    if not 1 <= number <= len(sheets):
        return None
    sheet = sheets[number - 1]
    standing = latest_levels(board, observer_id)
    shown = typed if typed is not None else standing
    lines = tuple(_line(person, sheet, shown) for person in sheet.people)
    names = [box.name for line in lines for box in line.boxes]
    stood = {name: standing[name] for name in names if name in standing}
    before = typed.get("before", "") if typed is not None else before_of(stood)
    return EntrySheet(number, len(sheets), sheet.criteria, lines, before)


def latest_levels(board: SessionBoard, observer_id: str) -> dict[str, str]:
    """Return what an observer last marked: "1", "2" or "3" by the name of the box."""
    return {
        box_name(mark.person_id, mark.criterion_id): str(mark.level)
        for mark in latest_marks(board, observer_id).values()
    }


def latest_marks(board: SessionBoard, observer_id: str) -> dict[tuple[str, str], ObservationRow]:
    """Return an observer's last standing mark by (person, criterion)."""
    return {
        (mark.person_id, mark.criterion_id): mark
        for mark in board.marks
        if mark.observer_id == observer_id
    }


def before_of(levels: Mapping[str, str]) -> str:
    """Write what stood in the boxes when the page was made."""
    return json.dumps(dict(levels), separators=(",", ":"))


def read_before(text: str) -> dict[str, str]:
    """Read what stood in the boxes; nothing where it cannot be read."""
    try:
        found = json.loads(text)
    except (ValueError, RecursionError):
        return {}
    if not isinstance(found, dict):
        return {}
    return {str(name): str(value) for name, value in found.items()}


def _line(person: PersonRow, sheet: Sheet, shown: Mapping[str, str]) -> Line:
    boxes = tuple(
        Box(
            box_name(person.id, row.id),
            f"{person.display_name}, {number}. {row.sentence}",
            shown.get(box_name(person.id, row.id), ""),
        )
        for number, row in sheet.criteria
    )
    return Line(person.id, person.display_name, boxes)
