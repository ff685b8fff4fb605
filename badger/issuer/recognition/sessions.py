"""Observation sessions: prepared before, with few criteria chosen beforehand."""

from dataclasses import dataclass
from datetime import date, datetime

from badger.db.base import Session
from badger.db.rows import ObservationSessionRow, SessionObserverRow, SessionParticipantRow

FAMILIES = (
    "sport",
    "production",
    "immersion",
    "loisir",
    "benevolat",
    "atelier",
    "creee",
)
STAGES = ("accompagnee", "autonome")
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


@dataclass(frozen=True, slots=True, kw_only=True)
class SessionDraft:
    """A session to prepare.

    criterion_ids:           chosen beforehand, at most six a day; of published versions.
    situation:               what people will do, in a few words; it will stand in the badge.
    stage, accompanying_...: of an immersion; hours: of a production; activity: of sport.
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


def create_session(
    db: Session, draft: SessionDraft, *, actor: str, now: datetime
) -> ObservationSessionRow:
    """Prepare a session. Raises: SessionInvalid. Source: domain F2 AC1, AC2."""
    raise NotImplementedError


def draft_warnings(draft: SessionDraft) -> tuple[str, ...]:
    """Name what is allowed but unusual, as codes ("session.long_mission" above 70 hours)."""
    raise NotImplementedError


def add_participant(
    db: Session, session_id: str, *, person_id: str, now: datetime, observed: bool = True
) -> SessionParticipantRow:
    """Add someone who takes part; observed False where she prefers not to be watched."""
    raise NotImplementedError


def add_observer(
    db: Session,
    session_id: str,
    *,
    person_id: str,
    role: str,
    now: datetime,
    partner_id: str | None = None,
) -> SessionObserverRow:
    """Add someone who watches, in the role that the badge will name."""
    raise NotImplementedError
