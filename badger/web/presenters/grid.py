"""The observation grid on paper: people by criteria, one for each observer (domain F2 AC3).

A sheet has six criteria and twenty people at most; what is more comes on further sheets.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final, TypeVar

from badger.db.rows import CriterionRow, PersonRow
from badger.issuer.queries import SessionBoard
from badger.issuer.recognition.families import CRITERIA_A_HALF_DAY
from badger.issuer.recognition.rules import LEVELS
from badger.json_value import JsonObject, JsonValue
from badger.web.language import gettext
from badger.web.presenters.badge_image import icon_lines
from badger.web.presenters.board import LEVEL_ICONS
from badger.web.presenters.dates import day_in_full
from badger.web.presenters.icons import known
from badger.web.presenters.qr import qr_svg
from badger.web.presenters.text import plain
from badger.web.presenters.typesetting import Standard, set_pages

PEOPLE_A_SHEET: Final = 20
MAX_NAME: Final = 60
MAX_SENTENCE: Final = 130
STANDARDS: Final[tuple[Standard, ...]] = ("ua-1", "a-2a")
Item = TypeVar("Item")


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet: some of the people, some of the criteria with their numbers in the session."""

    people: tuple[PersonRow, ...]
    criteria: tuple[tuple[int, CriterionRow], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class GridHeading:
    """Whose grid it is. code: to key it in later; address: what the QR code says."""

    observer: str
    role: str
    code: str
    address: str


def sheets_of(board: SessionBoard) -> list[Sheet]:
    """Cut a session into sheets; those of the same people follow each other."""
    numbered = list(enumerate(board.criteria, start=1))
    return [
        Sheet(tuple(people), tuple(criteria))
        for people in _cut(board.participants, PEOPLE_A_SHEET)
        for criteria in _cut(numbered, CRITERIA_A_HALF_DAY)
    ]


def grid_pdf(board: SessionBoard, heading: GridHeading, *, moment: datetime) -> bytes:
    """Set the grid of one observer (PDF/UA-1, A4).

    moment: aware time that the file bears.
    """
    return set_pages("grid.typ", _page(board, heading), standards=STANDARDS, moment=moment)


def _page(board: SessionBoard, heading: GridHeading) -> JsonObject:
    session = board.session
    days = day_in_full(session.starts_on)
    if session.ends_on != session.starts_on:
        days = f"{days} – {day_in_full(session.ends_on)}"
    return {
        "title": plain(session.title, 120),
        "line": f"{days} · {plain(session.place, 80)}, {plain(session.commune, 80)}",
        "observer": f"{plain(heading.observer, MAX_NAME)}, {plain(heading.role, 40)}",
        "code": heading.code,
        "qr": qr_svg(heading.address),
        "levels": [_level(int(level), level.label, LEVEL_ICONS[level]) for level in LEVELS],
        "sheets": [_sheet(sheet) for sheet in sheets_of(board)],
        "words": _words(),
    }


def _words() -> JsonObject:
    return {
        "grid": gettext("Grille d'observation"),
        "observer": gettext("Observe :"),
        "code": gettext("Code de cette grille"),
        "later": gettext("À saisir ensuite : « Séances », puis « Saisir une grille papier »."),
        "qr": gettext("Code QR qui ouvre la page où saisir cette grille"),
        "person": gettext("Personne"),
        "note": gettext("Ce que j'ai vu (n° du critère)"),
        "cross": gettext("Barrez un rond par critère vu. Rien : pas encore observé."),
        "reminder": gettext("Décrivez ce que vous avez vu, pas la personne."),
        "day": gettext("Observé le"),
        "empty": gettext("Personne n'est encore inscrit·e à cette séance."),
    }


def _level(number: int, label: str, icon: str) -> JsonValue:
    return {"number": str(number), "label": label, "pictogram": _drawing(icon)}


def _sheet(sheet: Sheet) -> JsonValue:
    return {
        "people": [plain(person.display_name, MAX_NAME) for person in sheet.people],
        "criteria": [
            {
                "number": str(number),
                "sentence": plain(row.sentence, MAX_SENTENCE),
                "pictogram": _drawing(known(row.icon)),
            }
            for number, row in sheet.criteria
        ],
    }


def _drawing(icon: str) -> str:
    """Draw a pictogram in ink; an empty square before the first build."""
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 24 24" fill="none" '
        'stroke="#1b1f24" stroke-width="2" stroke-linecap="round" stroke-linejoin="round">'
        f"{icon_lines(icon)}</svg>"
    )


def _cut(items: Sequence[Item], size: int) -> Iterator[Sequence[Item]]:
    """Cut into pieces of `size`, all but the last one full; at least one piece."""
    for at in range(0, max(len(items), 1), size):
        yield items[at : at + size]
