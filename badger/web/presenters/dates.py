"""Dates as people say them: "samedi 14 mars 2026"."""

from datetime import date, datetime

from badger.here import here_at, here_on
from badger.web.language import format_day, format_hour, language


def day_in_full(value: date | datetime) -> str:
    """Say a day with its weekday."""
    return _first_of_month(format_day(_day(value), form="full"))


def day_short(value: date | datetime) -> str:
    """Say a day without its weekday."""
    return _first_of_month(format_day(_day(value), form="long"))


def day_of_text(text: str) -> str:
    """Say a day written as `2026-03-14`, or the text itself where it is none."""
    try:
        return day_short(date.fromisoformat(text))
    except ValueError:
        return text


def moment_in_full(value: datetime) -> str:
    """Say a day and the time of day, in the territory's time."""
    return f"{day_short(value)}, {format_hour(here_at(value))}"


def moment_with_weekday(value: datetime) -> str:
    """Say a day with its weekday and the time of day, in the territory's time."""
    return f"{day_in_full(value)}, {format_hour(here_at(value))}"


def _day(value: date | datetime) -> date:
    return here_on(value) if isinstance(value, datetime) else value


def _first_of_month(text: str) -> str:
    """Write "1er mars", as French does."""
    if language() != "fr":
        return text
    return " ".join("1er" if word == "1" else word for word in text.split(" "))
