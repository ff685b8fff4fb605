"""Our own JSON Schemas (draft 2019-09), made from the table of classes.

They say what the standard's published schemas say, in the form that allows a single value in
place of a list of one and a map of languages in place of a text.
"""

from collections.abc import Callable
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
    members_of_vc_1,
)
from badger.schemas.credential import CREDENTIAL, CREDENTIAL_VC_1, PRESENTATION
from badger.schemas.errors import SchemaUnknown
from badger.schemas.kinds import CONTEXTS, CONTEXTS_VC_1, KIND_SCHEMAS, any_of, text
from badger.schemas.status_list import STATUS_LIST_CREDENTIAL

DRAFT = "https://json-schema.org/draft/2019-09/schema"
# Behind the name of a schema: how it was on VC 1.1.
VC_1 = "V1"
_MADE_OF_CLASSES = (
    "OpenBadgeCredential",
    "EndorsementCredential",
    "OpenBadgeCredential" + VC_1,
    "EndorsementCredential" + VC_1,
    "Profile",
    "Achievement",
)
_WRITTEN = {
    "BitstringStatusListCredential": STATUS_LIST_CREDENTIAL,
    "VerifiableCredential": CREDENTIAL,
    "VerifiableCredential" + VC_1: CREDENTIAL_VC_1,
    "VerifiablePresentation": PRESENTATION,
    "VerifiablePresentation" + VC_1: PRESENTATION,
}
SCHEMA_NAMES = (*_MADE_OF_CLASSES, *_WRITTEN)


@cache
def schema(name: str) -> JsonObject:
    """Give the JSON Schema of that name, shared: never change it.

    name:   one of SCHEMA_NAMES.
    Raises: SchemaUnknown.
    """
    if name in _WRITTEN:
        return {"$schema": DRAFT, **_WRITTEN[name]}
    if name not in _MADE_OF_CLASSES:
        raise SchemaUnknown(name=name)
    class_name = name.removesuffix(VC_1)
    definitions = _definitions() if class_name == name else _definitions_vc_1()
    return {"$schema": DRAFT, "$ref": f"#/$defs/{class_name}", "$defs": definitions}


@cache
def _definitions() -> JsonObject:
    return {name: _class_schema(name, members_of, contexts=CONTEXTS) for name in CLASS_NAMES}


@cache
def _definitions_vc_1() -> JsonObject:
    return {
        name: _class_schema(name, members_of_vc_1, contexts=CONTEXTS_VC_1) for name in CLASS_NAMES
    }


def _class_schema(
    class_name: str, members_of: Callable[[str], tuple[Member, ...]], *, contexts: JsonObject
) -> JsonObject:
    members = members_of(class_name)
    properties: JsonObject = {m.name: _member_schema(m, class_name) for m in members}
    required: list[JsonValue] = [m.name for m in members if m.required]
    if class_name in CREDENTIAL_TYPES:
        properties["@context"] = contexts
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
