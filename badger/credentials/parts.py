"""The smaller classes of Open Badges 3.0, which credentials, achievements and profiles hold.

See `badger.credentials.model` for how the values are written; import from there.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from badger.json_value import JsonValue


def nothing() -> Mapping[str, JsonValue]:
    """Give the `extra` of a value that has no member beyond the standard's."""
    return {}


@dataclass(frozen=True, slots=True, kw_only=True)
class Image:
    """A picture: an https or `data:` address, and what it shows."""

    id: str
    type: str = "Image"
    caption: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Criteria:
    """What had to be shown, in Markdown, on a page, or both."""

    id: str | None = None
    narrative: str | None = None
    extra: Mapping[str, JsonValue] = field(default_factory=nothing)


@dataclass(frozen=True, slots=True, kw_only=True)
class Alignment:
    """A link to a skill of a framework."""

    target_name: str
    target_url: str
    type: tuple[str, ...] = ("Alignment",)
    target_code: str | None = None
    target_description: str | None = None
    target_framework: str | None = None
    target_type: str | None = None
    extra: Mapping[str, JsonValue] = field(default_factory=nothing)


@dataclass(frozen=True, slots=True, kw_only=True)
class Related:
    """Another edition of the same achievement: a language, or an earlier version."""

    id: str
    type: tuple[str, ...] = ("Related",)
    in_language: str | None = None
    version: str | None = None
    extra: Mapping[str, JsonValue] = field(default_factory=nothing)


@dataclass(frozen=True, slots=True, kw_only=True)
class RubricCriterionLevel:
    """One level of a criterion; the order in the list is the order of the levels."""

    id: str
    name: str
    type: tuple[str, ...] = ("RubricCriterionLevel",)
    description: str | None = None
    level: str | None = None
    points: str | None = None
    alignment: tuple[Alignment, ...] = ()
    extra: Mapping[str, JsonValue] = field(default_factory=nothing)


@dataclass(frozen=True, slots=True, kw_only=True)
class ResultDescription:
    """A criterion that was looked at, with its levels."""

    id: str
    name: str
    result_type: str
    type: tuple[str, ...] = ("ResultDescription",)
    alignment: tuple[Alignment, ...] = ()
    allowed_value: tuple[str, ...] = ()
    required_level: str | None = None
    required_value: str | None = None
    rubric_criterion_level: tuple[RubricCriterionLevel, ...] = ()
    value_min: str | None = None
    value_max: str | None = None
    extra: Mapping[str, JsonValue] = field(default_factory=nothing)


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """What was seen for one ResultDescription of the achievement, named by its id."""

    type: tuple[str, ...] = ("Result",)
    achieved_level: str | None = None
    alignment: tuple[Alignment, ...] = ()
    result_description: str | None = None
    status: str | None = None
    value: str | None = None
    extra: Mapping[str, JsonValue] = field(default_factory=nothing)


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """A trace of what was done; never the cryptographic proof."""

    type: tuple[str, ...] = ("Evidence",)
    id: str | None = None
    name: str | None = None
    narrative: str | None = None
    description: str | None = None
    genre: str | None = None
    audience: str | None = None
    extra: Mapping[str, JsonValue] = field(default_factory=nothing)


@dataclass(frozen=True, slots=True, kw_only=True)
class IdentityObject:
    """A hashed identifier of the recipient; plain text where `hashed` is false."""

    hashed: bool
    identity_hash: str
    identity_type: str
    type: str = "IdentityObject"
    salt: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class IdentifierEntry:
    """An identifier of an achievement or a party in another system."""

    identifier: str
    identifier_type: str
    type: str = "IdentifierEntry"


@dataclass(frozen=True, slots=True, kw_only=True)
class GeoCoordinates:
    """A point on the map, in decimal degrees (WGS 84)."""

    latitude: float
    longitude: float
    type: str = "GeoCoordinates"
    extra: Mapping[str, JsonValue] = field(default_factory=nothing)


@dataclass(frozen=True, slots=True, kw_only=True)
class Address:
    """A postal address."""

    type: tuple[str, ...] = ("Address",)
    address_country: str | None = None
    address_country_code: str | None = None
    address_region: str | None = None
    address_locality: str | None = None
    street_address: str | None = None
    post_office_box_number: str | None = None
    postal_code: str | None = None
    geo: GeoCoordinates | None = None
    extra: Mapping[str, JsonValue] = field(default_factory=nothing)
