"""Which format a document claims to be in: it decides which steps judge it, and nothing else."""

from enum import StrEnum

from badger.credentials.old_contexts import CONTEXTS, is_open_badges_1
from badger.json_value import JsonObject, JsonValue
from badger.verify.contexts import VC_1

BADGE_TYPES = frozenset(("AchievementCredential", "OpenBadgeCredential"))
_ENVELOPE = "EnvelopedVerifiableCredential"
_PRESENTATIONS = frozenset(("VerifiablePresentation", "EnvelopedVerifiablePresentation"))


class Format(StrEnum):
    """The formats that a verifier meets; `OPEN_BADGES_3` is on VC 2.0."""

    OPEN_BADGES_3 = "Open Badges 3"
    OPEN_BADGES_3_VC_1 = "Open Badges 3 (VC 1.1)"
    OPEN_BADGES_2 = "Open Badges 2"
    CREDENTIAL = "Verifiable Credential"
    ENDORSEMENT = "EndorsementCredential"
    ENVELOPE = "EnvelopedVerifiableCredential"
    PRESENTATION = "VerifiablePresentation"
    OTHER = "other"


def format_of(document: JsonObject) -> Format:
    """Tell what a document claims to be, by its contexts and its types.

    The claim alone proves nothing: the steps of the format then require all of its rules.
    """
    contexts = texts_of(document.get("@context"))
    types = frozenset(texts_of(document.get("type")))
    if types & BADGE_TYPES:
        return Format.OPEN_BADGES_3_VC_1 if contexts[:1] == [VC_1] else Format.OPEN_BADGES_3
    if types & _PRESENTATIONS:
        return Format.PRESENTATION
    if _ENVELOPE in types:
        return Format.ENVELOPE
    if "VerifiableCredential" in types and Format.ENDORSEMENT in types:
        return Format.ENDORSEMENT
    if "VerifiableCredential" in types:
        return Format.CREDENTIAL
    if "Assertion" in types or CONTEXTS.intersection(contexts) or is_open_badges_1(document):
        return Format.OPEN_BADGES_2
    return Format.OTHER


def texts_of(value: JsonValue) -> list[str]:
    """List the texts of a member that holds one or several; what is no text is left out."""
    listed = value if isinstance(value, list) else [value]
    return [item for item in listed if isinstance(item, str)]
