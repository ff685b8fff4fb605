"""Step 6: is now within the dates that the badge gives itself?

The bounds are included: a badge is valid from the instant `validFrom` to the instant
`validUntil`. Only a badge that starts in the future is given a few minutes, because clocks
differ; one that has ended has ended (hardening T08).
"""

from datetime import datetime, timedelta

from badger.credentials.datetimes import format_timestamp, parse_timestamp
from badger.credentials.errors import CredentialError
from badger.json_value import JsonObject
from badger.verify.case import Answer, Case, passed
from badger.verify.errors import CheckFailed


def check_validity(case: Case) -> Answer:
    """Compare `validFrom` and `validUntil` with now (step 6)."""
    start, end = validity_of(case.document)
    check_period(start, end, now=case.now, skew_s=case.policy.skew_s)
    if end is None:
        return passed("validity.open")
    return passed("validity.current", until=format_timestamp(end))


def validity_of(document: JsonObject) -> tuple[datetime | None, datetime | None]:
    """Read `validFrom` and `validUntil`.

    Raises: CheckFailed "validity.malformed".
    """
    return _instant(document, "validFrom"), _instant(document, "validUntil")


def check_period(
    start: datetime | None, end: datetime | None, *, now: datetime, skew_s: int
) -> None:
    """Require that now lies within the period.

    Raises: CheckFailed.
    """
    if start is not None and end is not None and end < start:
        raise CheckFailed("validity.reversed", start=format_timestamp(start))
    if start is not None and start > now + timedelta(seconds=skew_s):
        raise CheckFailed("validity.not_yet", start=format_timestamp(start))
    if end is not None and end < now:
        raise CheckFailed("validity.expired", end=format_timestamp(end))


def _instant(document: JsonObject, member: str) -> datetime | None:
    if member not in document:
        return None
    text = document[member]
    try:
        return parse_timestamp(text if isinstance(text, str) else "")
    except CredentialError as error:
        raise CheckFailed("validity.malformed", member=member) from error
