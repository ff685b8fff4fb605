"""The JSON Schema of a status list, which no published schema covers.

Source: Bitstring Status List v1.0, section 2.2 "BitstringStatusListCredential".
"""

from badger.json_value import JsonObject

_TEXT: JsonObject = {"type": "string", "minLength": 1}
_TIME: JsonObject = {"type": "string", "format": "date-time"}


def _types(*needed: str) -> JsonObject:
    """Accept a list of texts that holds every needed word."""
    return {
        "type": "array",
        "items": _TEXT,
        "allOf": [{"contains": {"const": word}} for word in needed],
    }


_SUBJECT: JsonObject = {
    "type": "object",
    "properties": {
        "id": _TEXT,
        "type": {"anyOf": [{"const": "BitstringStatusList"}, _types("BitstringStatusList")]},
        "statusPurpose": {"anyOf": [_TEXT, {"type": "array", "items": _TEXT, "minItems": 1}]},
        # Base64url without padding, behind the letter `u` of Multibase.
        "encodedList": {"type": "string", "pattern": "^u[A-Za-z0-9_-]+$"},
        "ttl": {"type": "number", "minimum": 0},
    },
    "required": ["type", "statusPurpose", "encodedList"],
}

STATUS_LIST_CREDENTIAL: JsonObject = {
    "type": "object",
    "properties": {
        "@context": {
            "type": "array",
            "minItems": 1,
            "items": [{"const": "https://www.w3.org/ns/credentials/v2"}],
            "additionalItems": {"type": ["string", "object"]},
        },
        "id": _TEXT,
        "type": _types("VerifiableCredential", "BitstringStatusListCredential"),
        "issuer": {
            "anyOf": [
                _TEXT,
                {"type": "object", "properties": {"id": _TEXT}, "required": ["id"]},
            ]
        },
        "validFrom": _TIME,
        "validUntil": _TIME,
        "credentialSubject": _SUBJECT,
        "proof": {"type": ["object", "array"]},
    },
    "required": ["@context", "type", "issuer", "credentialSubject"],
}
