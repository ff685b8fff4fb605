"""Our own JSON Schemas (draft 2019-09), made from the table of classes.

They say what the standard's published schemas say, in the form that allows a single value in
place of a list of one and a map of languages in place of a text.
"""

from functools import cache

from badger.json_value import JsonObject, JsonValue
from badger.schemas.classes import (
    BARE_TYPES,
    CLASS_NAMES,
    CLOSED,
    CREDENTIAL_TYPES,
    OWN_TYPES,
    Member,
    members_of,
)
from badger.schemas.errors import SchemaUnknown
from badger.schemas.kinds import CONTEXTS, KIND_SCHEMAS, any_of, text
from badger.schemas.status_list import STATUS_LIST_CREDENTIAL

DRAFT = "https://json-schema.org/draft/2019-09/schema"
SCHEMA_NAMES = (
    "OpenBadgeCredential",
    "EndorsementCredential",
    "BitstringStatusListCredential",
    "Profile",
    "Achievement",
)


@cache
def schema(name: str) -> JsonObject:
    """Give the JSON Schema of that name, shared: never change it.

    name:   one of SCHEMA_NAMES.
    Raises: SchemaUnknown.
    """
    if name not in SCHEMA_NAMES:
        raise SchemaUnknown(name=name)
    if name == "BitstringStatusListCredential":
        return {"$schema": DRAFT, **STATUS_LIST_CREDENTIAL}
    return {"$schema": DRAFT, "$ref": f"#/$defs/{name}", "$defs": _definitions()}


@cache
def _definitions() -> JsonObject:
    return {name: _class_schema(name) for name in CLASS_NAMES}


def _class_schema(class_name: str) -> JsonObject:
    members = members_of(class_name)
    properties: JsonObject = {m.name: _member_schema(m, class_name) for m in members}
    required: list[JsonValue] = [m.name for m in members if m.required]
    if class_name in CREDENTIAL_TYPES:
        properties["@context"] = CONTEXTS
        required.append("@context")
    return {
        "type": "object",
        "properties": properties,
        "required": required,
        "additionalProperties": class_name not in CLOSED,
    }


def _member_schema(member: Member, class_name: str) -> JsonObject:
    if member.kind == "Type":
        return _type_schema(class_name)
    one = KIND_SCHEMAS.get(member.kind) or {"$ref": f"#/$defs/{member.kind}"}
    return any_of(one, {"type": "array", "items": one}) if member.many else one


def _type_schema(class_name: str) -> JsonObject:
    """A bare word, or a list that holds the words of the class."""
    if class_name in BARE_TYPES:
        return text(enum=[class_name])
    words = _words_of(class_name)
    if not words:
        return text()
    rules: list[JsonValue] = [{"contains": {"enum": list(choice)}} for choice in words]
    return any_of(text(), {"type": "array", "items": text(), "allOf": rules})


def _words_of(class_name: str) -> tuple[tuple[str, ...], ...]:
    """List the words that a list of types must hold: one of each choice."""
    if class_name in CREDENTIAL_TYPES:
        return (("VerifiableCredential",), CREDENTIAL_TYPES[class_name])
    return ((class_name,),) if class_name in OWN_TYPES else ()
