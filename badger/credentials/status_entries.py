"""Reading where the status of a badge is said, and what a status list credential holds."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from badger.credentials.status_errors import (
    MalformedStatusEntry,
    MalformedStatusList,
    StatusIndexOutOfRange,
    UnsupportedStatusEntry,
)
from badger.json_value import JsonObject, JsonValue

ENTRY_TYPE = "BitstringStatusListEntry"
CREDENTIAL_TYPE = "BitstringStatusListCredential"
SUBJECT_TYPE = "BitstringStatusList"
# The draft before: the same bits, other names, and no prefix before the text of the list.
ENTRY_TYPE_2021 = "StatusList2021Entry"
CREDENTIAL_TYPE_2021 = "StatusList2021Credential"
SUBJECT_TYPE_2021 = "StatusList2021"
# Type of an entry -> types of the credential and of the subject of its list.
_LIST_TYPES: Mapping[str, tuple[str, str]] = {
    ENTRY_TYPE: (CREDENTIAL_TYPE, SUBJECT_TYPE),
    ENTRY_TYPE_2021: (CREDENTIAL_TYPE_2021, SUBJECT_TYPE_2021),
}
# Ending of the address of a list of suspensions, after that of the list of revocations.
SUSPENSIONS = ".suspension"
MAX_ENTRIES = 8
MAX_STATUS_SIZE = 8
# int() takes spaces, signs, underscores and other scripts' digits; an index has one spelling.
_INDEX = re.compile(r"0|[1-9][0-9]*", re.ASCII)
_MAX_INDEX_DIGITS = 20
_STATUS = re.compile(r"0x[0-9a-f]{1,8}", re.ASCII | re.IGNORECASE)
_URL = re.compile(r"[a-z][a-z0-9+.-]*:[!-~]+", re.ASCII)
_MAX_URL_LETTERS = 2048


@dataclass(frozen=True, slots=True)
class StatusEntry:
    """Where one status of a badge is read: `size` bits at `index` times `size`.

    messages: what each value means, by its number; empty when the issuer says nothing.
    """

    purpose: str
    index: int
    list_url: str
    size: int
    type: str
    messages: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class StatusList:
    """What a status list credential says: `encoded` bits for some purposes.

    ttl_ms:     how long a copy may be kept, None when it does not say.
    entry_type: type of the entries that may point to it.
    """

    purposes: frozenset[str]
    encoded: str
    ttl_ms: int | None
    entry_type: str = ENTRY_TYPE


def status_objects(document: JsonObject) -> list[JsonObject]:
    """List what `credentialStatus` holds, unread; nothing only when the member is not there.

    Raises: MalformedStatusEntry for null, a text, an empty or a nested array, too many.
    """
    if "credentialStatus" not in document:
        return []
    value = document["credentialStatus"]
    items = value if isinstance(value, list) else [value]
    objects = [item for item in items if isinstance(item, dict)]
    if len(objects) != len(items) or not 1 <= len(items) <= MAX_ENTRIES:
        raise MalformedStatusEntry(member="credentialStatus")
    return objects


def read_status_entries(document: JsonObject) -> list[StatusEntry]:
    """Read every status entry of a credential, in its order.

    Raises: StatusListError; UnsupportedStatusEntry as soon as one is of another kind. Who wants
            the others none the less takes status_objects and read_status_entry.
    """
    return [read_status_entry(item) for item in status_objects(document)]


def read_status_entry(entry: JsonObject) -> StatusEntry:
    """Read one status entry strictly.

    Raises: UnsupportedStatusEntry, MalformedStatusEntry, StatusIndexOutOfRange.
    Source: Bitstring Status List v1.0, section 2.1; Status List 2021, section 4.1.
    """
    entry_type = entry_type_of(entry)
    if entry_type not in _LIST_TYPES:
        raise UnsupportedStatusEntry(type=entry_type[:64])
    size = 1 if entry_type == ENTRY_TYPE_2021 else _read_size(entry)
    return StatusEntry(
        purpose=_text(entry, "statusPurpose"),
        index=_read_index(entry),
        list_url=read_url(entry, "statusListCredential"),
        size=size,
        type=entry_type,
        messages=_read_messages(entry, size),
    )


def suspension_beside(entry: JsonObject) -> JsonObject | None:
    """Return the entry of the list of suspensions that stands beside a list of revocations.

    One entry is all that the schema of Open Badges 3.0 allows; its `statusReference` names the
    second list, of the same places, by the address of the first (docs/adr/0023).
    Returns: None where it names none, or something else.
    """
    reference, address = entry.get("statusReference"), entry.get("statusListCredential")
    if entry.get("statusPurpose") != "revocation" or not isinstance(address, str):
        return None
    if reference != address + SUSPENSIONS:
        return None
    return {**entry, "statusPurpose": "suspension", "statusListCredential": reference}


def entry_type_of(entry: JsonObject) -> str:
    """Return the one type of a status entry; for several types or none, a text that is none."""
    return str(_single(entry.get("type")))


def read_status_list(document: JsonObject) -> StatusList:
    """Read the list of a status list credential, which must have been verified already.

    Raises: MalformedStatusList.
    Source: Bitstring Status List v1.0, section 2.2; Status List 2021, section 4.2.
    """
    subject = document.get("credentialSubject")
    entry_type = _type_of_entries(document)
    if entry_type is None or not isinstance(subject, dict):
        raise MalformedStatusList()
    encoded, ttl = subject.get("encodedList"), subject.get("ttl")
    purposes = _texts(subject.get("statusPurpose"))
    if _single(subject.get("type")) != _LIST_TYPES[entry_type][1] or not purposes:
        raise MalformedStatusList()
    if not isinstance(encoded, str) or not (ttl is None or _is_count(ttl)):
        raise MalformedStatusList()
    ttl_ms = ttl if isinstance(ttl, int) else None
    return StatusList(frozenset(purposes), encoded, ttl_ms, entry_type)


def read_url(entry: JsonObject, member: str) -> str:
    """Read the address that a member of a status entry holds.

    Raises: MalformedStatusEntry.
    """
    url = _text(entry, member)
    if len(url) > _MAX_URL_LETTERS or not _URL.fullmatch(url):
        raise MalformedStatusEntry(member=member)
    return url


def _type_of_entries(document: JsonObject) -> str | None:
    types = _texts(document.get("type"))
    for entry_type, (credential_type, _) in _LIST_TYPES.items():
        if credential_type in types:
            return entry_type
    return None


def _single(value: JsonValue) -> JsonValue:
    return value[0] if isinstance(value, list) and len(value) == 1 else value


def _texts(value: JsonValue) -> tuple[str, ...]:
    """Give the text or texts of a member, none when anything else is among them."""
    items = value if isinstance(value, list) else [value]
    texts = tuple(item for item in items if isinstance(item, str) and item)
    return texts if len(texts) == len(items) else ()


def _is_count(value: JsonValue) -> bool:
    return type(value) is int and value >= 0


def _text(entry: JsonObject, member: str) -> str:
    text = entry.get(member)
    if not isinstance(text, str) or not text:
        raise MalformedStatusEntry(member=member)
    return text


def _read_index(entry: JsonObject) -> int:
    text = _text(entry, "statusListIndex")
    if not _INDEX.fullmatch(text):
        raise MalformedStatusEntry(member="statusListIndex")
    if len(text) > _MAX_INDEX_DIGITS:
        raise StatusIndexOutOfRange(index=text[:_MAX_INDEX_DIGITS] + "…", length="?")
    return int(text)


def _read_size(entry: JsonObject) -> int:
    """Read `statusSize`; a status of several bits must name each of its values."""
    size = entry.get("statusSize", 1)
    if type(size) is not int or not 1 <= size <= MAX_STATUS_SIZE:
        raise MalformedStatusEntry(member="statusSize")
    if size > 1 and "statusMessage" not in entry:
        raise MalformedStatusEntry(member="statusMessage")
    return size


def _read_messages(entry: JsonObject, size: int) -> tuple[str, ...]:
    """Read `statusMessage`: each of the 2^size values once, in hexadecimal, with its text."""
    if "statusMessage" not in entry:
        return ()
    listed = entry["statusMessage"]
    items = listed if isinstance(listed, list) else []
    texts = dict(_message(item) for item in items)
    if len(items) != 2**size or texts.keys() != set(range(2**size)):
        raise MalformedStatusEntry(member="statusMessage")
    return tuple(texts[value] for value in range(2**size))


def _message(item: JsonValue) -> tuple[int, str]:
    status = item.get("status") if isinstance(item, dict) else None
    text = item.get("message", "") if isinstance(item, dict) else None
    if not isinstance(status, str) or not _STATUS.fullmatch(status) or not isinstance(text, str):
        raise MalformedStatusEntry(member="statusMessage")
    return int(status, 16), text
