"""What each family of sessions asks for, and how much can be watched at a time (domain F2)."""

from dataclasses import dataclass
from datetime import date
from typing import Final

FAMILIES: Final = (
    "sport",
    "production",
    "immersion",
    "loisir",
    "benevolat",
    "atelier",
    "creee",
)
STAGES: Final = ("accompagnee", "autonome")
# What a session cannot be prepared without, by family; the other families need no more.
NEEDED: Final[dict[str, tuple[str, ...]]] = {
    "sport": ("activity",),
    "production": ("hours",),
    "immersion": ("stage", "accompanying_partner"),
}
# Nobody can watch more at a time; a longer session has as many for each of its half-days.
CRITERIA_A_HALF_DAY: Final = 6
HALF_DAYS_A_DAY: Final = 2
LONG_MISSION_HOURS: Final = 70
MAX_LOGISTICS_CHARACTERS: Final = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Logistics:
    """What people need to know to come; of the session, never of a person (domain S13).

    Each is a short text, None where nothing is said.
    """

    meeting_point: str | None = None
    transport: str | None = None
    to_bring: str | None = None
    childcare: str | None = None
    interpreter: str | None = None

    @property
    def texts(self) -> tuple[str, ...]:
        """Return what is said."""
        said = (
            self.meeting_point,
            self.transport,
            self.to_bring,
            self.childcare,
            self.interpreter,
        )
        return tuple(text for text in said if text is not None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Details:
    """What a family asks for beside what every session has; None where it does not.

    activity: the sport, the task, the theme, the support, or what is produced.
    """

    activity: str | None = None
    hours: int | None = None
    cycle: int | None = None
    stage: str | None = None
    accompanying_partner_id: str | None = None
    role_to_hold: str | None = None


def half_days(starts_on: date, ends_on: date, *, full_day: bool) -> int:
    """Count the half-days of a session: one, two where it lasts the day, two for each of several.

    Source: domain F2 AC1.
    """
    days = (ends_on - starts_on).days + 1
    return 1 if days <= 1 and not full_day else days * HALF_DAYS_A_DAY


def most_criteria(starts_on: date, ends_on: date, *, full_day: bool) -> int:
    """Return how many criteria a session may have."""
    return CRITERIA_A_HALF_DAY * half_days(starts_on, ends_on, full_day=full_day)
