"""Reading where the status of a badge is said, and what a status list credential holds."""

import re
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
MAX_ENTRIES = 8
MAX_STATUS_SIZE = 8
# int() takes spaces, signs, underscores and other scripts' digits; an index has one spelling.
_INDEX = re.compile(r"0|[1-9][0-9]*", re.ASCII)
_MAX_INDEX_DIGITS = 20
_URL = re.compile(r"[a-z][a-z0-9+.-]*:[!-~]+", re.ASCII)
_MAX_URL_LETTERS = 2048


@dataclass(frozen=True, slots=True)
class StatusEntry:
    """Where one status of a badge is read: `size` bits at `index` times `size`."""

    purpose: str
    index: int
    list_url: str
    size: int
    type: str


@dataclass(frozen=True, slots=True)
class StatusList:
    """What a status list credential says: `encoded` bits for some purposes.

    ttl_ms: how long a copy may be kept, None when it does not say.
    """

    purposes: frozenset[str]
    encoded: str
    ttl_ms: int | None


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
    Source: Bitstring Status List v1.0, section 2.1.
    """
    if _single(entry.get("type")) != ENTRY_TYPE:
        raise UnsupportedStatusEntry(type=str(entry.get("type"))[:64])
    return StatusEntry(
        purpose=_text(entry, "statusPurpose"),
        index=_read_index(entry),
        list_url=_read_url(entry),
        size=_read_size(entry),
        type=ENTRY_TYPE,
    )


def read_status_list(document: JsonObject) -> StatusList:
    """Read the list of a status list credential, which must have been verified already.

    Raises: MalformedStatusList.
    Source: Bitstring Status List v1.0, section 2.2.
    """
    subject = document.get("credentialSubject")
    if CREDENTIAL_TYPE not in _texts(document.get("type")) or not isinstance(subject, dict):
        raise MalformedStatusList()
    encoded, ttl = subject.get("encodedList"), subject.get("ttl")
    purposes = _texts(subject.get("statusPurpose"))
    if _single(subject.get("type")) != SUBJECT_TYPE or not purposes:
        raise MalformedStatusList()
    if not isinstance(encoded, str) or not (ttl is None or _is_count(ttl)):
        raise MalformedStatusList()
    return StatusList(frozenset(purposes), encoded, ttl if isinstance(ttl, int) else None)


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


def _read_url(entry: JsonObject) -> str:
    url = _text(entry, "statusListCredential")
    if len(url) > _MAX_URL_LETTERS or not _URL.fullmatch(url):
        raise MalformedStatusEntry(member="statusListCredential")
    return url


def _read_size(entry: JsonObject) -> int:
    """Read `statusSize`; a status of several bits must name each of its values."""
    size = entry.get("statusSize", 1)
    if type(size) is not int or not 1 <= size <= MAX_STATUS_SIZE:
        raise MalformedStatusEntry(member="statusSize")
    messages = entry.get("statusMessage")
    if size > 1 and not (isinstance(messages, list) and len(messages) == 2**size):
        raise MalformedStatusEntry(member="statusMessage")
    return size
