"""Step 5: does the issuer's status list say that the badge was revoked or suspended?

Whatever cannot be looked up is UNDETERMINED: an answer that is missing is never "not
revoked" (hardening S01 to S11). With several entries the worst answer wins.
"""

from badger.credentials.errors import CredentialError
from badger.credentials.status_entries import StatusEntry, read_status_entry, status_objects
from badger.credentials.status_list import bit_at
from badger.json_value import JsonObject
from badger.verify.case import Answer, Case, not_applicable, passed
from badger.verify.errors import CheckFailed, Undetermined
from badger.verify.status_lists import status_error, verified_list

# What a set bit means for the badge; other purposes do not say whether it may be relied on.
_WHEN_SET = {"revocation": "status.revoked", "suspension": "status.suspended"}


def check_status(case: Case) -> Answer:
    """Look up every status entry of the credential (step 5)."""
    entries = _entries(case.document)
    if not entries:
        return not_applicable("status.none")
    unknown: list[Undetermined] = []
    for entry in entries:
        try:
            _look_up(case, entry)
        except Undetermined as error:
            unknown.append(error)
    if unknown:
        raise unknown[0]
    return passed("status.clear", entries=len(entries))


def _entries(document: JsonObject) -> list[JsonObject]:
    try:
        return status_objects(document)
    except CredentialError as error:
        raise status_error(error) from error


def _look_up(case: Case, unread: JsonObject) -> None:
    """Look at the bit of one entry.

    Raises: CheckFailed (it is set), Undetermined (it cannot be known).
    """
    try:
        entry = read_status_entry(unread)
        is_set = _is_set(case, entry)
    except CredentialError as error:
        raise status_error(error) from error
    if is_set:
        raise CheckFailed(_WHEN_SET[entry.purpose], url=entry.list_url)


def _is_set(case: Case, entry: StatusEntry) -> bool:
    if entry.purpose not in _WHEN_SET or entry.size != 1:
        raise Undetermined("status.unsupported_purpose", purpose=entry.purpose[:64])
    known = verified_list(case, entry.list_url)
    if entry.purpose not in known.purposes:
        raise Undetermined("status.purpose", purpose=entry.purpose, url=entry.list_url)
    return bit_at(known.bits, entry.index)
