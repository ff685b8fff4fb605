"""Small documents that cost much to canonicalize (hardening X1, L10, L11), and one that may.

Each is a signed badge that was changed: nothing is wrong with its proof until the very last
check, which a verifier only reaches after the work that the document wants to make it do.
"""

import json
import re
from collections.abc import Iterable, Iterator

from badger.json_value import JsonObject
from tests.vectors import vector_text
from tests.world import World

_ARC = re.compile(r"(_:\S+) <[^>]*> (_:\S+)(?: (_:\S+))? \.")
_VECTORS = ("044", "045", "046", "074")
_TYPES = ["VerifiableCredential", "OpenBadgeCredential"]
Arc = tuple[str, str]


def clique(size: int) -> list[Arc]:
    """Everyone knows everyone."""
    return [(f"_:e{a}", f"_:e{b}") for a in range(size) for b in range(size) if a != b]


def circulant(size: int, steps: Iterable[int]) -> list[Arc]:
    """A ring whose members also know those some steps further."""
    return [(f"_:e{a}", f"_:e{(a + step) % size}") for a in range(size) for step in steps]


def vector(number: str) -> list[Arc]:
    """The arcs between blank nodes of a test of the W3C."""
    text = vector_text("rdf-canon", f"rdfc10/test{number}-in.nq")
    return [(match[1], match[2]) for match in _ARC.finditer(text)]


def nodes(arcs: list[Arc]) -> list[JsonObject]:
    """Write arcs as nodes with names of their own, as JSON-LD may."""
    known: dict[str, list[str]] = {}
    for one, other in arcs:
        known.setdefault(one, []).append(other)
        known.setdefault(other, [])
    return [
        {"id": name, "type": ["Related"], "related": [{"id": other} for other in others]}
        for name, others in known.items()
    ]


def graphs() -> Iterator[tuple[str, list[Arc]]]:
    """Name every graph."""
    for size in range(6, 13):
        yield f"clique of {size}", clique(size)
    yield "ring of 400", circulant(400, (1,))
    for size in (80, 120, 160):
        yield f"circulant of {size}", circulant(size, (1, 2, 5))
    for number in _VECTORS:
        yield f"W3C {number}c", vector(number)


def tree(depth: int, word: str) -> JsonObject:
    """Nested twins: no name is needed to make nodes look alike."""
    children = [tree(depth - 1, word) for _ in range(2)] if depth else []
    return {"type": ["Result"], **({word: children} if children else {})}


def poisons(world: World) -> dict[str, bytes]:
    """Make every poison document."""
    made: dict[str, JsonObject] = {}
    for name, arcs in graphs():
        made[f"{name}, in the achievement"] = _achievement(world, related=nodes(arcs))
        made[f"{name}, as evidence"] = _changed(world, evidence=nodes(arcs))
        made[f"{name}, as a graph"] = _changed(world, **{"@graph": nodes(arcs)})
    for count in (6, 8, 64, 1_000):
        made[f"{count} equal results"] = _subject(world, result=[{"type": ["Result"]}] * count)
        evidence = [{"type": ["Evidence"], "narrative": "x"}] * count
        made[f"{count} equal evidences"] = _changed(world, evidence=evidence)
    described = {"type": ["ResultDescription"], "name": "x", "resultType": "Status"}
    listed = [{"id": "urn:uuid:1", **described, "allowedValue": ["x"] * 900}]
    made["900 equal words in a list"] = _achievement(world, resultDescription=listed)
    made["9,000 times one type"] = _changed(world, type=_TYPES * 4_500)
    made["twins of twins"] = _subject(world, result=[tree(7, "alignment")])
    made["7,000 typed nodes"] = _subject(world, result=[{"type": ["Result"]}] * 7_000)
    made["22,500 times one type"] = _changed(world, type=_TYPES * 11_250)
    made["1,000 contexts"] = _changed(world, **{"@context": _contexts(world) * 300})
    return {name: json.dumps(document).encode() for name, document in made.items()}


def harmless(world: World) -> bytes:
    """1,400 results without a name, all different: many, and in order."""
    results = [{"type": ["Result"], "value": str(number)} for number in range(1_400)]
    return json.dumps(
        world.issue_badge(change=lambda badge: _put(badge["credentialSubject"], result=results))
    ).encode()


def _put(target: JsonObject, **members: object) -> None:
    target.update(members)  # type: ignore[arg-type] - JSON by hand


def _changed(world: World, **members: object) -> JsonObject:
    document = world.issue_badge()
    _put(document, **members)
    return document


def _subject(world: World, **members: object) -> JsonObject:
    document = world.issue_badge()
    _put(document["credentialSubject"], **members)  # type: ignore[arg-type]
    return document


def _achievement(world: World, **members: object) -> JsonObject:
    document = world.issue_badge()
    _put(document["credentialSubject"]["achievement"], **members)  # type: ignore[index, call-overload, arg-type]
    return document


def _contexts(world: World) -> list[str]:
    return world.issue_badge()["@context"]  # type: ignore[return-value]
