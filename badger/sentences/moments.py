"""Instants in French words, for a terminal that loads no calendar library."""

from collections.abc import Callable, Mapping
from datetime import UTC, datetime

# The facts that are timestamps, by name: no text of a badge is ever read as one.
MOMENTS = frozenset(
    ("created", "end", "expires", "list_date", "newest", "revoked", "start", "until")
)
_DAYS = ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche")
MONTHS = (
    "janvier",
    "février",
    "mars",
    "avril",
    "mai",
    "juin",
    "juillet",
    "août",
    "septembre",
    "octobre",
    "novembre",
    "décembre",
)


def moment_in_words(moment: datetime) -> str:
    """Say an instant: "samedi 14 mars 2026 à 09:30 UTC"."""
    there = moment.astimezone(UTC)
    day = "1er" if there.day == 1 else str(there.day)
    name, month = _DAYS[there.weekday()], MONTHS[there.month - 1]
    return f"{name} {day} {month} {there.year} à {there:%H:%M} UTC"


def with_moments(
    facts: Mapping[str, object], say: Callable[[datetime], str] = moment_in_words
) -> dict[str, object]:
    """Return the facts, their timestamps said in words; others stay as they are."""
    return {name: _said(value, say) if name in MOMENTS else value for name, value in facts.items()}


def _said(value: object, say: Callable[[datetime], str]) -> object:
    try:
        moment = datetime.fromisoformat(str(value))
        return say(moment) if moment.tzinfo is not None else value
    except (ValueError, OverflowError):
        return value
