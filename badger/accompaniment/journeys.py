"""Where a person is heading: a goal, steps, three light commitments, and pauses (domain S1).

Nothing here is a condition of anything: no rule of an award reads it.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from badger.accompaniment.journey_queries import journey_row, step_by_id, steps_of
from badger.accompaniment.queries import lock_person
from badger.db.audit import append_event
from badger.db.base import Session
from badger.db.rows import JourneyRow, JourneyStepRow
from badger.errors import BadgerError

AREAS: Final = ("perso", "co", "pro")
COMMITMENTS: Final = ("come", "say", "step")
MAX_GOAL: Final = 280
MAX_STEP: Final = 160
MAX_STEPS: Final = 30
PAUSED: Final = "journey.paused"
RESUMED: Final = "journey.resumed"


class StepUnknown(BadgerError):
    """There is no such step, or it is somebody else's."""

    code = "step.unknown"


class StepInvalid(BadgerError):
    """A step needs words that fit, and one of three areas."""

    code = "step.invalid"


class TooManySteps(BadgerError):
    """So many steps at once are no help."""

    code = "step.too_many"


@dataclass(frozen=True, slots=True)
class Journey:
    """Where a person is heading; without a row there is simply nothing yet.

    next_step: the first one that is not done.
    """

    goal: str
    commitments: frozenset[str]
    paused_at: datetime | None
    steps: tuple[JourneyStepRow, ...]

    @property
    def next_step(self) -> JourneyStepRow | None:
        """Return the first step that is not done."""
        return next((step for step in self.steps if step.done_at is None), None)


def journey_of(db: Session, person_id: str) -> Journey:
    """Return a person's goal, commitments and steps."""
    row, steps = journey_row(db, person_id), tuple(steps_of(db, [person_id]))
    if row is None:
        return Journey("", frozenset(), None, steps)
    return Journey(row.goal, frozenset(row.commitments), row.paused_at, steps)


def set_goal(db: Session, person_id: str, *, goal: str, by: str, now: datetime) -> None:
    """Write the goal, in her words; an empty one takes it away. Raises: StepInvalid."""
    if len(goal) > MAX_GOAL:
        raise StepInvalid(limit=MAX_GOAL)
    _row(db, person_id, by=by, now=now).goal = goal.strip()
    db.flush()


def set_commitments(db: Session, person_id: str, *, kept: Collection[str], now: datetime) -> None:
    """Write what the person herself ticked; none is as good as three."""
    row = _row(db, person_id, by=person_id, now=now)
    row.commitments = [name for name in COMMITMENTS if name in kept]
    db.flush()


def add_step(
    db: Session, person_id: str, *, area: str, text: str, by: str, now: datetime
) -> JourneyStepRow:
    """Add a step at the end. Raises: StepInvalid, TooManySteps."""
    words = " ".join(text.split())
    if area not in AREAS or not 0 < len(words) <= MAX_STEP:
        raise StepInvalid(limit=MAX_STEP)
    lock_person(db, person_id)
    if len(steps_of(db, [person_id])) >= MAX_STEPS:
        raise TooManySteps(limit=MAX_STEPS)
    step = JourneyStepRow(person_id=person_id, area=area, text=words, added_at=now, added_by=by)
    db.add(step)
    db.flush()
    return step


def mark_step(
    db: Session, step_id: str, *, person_id: str, done: bool, now: datetime
) -> JourneyStepRow:
    """Mark a step as done, or as not done yet. Raises: StepUnknown."""
    step = _step(db, step_id, person_id=person_id)
    step.done_at = (step.done_at or now) if done else None
    db.flush()
    return step


def remove_step(db: Session, step_id: str, *, person_id: str) -> None:
    """Take a step away: no trace of it stays. Raises: StepUnknown."""
    db.delete(_step(db, step_id, person_id=person_id))
    db.flush()


def pause_journey(db: Session, person_id: str, *, by: str, now: datetime) -> None:
    """Pause: goal, steps and accompaniments stay as they are; twice is once."""
    row = _row(db, person_id, by=by, now=now)
    if row.paused_at is None:
        row.paused_at = now
        db.flush()
        append_event(db, kind=PAUSED, actor=by, subject=person_id, facts={}, now=now)


def resume_journey(db: Session, person_id: str, *, by: str, now: datetime) -> None:
    """Go on from where the pause began; twice is once."""
    row = _row(db, person_id, by=by, now=now)
    if row.paused_at is not None:
        row.paused_at = None
        db.flush()
        append_event(db, kind=RESUMED, actor=by, subject=person_id, facts={}, now=now)


def _row(db: Session, person_id: str, *, by: str, now: datetime) -> JourneyRow:
    lock_person(db, person_id)
    row = journey_row(db, person_id, to_change=True)
    if row is None:
        row = JourneyRow(person_id=person_id, goal="", commitments=[], paused_at=None)
        db.add(row)
    row.changed_at, row.changed_by = now, by
    return row


def _step(db: Session, step_id: str, *, person_id: str) -> JourneyStepRow:
    step = step_by_id(db, step_id)
    if step is None or step.person_id != person_id:
        raise StepUnknown
    return step
