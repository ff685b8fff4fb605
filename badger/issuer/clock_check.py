"""A clock that went back must not date signatures (hardening T09)."""

from datetime import datetime, timedelta

from badger.credentials.datetimes import format_timestamp
from badger.db.base import Session
from badger.issuer.clock_queries import last_event_at, last_signed_at
from badger.issuer.errors import IssuerError

# What clocks of two servers may differ by, and what a correction may set back.
MAX_BEHIND = timedelta(minutes=5)


class ClockBehind(IssuerError):
    """The clock is behind what was done already: it is wrong, or was."""

    code = "clock.behind"


def require_clock(db: Session, *, now: datetime) -> None:
    """Refuse a clock that is behind the newest entry of the audit log. Raises: ClockBehind."""
    _require_after(last_event_at(db), now)


def require_clock_for_signing(db: Session, *, now: datetime) -> None:
    """Refuse to sign with a clock that is behind the last signature. Raises: ClockBehind."""
    _require_after(last_signed_at(db), now)


def _require_after(last: datetime | None, now: datetime) -> None:
    if last is not None and now < last - MAX_BEHIND:
        raise ClockBehind(now=format_timestamp(now), last=format_timestamp(last))
