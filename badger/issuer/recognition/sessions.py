"""Observation sessions: prepared before, with few criteria chosen beforehand."""

from dataclasses import asdict, dataclass, field
from datetime import date, datetime

from badger.db.base import Session, new_id
from badger.db.rows import (
    ObservationSessionRow,
    SessionCriterionRow,
    SessionObserverRow,
    SessionParticipantRow,
)
from badger.issuer.achievement_queries import published_criteria
from badger.issuer.errors import IssuerError
from badger.issuer.people_queries import partner_by_id, person_by_id
from badger.issuer.recognition.days import is_plausible
from badger.issuer.recognition.families import (
    FAMILIES,
    LONG_MISSION_HOURS,
    MAX_LOGISTICS_CHARACTERS,
    NEEDED,
    STAGES,
    Logistics,
    most_criteria,
)
from badger.issuer.recognition.pictures import refuse_pictures
from badger.issuer.recognition.short_codes import new_grid_code

OBSERVER_ROLES = (
    "coach sportif",
    "formateur",
    "encadrant",
    "tuteur",
    "référent",
    "agriculteur",
    "employeur",
    "bénévole",
    "cartographe",
    "pair",
)


class SessionInvalid(IssuerError):
    """A session lacks something that its family asks for."""

    code = "session.invalid"


class TooManyCriteria(IssuerError):
    """A session has more criteria than anybody can watch."""

    code = "session.too_many_criteria"


class SessionUnknown(IssuerError):
    """There is no such session."""

    code = "session.unknown"


@dataclass(frozen=True, slots=True, kw_only=True)
class SessionDraft:
    """A session to prepare.

    criterion_ids:           chosen beforehand, at most six a half-day; of published versions.
    situation:               what people will do, in a few words; it will stand in the badge.
    stage, accompanying_...: of an immersion; hours: of a production; activity: of sport.
    full_day:                of a session of one day, whether it lasts longer than half of it.
    cycle:                   how often the group has come back to this production, from 1 on.
    role_to_hold:            what the person will do in the company, said to her beforehand.
    """

    partner_id: str
    family: str
    title: str
    situation: str
    starts_on: date
    ends_on: date
    place: str
    commune: str
    criterion_ids: tuple[str, ...]
    stage: str | None = None
    hours: int | None = None
    activity: str | None = None
    accompanying_partner_id: str | None = None
    full_day: bool = False
    cycle: int | None = None
    role_to_hold: str | None = None
    logistics: Logistics = field(default_factory=Logistics)


def create_session(
    db: Session, draft: SessionDraft, *, actor: str, now: datetime
) -> ObservationSessionRow:
    """Prepare a session.

    Raises: SessionInvalid (the fact `member` names what is missing), TooManyCriteria.
    Source: domain F2 AC1, AC2.
    """
    _check_draft(draft)
    _check_references(db, draft)
    session = ObservationSessionRow(
        partner_id=draft.partner_id,
        accompanying_partner_id=draft.accompanying_partner_id,
        family=draft.family,
        title=draft.title.strip(),
        situation=draft.situation.strip(),
        starts_on=draft.starts_on,
        ends_on=draft.ends_on,
        place=draft.place.strip(),
        commune=draft.commune.strip(),
        stage=draft.stage,
        hours=draft.hours,
        activity=draft.activity,
        full_day=draft.full_day,
        cycle=draft.cycle,
        role_to_hold=draft.role_to_hold,
        **asdict(draft.logistics),
        join_code=new_id(),
        created_by=actor,
        created_at=now,
    )
    db.add(session)
    db.flush()
    db.add_all(
        SessionCriterionRow(session_id=session.id, criterion_id=criterion_id, position=position)
        for position, criterion_id in enumerate(draft.criterion_ids, start=1)
    )
    db.flush()
    return session


def draft_warnings(draft: SessionDraft) -> tuple[str, ...]:
    """Name what is allowed but unusual, as codes ("session.long_mission" above 70 hours)."""
    if draft.family == "production" and (draft.hours or 0) > LONG_MISSION_HOURS:
        return ("session.long_mission",)
    return ()


def add_participant(
    db: Session, session_id: str, *, person_id: str, now: datetime, observed: bool = True
) -> SessionParticipantRow:
    """Add someone who takes part; observed False where she prefers not to be watched.

    Asked again, it changes whether she is watched: she may choose until the session begins.
    Pictures of somebody who prefers not to be watched are erased.
    Raises: SessionUnknown, SessionInvalid.
    """
    _check_session_and_person(db, session_id, person_id)
    row = db.get(SessionParticipantRow, (session_id, person_id))
    if row is None:
        row = SessionParticipantRow(session_id=session_id, person_id=person_id, added_at=now)
        db.add(row)
    row.observed = observed
    db.flush()
    if not observed:
        refuse_pictures(db, session_id, person_id=person_id, now=now)
    return row


def add_observer(
    db: Session,
    session_id: str,
    *,
    person_id: str,
    role: str,
    now: datetime,
    partner_id: str | None = None,
) -> SessionObserverRow:
    """Add someone who watches, in the role that the badge will name; asked again, it stays so.

    role:       one of OBSERVER_ROLES; partner_id: the organisation that she comes from.
    Raises: SessionUnknown, SessionInvalid.
    """
    _check_session_and_person(db, session_id, person_id)
    if role not in OBSERVER_ROLES:
        raise SessionInvalid(member="role")
    row = db.get(SessionObserverRow, (session_id, person_id))
    if row is None:
        row = SessionObserverRow(
            session_id=session_id,
            person_id=person_id,
            role=role,
            partner_id=partner_id,
            grid_code=new_grid_code(),
            added_at=now,
        )
        db.add(row)
        db.flush()
    return row


def _check_draft(draft: SessionDraft) -> None:
    for member, given in _complete(draft).items():
        if not given:
            raise SessionInvalid(member=member)
    limit = most_criteria(draft.starts_on, draft.ends_on, full_day=draft.full_day)
    if len(draft.criterion_ids) > limit:
        raise TooManyCriteria(seen=len(draft.criterion_ids), limit=limit)


def _complete(draft: SessionDraft) -> dict[str, bool]:
    """Tell what is there of all that a session needs; its family asks for the last ones."""
    needed = NEEDED.get(draft.family, ())
    days = (draft.starts_on, draft.ends_on)
    return {
        "family": draft.family in FAMILIES,
        "title": bool(draft.title.strip()),
        "situation": bool(draft.situation.strip()),
        "place": bool(draft.place.strip()),
        "commune": bool(draft.commune.strip()),
        "dates": days[0] <= days[1] and all(is_plausible(day) for day in days),
        "criteria": 0 < len(set(draft.criterion_ids)) == len(draft.criterion_ids),
        "logistics": all(len(text) <= MAX_LOGISTICS_CHARACTERS for text in draft.logistics.texts),
        "stage": "stage" not in needed or draft.stage in STAGES,
        "accompanying_partner": "accompanying_partner" not in needed
        or draft.accompanying_partner_id is not None,
        "hours": "hours" not in needed or (draft.hours or 0) > 0,
        "activity": "activity" not in needed or bool(draft.activity),
        "cycle": draft.cycle is None or draft.cycle > 0,
    }


def _check_references(db: Session, draft: SessionDraft) -> None:
    for partner_id in {draft.partner_id, draft.accompanying_partner_id} - {None}:
        if partner_by_id(db, str(partner_id)) is None:
            raise SessionInvalid(member="partner")
    if len(published_criteria(db, draft.criterion_ids)) != len(draft.criterion_ids):
        raise SessionInvalid(member="criteria")


def _check_session_and_person(db: Session, session_id: str, person_id: str) -> None:
    if db.get(ObservationSessionRow, session_id) is None:
        raise SessionUnknown(session=session_id)
    if person_by_id(db, person_id) is None:
        raise SessionInvalid(member="person")
