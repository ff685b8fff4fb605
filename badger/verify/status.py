"""Step 5: does the issuer say that the badge was revoked or suspended?

Whatever cannot be looked up is UNDETERMINED: an answer that is missing is never "not
revoked" (hardening S01 to S11). With several entries the worst answer wins. Purposes that say
nothing of validity (`message`, `refresh`) are told and never decide; of a purpose that nobody
defined, a status that is set leaves the badge open.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from badger.credentials.datetimes import format_timestamp
from badger.credentials.errors import CredentialError
from badger.credentials.revocation_list import REVOCATION_LIST_TYPE
from badger.credentials.status_entries import (
    StatusEntry,
    entry_type_of,
    read_status_entry,
    status_objects,
    suspension_beside,
)
from badger.credentials.status_list import status_in
from badger.json_value import JsonObject, JsonValue
from badger.verify.case import Answer, Case, is_shown_in_part, not_applicable, passed
from badger.verify.errors import CheckFailed, Undetermined
from badger.verify.revocations import look_up_revocation
from badger.verify.status_lists import status_error, verified_list

# What a status that is set means for the badge, the worst first.
_WHEN_SET = {"revocation": "status.revoked", "suspension": "status.suspended"}
_INFORMING = frozenset(("message", "refresh"))
# A copy is said to be one from this age on.
_COPY_AGE_S = 60.0
_MAX_MESSAGE_LETTERS = 300
# Names of the errors of Bitstring Status List v1.0, section 3.3, for programs that know them.
_RETRIEVAL, _VERIFICATION = "STATUS_RETRIEVAL_ERROR", "STATUS_VERIFICATION_ERROR"
_STANDARD_NAMES = {
    "status.length": "STATUS_LIST_LENGTH_ERROR",
    "status.malformed": "MALFORMED_VALUE_ERROR",
    "status.malformed_entry": "MALFORMED_VALUE_ERROR",
    "status.range": "RANGE_ERROR",
    "status.stale": _RETRIEVAL,
}


@dataclass(frozen=True, slots=True)
class _Read:
    """One status that was read and is not set, or decides nothing.

    decides: its purpose says whether the badge may be relied on.
    date:    `validFrom` of the list; age_s, copy_age_s: as in ReadList.
    told:    what it says, for a reader, where it says something.
    """

    decides: bool
    date: datetime | None = None
    age_s: int | None = None
    copy_age_s: float | None = None
    told: "JsonObject | None" = None


def check_status(case: Case) -> Answer:
    """Look up every status entry of the credential (step 5)."""
    entries = _entries(case.document)
    if not entries:
        return not_applicable("status.not_shown" if is_shown_in_part(case) else "status.none")
    read: list[_Read] = []
    failures: list[CheckFailed] = []
    unknown: list[Undetermined] = []
    for entry in entries:
        try:
            read.append(_look_up(case, entry))
        except CheckFailed as error:
            failures.append(error)
        except Undetermined as error:
            unknown.append(error)
    if failures:
        raise _worst(failures)
    if unknown:
        raise _named(unknown[0])
    return _clear(read)


def _worst(failures: Sequence[CheckFailed]) -> CheckFailed:
    severity = list(_WHEN_SET.values())
    return min(failures, key=lambda failure: severity.index(failure.reason))


def _named(error: Undetermined) -> Undetermined:
    """Add the name that the standard gives the error."""
    default = _RETRIEVAL if error.reason.startswith("fetch.") else _VERIFICATION
    if str(error.facts.get("cause")).startswith("structure."):
        default = "MALFORMED_VALUE_ERROR"
    name = _STANDARD_NAMES.get(error.reason, default)
    return Undetermined(error.reason, **{**error.facts, "error": name})


def _clear(read: Sequence[_Read]) -> Answer:
    """Say how old the answer is: as old as the oldest list that was read.

    A list is signed anew when one of its bits changes, so one that is older than the badge may
    still be the newest: it is believed, and the reader is told its date and the copy's age.
    """
    deciding = [one for one in read if one.decides]
    facts: dict[str, JsonValue] = {"entries": len(read)}
    told: list[JsonValue] = [one.told for one in read if one.told is not None]
    if told:
        facts["told"] = told
    if not deciding:
        return not_applicable("status.informs", **facts)
    ages = [one.age_s for one in deciding if one.age_s is not None]
    if ages:
        facts["age_s"] = max(ages)
    dates = [one.date for one in deciding if one.date is not None]
    if len(dates) < len(deciding):
        return passed("status.clear_undated", **facts)
    facts["list_date"] = format_timestamp(min(dates))
    copy_age_s = max(one.copy_age_s or 0.0 for one in deciding)
    if copy_age_s < _COPY_AGE_S:
        return passed("status.clear", **facts)
    return passed("status.clear_copy", **facts, minutes=int(copy_age_s // 60))


def _entries(document: JsonObject) -> list[JsonObject]:
    try:
        named = status_objects(document)
    except CredentialError as error:
        raise _named(status_error(error)) from error
    beside = [found for one in named if (found := suspension_beside(one)) is not None]
    return [*named, *beside]


def _look_up(case: Case, unread: JsonObject) -> _Read:
    """Read the status of one entry.

    Raises: CheckFailed (it takes the badge back), Undetermined (it cannot be known).
    """
    if entry_type_of(unread) == REVOCATION_LIST_TYPE:
        return _Read(decides=True, age_s=look_up_revocation(case, unread))
    try:
        entry = read_status_entry(unread)
    except CredentialError as error:
        raise status_error(error) from error
    if entry.purpose in _INFORMING:
        return _told(case, entry)
    return _decided(case, entry)


def _decided(case: Case, entry: StatusEntry) -> _Read:
    found = verified_list(case, entry)
    value = _status(found.known.bits, entry)
    # A suspension may have been lifted since; who was taken back stays so.
    is_kept = found.stale is None or entry.purpose == "revocation"
    if value and entry.purpose in _WHEN_SET and is_kept:
        facts = {"url": entry.list_url, **_words(entry, value)}
        raise CheckFailed(_WHEN_SET[entry.purpose], **facts)
    if found.stale is not None:
        raise found.stale
    if value:
        raise Undetermined("status.unsupported_purpose", **_words(entry, value))
    return _Read(
        decides=entry.purpose in _WHEN_SET,
        date=found.known.period.start,
        age_s=found.age_s,
        copy_age_s=found.copy_age_s,
        told=_words(entry, value) if entry.messages or entry.purpose not in _WHEN_SET else None,
    )


def _told(case: Case, entry: StatusEntry) -> _Read:
    """Read what only informs: that it cannot be read takes nothing from the badge."""
    try:
        found = verified_list(case, entry)
        if found.stale is not None:
            raise found.stale
        words = _words(entry, _status(found.known.bits, entry))
    except Undetermined as error:
        words = {"purpose": entry.purpose, "cause": error.reason}
    return _Read(decides=False, told=words)


def _status(bits: bytes, entry: StatusEntry) -> int:
    try:
        return status_in(bits, entry)
    except CredentialError as error:
        raise status_error(error) from error


def _words(entry: StatusEntry, value: int) -> JsonObject:
    """Say a status in the words of the issuer, which are text and nothing else."""
    words: JsonObject = {"purpose": entry.purpose[:64], "status": hex(value)}
    if entry.messages:
        words["message"] = entry.messages[value][:_MAX_MESSAGE_LETTERS]
    return words
