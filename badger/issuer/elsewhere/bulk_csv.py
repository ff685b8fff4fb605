"""Observations of many people as one CSV file, read strictly line by line (W11, domain C17).

One line is one person in one situation as one observer saw her: levels first, then a word for each
criterion, as in the grid of a session.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from badger.db.base import new_id
from badger.issuer.csv_text import CsvTable, first_difference, has_control_characters
from badger.issuer.csv_text import without_blank_end as trimmed
from badger.issuer.errors import IssuerError
from badger.issuer.line_problems import LineProblem
from badger.issuer.people import MAX_NAME_CHARACTERS
from badger.issuer.recognition.days import is_plausible
from badger.issuer.recognition.families import CRITERIA_A_HALF_DAY, HALF_DAYS_A_DAY
from badger.issuer.recognition.grid_csv import GridCell, GridShape, read_cells
from badger.issuer.recognition.sessions import OBSERVER_ROLES

COLUMNS: Final = (
    "code",
    "personne",
    "situation",
    "récit",
    "genre",
    "précision",
    "jour",
    "lieu",
    "commune",
    "observé par",
    "rôle",
)
# As people write it; an immersion is prepared here, with the person and her company.
GENRES: Final = {
    "sport": "sport",
    "production": "production",
    "loisir": "loisir",
    "bénévolat": "benevolat",
    "atelier": "atelier",
    "situation créée": "creee",
}
LONGEST: Final = {"situation": 200, "récit": 1000, "précision": 200, "lieu": 200, "commune": 200}
MUST: Final = ("personne", "situation", "récit", "genre", "jour", "lieu", "commune", "observé par")
MOST_CRITERIA: Final = CRITERIA_A_HALF_DAY * HALF_DAYS_A_DAY
Problem = tuple[str, dict[str, object]]


class BulkHeaderWrong(IssuerError):
    """The first line is not that of this badge's file."""

    code = "bulk.header"


@dataclass(frozen=True, slots=True)
class BulkShape:
    """What a file may name. criteria: (id, sentence) in order.

    people: names by id, of those whom the partner knows; observers: (id, name).
    """

    criteria: tuple[tuple[str, str], ...]
    people: Mapping[str, str]
    observers: tuple[tuple[str, str], ...]

    @property
    def header(self) -> tuple[str, ...]:
        """Return the first line of the file."""
        return (*COLUMNS, *GridShape((), self.criteria).header[2:])


@dataclass(frozen=True, slots=True)
class BulkRow:
    """One line. situation: its place in the file's list of situations.

    is_new: whether the person is registered with this file, under an id that is drawn already.
    """

    person_id: str
    name: str
    is_new: bool
    situation: int
    observer_id: str
    role: str
    cells: tuple[GridCell, ...]


@dataclass(frozen=True, slots=True)
class BulkFile:
    """A file that was read: its rows and situations, or what has to be corrected first.

    situations: the cells of COLUMNS from "situation" to "commune".
    """

    rows: tuple[BulkRow, ...]
    situations: tuple[tuple[str, ...], ...]
    problems: tuple[LineProblem, ...]


@dataclass(slots=True)
class _Reading:
    """What the lines before have named.

    names:     of all whom the partner knows; observers: id by id, and by a name of one alone.
    """

    shape: BulkShape
    today: date
    names: frozenset[str]
    observers: Mapping[str, str]
    new: dict[str, str] = field(default_factory=dict)
    situations: dict[tuple[str, ...], int] = field(default_factory=dict)
    roles: dict[tuple[int, str], str] = field(default_factory=dict)
    seen: set[tuple[str, int, str]] = field(default_factory=set)
    used: dict[int, set[str]] = field(default_factory=dict)


def read_bulk(table: CsvTable, shape: BulkShape, *, today: date) -> BulkFile:
    """Read a file; each line is right or has its problems. Raises: BulkHeaderWrong."""
    width = len(shape.header)
    given = table.lines[0][1] if table.lines else ()
    wrong = first_difference(given, shape.header)
    if wrong is not None:
        raise BulkHeaderWrong(column=wrong[0], seen=wrong[1], wanted=wrong[2])
    names = frozenset(shape.people.values())
    reading = _Reading(shape, today, names, _observers_by_name(shape))
    rows, problems = [], []
    for line, cells in table.lines[1:]:
        row = trimmed(cells, width)
        found: BulkRow | Problem
        if len(row) != width:
            found = ("grid_csv.cells", {"seen": len(row), "needed": width})
        else:
            found = _row(reading, row)
        if isinstance(found, BulkRow):
            rows.append(found)
        else:
            problems.append(LineProblem(line, *found))
    return BulkFile(tuple(rows), tuple(reading.situations), tuple(problems))


def _row(reading: _Reading, row: Sequence[str]) -> BulkRow | Problem:
    told = dict(zip(COLUMNS, row, strict=False))
    wrong = _words(told) or _situation_problem(told, today=reading.today)
    if wrong:
        return wrong
    person = _person(reading, told)
    observer = reading.observers.get(told["observé par"])
    if isinstance(person, tuple):
        return person
    if observer is None:
        return "elsewhere.observer_unknown", {"name": told["observé par"][:60]}
    if told["rôle"] not in OBSERVER_ROLES:
        return "bulk.role", {"seen": told["rôle"][:40], "roles": ", ".join(OBSERVER_ROLES)}
    cells, bad = read_cells(
        (person, told["personne"], *row[len(COLUMNS) :]), GridShape((), reading.shape.criteria)
    )
    if bad:
        return bad[0][0], {**bad[0][1], "name": told["personne"]}
    if not cells:
        return "bulk.nothing_seen", {"name": told["personne"]}
    return _placed(reading, told, cells, person=person, observer=observer)


def _placed(
    reading: _Reading,
    told: Mapping[str, str],
    cells: Sequence[GridCell],
    *,
    person: str,
    observer: str,
) -> BulkRow | Problem:
    """Hold a line against those before it."""
    key = tuple(told[name] for name in COLUMNS[2:9])
    place = reading.situations.setdefault(key, len(reading.situations))
    if person == observer:
        return "bulk.oneself", {"name": told["personne"]}
    if reading.roles.setdefault((place, observer), told["rôle"]) != told["rôle"]:
        return "bulk.two_roles", {"name": told["observé par"]}
    if (person, place, observer) in reading.seen:
        return "grid_csv.twice", {"name": told["personne"]}
    reading.seen.add((person, place, observer))
    used = reading.used.setdefault(place, set())
    used |= {cell.criterion_id for cell in cells}
    if len(used) > MOST_CRITERIA:
        return "session.too_many_criteria", {"seen": len(used), "limit": MOST_CRITERIA}
    is_new = person not in reading.shape.people
    return BulkRow(person, told["personne"], is_new, place, observer, told["rôle"], tuple(cells))


def _words(told: Mapping[str, str]) -> Problem | None:
    for column in MUST:
        if not told[column]:
            return "bulk.missing", {"column": column}
    for column, text in told.items():
        if has_control_characters(text):
            return "bulk.control_characters", {"column": column}
        if len(text) > LONGEST.get(column, 200):
            return "bulk.too_long", {"column": column, "limit": LONGEST.get(column, 200)}
    return None


def _situation_problem(told: Mapping[str, str], *, today: date) -> Problem | None:
    if told["genre"] not in GENRES:
        return "bulk.genre", {"seen": told["genre"][:40], "genres": ", ".join(GENRES)}
    if told["genre"] == "sport" and not told["précision"]:
        return "bulk.activity", {}
    if told["genre"] == "production" and hours_of(told["précision"]) is None:
        return "bulk.hours", {"seen": told["précision"][:40]}
    day = day_of(told["jour"])
    if day is None or not is_plausible(day):
        return "bulk.day", {"seen": told["jour"][:40]}
    if day > today:
        return "bulk.day_to_come", {"seen": told["jour"]}
    return None


def _person(reading: _Reading, told: Mapping[str, str]) -> str | Problem:
    code, name = told["code"], " ".join(told["personne"].split())
    if code:
        known = reading.shape.people.get(code)
        if known is None:
            return "bulk.person_unknown", {"name": name[:60]}
        if known != name:
            return "grid_csv.name_differs", {"name": name[:60], "expected": known}
        return code
    if len(name) > MAX_NAME_CHARACTERS:
        return "bulk.too_long", {"column": "personne", "limit": MAX_NAME_CHARACTERS}
    if name in reading.names:
        return "bulk.name_known", {"name": name[:60]}
    return reading.new.setdefault(name, new_id())


def _observers_by_name(shape: BulkShape) -> Mapping[str, str]:
    names = Counter(name for _, name in shape.observers)
    alone = {name: person_id for person_id, name in shape.observers if names[name] == 1}
    return alone | {person_id: person_id for person_id, _ in shape.observers}


def day_of(text: str) -> date | None:
    """Read a day as people write it, 14/03/2026, or as machines do, 2026-03-14."""
    parts = text.split("/")
    if len(parts) == 3 and [len(part) for part in parts] == [2, 2, 4]:
        text = "-".join(reversed(parts))
    try:
        return date.fromisoformat(text) if len(text) == 10 else None
    except ValueError:
        return None


def hours_of(text: str) -> int | None:
    """Read a number of hours, None where it is none."""
    if text.isascii() and text.isdecimal() and len(text) < 5 and int(text) > 0:
        return int(text)
    return None
