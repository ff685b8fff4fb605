"""The slower road to RDF, for contexts that the tables cannot hold: PyLD, made safe.

PyLD expands; it has no safe mode, drops what it does not know, invents a base for relative
addresses and shares caches between threads (hardening X1 to X5). So the document is screened
before, one thread expands at a time, relative addresses get a scheme of ours that is refused
after, and the expanded form is read here: PyLD neither makes the RDF nor canonicalizes it.
This module is imported when it is needed, because PyLD costs 0.13 s (docs/adr/0002).
"""

import copy
import threading
from typing import Any

from pyld import jsonld

from badger.credentials.canonical_errors import (
    ContextNotAllowed,
    DataLoss,
    TooComplex,
)
from badger.credentials.context_tables import Load
from badger.credentials.context_urls import context_urls
from badger.credentials.expanded import read_expanded
from badger.credentials.literals import MAX_SAFE
from badger.credentials.rdf_dataset import Dataset
from badger.credentials.scopes import MAX_TYPES
from badger.credentials.walk import MAX_DEPTH
from badger.json_value import JsonObject, JsonValue

_RELATIVE = "x-badger-relative:"
_VALUE_KEYS = frozenset({"@value", "@type", "@language", "@direction"})
_LOCK = threading.Lock()


def expand_with_pyld(document: JsonObject, *, load: Load) -> Dataset:
    """Give the statements of a document through PyLD's expansion.

    load: gives each context that the document names.
    Raises: DataLoss, InvalidIri, ContextNotAllowed, TooComplex, and what `load` raises.
    """
    _screen(document, path="", opened=True)
    for url in _contexts_named(document):
        load(url)
    processor = jsonld.JsonLdProcessor(on_property_dropped=_refuse_dropped)
    options = {"base": f"{_RELATIVE}//document/", "documentLoader": _loader(load)}
    try:
        with _LOCK:
            expanded = processor.expand(document, options)
    except jsonld.JsonLdError as error:
        raise _translated(error) from error
    return read_expanded(expanded, refused_scheme=_RELATIVE)


def _loader(load: Load) -> Any:
    def give(url: str, _options: object) -> dict[str, Any]:
        # PyLD may keep and change what it is given; ours is shared.
        document = copy.deepcopy(load(url))
        return {"contextUrl": None, "documentUrl": url, "document": document}

    return give


def _refuse_dropped(iri: str | None) -> None:
    raise DataLoss(path=iri or "?", why="undefined")


def _translated(error: jsonld.JsonLdError) -> DataLoss | ContextNotAllowed:
    if error.code in {"protected term redefinition", "invalid context nullification"}:
        return ContextNotAllowed(path="@context", why="protected")
    return DataLoss(path="?", why="shape")


def _contexts_named(value: JsonValue) -> set[str]:
    found: set[str] = set()
    if isinstance(value, dict):
        if "@context" in value:
            found.update(context_urls(value))
        for item in value.values():
            found |= _contexts_named(item)
    elif isinstance(value, list):
        for item in value:
            found |= _contexts_named(item)
    return found


def _screen(value: JsonValue, *, path: str, opened: bool = False, depth: int = 0) -> None:
    """Refuse what PyLD would drop or reshape without a word."""
    if depth > MAX_DEPTH:
        raise TooComplex(depth=depth)
    if isinstance(value, dict):
        _screen_members(value, path=path, opened=opened, depth=depth)
    elif value is None or isinstance(value, list):
        # An array stands only as a member's value, where its items were looked at.
        raise DataLoss(path=path, why="null" if value is None else "nested")
    elif isinstance(value, float | int) and not -MAX_SAFE <= value <= MAX_SAFE:
        raise DataLoss(path=path, why="number")


def _screen_members(value: JsonObject, *, path: str, opened: bool, depth: int) -> None:
    if "@value" in value and value.keys() - _VALUE_KEYS:
        raise DataLoss(path=path, why="value")
    for key, item in value.items():
        place = f"{path}.{key}" if path else key
        if key == "@context":
            if not opened:
                raise ContextNotAllowed(path=place, why="below")
            continue
        if key == "type" and isinstance(item, list | str):
            _screen_types(item, path=place)
        elif key[:1].isupper() or key[:1].isdigit():
            raise DataLoss(path=place, why="class")
        if (key.startswith("@") and "@value" not in value) or ":" in key:
            raise DataLoss(path=place, why="iri" if ":" in key else "keyword")
        items = item if isinstance(item, list) else [item]
        if not items:
            raise DataLoss(path=place, why="empty")
        for one in items:
            _screen(one, path=place, opened=key == "endorsement", depth=depth + 1)


def _screen_types(types: list[JsonValue] | str, *, path: str) -> None:
    names: list[JsonValue] = [types] if isinstance(types, str) else types
    if len(names) > MAX_TYPES or any(names.count(name) > 1 for name in names):
        raise DataLoss(path=path, why="repeated")
    for name in names:
        if isinstance(name, str) and name[:1].islower() and ":" not in name:
            raise DataLoss(path=path, why="class")
