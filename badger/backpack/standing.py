"""How a badge from elsewhere stands, and when to look again: rules without a clock."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from badger.verify import Outcome, Report, Verdict

# What becomes of a badge is read about as often as people wonder about it.
AGAIN: Final = {
    "valid": timedelta(days=7),
    "suspended": timedelta(days=1),
    "expired": timedelta(days=90),
    "revoked": timedelta(days=30),
    "refused": timedelta(days=7),
}
FIRST_RETRY: Final = timedelta(hours=1)
LONGEST_RETRY: Final = timedelta(days=2)
_FAILED: Final = {
    "status.revoked": "revoked",
    "status.suspended": "suspended",
    "validity.expired": "expired",
}


@dataclass(frozen=True, slots=True)
class Standing:
    """How a badge stands.

    state: "valid", "unchecked", "revoked", "suspended", "expired" or "refused".
    code:  of the finding that decided, "" for "valid".
    """

    state: str
    code: str


def standing_of(report: Report) -> Standing:
    """Read from a report how the badge stands; "could not check" is never "valid"."""
    if report.verdict is Verdict.VERIFIED:
        return Standing("valid", "")
    if report.verdict is Verdict.INCONCLUSIVE:
        return Standing("unchecked", _first(report, Outcome.UNDETERMINED))
    code = _first(report, Outcome.FAILED)
    return Standing(_FAILED.get(code, "refused"), code)


def look_again(standing: Standing, *, now: datetime, tries: int) -> datetime:
    """Return when a badge is looked at next.

    tries: looks without an answer so far, this one included.
    """
    if standing.state != "unchecked":
        return now + AGAIN[standing.state]
    doubled: int = 1 << min(tries - 1, 10)
    return now + min(FIRST_RETRY * doubled, LONGEST_RETRY)


def _first(report: Report, outcome: Outcome) -> str:
    return next((one.code for one in report.findings if one.outcome is outcome), "")
