"""Of many people, those whose names fit on a page that is light and read to its end."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Final

from badger.db.rows import PersonRow
from badger.web.presenters.text import alphabetical

MOST_LISTED: Final = 60


@dataclass(frozen=True, slots=True)
class Shortlist:
    """The people who are listed; `hidden` counts the others, who are found by name."""

    people: tuple[PersonRow, ...]
    hidden: int


def shortlist(
    people: Sequence[PersonRow], *, kept: Collection[str] = (), asked: str = ""
) -> Shortlist:
    """Return whose name holds what is asked, those ticked already first, sixty at most.

    kept:  ids of people who stay on the list whatever is asked.
    asked: part of a name, in any case, with or without accents; "" lists everybody.
    """
    wanted = alphabetical(asked.strip())
    first = [person for person in people if person.id in kept]
    others = [
        person
        for person in people
        if person.id not in kept and wanted in alphabetical(person.display_name)
    ]
    room = max(0, MOST_LISTED - len(first))
    return Shortlist((*first, *others[:room]), max(0, len(others) - room))
