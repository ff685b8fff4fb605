"""The directory: off unless a person asks, over after 90 days, in an order blind to badges (S8)."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final

from badger.accompaniment.directory_queries import entry_of, live_entries
from badger.accompaniment.queries import lock_person
from badger.db.audit import append_event
from badger.db.base import Session
from badger.db.rows import DirectoryEntryRow
from badger.errors import BadgerError
from badger.json_value import JsonObject
from badger.privacy.guardians import require_public_sharing

SHOWN_FOR: Final = timedelta(days=90)
MAX_NAME: Final = 40
MAX_COMMUNE: Final = 60
MAX_WORDS: Final = 280
SECTORS: Final = (
    "agriculture",
    "bâtiment",
    "industrie",
    "logistique",
    "commerce",
    "restauration",
    "services",
    "soin et aide",
    "espaces verts",
    "bureau",
    "autre",
)
# The versions of what a person reads before she is shown; never edited.
DIRECTORY_TEXTS: Final = {
    "2026-11": (
        "Tout le monde peut lire ce que j'écris et coche ici. "
        "Cela s'arrête tout seul après 90 jours. Je peux l'arrêter avant. "
        "On m'écrit sans voir mon adresse."
    ),
}
DIRECTORY_VERSION: Final = "2026-11"


class EntryInvalid(BadgerError):
    """An entry needs a name, a sector and a commune, of lengths that fit."""

    code = "directory.invalid"


class DirectoryConsentUnknown(BadgerError):
    """The text that was agreed to is none of ours."""

    code = "directory.consent_version_unknown"


class NotInDirectory(BadgerError):
    """Nobody sees this entry any more: there is nothing to change in it."""

    code = "directory.over"


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """What a person shows; credential_ids are badges of hers, as the caller made sure."""

    person_id: str
    shown_name: str
    sector: str
    commune: str
    words: str
    credential_ids: Sequence[str]
    consent_version: str


def show_in_directory(db: Session, entry: Entry, *, now: datetime) -> DirectoryEntryRow:
    """Show what a person chose, for 90 days from now, in place of what she showed before.

    Raises: EntryInvalid, DirectoryConsentUnknown, GuardianConsentMissing.
    """
    _require_may_show(db, entry)
    row = entry_of(db, entry.person_id)
    if row is None:
        row = DirectoryEntryRow(person_id=entry.person_id)
        db.add(row)
    row.shown_at, row.until = now, now + SHOWN_FOR
    _write(db, row, entry, kind="directory.shown", now=now)
    return row


def change_entry(db: Session, entry: Entry, *, now: datetime) -> DirectoryEntryRow:
    """Change what is shown of a person; it ends on the day on which it would have ended.

    Raises: EntryInvalid, DirectoryConsentUnknown, GuardianConsentMissing, NotInDirectory.
    """
    _require_may_show(db, entry)
    row = entry_of(db, entry.person_id)
    if row is None or row.until <= now:
        raise NotInDirectory
    _write(db, row, entry, kind="directory.changed", now=now)
    return row


def leave_directory(db: Session, person_id: str, *, now: datetime) -> None:
    """Take a person out at once: nothing of her entry is kept. Twice is once."""
    row = entry_of(db, person_id)
    if row is not None:
        subject = row.id
        db.delete(row)
        db.flush()
        kind = "directory.left"
        append_event(db, kind=kind, actor=person_id, subject=subject, facts={}, now=now)


def entries_of_day(db: Session, day: date, *, now: datetime) -> list[DirectoryEntryRow]:
    """Return the live entries in the order of a day: the same for everybody, another tomorrow."""
    return sorted(live_entries(db, now=now), key=lambda row: place_of_day(row.id, day))


def place_of_day(entry_id: str, day: date) -> str:
    """Return what an entry is sorted by on a day: nothing that it says has a part in it."""
    return hashlib.sha256(f"{day.isoformat()} {entry_id}".encode()).hexdigest()


def _require_may_show(db: Session, entry: Entry) -> None:
    _check(entry)
    person = lock_person(db, entry.person_id)
    if person is None:
        raise EntryInvalid(member="person")
    require_public_sharing(db, person)


def _write(db: Session, row: DirectoryEntryRow, entry: Entry, *, kind: str, now: datetime) -> None:
    row.shown_name, row.sector = entry.shown_name, entry.sector
    row.commune, row.words = entry.commune, entry.words
    row.credential_ids, row.consent_version = list(entry.credential_ids), entry.consent_version
    db.flush()
    facts: JsonObject = {"consent": entry.consent_version}
    append_event(db, kind=kind, actor=entry.person_id, subject=row.id, facts=facts, now=now)


def _check(entry: Entry) -> None:
    if entry.consent_version not in DIRECTORY_TEXTS:
        raise DirectoryConsentUnknown(version=entry.consent_version)
    for member, good in {
        "name": 0 < len(entry.shown_name) <= MAX_NAME,
        "sector": entry.sector in SECTORS,
        "commune": 0 < len(entry.commune) <= MAX_COMMUNE,
        "words": len(entry.words) <= MAX_WORDS,
    }.items():
        if not good:
            raise EntryInvalid(member=member)
