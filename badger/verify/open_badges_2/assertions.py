"""Assertions of Open Badges 2 as the steps read them, with the words of the steps for errors."""

from datetime import datetime

from badger.credentials.datetimes import format_timestamp
from badger.credentials.openbadges_v2 import (
    Assertion,
    MalformedOpenBadge,
    read_assertion,
    require_context,
)
from badger.json_value import JsonObject
from badger.verify.case import Case
from badger.verify.chain import OpenBadge2
from badger.verify.errors import CheckFailed
from badger.verify.period import Period

MAX_REASON = 200


def judged(case: Case) -> OpenBadge2:
    """Return what is judged, read once."""
    if case.open_badge_2 is None:
        case.open_badge_2 = OpenBadge2(assertion_in(case.document))
    return case.open_badge_2


def assertion_in(document: JsonObject) -> Assertion:
    """Read an assertion.

    Raises: CheckFailed "structure.open_badges_2_shape", "validity.malformed".
    """
    try:
        require_context(document)
        return read_assertion(document)
    except MalformedOpenBadge as error:
        raise shape_error(error) from error


def published_assertion(document: JsonObject) -> Assertion:
    """Read what a host shows; an assertion that it withdrew may have lost all but its id.

    Raises: CheckFailed as `assertion_in`, and "status.revoked".
    """
    try:
        return assertion_in(document)
    except CheckFailed as error:
        if document.get("revoked") is True:
            raise withdrawn(document) from error
        raise


def withdrawn(document: JsonObject) -> CheckFailed:
    """Say that the issuer withdrew a badge, and why, if that is told."""
    return CheckFailed(
        "status.revoked", reason=str(document.get("revocationReason", ""))[:MAX_REASON]
    )


def shape_error(error: MalformedOpenBadge) -> CheckFailed:
    """Say in the words of the structure step what is wrong with an object."""
    if error.facts["rule"] == "instant":
        return CheckFailed("validity.malformed", member=str(error.facts["path"]).lstrip("/"))
    return CheckFailed("structure.open_badges_2_shape", **error.facts)


def period_of(assertion: Assertion) -> Period:
    """Return the dates between which an assertion is good.

    Raises: CheckFailed "validity.reversed".
    """
    start: datetime = assertion.issued_on
    if assertion.expires is not None and assertion.expires < start:
        raise CheckFailed("validity.reversed", start=format_timestamp(start))
    return Period(start, assertion.expires)
