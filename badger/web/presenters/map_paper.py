"""The map on paper (PDF/UA-1): A4 to keep, A3 for the wall of a town hall."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Final

from badger.json_value import JsonValue
from badger.possibilities.layout import WIDE
from badger.web.language import gettext
from badger.web.presenters.dates import day_short
from badger.web.presenters.map_drawing import TALLEST as SHEET
from badger.web.presenters.map_drawing import lines_said, wide_drawing, wide_height
from badger.web.presenters.possibilities import DoorTold, GoalTold, MapTold
from badger.web.presenters.typesetting import Standard, set_pages

PAPERS: Final = ("a4", "a3")
STANDARDS: Final[tuple[Standard, ...]] = ("ua-1", "a-2a")
# What one sheet holds, in units of the drawing: both papers have the same proportions.
TALLEST: Final = SHEET * WIDE.width


def map_pdf(told: MapTold, *, title: str, paper: str, moment: datetime) -> bytes:
    """Set a map on as many sheets as it needs; no door is cut by the edge of one.

    paper:  one of PAPERS; moment: aware time that the file bears.
    """
    page: JsonValue = {
        "title": title,
        "paper": paper,
        "day": gettext("Carte du %(day)s", day=day_short(moment)),
        "help": gettext("Une question ? La personne qui vous accompagne peut vous aider."),
        "keys": gettext("Chaque badge est une clé. Voici ce que les clés ouvrent ici."),
        "lines": lines_said(told),
        "nothing": gettext("Les partenaires préparent leurs premières portes. Revenez bientôt."),
        "sheets": [
            {
                "pictogram": str(wide_drawing(sheet)),
                "alt": _alt(sheet),
                "tall": wide_height(sheet) > TALLEST,
            }
            for sheet in _sheets(told)
        ],
    }
    return set_pages("map.typ", page, standards=STANDARDS, moment=moment)


def _alt(sheet: MapTold) -> str:
    """Say all that the sheet says, for those who listen to it."""
    return " ".join(
        f"{goal.label} : " + " ".join(f"{line.words}." for line in door.lines)
        for goal in sheet.goals
        for door in goal.doors
    )


def _sheets(told: MapTold) -> Iterator[MapTold]:
    """Fill sheet after sheet with doors in their order; each has the keys of its doors."""
    doors = [(goal, door) for goal in told.goals for door in goal.doors]
    first = 0
    for at in range(1, len(doors) + 1):
        more = doors[first : at + 1]
        if at == len(doors) or wide_height(_sheet(told, more)) > TALLEST:
            yield _sheet(told, doors[first:at])
            first = at


def _sheet(told: MapTold, doors: Sequence[tuple[GoalTold, DoorTold]]) -> MapTold:
    goals = [
        replace(goal, doors=tuple(door for of, door in doors if of.goal == goal.goal))
        for goal in told.goals
    ]
    linked = {key for _, door in doors for key in (*door.thanks_to, *door.held)}
    keys = tuple(key for key in told.keys if key.id in linked)
    return replace(told, keys=keys, goals=tuple(goal for goal in goals if goal.doors))
