"""Which contexts a document may name: pinned ones, by address."""

from badger.credentials.canonical_errors import ContextNotAllowed
from badger.json_value import JsonObject, JsonValue
from badger.schemas import ContextUnknown, inline_context

MAX_CONTEXTS = 8


def context_urls(document: JsonObject) -> tuple[str, ...]:
    """Give the addresses of the contexts that a document names itself.

    Raises: ContextNotAllowed for an inline context (hardening L05), one named twice, none at
            all, or more than 8 (L06).
    """
    if "@context" not in document:
        raise ContextNotAllowed(path="@context", why="none")
    named = document["@context"]
    texts = tuple(map(_address, named if isinstance(named, list) else [named]))
    if not 0 < len(set(texts)) == len(texts) <= MAX_CONTEXTS:
        raise ContextNotAllowed(path="@context", why="repeated")
    return texts


def _address(context: JsonValue) -> str:
    if isinstance(context, str):
        return context
    if isinstance(context, dict):
        try:
            return inline_context(context)
        except ContextUnknown:
            pass
    raise ContextNotAllowed(path="@context", why="inline")
