"""A paper grid as a CSV file: prefilled to type in, read strictly line by line (domain F3 AC6)."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from badger.issuer.csv_text import (
    CsvTable,
    first_difference,
    has_control_characters,
    without_blank_end,
)
from badger.issuer.errors import IssuerError
from badger.issuer.line_problems import LineProblem
from badger.issuer.recognition.rules import LEVELS, Level

CODE, NAME = "code", "nom"
MAX_NOTE_CHARACTERS: Final = 280
LEVEL_OF: Final = {str(int(level)): level for level in LEVELS}


class GridHeaderWrong(IssuerError):
    """The first line is not that of this session's grid."""

    code = "grid_csv.header"


@dataclass(frozen=True, slots=True)
class GridShape:
    """The people and criteria of a session: (id, name) and (id, sentence), in order."""

    people: tuple[tuple[str, str], ...]
    criteria: tuple[tuple[str, str], ...]

    @property
    def header(self) -> tuple[str, ...]:
        """Return the first line of the file: levels first, then a word for each criterion."""
        numbered = [f"{n}. {text}" for n, (_, text) in enumerate(self.criteria, start=1)]
        words = [f"mot {n}" for n in range(1, len(self.criteria) + 1)]
        return (CODE, NAME, *numbered, *words)


@dataclass(frozen=True, slots=True)
class GridCell:
    """One level with its word, as typed."""

    person_id: str
    criterion_id: str
    level: Level
    note: str


@dataclass(frozen=True, slots=True)
class GridFile:
    """A grid that was read: its cells, or what has to be corrected first."""

    cells: tuple[GridCell, ...]
    problems: tuple[LineProblem, ...]

    @property
    def digest(self) -> str:
        """Return what tells two files apart by what they say, however they are written."""
        said = [[c.person_id, c.criterion_id, int(c.level), c.note] for c in self.cells]
        return hashlib.sha256(json.dumps(sorted(said)).encode()).hexdigest()[:32]


def grid_rows(
    shape: GridShape, cells: Mapping[tuple[str, str], tuple[int, str]]
) -> list[tuple[str, ...]]:
    """Return the lines of a file to type in, with what is known already.

    cells: (level, word) by (person, criterion).
    """
    rows = [shape.header]
    for person_id, name in shape.people:
        known = [cells.get((person_id, criterion_id)) for criterion_id, _ in shape.criteria]
        levels = [str(cell[0]) if cell else "" for cell in known]
        words = [cell[1] if cell else "" for cell in known]
        rows.append((person_id, name, *levels, *words))
    return rows


def read_grid(table: CsvTable, shape: GridShape) -> GridFile:
    """Read a file that was typed in; each line is right or has its problems.

    Raises: GridHeaderWrong.
    """
    _check_header(table, shape.header)
    names = dict(shape.people)
    cells: list[GridCell] = []
    problems: list[LineProblem] = []
    seen: set[str] = set()
    for line, row in table.lines[1:]:
        wrong = _row_problem(row, names, seen, width=len(shape.header))
        if wrong is not None:
            problems.append(LineProblem(line, *wrong))
            continue
        seen.add(row[0])
        found, bad = read_cells(row, shape)
        cells += found
        problems += [LineProblem(line, code, {**facts, "name": row[1]}) for code, facts in bad]
    return GridFile(tuple(cells), tuple(problems))


def _check_header(table: CsvTable, expected: Sequence[str]) -> None:
    given = table.lines[0][1] if table.lines else ()
    wrong = first_difference(given, expected)
    if wrong is not None:
        raise GridHeaderWrong(column=wrong[0], seen=wrong[1], wanted=wrong[2])


def _row_problem(
    row: Sequence[str], names: Mapping[str, str], seen: set[str], *, width: int
) -> tuple[str, dict[str, object]] | None:
    """Tell what keeps a line from being read at all."""
    if len(without_blank_end(row, width)) != width:
        return "grid_csv.cells", {"seen": len(row), "needed": width}
    code, name = row[0], row[1]
    if code not in names:
        return "grid_csv.person_unknown", {"name": name[:60]}
    if " ".join(names[code].split()) != " ".join(name.split()):
        return "grid_csv.name_differs", {"name": name[:60], "expected": names[code]}
    if code in seen:
        return "grid_csv.twice", {"name": name}
    return None


def read_cells(
    row: Sequence[str], shape: GridShape
) -> tuple[list[GridCell], list[tuple[str, dict[str, object]]]]:
    """Read the levels and words of a line: (code, name, levels, words).

    Returns: its cells, and its problems as code and facts.
    """
    cells: list[GridCell] = []
    problems: list[tuple[str, dict[str, object]]] = []
    count = len(shape.criteria)
    for n, (criterion_id, _) in enumerate(shape.criteria):
        level, note = row[2 + n], row[2 + count + n]
        wrong = _cell_problem(level, note)
        if wrong is not None:
            problems.append((wrong, {"number": n + 1, "seen": level[:20]}))
        elif level:
            cells.append(GridCell(row[0], criterion_id, LEVEL_OF[level], note))
    return cells, problems


def _cell_problem(level: str, note: str) -> str | None:
    if level not in ("", *LEVEL_OF):
        return "grid_csv.level"
    if note and not level:
        return "grid.word_without_level"
    if len(note) > MAX_NOTE_CHARACTERS:
        return "grid_csv.note_too_long"
    return "grid_csv.control_characters" if has_control_characters(note) else None
