"""Times as the standard writes them: xsd:dateTimeStamp, always with a zone."""

import re
from datetime import UTC, datetime, timedelta, timezone
from functools import lru_cache

from badger.credentials.errors import CredentialError

_MAX_LETTERS = 64
_REMEMBERED_TIMES = 1_024
_STAMP = re.compile(
    r"([0-9]{4})-([0-9]{2})-([0-9]{2})T([0-9]{2}):([0-9]{2}):([0-9]{2})(?:\.([0-9]+))?"
    r"(Z|([+-])(?:(0[0-9]|1[0-3]):([0-5][0-9])|14:00))",
    re.ASCII,
)


class MalformedTime(CredentialError):
    """Say that a text is not an xsd:dateTimeStamp."""

    code = "time.malformed"


class TimeOutOfRange(CredentialError):
    """Say that a time lies outside the years 1 to 9999 in UTC."""

    code = "time.out_of_range"


class NaiveTime(CredentialError):
    """Say that a time has no zone."""

    code = "time.naive"


# Remembered: one badge says the same instant in several places, and several steps read it.
@lru_cache(maxsize=_REMEMBERED_TIMES)
def parse_timestamp(text: str) -> datetime:
    """Read an xsd:dateTimeStamp as an aware time in UTC.

    text:   zone required; `24:00:00` is the midnight after; digits beyond the microsecond
            are dropped; a leap second is refused, as in XML Schema.
    Raises: MalformedTime, TimeOutOfRange.
    Source: XML Schema 1.1 Datatypes, 3.3.7 dateTime and 3.4.28 dateTimeStamp.
    """
    match = _STAMP.fullmatch(text) if len(text) <= _MAX_LETTERS else None
    if match is None:
        raise MalformedTime(text=text[:_MAX_LETTERS])
    try:
        return _local_time(match).astimezone(UTC)
    except OverflowError:
        raise TimeOutOfRange(text=text) from None
    except ValueError:
        raise MalformedTime(text=text) from None


def format_timestamp(moment: datetime) -> str:
    """Write an aware time in UTC to the second, as in `2026-03-14T09:30:00Z`.

    A fraction of a second is cut off: a JWT's `nbf` cannot hold one.
    Raises: NaiveTime.
    """
    if moment.tzinfo is not UTC:
        if moment.utcoffset() is None:
            raise NaiveTime()
        moment = moment.astimezone(UTC)
    return moment.isoformat(timespec="seconds").removesuffix("+00:00") + "Z"


def _local_time(match: re.Match[str]) -> datetime:
    year, month, day, hour, minute, second = map(int, match.groups()[:6])
    fraction = match[7] or ""
    microsecond = int(fraction[:6].ljust(6, "0"))
    if year == 0:
        raise OverflowError
    end_of_day = (hour, minute, second) == (24, 0, 0) and not fraction.strip("0")
    moment = datetime(
        year, month, day, 0 if end_of_day else hour, minute, second, microsecond, _zone(match)
    )
    return moment + timedelta(days=1) if end_of_day else moment


def _zone(match: re.Match[str]) -> timezone:
    if match[8] == "Z":
        return UTC
    hours, minutes = (int(match[10]), int(match[11])) if match[10] else (14, 0)
    offset = timedelta(hours=hours, minutes=minutes)
    return timezone(-offset if match[9] == "-" else offset)
