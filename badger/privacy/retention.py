"""What nobody needs any more goes by itself, after a time that stands here (hardening G05)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from badger.db.base import Session
from badger.privacy.retention_queries import blank_older, delete_older


@dataclass(frozen=True, slots=True, kw_only=True)
class Period:
    """How long the rows of a table stay after an instant of theirs.

    since: column with the instant; a row without one stays.
    blank: columns that have to be empty: what was used or begun stays.
    """

    since: str
    keep: timedelta
    blank: tuple[str, ...] = ()


# Beside what its own subject forgets: links for a word of others, mails (docs/privacy.md).
PERIODS: Final[Mapping[str, Period]] = {
    "sign_in_links": Period(since="until", keep=timedelta(days=1)),
    "sign_in_challenges": Period(since="until", keep=timedelta(0)),
    "emails": Period(since="added_at", keep=timedelta(days=30), blank=("verified_at",)),
    "invitations": Period(since="expires_at", keep=timedelta(days=30), blank=("used_at",)),
    "bulk_imports": Period(since="kept_at", keep=timedelta(days=7), blank=("started_at",)),
    "group_codes": Period(since="until", keep=timedelta(0)),
    "group_partings": Period(since="parted_at", keep=timedelta(days=90)),
    "group_members": Period(since="asked_at", keep=timedelta(days=60), blank=("joined_at",)),
    "session_openings": Period(since="until", keep=timedelta(days=90)),
    "messages": Period(since="sent_at", keep=timedelta(days=180)),
    "directory_entries": Period(since="until", keep=timedelta(0)),
    "outbox": Period(since="done_at", keep=timedelta(days=30)),
}
# A file of observations that is done needs the people in it no longer.
IMPORTS_KEPT: Final = timedelta(days=7)


def forget_in_time(db: Session, *, now: datetime) -> dict[str, int]:
    """Delete what is over its time; return how many rows of each table. Twice is once."""
    gone = {
        name: delete_older(
            db, name, since=period.since, before=now - period.keep, blank=period.blank
        )
        for name, period in PERIODS.items()
    }
    blank_older(db, "bulk_imports", column="rows", since="finished_at", before=now - IMPORTS_KEPT)
    return {name: count for name, count in gone.items() if count}
