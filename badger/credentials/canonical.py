"""RDFC-1.0 canonical N-Quads of a JSON-LD document: pinned contexts, safe, bounded."""

import importlib
import threading
from typing import Any

from badger.credentials.canonical_errors import ContextNotAllowed, DataLoss, InvalidIri
from badger.json_value import JsonObject
from badger.schemas import context, known_contexts
from badger.schemas.errors import ContextUnknown

_UNDEFINED = "urn:undefined:"
_LOCK = threading.Lock()


def _load(url: str, _options: object) -> dict[str, Any]:
    return {"contextUrl": None, "documentUrl": url, "document": context(url)}


def canonical_nquads(document: JsonObject) -> str:
    """Give the canonical N-Quads of `document`, or refuse."""
    urls = document.get("@context")
    if isinstance(urls, str):
        urls = [urls]
    if not isinstance(urls, list) or not all(isinstance(url, str) for url in urls):
        raise ContextNotAllowed()
    for url in urls:
        if url not in known_contexts():
            raise ContextUnknown(url=url)
    pyld = importlib.import_module("pyld.jsonld")
    options = {"documentLoader": _load, "base": "", "extractAllScripts": False}
    with _LOCK:
        safe = {**document, "@context": [{"@vocab": _UNDEFINED}, *urls]}
        expanded = pyld.expand(safe, options)
        _refuse_undefined(expanded)
        text = pyld.normalize(
            document,
            {**options, "algorithm": "URDNA2015", "format": "application/n-quads"},
        )
    return str(text)


def _refuse_undefined(value: Any) -> None:
    if isinstance(value, list):
        for item in value:
            _refuse_undefined(item)
    elif isinstance(value, dict):
        for key, item in value.items():
            if key.startswith(_UNDEFINED):
                raise DataLoss(path=key.removeprefix(_UNDEFINED))
            for iri in [item] if key == "@id" else item if key == "@type" else []:
                if isinstance(iri, str) and iri.startswith(_UNDEFINED):
                    raise DataLoss(path=iri.removeprefix(_UNDEFINED))
                if isinstance(iri, str) and ":" not in iri:
                    raise InvalidIri(path=iri)
            _refuse_undefined(item)
