"""The classes of Open Badges 3.0 as values: what a credential says, without its JSON.

Each class holds the members of the standard under their name in snake case, `None` or `()` where
absent. `extra` keeps the members that the standard does not name, as they were read.
Source: Open Badges 3.0, section "Open Badges Data Model".
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from badger.credentials.parts import (
    Address,
    Alignment,
    Criteria,
    Evidence,
    GeoCoordinates,
    IdentifierEntry,
    IdentityObject,
    Image,
    Related,
    Result,
    ResultDescription,
    RubricCriterionLevel,
    nothing,
)
from badger.json_value import JsonObject, JsonValue

__all__ = [
    "Achievement",
    "AchievementSubject",
    "Address",
    "Alignment",
    "CredentialSchema",
    "CredentialStatus",
    "Criteria",
    "EndorsementCredential",
    "EndorsementSubject",
    "Evidence",
    "GeoCoordinates",
    "IdentifierEntry",
    "IdentityObject",
    "Image",
    "OpenBadgeCredential",
    "Profile",
    "RefreshService",
    "Related",
    "Result",
    "ResultDescription",
    "RubricCriterionLevel",
    "TermsOfUse",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Profile:
    """The public description of a party. An issuer given as a bare URI has no `type`."""

    id: str
    type: tuple[str, ...] = ("Profile",)
    name: str | None = None
    url: str | None = None
    phone: str | None = None
    description: str | None = None
    endorsement: tuple[JsonObject, ...] = ()
    endorsement_jwt: tuple[str, ...] = ()
    image: Image | None = None
    email: str | None = None
    address: Address | None = None
    other_identifier: tuple[IdentifierEntry, ...] = ()
    official: str | None = None
    parent_org: "Profile | None" = None
    family_name: str | None = None
    given_name: str | None = None
    additional_name: str | None = None
    patronymic_name: str | None = None
    honorific_prefix: str | None = None
    honorific_suffix: str | None = None
    family_name_prefix: str | None = None
    date_of_birth: str | None = None
    extra: Mapping[str, JsonValue] = field(default_factory=nothing)


@dataclass(frozen=True, slots=True, kw_only=True)
class Achievement:
    """What can be recognised. Endorsements stay JSON: each is verified on its own."""

    id: str
    name: str
    description: str
    criteria: Criteria
    type: tuple[str, ...] = ("Achievement",)
    achievement_type: str | None = None
    alignment: tuple[Alignment, ...] = ()
    creator: Profile | None = None
    credits_available: float | None = None
    endorsement: tuple[JsonObject, ...] = ()
    endorsement_jwt: tuple[str, ...] = ()
    field_of_study: str | None = None
    human_code: str | None = None
    image: Image | None = None
    in_language: str | None = None
    other_identifier: tuple[IdentifierEntry, ...] = ()
    related: tuple[Related, ...] = ()
    result_description: tuple[ResultDescription, ...] = ()
    specialization: str | None = None
    tag: tuple[str, ...] = ()
    version: str | None = None
    extra: Mapping[str, JsonValue] = field(default_factory=nothing)


@dataclass(frozen=True, slots=True, kw_only=True)
class AchievementSubject:
    """Who the credential is about, and what they showed."""

    achievement: Achievement
    type: tuple[str, ...] = ("AchievementSubject",)
    id: str | None = None
    identifier: tuple[IdentityObject, ...] = ()
    activity_start_date: datetime | None = None
    activity_end_date: datetime | None = None
    credits_earned: float | None = None
    image: Image | None = None
    license_number: str | None = None
    narrative: str | None = None
    result: tuple[Result, ...] = ()
    role: str | None = None
    source: Profile | None = None
    term: str | None = None
    extra: Mapping[str, JsonValue] = field(default_factory=nothing)


@dataclass(frozen=True, slots=True, kw_only=True)
class EndorsementSubject:
    """What is endorsed (a credential, an achievement or a profile), and in which words."""

    id: str
    type: tuple[str, ...] = ("EndorsementSubject",)
    endorsement_comment: str | None = None
    extra: Mapping[str, JsonValue] = field(default_factory=nothing)


@dataclass(frozen=True, slots=True, kw_only=True)
class CredentialStatus:
    """Where revocation or suspension is read; other types of status keep theirs in `extra`."""

    type: str = "BitstringStatusListEntry"
    id: str | None = None
    status_purpose: str | None = None
    status_list_index: str | None = None
    status_list_credential: str | None = None
    extra: Mapping[str, JsonValue] = field(default_factory=nothing)


@dataclass(frozen=True, slots=True, kw_only=True)
class CredentialSchema:
    """A schema that the issuer promises to meet."""

    id: str
    type: str = "1EdTechJsonSchemaValidator2019"
    extra: Mapping[str, JsonValue] = field(default_factory=nothing)


@dataclass(frozen=True, slots=True, kw_only=True)
class RefreshService:
    """Where a newer edition of the credential is found."""

    id: str
    type: str = "1EdTechCredentialRefresh"
    extra: Mapping[str, JsonValue] = field(default_factory=nothing)


@dataclass(frozen=True, slots=True, kw_only=True)
class TermsOfUse:
    """Terms under which the credential was issued."""

    type: str
    id: str | None = None
    extra: Mapping[str, JsonValue] = field(default_factory=nothing)


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenBadgeCredential:
    """A statement that someone achieved something; its proofs are read by `proof.py` alone.

    contexts: the addresses of `@context`, in order; `()` when building, which chooses them.
    credential_status: one entry when issued; several are read (revocation and suspension).
    """

    id: str
    issuer: Profile
    credential_subject: AchievementSubject
    valid_from: datetime
    type: tuple[str, ...] = ("VerifiableCredential", "OpenBadgeCredential")
    contexts: tuple[str, ...] = ()
    name: str | None = None
    description: str | None = None
    image: Image | None = None
    awarded_date: datetime | None = None
    valid_until: datetime | None = None
    endorsement: tuple[JsonObject, ...] = ()
    endorsement_jwt: tuple[str, ...] = ()
    evidence: tuple[Evidence, ...] = ()
    credential_schema: tuple[CredentialSchema, ...] = ()
    credential_status: tuple[CredentialStatus, ...] = ()
    refresh_service: RefreshService | None = None
    terms_of_use: tuple[TermsOfUse, ...] = ()
    extra: Mapping[str, JsonValue] = field(default_factory=nothing)


@dataclass(frozen=True, slots=True, kw_only=True)
class EndorsementCredential:
    """A third party's signed support for a credential, an achievement or a profile."""

    id: str
    name: str
    issuer: Profile
    credential_subject: EndorsementSubject
    valid_from: datetime
    type: tuple[str, ...] = ("VerifiableCredential", "EndorsementCredential")
    contexts: tuple[str, ...] = ()
    description: str | None = None
    awarded_date: datetime | None = None
    valid_until: datetime | None = None
    evidence: tuple[Evidence, ...] = ()
    credential_schema: tuple[CredentialSchema, ...] = ()
    credential_status: tuple[CredentialStatus, ...] = ()
    refresh_service: RefreshService | None = None
    terms_of_use: tuple[TermsOfUse, ...] = ()
    extra: Mapping[str, JsonValue] = field(default_factory=nothing)
