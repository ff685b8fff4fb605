"""A page that nobody uses any more goes, after a warning (hardening G05).

Counted from the month in which a person last came in or something of hers last happened.
Whoever holds a role is left alone: the partner takes the role back first.
"""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final

from badger.db.base import Session
from badger.db.mails import ask_mail
from badger.db.rows import LastSeenRow
from badger.db.writing import insert_absent
from badger.here import here_on
from badger.privacy.inactive_queries import (
    addresses_of,
    last_happening,
    last_seen_of,
    people_never_looked_at,
    silent_since,
    stays_while_noted,
    warned_before,
    warned_one,
)

SILENT_FOR: Final = timedelta(days=2 * 365)
WARNED_FOR: Final = timedelta(days=90)
# In one round of an hour; the rest waits for the next.
AT_A_TIME: Final = 200
ERASED_AT_A_TIME: Final = 20

SUBJECT: Final = "Votre page de badges"
TEXT: Final = """Bonjour,

Vous n'êtes pas venu(e) sur votre page de badges depuis longtemps.
Elle sera effacée après le {day}, avec tout ce qu'elle garde sur vous.

Pour la garder, entrez une fois : {page}
Vous n'avez rien d'autre à faire.

Pour tout emporter avant : « Mes données », puis « Tout emporter ».
"""


@dataclass(frozen=True, slots=True)
class Looked:
    """How many people were warned, and who is to be erased now."""

    warned: int
    to_erase: tuple[str, ...]


def note_seen(db: Session, person_id: str, *, now: datetime) -> bool:
    """Write down that a person came in; tell whether she had been warned.

    Whoever was erased a moment ago is nobody, and nothing is written of her.
    """
    month = _month(now)
    if not stays_while_noted(db, person_id):
        return False
    row = last_seen_of(db, person_id)
    if row is None:
        insert_absent(db, LastSeenRow, [_new(person_id, month)])
        return False
    was_warned = row.warned_on is not None
    row.seen_on, row.warned_on = max(row.seen_on, month), None
    db.flush()
    return was_warned


def is_noted(db: Session, person_id: str, *, now: datetime) -> bool:
    """Tell whether nothing is to be written where a person comes in: her month stands there."""
    row = last_seen_of(db, person_id)
    return row is not None and row.warned_on is None and row.seen_on >= _month(now)


def look_for_inactive(db: Session, *, page: str, now: datetime) -> Looked:
    """Warn who was silent for two years; say whose warning was three months ago. Twice is once.

    page: where to sign in, for the mails.
    """
    month, today = _month(now), here_on(now)
    # Who was never looked at is seen today: nobody is warned of a time that nobody counted.
    new = [_new(one, month) for one in people_never_looked_at(db, most=AT_A_TIME)]
    insert_absent(db, LastSeenRow, new)
    warned = 0
    for row in silent_since(db, today - SILENT_FOR, most=AT_A_TIME):
        if not _renewed(db, row, after=row.seen_on):
            _warn(db, row, page=page, now=now)
            warned += 1
    due = warned_before(db, _last_warning(now), most=ERASED_AT_A_TIME)
    # Of the month of the warning: in doubt she keeps her page.
    silent = [
        row.person_id for row in due if not _renewed(db, row, after=_last_month(row.warned_on))
    ]
    return Looked(warned, tuple(silent))


def is_over(db: Session, person_id: str, *, now: datetime) -> bool:
    """Tell whether a warning is over and the person silent still, for whoever erases her.

    The caller holds her row locked: nothing of hers happens until its transaction ends.
    """
    row = warned_one(db, person_id, before=_last_warning(now))
    return row is not None and not _renewed(db, row, after=_last_month(row.warned_on))


def erased_after(warned_on: date) -> date:
    """Return the day after which a warned page goes."""
    return warned_on + WARNED_FOR


def _renewed(db: Session, row: LastSeenRow, *, after: date) -> bool:
    """Tell whether something of hers happened in a month after `after`, and write it down."""
    moment = last_happening(db, row.person_id)
    if moment is None or _month(moment) <= after:
        return False
    row.seen_on, row.warned_on = _month(moment), None
    db.flush()
    return True


def _warn(db: Session, row: LastSeenRow, *, page: str, now: datetime) -> None:
    row.warned_on = here_on(now)
    db.flush()
    day = f"{erased_after(row.warned_on):%d/%m/%Y}"
    for address in addresses_of(db, row.person_id)[:1]:
        text = TEXT.format(day=day, page=page)
        ask_mail(db, to=address, subject=SUBJECT, text=text, now=now)


def _new(person_id: str, month: date) -> dict[str, object]:
    return {"person_id": person_id, "seen_on": month, "warned_on": None}


def _last_warning(now: datetime) -> date:
    """Return the day before which whoever was warned is erased now."""
    return here_on(now) - WARNED_FOR


def _month(moment: date) -> date:
    return date(moment.year, moment.month, 1)


def _last_month(day: date | None) -> date:
    return _month(_month(day or date.max) - timedelta(days=1))
