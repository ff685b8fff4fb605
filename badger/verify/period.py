"""The dates between which a credential is good, read strictly and compared with now."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from badger.credentials.datetimes import format_timestamp, parse_timestamp
from badger.credentials.errors import CredentialError
from badger.json_value import JsonObject
from badger.verify.contexts import is_vc_1
from badger.verify.errors import CheckFailed


@dataclass(frozen=True, slots=True)
class Period:
    """From the instant `start` to the instant `end`, both included; None: without bound."""

    start: datetime | None = None
    end: datetime | None = None


ALWAYS = Period()


def read_period(document: JsonObject) -> Period:
    """Read `validFrom` and `validUntil`, and what VC 1.1 calls them in a document of its own.

    The context of VC 1.1 knows both names: where a document uses both, the narrower period holds.
    Raises: CheckFailed "validity.malformed", "validity.reversed".
    """
    start, end = _instant(document, "validFrom"), _instant(document, "validUntil")
    if is_vc_1(document):
        start = _narrower(max, start, _instant(document, "issuanceDate"))
        end = _narrower(min, end, _instant(document, "expirationDate"))
    if start is not None and end is not None and end < start:
        raise CheckFailed("validity.reversed", start=format_timestamp(start))
    return Period(start, end)


def require_current(period: Period, *, now: datetime, skew_s: int) -> None:
    """Require that now lies within the period.

    skew_s: only a start in the future is forgiven, because clocks differ; what has ended has
            ended (hardening T08).
    Raises: CheckFailed "validity.not_yet", "validity.expired".
    """
    # The difference of two times always exists; a sum may lie beyond the year 9999.
    if period.start is not None and period.start - now > timedelta(seconds=skew_s):
        raise CheckFailed("validity.not_yet", start=format_timestamp(period.start))
    if period.end is not None and period.end < now:
        raise CheckFailed("validity.expired", end=format_timestamp(period.end))


def _narrower(
    choose: Callable[[Iterable[datetime]], datetime], *instants: datetime | None
) -> datetime | None:
    known = [instant for instant in instants if instant is not None]
    return choose(known) if known else None


def _instant(document: JsonObject, member: str) -> datetime | None:
    if member not in document:
        return None
    text = document[member]
    try:
        return parse_timestamp(text if isinstance(text, str) else "")
    except CredentialError as error:
        raise CheckFailed("validity.malformed", member=member) from error
