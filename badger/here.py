"""The territory's time: a day begins there at midnight, which is not midnight in UTC."""

from datetime import UTC, date, datetime
from typing import Final
from zoneinfo import ZoneInfo

HERE: Final = ZoneInfo("Europe/Paris")


def here_at(moment: datetime) -> datetime:
    """Give an instant in the territory's time; at the ends of the calendar, without one, in UTC."""
    try:
        return moment.astimezone(HERE)
    except OverflowError:
        return moment.astimezone(UTC)


def here_on(moment: datetime) -> date:
    """Return the day that it is on the territory."""
    return here_at(moment).date()
