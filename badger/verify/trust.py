"""Whose badges are recognised: lists that somebody answers for, with the days of each mandate."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from types import MappingProxyType

from badger.credentials.datetimes import parse_timestamp
from badger.credentials.errors import CredentialError
from badger.credentials.strict_json import JsonLimits, parse_object
from badger.errors import BadgerError
from badger.json_value import JsonObject, JsonValue

MAX_LIST_BYTES = 4 * 1024 * 1024
MAX_ISSUERS = 20_000
LIST_LIMITS = JsonLimits(
    max_bytes=MAX_LIST_BYTES, max_depth=8, max_keys=6 * MAX_ISSUERS, max_items=MAX_ISSUERS
)
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", re.ASCII)
LOCAL, TERRITORY, IMPORTED = "local", "territory", "imported"


class TrustListUnreadable(BadgerError):
    """A list of recognised issuers is not what docs/verification.md describes."""

    code = "trust.unreadable"


@dataclass(frozen=True, slots=True, kw_only=True)
class RecognisedIssuer:
    """One issuer of a list; `since` and `until` are days, both included."""

    id: str
    name: str
    since: date | None = None
    until: date | None = None

    def is_mandated(self, day: date) -> bool:
        """Tell whether the mandate holds on `day`."""
        is_early = self.since is not None and day < self.since
        is_late = self.until is not None and day > self.until
        return not (is_early or is_late)


@dataclass(frozen=True, slots=True)
class TrustList:
    """A named list of recognised issuers, by their id.

    kind:   LOCAL (the operator's own file), TERRITORY (of this installation) or IMPORTED.
    issued: when it was signed; until: when it must be had anew; None where nobody signed it.
    """

    name: str
    issuers: Mapping[str, RecognisedIssuer] = field(default_factory=lambda: MappingProxyType({}))
    kind: str = LOCAL
    issued: datetime | None = None
    until: datetime | None = None

    def is_current(self, now: datetime) -> bool:
        """Tell whether the list still says what it said when it was signed (hardening H05)."""
        return self.until is None or now <= self.until


def read_trust_list(data: bytes, *, kind: str = LOCAL) -> TrustList:
    """Read a list: `{"name", "issuers": [{"id", "name", "since"?, "until"?}]}`, days as
    `2026-01-31`; a signed one has `issued` and `validUntil` beside its proof.

    The proof is not looked at: `signed_lists.py` does that.
    Raises: TrustListUnreadable.
    """
    try:
        document = parse_object(data, limits=LIST_LIMITS)
    except CredentialError as error:
        raise TrustListUnreadable(cause=error.reason) from error
    return trust_list_of(document, kind=kind)


def trust_list_of(document: JsonObject, *, kind: str) -> TrustList:
    """Read a list that was parsed already. Raises: TrustListUnreadable."""
    issuers = document.get("issuers")
    if not isinstance(issuers, list):
        raise TrustListUnreadable(cause="issuers")
    entries = [_issuer(entry) for entry in issuers]
    by_id = {entry.id: entry for entry in entries}
    if len(by_id) != len(entries):
        raise TrustListUnreadable(cause="issuers")
    return TrustList(
        _text(document, "name"),
        MappingProxyType(by_id),
        kind,
        _instant(document, "issued"),
        _instant(document, "validUntil"),
    )


def _issuer(entry: JsonValue) -> RecognisedIssuer:
    if not isinstance(entry, dict):
        raise TrustListUnreadable(cause="issuers")
    return RecognisedIssuer(
        id=_text(entry, "id"),
        name=_text(entry, "name"),
        since=_day(entry, "since"),
        until=_day(entry, "until"),
    )


def _text(entry: JsonObject, member: str) -> str:
    value = entry.get(member)
    if not isinstance(value, str) or not value:
        raise TrustListUnreadable(cause=member)
    return value


def _day(entry: JsonObject, member: str) -> date | None:
    value = entry.get(member)
    if value is None:
        return None
    try:
        # fromisoformat alone would take week dates and days without hyphens as well.
        return date.fromisoformat(str(value) if _DAY.fullmatch(str(value)) else "")
    except ValueError as error:
        raise TrustListUnreadable(cause=member) from error


def _instant(document: JsonObject, member: str) -> datetime | None:
    value = document.get(member)
    if value is None:
        return None
    try:
        return parse_timestamp(value if isinstance(value, str) else "")
    except CredentialError as error:
        raise TrustListUnreadable(cause=member) from error
