"""The objects of Open Badges 2.0 and 2.1 as values; `read.py` makes them from JSON.

Members that are not of the standard stay in `document`, and nobody reads them.
Source: Open Badges 2.0 (IMS, 12 April 2018), "Open Badges Vocabulary".
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from datetime import datetime

from badger.credentials.openbadges_v2.members import Reference
from badger.json_value import JsonObject

HOSTED, SIGNED = "hosted", "signed"


@dataclass(frozen=True, slots=True)
class Recipient:
    """Whom the badge is about: `identity` of a `type` ("email"), plain or hashed with `salt`."""

    type: str
    identity: str
    hashed: bool
    salt: str = ""


@dataclass(frozen=True, slots=True)
class Verification:
    """How the assertion is to be verified: "hosted" or "signed", then by which key."""

    way: str
    creator: str = ""


@dataclass(frozen=True, slots=True)
class Evidence:
    """What shows that the badge was earned; `id` is an address of the work."""

    id: str
    name: str
    narrative: str
    description: str
    genre: str


@dataclass(frozen=True, slots=True)
class Alignment:
    """A skill of a framework."""

    name: str
    url: str
    framework: str
    code: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Assertion:
    """One badge of one person. Compared by what is read of it, not by `document`."""

    id: str
    recipient: Recipient
    badge: Reference
    verification: Verification
    issued_on: datetime
    expires: datetime | None
    evidence: tuple[Evidence, ...]
    narrative: str
    revoked: bool
    revocation_reason: str
    uid: str
    endorsements: int
    document: JsonObject = field(compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class BadgeClass:
    """What is recognised."""

    id: str
    name: str
    description: str
    criteria_url: str
    criteria: str
    issuer: Reference
    alignment: tuple[Alignment, ...]
    tags: tuple[str, ...]
    endorsements: int
    document: JsonObject = field(compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Profile:
    """Who issues.

    keys:        keys that it signs by.
    starts_with, allowed_origins: where its hosted assertions stand; empty: not said.
    """

    id: str
    name: str
    url: str
    keys: tuple[Reference, ...]
    revocation_list: str
    starts_with: tuple[str, ...]
    allowed_origins: tuple[str, ...]
    endorsements: int
    document: JsonObject = field(compare=False)


@dataclass(frozen=True, slots=True)
class CryptographicKey:
    """A key and the profile that owns it."""

    id: str
    owner: str
    pem: str


@dataclass(frozen=True, slots=True)
class RevocationList:
    """What an issuer withdrew: id or uid of the assertion -> its reason, or ""."""

    id: str
    issuer: str
    revoked: Mapping[str, str]


def differing(first: Assertion, second: Assertion) -> tuple[str, ...]:
    """Name the fields in which two assertions say different things; a badge class is its id."""
    names = [one.name for one in fields(Assertion) if one.compare and one.name != "badge"]
    found = [name for name in names if getattr(first, name) != getattr(second, name)]
    return (*(["badge"] if first.badge.id != second.badge.id else []), *found)
