"""Observations made elsewhere become a session like others: one path to a badge (ADR 0035).

Nobody is invented: observers are people whom the territory has trained, criteria are those of a
published badge, and the rule decides as ever.
"""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime
from typing import Final

from badger.db.base import Session
from badger.issuer.errors import IssuerError
from badger.issuer.recognition.families import FAMILIES
from badger.issuer.recognition.observations import Mark, record_marks
from badger.issuer.recognition.rules import Level
from badger.issuer.recognition.sessions import (
    SessionDraft,
    add_observer,
    add_participant,
    create_session,
)

# An immersion is prepared with the person and her company beforehand, here (domain W5).
FAMILIES_ELSEWHERE: Final = tuple(family for family in FAMILIES if family != "immersion")


class BroughtInvalid(IssuerError):
    """Something that was brought does not hold together; the fact `member` says what."""

    code = "elsewhere.invalid"


class ObserverUnknown(IssuerError):
    """Nobody of that name or id observes for the partner or the territory."""

    code = "elsewhere.observer_unknown"


@dataclass(frozen=True, slots=True, kw_only=True)
class Situation:
    """What people did, when and where; it stands in the badge as its evidence.

    activity: of sport; hours: of a production.
    """

    title: str
    situation: str
    family: str
    day: date
    place: str
    commune: str
    activity: str | None = None
    hours: int | None = None
    full_day: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """One criterion as one observer saw it, in the role that the badge will name."""

    criterion_id: str
    observer_id: str
    role: str
    level: Level
    note: str = ""


def open_situation(
    db: Session,
    situation: Situation,
    *,
    criterion_ids: Sequence[str],
    partner_id: str,
    actor: str,
    now: datetime,
) -> str:
    """Make the session of a situation; return its id.

    Raises: BroughtInvalid for a family that is prepared here; SessionInvalid, TooManyCriteria.
    """
    if situation.family not in FAMILIES_ELSEWHERE:
        raise BroughtInvalid(member="family")
    members = {name: value for name, value in asdict(situation).items() if name != "day"}
    draft = SessionDraft(
        **members,
        starts_on=situation.day,
        ends_on=situation.day,
        partner_id=partner_id,
        criterion_ids=tuple(dict.fromkeys(criterion_ids)),
    )
    return create_session(db, draft, actor=actor, now=now).id


def record_seen(
    db: Session,
    session_id: str,
    seen: Sequence[Seen],
    *,
    person_id: str,
    request_key: str,
    now: datetime,
) -> None:
    """Add what was seen of one person; the same key twice counts once.

    Raises: BroughtInvalid where one observer has two roles or saw a criterion twice;
            SessionInvalid for a role that is none; as record_marks.
    """
    roles: dict[str, str] = {}
    for one in seen:
        if roles.setdefault(one.observer_id, one.role) != one.role:
            raise BroughtInvalid(member="role")
    if len({(one.observer_id, one.criterion_id) for one in seen}) != len(seen):
        raise BroughtInvalid(member="criterion")
    add_participant(db, session_id, person_id=person_id, now=now)
    for observer_id, role in roles.items():
        duty = add_observer(db, session_id, person_id=observer_id, role=role, now=now)
        if duty.role != role:
            raise BroughtInvalid(member="role")
        marks = [
            Mark(session_id, person_id, one.criterion_id, one.level, one.note)
            for one in seen
            if one.observer_id == observer_id
        ]
        record_marks(db, marks, observer_id=observer_id, idempotency_key=request_key, now=now)
