"""The contexts by which a document says that it is a badge of before Open Badges 3.

Apart from `openbadges_v2`, which only those badges need.
"""

from badger.json_value import JsonObject

CONTEXTS = frozenset(
    (
        "https://w3id.org/openbadges/v2",
        "https://openbadgespec.org/v2/context.json",
        "https://purl.imsglobal.org/spec/ob/v2p1/context/ob_v2p1.jsonld",
        "https://purl.imsglobal.org/spec/ob/v2p1/ob_v2p1.jsonld",
    )
)
FIRST_CONTEXT = "https://w3id.org/openbadges/v1"


def is_open_badges_1(document: JsonObject) -> bool:
    """Tell whether a document is an assertion of Open Badges 0.5, 1.0 or 1.1."""
    contexts = document.get("@context")
    if contexts is None:
        return "badge" in document and "recipient" in document and "verification" not in document
    return FIRST_CONTEXT in (contexts if isinstance(contexts, list) else [contexts])
