"""What a person, or a group, did outside any session: told in three steps (domain F4, W6, S12)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from badger.db.base import Session
from badger.db.rows import ExperienceBadgeRow, ExperienceRow
from badger.db.writing import insert_absent
from badger.here import here_on
from badger.issuer.achievement_queries import criteria_of, version_by_id
from badger.issuer.errors import IssuerError
from badger.issuer.proposal_queries import kinds_of
from badger.issuer.recognition.days import is_plausible
from badger.issuer.recognition.experience_queries import (
    experience_badge,
    experiences_of,
    forget_words_on,
)
from badger.issuer.recognition.observations import record_self_assessment
from badger.issuer.recognition.rules import Level
from badger.privacy.guardian_queries import locked_person

MAX_WHAT_CHARACTERS: Final = 600
MAX_PLACE_CHARACTERS: Final = 120
MAX_EXPERIENCES: Final = 100


class ExperienceUnknown(IssuerError):
    """There is no such experience of this person, or no such badge in it."""

    code = "experience.unknown"


class ExperienceInvalid(IssuerError):
    """An experience is told in words, on a day that has been; its badge is one to observe."""

    code = "experience.invalid"


class TooManyExperiences(IssuerError):
    """The person has told as many as are kept."""

    code = "experience.too_many"


@dataclass(frozen=True, slots=True)
class Moment:
    """Where and when it was, as the person says; the day may be left out."""

    place: str
    happened_on: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ToldBefore:
    """What a person told on another site; the moment where she told it, her picture drawn anew.

    told_at: to the second.
    """

    what: str
    moment: Moment | None
    jpeg: bytes | None
    told_at: datetime


def is_told(db: Session, person_id: str, *, what: str, told_at: datetime) -> bool:
    """Tell whether a person has told this already: the same words in the same second."""
    return any(
        (row.what, row.told_at.replace(microsecond=0)) == (what.strip(), told_at)
        for row in experiences_of(db, person_id)
    )


def tell_again(db: Session, person_id: str, *, told: ToldBefore, now: datetime) -> bool:
    """Keep what a person told elsewhere, as of then; False where she has it already.

    Raises: ExperienceInvalid, TooManyExperiences.
    """
    if is_told(db, person_id, what=told.what, told_at=told.told_at):
        return False
    _require("told_at", is_plausible(told.told_at.date()) and told.told_at <= now)
    row = tell_experience(db, person_id, what=told.what, now=told.told_at)
    if told.moment is not None:
        place_experience(db, row, moment=told.moment, now=now)
    illustrate_experience(db, row, jpeg=told.jpeg)
    return True


def tell_experience(db: Session, person_id: str, *, what: str, now: datetime) -> ExperienceRow:
    """Keep what a person says that she did; where and when may follow.

    Raises: ExperienceInvalid, TooManyExperiences.
    """
    _require("what", 0 < len(what.strip()) <= MAX_WHAT_CHARACTERS)
    # What is told at once is counted one after the other.
    locked_person(db, person_id)
    if len(experiences_of(db, person_id)) >= MAX_EXPERIENCES:
        raise TooManyExperiences(limit=MAX_EXPERIENCES)
    row = ExperienceRow(person_id=person_id, what=what.strip(), told_at=now)
    db.add(row)
    db.flush()
    return row


def place_experience(db: Session, row: ExperienceRow, *, moment: Moment, now: datetime) -> None:
    """Add where it was, and when. Raises: ExperienceInvalid."""
    day = moment.happened_on
    _require("place", 0 < len(moment.place.strip()) <= MAX_PLACE_CHARACTERS)
    _require("day", day is None or (is_plausible(day) and day <= here_on(now)))
    row.place, row.happened_on = moment.place.strip(), day
    db.flush()


def illustrate_experience(db: Session, row: ExperienceRow, *, jpeg: bytes | None) -> None:
    """Add a picture, as it was drawn anew; None takes it away. The person alone sees it."""
    row.jpeg = jpeg
    db.flush()


def find_badge_in(db: Session, row: ExperienceRow, *, version_id: str, now: datetime) -> None:
    """Record that the person, or the group, finds a badge's grid in what was done; twice is once.

    Raises: ExperienceInvalid for a badge that nobody observes, or that is for other holders.
    """
    version = version_by_id(db, version_id)
    observed = version is not None and version.state == "published" and not version.declared
    kind = kinds_of(db, [row.person_id])[row.person_id]
    _require("badge", observed and version is not None and kind in version.recipients)
    _require("badge", bool(criteria_of(db, version_id)))
    values = {"experience_id": row.id, "version_id": version_id, "chosen_at": now}
    insert_absent(db, ExperienceBadgeRow, [values])


def place_oneself(
    db: Session,
    row: ExperienceRow,
    *,
    version_id: str,
    levels: Mapping[str, Level],
    now: datetime,
) -> None:
    """Keep how the person places herself, on the same grid as observers (domain F4 AC2).

    levels: by criterion id; one of another grid is refused.
    Raises: ExperienceUnknown, ExperienceInvalid.
    """
    if experience_badge(db, row.id, version_id=version_id) is None:
        raise ExperienceUnknown(experience=row.id)
    _require("level", levels.keys() <= {one.id for one in criteria_of(db, version_id)})
    record_self_assessment(db, person_id=row.person_id, levels=levels, now=now)


def own_experience(db: Session, experience_id: str, *, person_id: str) -> ExperienceRow:
    """Return an experience of this person; those of others do not exist for her.

    Raises: ExperienceUnknown.
    """
    row = db.get(ExperienceRow, experience_id)
    if row is None or row.person_id != person_id:
        raise ExperienceUnknown(experience=experience_id)
    return row


def forget_experience(db: Session, row: ExperienceRow) -> None:
    """Erase an experience with the words about it; a badge that was issued since stays."""
    forget_words_on(db, row.id)
    db.delete(row)
    db.flush()


def _require(member: str, given: bool) -> None:
    if not given:
        raise ExperienceInvalid(member=member)
