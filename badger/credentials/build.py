"""From values to unsigned documents, as the standard serializes them.

Absent values and empty lists are left out, lists are always arrays, times are UTC to the second.
Source: Open Badges 3.0, section "Serialization".
"""

from collections.abc import Callable, Iterator
from functools import cache
from typing import Any, TypeAlias

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
from badger.schemas.classes import CLASS_NAMES, Member
from badger.schemas.manifest import OPEN_BADGES

# Any: the field of a dataclass, whose type the table of classes knows and the checker does not.
Writer: TypeAlias = Callable[[Any], JsonValue]

CONTEXTS_ISSUED = (
    "https://www.w3.org/ns/credentials/v2",
    OPEN_BADGES + "context-3.0.3.json",
)
EXTENSIONS_CONTEXT = OPEN_BADGES + "extensions.json"
# The members whose types the extensions' context defines.
_EXTENDED = ("credentialSchema", "credentialStatus", "refreshService")


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
    for name, field, write in _writers(type(value).__name__):
        content = getattr(value, field)
        if content is not None and content != ():
            document[name] = write(content)
    document.update(getattr(value, "extra", ()))
    return document


@cache
def _writers(class_name: str) -> tuple[tuple[str, str, Writer], ...]:
    """List how each member of a class is written: member, field, function."""
    members = plan_of(class_name).members.items()
    return tuple((name, field, _writer(member)) for name, (field, member) in members)


def _writer(member: Member) -> Writer:
    if member.name == "credentialStatus":
        return _statuses
    one = _KIND_WRITERS.get(member.kind, _as_it_is)
    if member.kind in CLASS_NAMES or member.kind == "IssuerRef":
        one = _as_it_is if member.kind == "EndorsementCredential" else document_of
    if member.many or member.kind in ("Type", "Contexts"):
        return _list if one is _as_it_is else _list_of(one)
    return one


def _list(content: Any) -> JsonValue:
    # A class with one type of its own holds it as a text, and writes it bare.
    return content if isinstance(content, str) else list(content)


def _list_of(one: Writer) -> Writer:
    return lambda content: [one(item) for item in content]


def _as_it_is(content: Any) -> JsonValue:
    found: JsonValue = content
    return found


def _statuses(content: Any) -> JsonValue:
    """Write one status entry bare: until Open Badges 3.1 its schema refuses the list."""
    entries: list[JsonValue] = [document_of(entry) for entry in content]
    return entries[0] if len(entries) == 1 else entries


_KIND_WRITERS: dict[str, Writer] = {"DateTime": format_timestamp}


def _with_contexts(document: JsonObject) -> JsonObject:
    """Put the contexts first; those that the value itself names win."""
    return {"@context": list(_contexts_for(document)), **document}


def _contexts_for(document: JsonObject) -> tuple[str, ...]:
    types = {kind for name in _EXTENDED for kind in _types_in(document.get(name))}
    if types.isdisjoint(_extension_terms()):
        return CONTEXTS_ISSUED
    return (*CONTEXTS_ISSUED, EXTENSIONS_CONTEXT)


@cache
def _extension_terms() -> frozenset[str]:
    """Name the types that only the extensions' context defines."""
    terms = context(EXTENSIONS_CONTEXT)["@context"]
    return frozenset(terms if isinstance(terms, dict) else ()) - {"id", "type"}


def _types_in(value: JsonValue) -> Iterator[str]:
    if isinstance(value, dict):
        yield str(value["type"])
    elif isinstance(value, list):
        for item in value:
            yield from _types_in(item)
