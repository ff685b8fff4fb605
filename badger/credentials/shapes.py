"""The reading of one untrusted JSON object as one class of the table, by the shape of each member.

Used by `read.py` alone.
"""

from collections.abc import Callable, Mapping
from datetime import datetime
from functools import cache
from typing import TypeAlias

from badger.credentials.canonical_errors import ContextNotAllowed
from badger.credentials.datetimes import parse_timestamp
from badger.credentials.errors import CredentialError
from badger.credentials.members import plan_of
from badger.credentials.model import Profile
from badger.json_value import JsonObject, JsonValue
from badger.schemas import ContextUnknown, known_contexts
from badger.schemas.classes import BARE_TYPES, CREDENTIAL_TYPES, OWN_TYPES, Member
from badger.schemas.manifest import OPEN_BADGES

MAX_CONTEXTS = 8
MAX_TYPES = 8
_FIRST_CONTEXT = "https://www.w3.org/ns/credentials/v2"
_SECOND_CONTEXT = OPEN_BADGES + "context"

# The place of a value: the place of what holds it, and its name or index there.
Place: TypeAlias = "tuple[Place, str | int] | None"
Reader: TypeAlias = Callable[[JsonValue, Place], object]


class Shape(CredentialError):
    """Say that a value has not the shape that the standard gives to its place.

    Facts: `path` (JSON pointer, empty for the whole document) and `rule` (null, empty, missing,
    unknown, object, text, number, boolean, timestamp, type, contexts, subject).
    """

    code = "structure.shape"


def shape_error(place: Place, rule: str) -> Shape:
    """Make the error for `place`, written as a JSON pointer (RFC 6901)."""
    steps: list[str] = []
    while place is not None:
        place, step = place
        steps.append(str(step).replace("~", "~0").replace("/", "~1"))
    return Shape(path="".join(f"/{step}" for step in reversed(steps)), rule=rule)


def read_class(value: JsonValue, place: Place, *, class_name: str) -> object:
    """Read `value` as an object of `class_name`: the dataclass of that name.

    Raises: Shape.
    """
    if not isinstance(value, dict):
        raise shape_error(place, "object")
    plan = plan_of(class_name)
    fields, extra = _read_members(value, place, readers=_readers_of(class_name))
    for name, (field, member) in plan.members.items():
        if member.required and field not in fields:
            raise shape_error((place, name), "missing")
    if plan.closed:
        for name in extra:
            raise shape_error((place, name), "unknown")
        return plan.model(**fields)
    return plan.model(**fields, extra=extra)


def _read_members(
    value: JsonObject, place: Place, *, readers: Mapping[str, tuple[str, Reader]]
) -> tuple[dict[str, object], JsonObject]:
    """Read each member by its reader; keep the others. A field that is None is left in extra."""
    fields: dict[str, object] = {}
    extra: JsonObject = {}
    for name, content in value.items():
        if content is None:
            raise shape_error((place, name), "null")
        if name not in readers:
            extra[name] = content
            continue
        field, reader = readers[name]
        found = reader(content, (place, name))
        if found is None:
            extra[name] = content
        else:
            fields[field] = found
    return fields, extra


@cache
def _readers_of(class_name: str) -> dict[str, tuple[str, Reader]]:
    plan = plan_of(class_name)
    return {
        name: (field, _reader_of(member, class_name=class_name))
        for name, (field, member) in plan.members.items()
    }


def _reader_of(member: Member, *, class_name: str) -> Reader:
    if member.kind == "Type":
        return _bare_type(class_name) if _has_bare_type(class_name) else _types(class_name)
    one = _KIND_READERS.get(member.kind) or _class_reader(member.kind)
    return _many(one) if member.many else one


def _many(one: Reader) -> Reader:
    """Read a list of one item or more; a single item may stand without its list."""

    def read(value: JsonValue, place: Place) -> tuple[object, ...]:
        if not isinstance(value, list):
            return (one(value, place),)
        if not value:
            raise shape_error(place, "empty")
        return tuple(one(item, (place, index)) for index, item in enumerate(value))

    return read


def _class_reader(class_name: str) -> Reader:
    def read(value: JsonValue, place: Place) -> object:
        return read_class(value, place, class_name=class_name)

    return read


def _has_bare_type(class_name: str) -> bool:
    return class_name not in OWN_TYPES and class_name not in CREDENTIAL_TYPES


def _bare_type(class_name: str) -> Reader:
    """Read a `type` that is one word; the class's own word where the class is closed to others."""

    def read(value: JsonValue, place: Place) -> str:
        if not isinstance(value, str) or (class_name in BARE_TYPES and value != class_name):
            raise shape_error(place, "type")
        return value

    return read


def _types(class_name: str) -> Reader:
    """Read a `type` that must hold the words of its class, each type once."""
    needed = CREDENTIAL_TYPES.get(class_name, (class_name,))
    first = {"VerifiableCredential"} if class_name in CREDENTIAL_TYPES else set()

    def read(value: JsonValue, place: Place) -> tuple[str, ...]:
        types = texts(value, place)
        found = set(types)
        if len(found) < len(types) or len(types) > MAX_TYPES:
            raise shape_error(place, "type")
        if found.isdisjoint(needed) or not first <= found:
            raise shape_error(place, "type")
        return types

    return read


def _text(value: JsonValue, place: Place) -> str:
    if not isinstance(value, str):
        raise shape_error(place, "text")
    return value


def _loose_text(value: JsonValue, _place: Place) -> str | None:
    return value if isinstance(value, str) else None


def _number(value: JsonValue, place: Place) -> int | float:
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise shape_error(place, "number")
    return value


def _boolean(value: JsonValue, place: Place) -> bool:
    if not isinstance(value, bool):
        raise shape_error(place, "boolean")
    return value


def _timestamp(value: JsonValue, place: Place) -> datetime:
    try:
        return parse_timestamp(_text(value, place))
    except Shape:
        raise
    except CredentialError as error:
        raise shape_error(place, "timestamp") from error


def _issuer(value: JsonValue, place: Place) -> object:
    if isinstance(value, str):
        return Profile(id=value, type=())
    return read_class(value, place, class_name="Profile")


def read_contexts(value: JsonValue) -> tuple[str, ...]:
    """Read the `@context` of a credential: pinned addresses in the standard's order, each once.

    Raises: Shape, ContextNotAllowed, ContextUnknown.
    Source: Open Badges 3.0, section "JSON-LD"; a consumer must check the order of contexts.
    """
    place = (None, "@context")
    if not isinstance(value, list) or len(value) < 2:
        raise shape_error(place, "contexts")
    if len(value) > MAX_CONTEXTS:
        raise ContextNotAllowed()
    contexts = tuple(_context(item) for item in value)
    if len(set(contexts)) < len(contexts):
        raise ContextNotAllowed()
    if contexts[0] != _FIRST_CONTEXT or not contexts[1].startswith(_SECOND_CONTEXT):
        raise shape_error(place, "contexts")
    return contexts


def _context(item: JsonValue) -> str:
    if not isinstance(item, str):
        raise ContextNotAllowed()
    if item not in known_contexts():
        raise ContextUnknown(url=item)
    return item


def _json_object(value: JsonValue, place: Place) -> JsonObject:
    if not isinstance(value, dict):
        raise shape_error(place, "object")
    return value


texts: Callable[[JsonValue, Place], tuple[str, ...]] = _many(_text)  # type: ignore[assignment]

_KIND_READERS: dict[str, Reader] = {
    "String": _text,
    "Date": _text,
    "LanguageTag": _text,
    "CompactJws": _text,
    "AchievementType": _text,
    "AlignmentTargetType": _text,
    "IdentifierType": _text,
    "ResultType": _text,
    "ResultStatus": _text,
    "LooseString": _loose_text,
    "DateTime": _timestamp,
    "Number": _number,
    "Boolean": _boolean,
    "IssuerRef": _issuer,
    # Verified on its own, as a document of its own: it stays as it came.
    "EndorsementCredential": _json_object,
    "Contexts": lambda value, _place: read_contexts(value),
}
