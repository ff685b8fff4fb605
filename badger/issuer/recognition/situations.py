"""Situations that a partner keeps as models: a session is prepared from one in a minute."""

from collections.abc import Iterable
from dataclasses import asdict, dataclass, field
from datetime import datetime
from typing import Final

from badger.db.audit import append_event
from badger.db.base import Session
from badger.db.rows import SituationCriterionRow, SituationRow
from badger.issuer.achievement_queries import published_criteria
from badger.issuer.errors import IssuerError
from badger.issuer.people_queries import partner_by_id
from badger.issuer.recognition.families import (
    CRITERIA_A_HALF_DAY,
    FAMILIES,
    HALF_DAYS_A_DAY,
    STAGES,
    Details,
    Logistics,
)
from badger.issuer.recognition.sessions import TooManyCriteria
from badger.issuer.recognition.situation_queries import criteria_rows, situation_by_id

AIMS: Final = ("identifier", "acquerir")


class SituationInvalid(IssuerError):
    """A situation lacks something (the fact `member` names it)."""

    code = "situation.invalid"


class SituationUnknown(IssuerError):
    """There is no such situation."""

    code = "situation.unknown"


@dataclass(frozen=True, slots=True, kw_only=True)
class SituationDraft:
    """A situation to keep.

    aim:           one of AIMS: to see what people can do, or to learn by doing.
    description:   what people will do; a session begins with it.
    criterion_ids: looked at unless somebody chooses otherwise; may be none.
    details:       as of a session of the family, as far as they are known.
    """

    partner_id: str
    name: str
    family: str
    aim: str
    description: str
    criterion_ids: tuple[str, ...] = ()
    full_day: bool = False
    details: Details = field(default_factory=Details)
    logistics: Logistics = field(default_factory=Logistics)


def keep_situation(
    db: Session, draft: SituationDraft, *, actor: str, now: datetime
) -> SituationRow:
    """Keep a new situation. Raises: SituationInvalid, TooManyCriteria."""
    _check(db, draft)
    row = SituationRow(**_columns(draft), created_by=actor, created_at=now)
    db.add(row)
    db.flush()
    _put_criteria(db, row.id, draft.criterion_ids)
    facts = {"partner": draft.partner_id}
    append_event(db, kind="situation.kept", actor=actor, subject=row.id, facts={**facts}, now=now)
    return row


def change_situation(
    db: Session, situation_id: str, draft: SituationDraft, *, actor: str, now: datetime
) -> SituationRow:
    """Put a draft in place of what is kept; sessions prepared from it stay as they are.

    Raises: SituationUnknown, SituationInvalid, TooManyCriteria.
    """
    row = _known(db, situation_id)
    _check(db, draft)
    for name, value in _columns(draft).items():
        setattr(row, name, value)
    for former in criteria_rows(db, situation_id):
        db.delete(former)
    db.flush()
    _put_criteria(db, situation_id, draft.criterion_ids)
    append_event(db, kind="situation.changed", actor=actor, subject=situation_id, facts={}, now=now)
    return row


def retire_situation(db: Session, situation_id: str, *, actor: str, now: datetime) -> None:
    """Offer a situation no more; what came of it stays. Raises: SituationUnknown."""
    row = _known(db, situation_id)
    if row.retired_at is None:
        row.retired_at = now
        db.flush()
        append_event(
            db, kind="situation.retired", actor=actor, subject=situation_id, facts={}, now=now
        )


def _known(db: Session, situation_id: str) -> SituationRow:
    row = situation_by_id(db, situation_id)
    if row is None:
        raise SituationUnknown(situation=situation_id)
    return row


def _columns(draft: SituationDraft) -> dict[str, object]:
    details = draft.details
    return {
        "partner_id": draft.partner_id,
        "name": draft.name.strip(),
        "family": draft.family,
        "aim": draft.aim,
        "description": draft.description.strip(),
        "full_day": draft.full_day,
        "stage": details.stage,
        "hours": details.hours,
        "activity": details.activity,
        "role_to_hold": details.role_to_hold,
        **asdict(draft.logistics),
    }


def _put_criteria(db: Session, situation_id: str, criterion_ids: Iterable[str]) -> None:
    db.add_all(
        SituationCriterionRow(situation_id=situation_id, criterion_id=criterion_id, position=place)
        for place, criterion_id in enumerate(criterion_ids, start=1)
    )
    db.flush()


def _check(db: Session, draft: SituationDraft) -> None:
    wanted = set(draft.criterion_ids)
    complete = {
        "name": bool(draft.name.strip()),
        "description": bool(draft.description.strip()),
        "family": draft.family in FAMILIES,
        "aim": draft.aim in AIMS,
        "stage": draft.details.stage in (None, *STAGES),
        "partner": partner_by_id(db, draft.partner_id) is not None,
        "criteria": len(wanted) == len(draft.criterion_ids)
        and len(published_criteria(db, wanted)) == len(wanted),
    }
    for member, given in complete.items():
        if not given:
            raise SituationInvalid(member=member)
    limit = CRITERIA_A_HALF_DAY * (HALF_DAYS_A_DAY if draft.full_day else 1)
    if len(wanted) > limit:
        raise TooManyCriteria(seen=len(wanted), limit=limit)
