"""The JSON Schemas that a credential names itself: ours stand in for the known ones.

A schema is never fetched and a stranger's never run: it may be hostile (hardening L15). What was
not checked is named.
"""

import re

from badger.json_value import JsonObject
from badger.schemas import conforms, first_conformity_error
from badger.schemas.generate import VC_1 as VC_1_SCHEMA
from badger.verify.case import BADGE, ENDORSEMENT, list_of
from badger.verify.contexts import is_vc_1
from badger.verify.errors import CheckFailed

# One address has stood for both versions of the data model; the `any…` ones always do.
_PUBLISHED = re.compile(
    r"https://purl\.imsglobal\.org/spec/ob/v3p0/schema/json(?:-ld)?/"
    r"ob_v3p0_(?:any)?(achievement|endorsement)credential_schema(?:-jsonschema1)?\.json"
)
_KINDS = {"achievement": BADGE, "endorsement": ENDORSEMENT}
_TYPES = frozenset(("1EdTechJsonSchemaValidator2019", "JsonSchema"))


def require_conformity(document: JsonObject, kind: str) -> None:
    """Refuse a document that does not meet our JSON Schema of `kind`, in its own version.

    Raises: CheckFailed "structure.schema" (facts: path, rule).
    """
    schema = kind + VC_1_SCHEMA if is_vc_1(document) else kind
    if not conforms(document, schema):
        error = first_conformity_error(document, schema)
        raise CheckFailed("structure.schema", path=error.path, rule=error.rule)


def unchecked_schemas(document: JsonObject, kind: str) -> list[str]:
    """Check the schemas of the standard that a document names; list the others.

    document: without its proof, and conforming to `kind` already.
    Raises: CheckFailed "structure.schema".
    """
    unchecked = []
    for schema in list_of(document.get("credentialSchema")):
        # A schema entry that is no object was refused by the schema of the document.
        entry: JsonObject = schema if isinstance(schema, dict) else {}
        published = _kind_of(entry)
        if published is None:
            unchecked.append(str(entry.get("id")))
        elif published != kind:
            require_conformity(document, published)
    return unchecked


def _kind_of(entry: JsonObject) -> str | None:
    match = _PUBLISHED.fullmatch(str(entry.get("id")))
    if match is None or _TYPES.isdisjoint(map(str, list_of(entry.get("type")))):
        return None
    return _KINDS[match[1]]
