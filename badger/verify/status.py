"""Step 5: does the issuer's status list say that the badge was revoked or suspended?

Whatever cannot be looked up is UNDETERMINED: an answer that is missing is never "not
revoked" (hardening S01 to S11). With several entries the worst answer wins.
"""

from datetime import datetime

from badger.credentials.datetimes import format_timestamp
from badger.credentials.errors import CredentialError
from badger.credentials.status_entries import StatusEntry, read_status_entry, status_objects
from badger.credentials.status_list import bit_at
from badger.json_value import JsonObject
from badger.verify.case import Answer, Case, not_applicable, passed
from badger.verify.errors import CheckFailed, Undetermined
from badger.verify.memory import KnownList
from badger.verify.status_lists import status_error, verified_list

# What a set bit means for the badge; other purposes do not say whether it may be relied on.
_WHEN_SET = {"revocation": "status.revoked", "suspension": "status.suspended"}


def check_status(case: Case) -> Answer:
    """Look up every status entry of the credential (step 5)."""
    entries = _entries(case.document)
    if not entries:
        return not_applicable("status.none")
    unknown: list[Undetermined] = []
    dates: list[datetime | None] = []
    for entry in entries:
        try:
            dates.append(_look_up(case, entry))
        except Undetermined as error:
            unknown.append(error)
    if unknown:
        raise unknown[0]
    return _clear(dates)


def _clear(dates: "list[datetime | None]") -> Answer:
    """Say how old the answer is: as old as the oldest list that was read.

    A list is signed anew when one of its bits changes, so one that is older than the badge may
    still be the newest: it is believed, and the reader is told its date.
    """
    known = [date for date in dates if date is not None]
    if len(known) < len(dates):
        return passed("status.clear_undated", entries=len(dates))
    oldest = format_timestamp(min(known))
    return passed("status.clear", entries=len(dates), list_date=oldest)


def _entries(document: JsonObject) -> list[JsonObject]:
    try:
        return status_objects(document)
    except CredentialError as error:
        raise status_error(error) from error


def _look_up(case: Case, unread: JsonObject) -> datetime | None:
    """Look at the bit of one entry, and return the `validFrom` of its list.

    Raises: CheckFailed (it is set), Undetermined (it cannot be known).
    """
    try:
        entry = read_status_entry(unread)
        known = _list_of(case, entry)
        is_set = bit_at(known.bits, entry.index)
    except CredentialError as error:
        raise status_error(error) from error
    if is_set:
        raise CheckFailed(_WHEN_SET[entry.purpose], url=entry.list_url)
    return known.period.start


def _list_of(case: Case, entry: StatusEntry) -> KnownList:
    if entry.purpose not in _WHEN_SET or entry.size != 1:
        raise Undetermined("status.unsupported_purpose", purpose=entry.purpose[:64])
    known = verified_list(case, entry.list_url)
    if entry.purpose not in known.purposes:
        raise Undetermined("status.purpose", purpose=entry.purpose, url=entry.list_url)
    return known
