"""The batch that a device sends, read strictly: its key, and events as it signed them.

An event's payload is JSON text inside the batch's JSON: the signature covers its very bytes, so
nothing has to be written in one particular form.
"""

import re
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from badger.credentials.datetimes import parse_timestamp
from badger.credentials.errors import CredentialError
from badger.credentials.keys.public import PublicKey, verify_signature
from badger.credentials.multibase import decode_base64url
from badger.credentials.strict_json import JsonLimits, TooLarge, parse_object
from badger.issuer.devices.errors import (
    BatchTooLarge,
    BatchUnreadable,
    EventUnreadable,
    SignatureWrong,
)
from badger.issuer.recognition.rules import LEVELS, Level
from badger.json_value import JsonObject, JsonValue

MAX_EVENTS: Final = 100
MAX_BATCH_BYTES: Final = 256 * 1024
MAX_PAYLOAD_BYTES: Final = 4 * 1024
MAX_SEQUENCE: Final = 1_000_000_000
MARK: Final = "mark"
WITHDRAWAL: Final = "withdrawal"
KEY_KINDS: Final = frozenset({"Ed25519", "P-256"})

_BATCH: Final = frozenset({"observer", "key", "sent_at", "events"})
_SIGNED: Final = frozenset({"payload", "signature"})
_PLACE: Final = frozenset({"session", "person", "criterion", "session_date"})
_EVERY: Final = frozenset({"id", "device", "observer", "sequence", "kind", "entered_at"}) | _PLACE
_MEMBERS: Final[dict[str, Collection[str]]] = {
    MARK: _EVERY | {"level", "note"},
    WITHDRAWAL: _EVERY,
}
_UUID: Final = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}")
_NAME: Final = re.compile(r"[A-Za-z0-9_-]{1,64}")
_DAY: Final = re.compile(r"20[0-9]{2}-[0-9]{2}-[0-9]{2}")
_INSTANT: Final = re.compile(r"20[0-9]{2}-[0-9]{2}-[0-9]{2}T[0-9:]{8}\.[0-9]{3}Z")
# As in any form: nothing that cannot be seen, save tabulators and new lines.
_UNSEEN: Final = re.compile(r"[\x00-\x08\x0b\x0c\x0d-\x1f\x7f-\x9f]")


@dataclass(frozen=True, slots=True)
class SignedEvent:
    """An event as it came: nothing in it is believed before `open_event`."""

    payload: bytes
    signature: bytes


@dataclass(frozen=True, slots=True)
class Batch:
    """What one device of one observer sends at once.

    observer: who made the taps, as the device says.
    sent_at:  the device's clock when it was sent; says how far its clock is from ours.
    """

    observer: str
    key: PublicKey
    sent_at: datetime
    events: tuple[SignedEvent, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class DeviceEvent:
    """One tap: a level set (`kind` MARK) or what was set taken back (WITHDRAWAL).

    device:     thumbprint of the key that signed.
    entered_at: the device's clock.
    level:      None for a withdrawal.
    """

    id: str
    device: str
    observer: str
    sequence: int
    kind: str
    session: str
    session_date: date
    person: str
    criterion: str
    level: Level | None
    note: str
    entered_at: datetime


def read_batch(data: bytes) -> Batch:
    """Read what a device sent, or what was kept in its file.

    Raises: BatchUnreadable with the member that is wrong, BatchTooLarge.
    """
    members = _batch_members(data)
    events = members["events"]
    if not isinstance(events, list):
        raise BatchUnreadable(member="events")
    if len(events) > MAX_EVENTS:
        raise BatchTooLarge(limit=MAX_EVENTS)
    return Batch(
        observer=_batch_text(members, "observer"),
        key=_key(members["key"]),
        sent_at=_sent_at(members),
        events=tuple(_signed(event) for event in events),
    )


def open_event(signed: SignedEvent, key: PublicKey) -> DeviceEvent:
    """Verify the signature of an event, then read it.

    Raises: SignatureWrong, EventUnreadable with the member that is wrong.
    """
    if not verify_signature(key, signed.signature, signed.payload):
        raise SignatureWrong
    try:
        limits = JsonLimits(max_bytes=MAX_PAYLOAD_BYTES, max_depth=1)
        members = parse_object(signed.payload, limits=limits)
    except CredentialError as error:
        raise EventUnreadable(member="payload") from error
    event = _event(members)
    if event.device != key.thumbprint():
        raise EventUnreadable(member="device")
    return event


def _batch_members(data: bytes) -> JsonObject:
    try:
        members = parse_object(data, limits=JsonLimits(max_bytes=MAX_BATCH_BYTES, max_depth=4))
    except TooLarge as error:
        raise BatchTooLarge(limit=MAX_EVENTS) from error
    except CredentialError as error:
        raise BatchUnreadable(member="json") from error
    if set(members) != _BATCH:
        raise BatchUnreadable(member=", ".join(sorted(set(members) ^ _BATCH))[:80])
    return members


def _signed(value: JsonValue) -> SignedEvent:
    if not isinstance(value, dict) or set(value) != _SIGNED:
        raise BatchUnreadable(member="events")
    try:
        signature = decode_base64url(_batch_text(value, "signature"))
    except CredentialError as error:
        raise BatchUnreadable(member="signature") from error
    return SignedEvent(_batch_text(value, "payload").encode(), signature)


def _batch_text(members: JsonObject, name: str) -> str:
    value = members[name]
    if not isinstance(value, str):
        raise BatchUnreadable(member=name)
    return value


def _key(value: JsonValue) -> PublicKey:
    try:
        key = PublicKey.from_jwk(value)
    except CredentialError as error:
        raise BatchUnreadable(member="key") from error
    if key.kind not in KEY_KINDS:
        raise BatchUnreadable(member="key")
    return key


def _sent_at(members: JsonObject) -> datetime:
    moment = _moment(_batch_text(members, "sent_at"))
    if moment is None:
        raise BatchUnreadable(member="sent_at")
    return moment


def _event(members: JsonObject) -> DeviceEvent:
    kind = members.get("kind")
    if not isinstance(kind, str) or set(members) != set(_MEMBERS.get(kind, ())):
        raise EventUnreadable(member="kind")
    return DeviceEvent(
        id=_matching(members, "id", _UUID),
        device=_matching(members, "device", _NAME),
        observer=_matching(members, "observer", _NAME),
        sequence=_number(members, "sequence", most=MAX_SEQUENCE),
        kind=kind,
        session=_matching(members, "session", _NAME),
        session_date=_day(members),
        person=_matching(members, "person", _NAME),
        criterion=_matching(members, "criterion", _NAME),
        level=Level(_number(members, "level", most=max(LEVELS))) if kind == MARK else None,
        note=_note(members) if kind == MARK else "",
        entered_at=_entered_at(members),
    )


def _matching(members: JsonObject, name: str, pattern: re.Pattern[str]) -> str:
    value = members[name]
    if not isinstance(value, str) or not pattern.fullmatch(value):
        raise EventUnreadable(member=name)
    return value


def _number(members: JsonObject, name: str, *, most: int) -> int:
    value = members[name]
    if type(value) is not int or not 1 <= value <= most:
        raise EventUnreadable(member=name)
    return value


def _day(members: JsonObject) -> date:
    try:
        return date.fromisoformat(_matching(members, "session_date", _DAY))
    except ValueError as error:
        raise EventUnreadable(member="session_date") from error


def _entered_at(members: JsonObject) -> datetime:
    moment = _moment(_matching(members, "entered_at", _INSTANT))
    if moment is None:
        raise EventUnreadable(member="entered_at")
    return moment


def _moment(text: str) -> datetime | None:
    try:
        return parse_timestamp(text) if _INSTANT.fullmatch(text) else None
    except CredentialError:
        return None


def _note(members: JsonObject) -> str:
    value = members["note"]
    if not isinstance(value, str) or _UNSEEN.search(value):
        raise EventUnreadable(member="note")
    return value
