"""Whose badges a territory recognises: a list that somebody answers for."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from types import MappingProxyType

from badger.credentials.errors import CredentialError
from badger.credentials.strict_json import parse_object
from badger.errors import BadgerError
from badger.json_value import JsonObject, JsonValue
from badger.verify.report import Trust


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


@dataclass(frozen=True, slots=True)
class TrustList:
    """A named list of recognised issuers, by their id."""

    name: str
    issuers: Mapping[str, RecognisedIssuer] = field(default_factory=lambda: MappingProxyType({}))

    def recognised(self, issuer_id: str, *, now: datetime) -> RecognisedIssuer | None:
        """Return the entry of an issuer that is recognised on the day of `now`."""
        issuer = self.issuers.get(issuer_id)
        if issuer is None:
            return None
        day = now.date()
        too_early = issuer.since is not None and day < issuer.since
        too_late = issuer.until is not None and day > issuer.until
        return None if too_early or too_late else issuer


NO_LIST = TrustList("")


def trust_in(issuer_id: str, trust_list: TrustList, *, now: datetime) -> Trust:
    """Say whether an issuer whose key was verified is also known.

    A did:key that no list names is "self_asserted": it proves a key and nobody's name.
    """
    issuer = trust_list.recognised(issuer_id, now=now)
    if issuer is not None:
        since = None if issuer.since is None else issuer.since.isoformat()
        return Trust("recognised", list=trust_list.name, since=since)
    return Trust("self_asserted" if issuer_id.startswith("did:key:") else "unknown")


def read_trust_list(data: bytes) -> TrustList:
    """Read a list: `{"name", "issuers": [{"id", "name", "since"?, "until"?}]}`, days as
    `2026-01-31`.

    Raises: TrustListUnreadable.
    """
    try:
        document = parse_object(data)
    except CredentialError as error:
        raise TrustListUnreadable(cause=error.reason) from error
    issuers = document.get("issuers")
    if not isinstance(issuers, list):
        raise TrustListUnreadable(cause="issuers")
    entries = [_issuer(entry) for entry in issuers]
    return TrustList(_text(document, "name"), MappingProxyType({e.id: e for e in entries}))


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
        return date.fromisoformat(str(value))
    except ValueError as error:
        raise TrustListUnreadable(cause=member) from error
