"""The territory's public contact: a line and places where somebody is there (domain C3, C4)."""

import re
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from badger.accompaniment.help_queries import help_row
from badger.db.audit import append_event
from badger.db.base import Session
from badger.db.rows import HelpContactRow
from badger.errors import BadgerError

MAX_PHONE: Final = 20
MAX_HOURS: Final = 120
MAX_PLACES: Final = 600
PHONE: Final = re.compile(r"\+?[0-9](?:[ .-]?[0-9]){2,14}")


class HelpInvalid(BadgerError):
    """A line is a number that a telephone dials; the rest is a few lines."""

    code = "help.invalid"


@dataclass(frozen=True, slots=True)
class HelpContact:
    """How to reach somebody; all empty where the team has written nothing yet.

    phone:  as it is read; `dialled` is what a telephone takes.
    places: one a line: where, and when.
    """

    phone: str = ""
    hours: str = ""
    places: tuple[str, ...] = ()

    @property
    def dialled(self) -> str:
        """Return the number without the signs between its digits."""
        return re.sub(r"[ .-]", "", self.phone)


def help_contact(db: Session) -> HelpContact:
    """Return the territory's contact."""
    row = help_row(db)
    if row is None:
        return HelpContact()
    return HelpContact(row.phone, row.hours, tuple(row.places.split("\n")) if row.places else ())


def set_help_contact(
    db: Session, *, phone: str, hours: str, places: str, actor: str, now: datetime
) -> None:
    """Write the territory's contact; each part may be empty. Raises: HelpInvalid."""
    if phone and (len(phone) > MAX_PHONE or not PHONE.fullmatch(phone)):
        raise HelpInvalid(member="phone")
    if len(hours) > MAX_HOURS or len(places) > MAX_PLACES:
        raise HelpInvalid(member="places")
    lines = "\n".join(" ".join(line.split()) for line in places.split("\n") if line.strip())
    row = help_row(db, to_change=True)
    if row is None:
        row = HelpContactRow(id=1)
        db.add(row)
    row.phone, row.hours, row.places = phone, " ".join(hours.split()), lines
    row.changed_at, row.changed_by = now, actor
    db.flush()
    append_event(db, kind="help.changed", actor=actor, subject="help", facts={}, now=now)
