"""Selections: the part of a document that pointers lead to, still one document.

A node on the way keeps its id, its types and its context, since without them the parts would
mean something else. Where each object of the selection stood in the document is noted: RDF
gives no names to nodes without id, so the place is what tells them apart.
"""

import re
from dataclasses import dataclass, field

from badger.credentials.canonical_errors import TooComplex
from badger.credentials.selective.errors import NothingThere
from badger.credentials.selective.pointers import Steps
from badger.credentials.walk import MAX_DEPTH
from badger.json_value import JsonObject, JsonValue

Path = tuple[str | int, ...]
_ALWAYS = ("@context", "id", "type")
_INDEX = re.compile("0|[1-9][0-9]{0,8}", re.ASCII)


@dataclass(frozen=True, slots=True)
class Selection:
    """A part of a document.

    document: a copy; no object of it is the original's.
    places:   where each object stood in the original, by its `id()`. Valid as long as the
              selection lives.
    """

    document: JsonObject
    places: dict[int, Path]


@dataclass(slots=True)
class _Branch:
    """What is chosen at one place: all of it, or what stands below certain steps."""

    whole: bool = False
    below: "dict[str, _Branch]" = field(default_factory=dict)


def select_all(document: JsonObject) -> Selection:
    """Select everything. Raises: TooComplex when the document is too deep."""
    return _select(document, _Branch(whole=True))


def select(document: JsonObject, pointers: tuple[Steps, ...]) -> Selection:
    """Select what pointers lead to; no pointers give the frame of the document alone.

    Members and items keep the document's order.
    Raises: NothingThere, TooComplex.
    Source: Data Integrity ECDSA 1.0, 3.4.11 to 3.4.13 (createInitialSelection, selectPaths,
            selectJsonLd).
    """
    tree = _Branch()
    for steps in pointers:
        _require_there(document, steps)
        branch = tree
        for step in steps:
            branch = branch.below.setdefault(step, _Branch())
        branch.whole = True
    return _select(document, tree)


def _select(document: JsonObject, branch: _Branch) -> Selection:
    places: dict[int, Path] = {}
    return Selection(_object(document, branch, path=(), places=places), places)


def _require_there(document: JsonObject, steps: Steps) -> None:
    value: JsonValue = document
    for step in steps:
        if isinstance(value, dict) and step in value:
            value = value[step]
        elif isinstance(value, list) and _INDEX.fullmatch(step) and int(step) < len(value):
            value = value[int(step)]
        else:
            raise NothingThere(pointer="/".join(("", *steps))[:100])


def _value(value: JsonValue, branch: _Branch, *, path: Path, places: dict[int, Path]) -> JsonValue:
    if len(path) > 2 * MAX_DEPTH:
        raise TooComplex(depth=len(path))
    if isinstance(value, dict):
        return _object(value, branch, path=path, places=places)
    if isinstance(value, list):
        chosen = [(place, _chosen(branch, str(place))) for place in range(len(value))]
        return [
            _value(value[place], below, path=(*path, place), places=places)
            for place, below in chosen
            if below is not None
        ]
    return value


def _object(
    value: JsonObject, branch: _Branch, *, path: Path, places: dict[int, Path]
) -> JsonObject:
    chosen = {
        name: _Branch(whole=True) if name in _ALWAYS else _chosen(branch, name) for name in value
    }
    copy = {
        name: _value(value[name], below, path=(*path, name), places=places)
        for name, below in chosen.items()
        if below is not None
    }
    places[id(copy)] = path
    return copy


def _chosen(branch: _Branch, step: str) -> _Branch | None:
    return branch if branch.whole else branch.below.get(step)
