"""Step 1 for Open Badges 2: an assertion in the shape of the standard."""

from datetime import datetime

from badger.credentials.datetimes import format_timestamp
from badger.credentials.openbadges_v2 import (
    Assertion,
    MalformedOpenBadge,
    is_open_badges_1,
    read_assertion,
    require_context,
)
from badger.json_value import JsonObject
from badger.verify.case import Answer, Case, passed
from badger.verify.chain import OpenBadge2
from badger.verify.errors import CheckFailed, Undetermined
from badger.verify.period import Period

MAX_REASON = 200


def check_structure(case: Case) -> Answer:
    """Read the assertion that was presented (step 1)."""
    if is_open_badges_1(case.document):
        raise Undetermined("structure.unsupported_format", format="Open Badges 1")
    assertion = assertion_in(case.document)
    case.period = period_of(assertion)
    case.open_badge_2 = OpenBadge2(assertion)
    return passed("structure.open_badges_2", format="Open Badges 2", way=assertion.verification.way)


def assertion_in(document: JsonObject) -> Assertion:
    """Read an assertion; one that was withdrawn may have lost all but its id.

    Raises: CheckFailed "structure.open_badges_2_shape", "validity.malformed", "status.revoked".
    """
    try:
        require_context(document)
        return read_assertion(document)
    except MalformedOpenBadge as error:
        if document.get("revoked") is True:
            raise withdrawn(document) from error
        raise shape_error(error) from error


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
