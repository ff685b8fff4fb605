"""Which contexts a document may name: pinned ones, by address."""

from badger.credentials.canonical_errors import ContextNotAllowed
from badger.json_value import JsonObject

MAX_CONTEXTS = 8


def context_urls(document: JsonObject) -> tuple[str, ...]:
    """Give the addresses of the contexts that a document names itself.

    Raises: ContextNotAllowed for an inline context (hardening L05), one named twice, none at
            all, or more than 8 (L06).
    """
    named = document.get("@context")
    urls = named if isinstance(named, list) else [named]
    texts = tuple(url for url in urls if isinstance(url, str))
    if len(texts) != len(urls):
        raise ContextNotAllowed(path="@context", why="inline" if "@context" in document else "none")
    if not 0 < len(set(texts)) == len(texts) <= MAX_CONTEXTS:
        raise ContextNotAllowed(path="@context", why="repeated")
    return texts
