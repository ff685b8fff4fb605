"""A person lets a named passeur or référent look at what she ticks, and ends it at once.

Source: domain C8, C10, F8. Nothing is open before she agreed to a text whose version is kept.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from badger.accompaniment.consents import CONSENT_TEXTS, ROLES, SUBJECTS
from badger.accompaniment.message_queries import give_back_messages
from badger.accompaniment.queries import (
    accompaniment_by_id,
    caseload_of,
    companion_grants,
    holds_role,
    lock_person,
    open_between,
    relays_of,
    who_reads_messages,
)
from badger.db.audit import append_event
from badger.db.base import Session
from badger.db.rows import AccompanimentRow
from badger.errors import BadgerError
from badger.json_value import JsonObject


class CompanionUnknown(BadgerError):
    """Whoever was chosen accompanies nobody in that role, or is the person herself."""

    code = "companion.not_found"


class SubjectsMissing(BadgerError):
    """Nothing was ticked, so there is nothing to see together."""

    code = "companion.subjects_missing"


class CompanionConsentUnknown(BadgerError):
    """The text that was agreed to is none of ours."""

    code = "companion.consent_version_unknown"


class AccompanimentUnknown(BadgerError):
    """There is no such accompaniment, it is somebody else's, or it has ended."""

    code = "accompaniment.unknown"


@dataclass(frozen=True, slots=True)
class Companion:
    """Somebody who may be chosen; partners: names of those she does it for, maybe none."""

    person_id: str
    name: str
    role: str
    partners: tuple[str, ...]

    @property
    def key(self) -> str:
        """Name her and her role in a form."""
        return f"{self.role}:{self.person_id}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Permission:
    """What a person gives: who may look, as what, at which subjects; the text she agreed to.

    beside: she said so in the companion's presence, with her code on paper.
    """

    person_id: str
    companion_id: str
    role: str
    subjects: Collection[str]
    consent_version: str
    beside: bool = False


# A calm marker, never a limit: so many at a time is what référents say they can carry well.
CASELOAD_FROM, CASELOAD_TO = 15, 20
ALLOWED: Final = "accompaniment.allowed"
ENDED: Final = "accompaniment.ended"


def companions_to_choose(db: Session, *, for_person: str) -> list[Companion]:
    """Return everybody whom a person may choose, by name; one entry a role."""
    found: dict[tuple[str, str], Companion] = {}
    for person, role, partner in companion_grants(db):
        known = found.get((person.id, role))
        partners = known.partners if known else ()
        names = (*partners, partner.name) if partner else partners
        found[person.id, role] = Companion(person.id, person.display_name, role, names)
    return [one for one in found.values() if one.person_id != for_person]


def allow_companion(db: Session, given: Permission, *, now: datetime) -> AccompanimentRow:
    """Open the ticked subjects to a companion, in place of what was open to her before.

    Relays of that which wait for an answer end with it: they would open it again.
    Raises: CompanionUnknown, SubjectsMissing, CompanionConsentUnknown.
    """
    subjects = _checked(db, given)
    lock_person(db, given.person_id)
    former = open_between(db, given.person_id, companion_id=given.companion_id, role=given.role)
    if former is not None:
        _end_with_relays(db, former, by=given.person_id, now=now)
    row = AccompanimentRow(
        person_id=given.person_id,
        companion_id=given.companion_id,
        role=given.role,
        subjects=subjects,
        asked_by=given.companion_id if given.beside else given.person_id,
        asked_at=now,
        consent_version=given.consent_version,
        agreed_at=now,
        beside=given.beside,
    )
    db.add(row)
    db.flush()
    _give_back(db, given.person_id, now=now)
    facts: JsonObject = {
        "consent": given.consent_version,
        "role": given.role,
        "subjects": list(subjects),
        "beside": given.beside,
    }
    append_event(db, kind=ALLOWED, actor=row.asked_by, subject=row.id, facts=facts, now=now)
    return row


def end_accompaniment(db: Session, accompaniment_id: str, *, by: str, now: datetime) -> None:
    """Close everything at once, for the person or her companion; twice is once.

    Relays of it that wait for an answer end with it. Raises: AccompanimentUnknown.
    """
    row = accompaniment_by_id(db, accompaniment_id)
    if row is None or by not in (row.person_id, row.companion_id):
        raise AccompanimentUnknown
    lock_person(db, row.person_id)
    if row.ended_at is None:
        _end_with_relays(db, row, by=by, now=now)
        _give_back(db, row.person_id, now=now)
        append_event(db, kind=ENDED, actor=by, subject=row.id, facts={}, now=now)


def open_to(
    db: Session, accompaniment_id: str, *, companion_id: str, now: datetime
) -> AccompanimentRow:
    """Return what is open to a companion at this instant.

    Her role is asked each time: who holds it no more sees nothing. Raises: AccompanimentUnknown.
    """
    row = accompaniment_by_id(db, accompaniment_id)
    if row is None or row.companion_id != companion_id or not is_open(row, now=now):
        raise AccompanimentUnknown
    if not holds_role(db, companion_id, role=row.role):
        raise AccompanimentUnknown
    return row


def is_open(row: AccompanimentRow, *, now: datetime) -> bool:
    """Tell whether the companion may look now."""
    return row.agreed_at is not None and row.ended_at is None and not is_past(row, now=now)


def is_past(row: AccompanimentRow, *, now: datetime) -> bool:
    """Tell whether the time of a substitute is over: it stops, or was never answered."""
    return row.until is not None and row.until <= now


def note_look(db: Session, accompaniment_id: str, *, now: datetime) -> None:
    """Write down, for the person, that her companion looked."""
    row = accompaniment_by_id(db, accompaniment_id)
    if row is not None:
        row.looked_at = now
        db.flush()


def _checked(db: Session, given: Permission) -> list[str]:
    """Return the subjects in their order. Raises: as `allow_companion`."""
    if given.role not in ROLES or not holds_role(db, given.companion_id, role=given.role):
        raise CompanionUnknown
    if given.companion_id == given.person_id:
        raise CompanionUnknown
    subjects = [subject for subject in SUBJECTS if subject in given.subjects]
    if not subjects:
        raise SubjectsMissing
    if given.consent_version not in CONSENT_TEXTS:
        raise CompanionConsentUnknown(version=given.consent_version)
    return subjects


def _end_with_relays(db: Session, row: AccompanimentRow, *, by: str, now: datetime) -> None:
    for one in (*relays_of(db, row.id, now=now), row):
        one.ended_at, one.ended_by = now, by
    db.flush()


def role_was_taken(db: Session, companion_id: str, *, now: datetime) -> None:
    """Give back the messages that nobody reads any more, now that a companion lost a role."""
    for _, person in caseload_of(db, companion_id, now=now):
        _give_back(db, person.id, now=now)


def _give_back(db: Session, person_id: str, *, now: datetime) -> None:
    """Give her back the messages that she handed over, where nobody reads them any more."""
    if not who_reads_messages(db, person_id, now=now):
        give_back_messages(db, person_id)
