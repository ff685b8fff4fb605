"""The JSON Schemas of any Verifiable Credential or Presentation: no published schema has them.

Source: VC Data Model v2.0, section 4 "Basic Concepts" and 5.3 "Integrity of Related Resources";
VC Data Model v1.1, section 4 "Basic Concepts". Contexts are checked elsewhere.
"""

from badger.json_value import JsonObject, JsonValue

_URL: JsonObject = {
    "type": "string",
    "pattern": '^[A-Za-z][A-Za-z0-9+.-]*:[^ \\t\\r\\n<>"{}|\\\\^`]+$',
}
_WORD: JsonObject = {"type": "string", "minLength": 1}
_TIME: JsonObject = {"type": "string", "format": "date-time"}
_LANGUAGE: JsonObject = {"type": "string", "pattern": "^[A-Za-z]{1,8}(-[A-Za-z0-9]{1,8})*$"}
_DIGEST_SRI = (
    "^(sha256|sha384|sha512)-[A-Za-z0-9+/]+={0,2}( (sha256|sha384|sha512)-[A-Za-z0-9+/]+={0,2})*$"
)


def _one_or_more(item: JsonObject) -> JsonObject:
    return {"anyOf": [item, {"type": "array", "items": item, "minItems": 1}]}


def _object(*required: str, **members: JsonValue) -> JsonObject:
    return {"type": "object", "properties": dict(members), "required": list(required)}


def _types(word: str) -> JsonObject:
    """Accept the word, or a list of texts that holds it."""
    listed: JsonObject = {"type": "array", "items": _WORD, "contains": {"const": word}}
    return {"anyOf": [{"const": word}, listed]}


_TYPE = _one_or_more(_WORD)
_TYPED = _object("type", id=_URL, type=_TYPE)
_NAMED = _object("id", "type", id=_URL, type=_TYPE)
_TEXT: JsonObject = {
    "anyOf": [
        {"type": "string"},
        _one_or_more(
            {
                **_object("@value"),
                "properties": {
                    "@value": {"type": "string"},
                    "@language": _LANGUAGE,
                    "@direction": {"enum": ["ltr", "rtl"]},
                },
                "additionalProperties": False,
            }
        ),
    ]
}
_ISSUER: JsonObject = {
    "anyOf": [_URL, _object("id", id=_URL, name=_TEXT, description=_TEXT)],
}
_SUBJECT: JsonObject = {**_object(id=_URL), "minProperties": 1}
_RESOURCE: JsonObject = {
    **_object(
        "id",
        id=_URL,
        digestSRI={"type": "string", "pattern": _DIGEST_SRI},
        digestMultibase={"type": "string", "pattern": "^[a-zA-Z][A-Za-z0-9+/_=-]+$"},
    ),
    "anyOf": [{"required": ["digestSRI"]}, {"required": ["digestMultibase"]}],
}
_MEMBERS: JsonObject = {
    "id": _URL,
    "type": _types("VerifiableCredential"),
    "issuer": _ISSUER,
    "credentialSubject": _one_or_more(_SUBJECT),
    "validFrom": _TIME,
    "validUntil": _TIME,
    "credentialStatus": _one_or_more(_TYPED),
    "credentialSchema": _one_or_more(_NAMED),
    "evidence": _one_or_more(_TYPED),
}

CREDENTIAL: JsonObject = _object(
    "@context",
    "type",
    "issuer",
    "credentialSubject",
    **{
        **_MEMBERS,
        "name": _TEXT,
        "description": _TEXT,
        "refreshService": _one_or_more(_TYPED),
        "termsOfUse": _one_or_more(_TYPED),
        "confidenceMethod": _one_or_more(_TYPED),
        "renderMethod": _one_or_more(_TYPED),
        "relatedResource": _one_or_more(_RESOURCE),
    },
)

# VC 1.1 asks for an id where 2.0 lets it out, and has its own words for the dates.
CREDENTIAL_VC_1: JsonObject = _object(
    "@context",
    "type",
    "issuer",
    "credentialSubject",
    "issuanceDate",
    **{
        **_MEMBERS,
        "credentialStatus": _one_or_more(_NAMED),
        "issuanceDate": _TIME,
        "expirationDate": _TIME,
        "refreshService": _one_or_more(_NAMED),
        "termsOfUse": _one_or_more(_TYPED),
    },
)

PRESENTATION: JsonObject = _object(
    "@context",
    "type",
    id=_URL,
    type=_types("VerifiablePresentation"),
    holder={"anyOf": [_URL, _object("id", id=_URL)]},
    verifiableCredential={
        "anyOf": [{"type": "object"}, {"type": "array", "items": {"type": "object"}}]
    },
    termsOfUse=_one_or_more(_TYPED),
)
