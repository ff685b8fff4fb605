"""The formats that the schemas name, decided once for both validators.

Libraries disagree on leap seconds, on the year 0 and on a newline at the end; the verdict must
not depend on which of them is asked.
"""

import re
from datetime import date

_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_DATE_TIME = re.compile(
    r"([0-9]{4}-[0-9]{2}-[0-9]{2})[Tt]"
    r"(?:[01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9](?:\.[0-9]+)?"
    r"(?:[Zz]|[+-](?:[01][0-9]|2[0-3]):[0-5][0-9])"
)


def is_date(text: object) -> bool:
    """Tell whether a text is a day of the calendar, `2026-03-14`; anything else passes.

    Source: RFC 3339, full-date; formats look at texts alone (JSON Schema 2019-09, 7.1).
    """
    if not isinstance(text, str):
        return True
    return _DATE.fullmatch(text) is not None and _is_day(text)


def is_date_time(text: object) -> bool:
    """Tell whether a text is a time with its zone, without leap second; anything else passes.

    Source: RFC 3339, date-time.
    """
    if not isinstance(text, str):
        return True
    match = _DATE_TIME.fullmatch(text)
    return match is not None and _is_day(match[1])


def _is_day(text: str) -> bool:
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True


FORMATS = {"date": is_date, "date-time": is_date_time}
