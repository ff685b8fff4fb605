"""From values to unsigned documents, as the standard serializes them.

Absent values and empty lists are left out, lists are always arrays, times are UTC to the second.
Source: Open Badges 3.0, section "Serialization".
"""

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import cast

from badger.credentials.datetimes import format_timestamp
from badger.credentials.members import plan_of
from badger.credentials.model import (
    Achievement,
    EndorsementCredential,
    OpenBadgeCredential,
    Profile,
)
from badger.json_value import JsonObject, JsonValue
from badger.schemas import context
from badger.schemas.manifest import OPEN_BADGES

CONTEXTS_ISSUED = (
    "https://www.w3.org/ns/credentials/v2",
    OPEN_BADGES + "context-3.0.3.json",
)
EXTENSIONS_CONTEXT = OPEN_BADGES + "extensions.json"


def credential_document(credential: OpenBadgeCredential) -> JsonObject:
    """Write an unsigned OpenBadgeCredential, with the contexts that its terms need."""
    return _with_contexts(document_of(credential))


def endorsement_document(endorsement: EndorsementCredential) -> JsonObject:
    """Write an unsigned EndorsementCredential, with the contexts that its terms need."""
    return _with_contexts(document_of(endorsement))


def achievement_document(achievement: Achievement) -> JsonObject:
    """Write an achievement as a document of its own, as its address serves it."""
    return _with_contexts(document_of(achievement))


def profile_document(profile: Profile) -> JsonObject:
    """Write a profile as a document of its own, as its address serves it."""
    return _with_contexts(document_of(profile))


def document_of(value: object) -> JsonObject:
    """Write any value of `badger.credentials.model` as a part of a document, without contexts.

    Members come in the order of the table of classes, those of `extra` last.
    """
    document: JsonObject = {}
    for name, (field, _) in plan_of(type(value).__name__).members.items():
        content = getattr(value, field)
        if content is not None and content != ():
            document[name] = _json(content)
    _unwrap_one_status(document)
    document.update(getattr(value, "extra", {}))
    return document


def _unwrap_one_status(document: JsonObject) -> None:
    """Write one status entry bare: until Open Badges 3.1 its schema refuses the list."""
    entries = document.get("credentialStatus")
    if isinstance(entries, list) and len(entries) == 1:
        document["credentialStatus"] = entries[0]


def _json(content: object) -> JsonValue:
    if isinstance(content, tuple):
        return [_json(item) for item in content]
    if isinstance(content, datetime):
        return format_timestamp(content)
    if hasattr(content, "__dataclass_fields__"):
        return document_of(content)
    # What is left is text, a number, a truth value or an endorsement's own document.
    return cast("JsonValue", content)


def _with_contexts(document: JsonObject) -> JsonObject:
    """Put the contexts first; those that the value itself names win."""
    return {"@context": list(_contexts_for(document)), **document}


def _contexts_for(document: JsonObject) -> tuple[str, ...]:
    if _extension_terms().isdisjoint(_types_in(document)):
        return CONTEXTS_ISSUED
    return (*CONTEXTS_ISSUED, EXTENSIONS_CONTEXT)


def _extension_terms() -> frozenset[str]:
    """Name the types that only the extensions' context defines."""
    terms = cast("Mapping[str, JsonValue]", context(EXTENSIONS_CONTEXT)["@context"])
    return frozenset(terms) - {"id", "type"}


def _types_in(value: JsonValue) -> Iterator[str]:
    if isinstance(value, dict):
        types = value.get("type")
        yield from types if isinstance(types, list) else [types]  # type: ignore[misc]
        for member in value.values():
            yield from _types_in(member)
    elif isinstance(value, list):
        for item in value:
            yield from _types_in(item)
