"""Dates as people say them: "samedi 14 mars 2026"."""

from datetime import date, datetime
from typing import Final
from zoneinfo import ZoneInfo

from flask_babel import format_date, format_time, get_locale

HERE: Final = ZoneInfo("Europe/Paris")


def day_in_full(value: date | datetime) -> str:
    """Say a day with its weekday."""
    return _first_of_month(format_date(_day(value), format="full"))


def day_short(value: date | datetime) -> str:
    """Say a day without its weekday."""
    return _first_of_month(format_date(_day(value), format="long"))


def moment_in_full(value: datetime) -> str:
    """Say a day and the time of day, in the territory's time."""
    time = format_time(value.astimezone(HERE), format="short", rebase=False)
    return f"{day_short(value)}, {time}"


def _day(value: date | datetime) -> date:
    return value.astimezone(HERE).date() if isinstance(value, datetime) else value


def _language() -> str:
    return str(get_locale() or "fr")


def _first_of_month(text: str) -> str:
    """Write "1er mars", as French does."""
    if _language() != "fr":
        return text
    return " ".join("1er" if word == "1" else word for word in text.split(" "))
