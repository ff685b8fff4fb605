"""Which formats and which contexts the verifier takes: a closed list, nothing is fetched."""

import re

from badger.json_value import JsonObject, JsonValue
from badger.schemas import ContextUnknown, inline_context, known_contexts
from badger.verify.errors import CheckFailed, Undetermined

MAX_CONTEXTS = 8
VC_2 = "https://www.w3.org/ns/credentials/v2"
VC_1 = "https://www.w3.org/2018/credentials/v1"
_OPEN_BADGES = re.compile(
    r"https://purl\.imsglobal\.org/spec/ob/v3p0/context(-3\.[0-9]\.[0-9])*\.json"
)
# The first Open Badges 3.0, which says again what the context of VC 2.0 protects (standards 3.6).
_OPEN_BADGES_3_0_0 = "https://purl.imsglobal.org/spec/ob/v3p0/context.json"
_OTHER_FORMATS = {
    "https://w3id.org/openbadges/v1": "Open Badges 1",
    "https://w3id.org/openbadges/v2": "Open Badges 2",
    "https://openbadgespec.org/v2/context.json": "Open Badges 2",
}
_OTHER_TYPES = {
    "Assertion": "Open Badges 2",
    "VerifiablePresentation": "VerifiablePresentation",
    "EnvelopedVerifiableCredential": "EnvelopedVerifiableCredential",
    "EnvelopedVerifiablePresentation": "EnvelopedVerifiablePresentation",
}


def refuse_other_formats(document: JsonObject) -> None:
    """Tell formats that badger does not read yet from broken ones.

    Raises: Undetermined "structure.unsupported_format" (fact: format).
    """
    contexts = _as_list(document.get("@context"))
    first = contexts[0] if contexts else None
    found = _OTHER_FORMATS.get(first) if isinstance(first, str) else None
    for name in _as_list(document.get("type")):
        found = found or (_OTHER_TYPES.get(name) if isinstance(name, str) else None)
    if found is not None:
        raise Undetermined("structure.unsupported_format", format=found)


def is_vc_1(document: JsonObject) -> bool:
    """Tell whether a document says that it follows VC 1.1, the older data model."""
    contexts = document.get("@context")
    return (contexts[:1] == [VC_1]) if isinstance(contexts, list) else contexts == VC_1


def check_contexts(document: JsonObject, *, open_badges: bool = True) -> None:
    """Require the contexts of the standard, in order, and no other than the pinned ones.

    A context that is not here is never fetched: for the data model an error in JSON-LD
    processing makes verification fail (VC Data Model 2.0; standards 2.1).
    Raises: CheckFailed "structure.context_not_allowed", "structure.context_unknown".
    """
    contexts = document.get("@context")
    if not isinstance(contexts, list) or not 0 < len(contexts) <= MAX_CONTEXTS:
        raise CheckFailed("structure.context_not_allowed", rule="list")
    named = [_known(context) for context in contexts]
    _require_order(named, open_badges=open_badges)


def _known(context: JsonValue) -> str:
    if isinstance(context, dict):
        try:
            return inline_context(context)
        except ContextUnknown:
            pass
    if not isinstance(context, str):
        raise CheckFailed("structure.context_not_allowed", rule="inline")
    if context not in known_contexts():
        raise CheckFailed("structure.context_unknown", url=context[:200])
    return context


def _require_order(named: list[str], *, open_badges: bool) -> None:
    if len(set(named)) != len(named) or named[0] not in (VC_2, VC_1):
        raise CheckFailed("structure.context_not_allowed", rule="order")
    if open_badges and not (len(named) > 1 and _OPEN_BADGES.fullmatch(named[1])):
        raise CheckFailed("structure.context_not_allowed", rule="order")
    # A document has one version of the data model: words and dates mean something else in each.
    later = named[1:]
    if VC_1 in later or VC_2 in later or (named[0] == VC_2 and _OPEN_BADGES_3_0_0 in later):
        raise CheckFailed("structure.context_not_allowed", rule="version")


def _as_list(value: JsonValue) -> list[JsonValue]:
    return value if isinstance(value, list) else [value]
