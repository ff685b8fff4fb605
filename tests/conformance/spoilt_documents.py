"""Ways to spoil a document, one at a time: what hostile or careless hands do."""

import copy
import random
from collections.abc import Callable, Iterator
from typing import Any

from tests.conformance.generated_documents import BAD_IRIS, BAD_NUMBERS, IRIS, NUMBERS

ODD_KEYS = (
    "@foo", "@index", "@included", "@reverse", "@graph", "@nest", "@json", "@direction", "@id",
    "@type", "@value", "@list", "@set", "@language", "_:p", "a key", "", "https://schema.org/name",
    "secretGrade", "Criteria", "Image", "xsd:x", "@vocab", "@base", "proof", "expirationDate",
)  # fmt: skip
ODD_VALUES = (None, [], {}, "", [[]], [None], [[["x"]]], {"@value": None}, {"id": "x"}, 0, False)
ODD_CONTEXTS = (
    {}, None, {"@vocab": "urn:x:"}, {"name": "urn:x"}, "https://unknown.example/v1", [[]],
    "https://www.w3.org/ns/credentials/v2/", "http://www.w3.org/ns/credentials/v2", "",
)  # fmt: skip

XSD = "http://www.w3.org/2001/XMLSchema#"

Holder = tuple[Any, Any]


def holders(value: Any) -> Iterator[Holder]:
    """Yield every object or array of a document with each of its keys or indices."""
    pairs = value.items() if isinstance(value, dict) else enumerate(value)
    for key, item in list(pairs):
        yield value, key
        if isinstance(item, dict | list):
            yield from holders(item)


def _objects(document: Any) -> list[Any]:
    found = [document]
    for holder, key in holders(document):
        if isinstance(holder[key], dict):
            found.append(holder[key])
    return found


def _spot(document: Any, choose: random.Random) -> Holder:
    return choose.choice(list(holders(document)))


def odd_key(document: Any, choose: random.Random) -> None:
    """Add a member that no context defines."""
    values = ("A+", {"name": "x"}, [{"id": "urn:x"}], None, "urn:x", 1)
    choose.choice(_objects(document))[choose.choice(ODD_KEYS)] = choose.choice(values)


def odd_value(document: Any, choose: random.Random) -> None:
    """Replace a value by an empty or broken one."""
    holder, key = _spot(document, choose)
    holder[key] = copy.deepcopy(choose.choice(ODD_VALUES))


def odd_type(document: Any, choose: random.Random) -> None:
    """Give a node a type that is no text, unknown, repeated or spelled in full."""
    node = choose.choice(_objects(document))
    types = (
        None, 1, True, {}, [], [None], [["Result"]], "Nothing", ["Result", "Result"], "name",
        "https://schema.org/AlignmentObject", "urn:a:type", ["Image", "urn:b"], "../x", "@id",
        [{"@id": "urn:x"}], "criteria", "Criteria", ["Alignment", "Image", "Address"],
    )  # fmt: skip
    node["type"] = copy.deepcopy(choose.choice(types))


def odd_id(document: Any, choose: random.Random) -> None:
    """Give a node a name that is no absolute IRI, or one that is used elsewhere."""
    node = choose.choice(_objects(document))
    node["id"] = choose.choice((*BAD_IRIS, *IRIS, None, 1, ["urn:x"], {}))


def odd_text(document: Any, choose: random.Random) -> None:
    """Replace a text by one that is no IRI."""
    holder, key = _spot(document, choose)
    if isinstance(holder[key], str) and key != "@context":
        holder[key] = choose.choice(BAD_IRIS)


def another_type(document: Any, choose: random.Random) -> None:
    """Replace a value by one of another JSON type."""
    holder, key = _spot(document, choose)
    holder[key] = choose.choice(
        (*NUMBERS, *BAD_NUMBERS, True, "x", "urn:x", {"id": "urn:y"}, ["a", "b"])
    )


def odd_value_object(document: Any, choose: random.Random) -> None:
    """Replace a value by a value object, sound or not."""
    holder, key = _spot(document, choose)
    value = {"@value": choose.choice(("x", 1, 1.5, True, None, [], {"a": 1}))}
    extra = choose.choice(
        ("@language", "@type", "@direction", "@index", "@context", "id", "@json", "name")
    )
    value[extra] = choose.choice(
        ("fr", "FR_", "", 1, None, "ltr", "@json", "urn:x", "x", f"{XSD}double", f"{XSD}string")
    )
    holder[key] = value


def wrapped(document: Any, choose: random.Random) -> None:
    """Put a value into an array, once or twice."""
    holder, key = _spot(document, choose)
    holder[key] = [holder[key]] if choose.random() < 0.7 else [[holder[key]]]


def repeated(document: Any, choose: random.Random) -> None:
    """Say a value twice."""
    holder, key = _spot(document, choose)
    items = holder[key] if isinstance(holder[key], list) else [holder[key]]
    holder[key] = items + copy.deepcopy(items)


def reordered(document: Any, choose: random.Random) -> None:
    """Change the order of an array."""
    holder, key = _spot(document, choose)
    if isinstance(holder[key], list):
        choose.shuffle(holder[key])


def removed(document: Any, choose: random.Random) -> None:
    """Take a value away."""
    holder, key = _spot(document, choose)
    del holder[key]


def moved(document: Any, choose: random.Random) -> None:
    """Move or copy a value to another member or node."""
    holder, key = _spot(document, choose)
    if isinstance(key, str) and key != "@context":
        value = holder[key] if choose.random() < 0.5 else holder.pop(key)
        choose.choice(_objects(document))[key] = copy.deepcopy(value)


def odd_context(document: Any, choose: random.Random) -> None:
    """Name a context that is inline, unknown, repeated, or below the top."""
    contexts = document.get("@context")
    if choose.random() < 0.3:
        choose.choice(_objects(document))["@context"] = choose.choice(ODD_CONTEXTS)
    elif isinstance(contexts, list):
        extra = choose.choice((*ODD_CONTEXTS, *contexts))
        contexts.insert(choose.randrange(len(contexts) + 1), extra)


MUTATIONS: tuple[Callable[[Any, random.Random], None], ...] = (
    odd_key, odd_value, odd_type, odd_id, odd_text, another_type, wrapped, repeated, reordered,
    removed, moved, odd_context, odd_value_object,
)  # fmt: skip


def spoil(document: Any, choose: random.Random) -> str:
    """Spoil a document in place, and name what was done."""
    mutation = choose.choice(MUTATIONS)
    mutation(document, choose)
    return mutation.__name__
