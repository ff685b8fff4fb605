"""The classes of Open Badges 3.0 and their members: the one table of shapes and cardinalities.

A member is written as the standard writes it: cardinality, then kind. The JSON Schemas, the
reading and the writing of documents are all made from this table.
Source: Open Badges 3.0 (document 1.4.5), section "Open Badges Data Model"; the singular form of
        a list is what its serialization section allows since document 1.3.
"""

from dataclasses import dataclass
from functools import cache


@dataclass(frozen=True, slots=True)
class Member:
    """One member of a class.

    name:     as JSON spells it.
    kind:     name of a class, "Type", or one of `kinds.py`.
    required: True where the member must be there.
    many:     True where the value is a list.
    """

    name: str
    kind: str
    required: bool
    many: bool


# Classes that refuse every member that the standard does not name.
CLOSED = frozenset({"Image", "IdentityObject", "IdentifierEntry"})

# Types that the member `type` must hold. A class with one word writes it bare, never as a list.
BARE_TYPES = frozenset({"Image", "IdentityObject", "IdentifierEntry", "GeoCoordinates"})
OWN_TYPES = frozenset(
    {
        "Achievement",
        "AchievementSubject",
        "Address",
        "Alignment",
        "EndorsementSubject",
        "Evidence",
        "Profile",
        "Related",
        "Result",
        "ResultDescription",
        "RubricCriterionLevel",
    }
)
CREDENTIAL_TYPES: dict[str, tuple[str, ...]] = {
    "OpenBadgeCredential": ("AchievementCredential", "OpenBadgeCredential"),
    "EndorsementCredential": ("EndorsementCredential",),
}

_ISSUED = "issuer 1 IssuerRef; validFrom 1 DateTime; validUntil 0..1 DateTime"
_ISSUED_VC_1 = "issuer 1 Profile; issuanceDate 1 DateTime; expirationDate 0..1 DateTime"
_CREDENTIAL = """
    awardedDate 0..1 DateTime; description 0..1 String; evidence 0..* Evidence;
    proof 0..* Proof; credentialSchema 0..* CredentialSchema;
    credentialStatus 0..1 CredentialStatus; refreshService 0..1 RefreshService;
    termsOfUse 0..* TermsOfUse
"""
_BADGE = """
    image 0..1 Image; credentialSubject 1 AchievementSubject;
    endorsement 0..* EndorsementCredential; endorsementJwt 0..* CompactJws
"""
_ENDORSEMENT = "name 1 String; credentialSubject 1 EndorsementSubject"


def _credential(*parts: str) -> str:
    return "; ".join(("id 1 String; type 1 Type", *parts))


# What Open Badges 3.0 was on VC 1.1 (appendix "Verification Support Data Models"): read, never
# written. The other classes are the same in both.
_CLASSES_VC_1 = {
    "OpenBadgeCredential": _credential(_ISSUED_VC_1, _CREDENTIAL, "name 1 String", _BADGE),
    "EndorsementCredential": _credential(_ISSUED_VC_1, _CREDENTIAL, _ENDORSEMENT),
}

_CLASSES = {
    "OpenBadgeCredential": _credential(_ISSUED, _CREDENTIAL, "name 0..1 String", _BADGE),
    "EndorsementCredential": _credential(_ISSUED, _CREDENTIAL, _ENDORSEMENT),
    "AchievementSubject": """
    id 0..1 String; type 1 Type; achievement 1 Achievement; activityStartDate 0..1 DateTime;
    activityEndDate 0..1 DateTime; creditsEarned 0..1 Number; identifier 0..* IdentityObject;
    image 0..1 Image; licenseNumber 0..1 String; narrative 0..1 String; result 0..* Result;
    role 0..1 String; source 0..1 Profile; term 0..1 String
    """,
    "EndorsementSubject": "id 1 String; type 1 Type; endorsementComment 0..1 String",
    "Achievement": """
    id 1 String; type 1 Type; name 1 String; description 1 String; criteria 1 Criteria;
    achievementType 0..1 AchievementType; alignment 0..* Alignment; creator 0..1 Profile;
    creditsAvailable 0..1 Number; endorsement 0..* EndorsementCredential;
    endorsementJwt 0..* CompactJws; fieldOfStudy 0..1 String; humanCode 0..1 String;
    image 0..1 Image; inLanguage 0..1 LanguageTag; otherIdentifier 0..* IdentifierEntry;
    related 0..* Related; resultDescription 0..* ResultDescription; specialization 0..1 String;
    tag 0..* String; version 0..1 String
    """,
    "Criteria": "id 0..1 String; narrative 0..1 String",
    "Alignment": """
    type 1 Type; targetName 1 String; targetUrl 1 String; targetCode 0..1 String;
    targetDescription 0..1 String; targetFramework 0..1 String; targetType 0..1 AlignmentTargetType
    """,
    "Result": """
    type 1 Type; achievedLevel 0..1 String; alignment 0..* Alignment;
    resultDescription 0..1 String; status 0..1 ResultStatus; value 0..1 String
    """,
    "ResultDescription": """
    id 1 String; type 1 Type; name 1 String; resultType 1 ResultType; alignment 0..* Alignment;
    allowedValue 0..* String; requiredLevel 0..1 String; requiredValue 0..1 String;
    rubricCriterionLevel 0..* RubricCriterionLevel; valueMin 0..1 String; valueMax 0..1 String
    """,
    "RubricCriterionLevel": """
    id 1 String; type 1 Type; name 1 String; description 0..1 String; level 0..1 String;
    points 0..1 String; alignment 0..* Alignment
    """,
    "Related": "id 1 String; type 1 Type; inLanguage 0..1 LanguageTag; version 0..1 String",
    "Evidence": """
    id 0..1 String; type 1 Type; name 0..1 String; narrative 0..1 String;
    description 0..1 String; genre 0..1 String; audience 0..1 String
    """,
    "Image": "id 1 String; type 1 Type; caption 0..1 String",
    "IdentityObject": """
    type 1 Type; hashed 1 Boolean; identityHash 1 String; identityType 1 IdentifierType;
    salt 0..1 String
    """,
    "IdentifierEntry": "type 1 Type; identifier 1 String; identifierType 1 IdentifierType",
    "Profile": """
    id 1 String; type 1 Type; name 0..1 String; url 0..1 String; phone 0..1 String;
    description 0..1 String; endorsement 0..* EndorsementCredential;
    endorsementJwt 0..* CompactJws; image 0..1 Image; email 0..1 String; address 0..1 Address;
    otherIdentifier 0..* IdentifierEntry; official 0..1 String; parentOrg 0..1 Profile;
    familyName 0..1 String; givenName 0..1 String; additionalName 0..1 String;
    patronymicName 0..1 String; honorificPrefix 0..1 String; honorificSuffix 0..1 String;
    familyNamePrefix 0..1 String; dateOfBirth 0..1 Date
    """,
    "Address": """
    type 1 Type; addressCountry 0..1 String; addressCountryCode 0..1 String;
    addressRegion 0..1 String; addressLocality 0..1 String; streetAddress 0..1 String;
    postOfficeBoxNumber 0..1 String; postalCode 0..1 String; geo 0..1 GeoCoordinates
    """,
    "GeoCoordinates": "type 1 Type; latitude 1 Number; longitude 1 Number",
    "Proof": """
    type 1 Type; created 0..1 DateTime; cryptosuite 0..1 String; challenge 0..1 String;
    domain 0..1 String; nonce 0..1 String; proofPurpose 0..1 String; proofValue 0..1 String;
    verificationMethod 0..1 String
    """,
    "CredentialSchema": "id 1 String; type 1 Type",
    # `id` is optional since document 1.4.
    "CredentialStatus": "id 0..1 String; type 1 Type",
    "RefreshService": "id 1 String; type 1 Type",
    "TermsOfUse": "id 0..1 String; type 1 Type",
}

CLASS_NAMES = tuple(_CLASSES)


@cache
def members_of(class_name: str) -> tuple[Member, ...]:
    """List the members of a class in the order in which they are written."""
    return _members(_CLASSES[class_name])


@cache
def members_of_vc_1(class_name: str) -> tuple[Member, ...]:
    """List the members of a class as it was on VC 1.1."""
    return _members((_CLASSES | _CLASSES_VC_1)[class_name])


def _members(written: str) -> tuple[Member, ...]:
    return tuple(_member(*line.split()) for line in written.split(";"))


def _member(name: str, cardinality: str, kind: str) -> Member:
    low, _, high = cardinality.partition("..")
    return Member(name, kind, required=low == "1", many=high == "*")
