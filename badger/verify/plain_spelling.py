"""The data model's names and descriptions with a language, spelt as the texts that they hold."""

from badger.json_value import JsonObject, JsonValue

_TEXTS = ("name", "description")
_VALUE_KEYS = frozenset(("@value", "@language", "@direction"))


def spelt_plainly(document: JsonObject) -> JsonObject:
    """Give the document as it reads without languages and directions.

    The data model allows them on the `name` and `description` of a credential and of its issuer,
    where Open Badges does not: everywhere else `shape.py` refuses a second spelling.
    Source: VC Data Model 2.0, section 11.1 "Language and Base Direction".
    """
    plain = _with_plain_texts(document)
    issuer = plain.get("issuer")
    if isinstance(issuer, dict):
        plain["issuer"] = _with_plain_texts(issuer)
    return plain


def _with_plain_texts(holder: JsonObject) -> JsonObject:
    return {**holder, **{name: _plain(holder[name]) for name in _TEXTS if name in holder}}


def _plain(value: JsonValue) -> JsonValue:
    if isinstance(value, list):
        return [_plain(item) for item in value]
    if isinstance(value, dict) and "@value" in value and _VALUE_KEYS.issuperset(value):
        return value["@value"]
    return value
