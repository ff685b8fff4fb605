"""Mutants of a document: one change in every place, and seeded heaps of changes."""

import copy
import random
from collections.abc import Iterator

# Each stands once in every place: all JSON types, compaction, language maps, words of the
# enumerations and their neighbours, dates on and off the calendar, patterns met and missed.
VALUES = (
    None,
    True,
    0,
    -1.5,
    "",
    "x",
    "urn:uuid:9",
    "email",
    "emailAddress",
    "ext:mine",
    "ext:",
    "EXT:x",
    "ext:a b",
    "Achievement",
    "Badge",
    "badge",
    "CFItem",
    "Status",
    "Completed",
    "completed",
    "Profile",
    "Image",
    "fr",
    "FR",
    "fra-Latn-250",
    "fr-fr",
    "2026-03-14",
    "2026-02-30",
    "2026-03-14T09:30:00Z",
    "2026-03-14t09:30:00z",
    "2026-03-14T09:30:00",
    "2026-03-14 09:30:00Z",
    "2026-02-30T09:30:00Z",
    "2026-03-14T24:00:00Z",
    "2026-03-14T09:30:00+24:00",
    "2026-03-14T09:30:00.123456789-11:59",
    "a.b.c",
    "a..c",
    "a.b",
    "https://www.w3.org/ns/credentials/v2",
    "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.10.json",
    [],
    [[]],
    {},
    [{}],
    ["x"],
    ["x", 1],
    ["VerifiableCredential", "EndorsementCredential"],
    ["VerifiableCredential", "AchievementCredential"],
    {"fr": "x"},
    {"fr-FR": "x", "en": "y"},
    {"FR": "x"},
    {"fr": 1},
    {"fr": "Image"},
    {"@value": "x", "@language": "fr"},
    {"type": "x"},
    {"id": "x", "type": ["Profile"]},
    {"id": "x", "type": "Profile", "more": [1]},
)
CONTEXTS = (
    "https://www.w3.org/ns/credentials/v2",
    "https://www.w3.org/2018/credentials/v1",
    "https://purl.imsglobal.org/spec/ob/v3p0/context.json",
    "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.1.json",
    "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json",
    "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.10.json",
    "https://purl.imsglobal.org/spec/ob/v3p0/context-3.1.0-3.0.1.json",
    "http://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json",
    "https://purl.imsglobal.org/spec/ob/v3p0/extensions.json",
    {"@vocab": "https://x.example/"},
    5,
)


def places(value: object, place: tuple = ()) -> Iterator[tuple]:
    """Walk every place below `value`, as the steps that lead there."""
    steps = value.items() if isinstance(value, dict) else enumerate(value)
    for step, inner in steps:
        yield (*place, step)
        if isinstance(inner, dict | list):
            yield from places(inner, (*place, step))


def single_mutants(document: dict) -> Iterator[dict]:
    """Change one place in one way: every place, every way."""
    for place in places(document):
        for value in VALUES:
            yield _changed(document, place, lambda parent, step, v=value: parent.update({step: v}))
        for change in CHANGES:
            yield _changed(document, place, change)


def context_mutants(document: dict, *, seed: int, count: int) -> Iterator[dict]:
    """Write contexts in many orders and numbers."""
    chance = random.Random(seed)  # noqa: S311 - the same corpus each time
    for _ in range(count):
        contexts = chance.choices(CONTEXTS, k=chance.randrange(5))
        yield {**document, "@context": contexts}


def heaps(document: dict, *, seed: int, count: int) -> Iterator[dict]:
    """Change two to four places at once, at random but always the same."""
    chance = random.Random(seed)  # noqa: S311 - the same corpus each time
    for _ in range(count):
        mutant = copy.deepcopy(document)
        for _ in range(chance.randrange(2, 5)):
            place = chance.choice(list(places(mutant)))
            change = chance.choice((*CHANGES, *[_put(value) for value in VALUES]))
            _at(mutant, place, change)
        yield mutant


def _changed(document, place, change):
    """Copy only the way to the place; the rest is shared and never changed."""
    if not place:
        return document
    step, *rest = place
    copied = dict(document) if isinstance(document, dict) else list(document)
    if rest:
        copied[step] = _changed(document[step], tuple(rest), change)
    else:
        _apply(copied, step, change)
    return copied


def _at(document, place, change):
    for step in place[:-1]:
        document = document[step]
    _apply(document, place[-1], change)


def _apply(parent, step, change):
    # A list is changed as the dict of its indexes, then written back.
    if isinstance(parent, dict):
        change(parent, step)
        return
    members = dict(enumerate(parent))
    change(members, step)
    parent[:] = members.values()


def _put(value):
    return lambda parent, step: parent.update({step: copy.deepcopy(value)})


def _delete(parent, step):
    del parent[step]


def _wrap(parent, step):
    parent[step] = [parent[step]]


def _unwrap(parent, step):
    if isinstance(parent[step], list) and parent[step]:
        parent[step] = parent[step][0]


def _twice(parent, step):
    parent[step] = [parent[step], parent[step]]


def _extra_member(parent, step):
    if isinstance(parent[step], dict):
        parent[step] = {**parent[step], "extraMember": {"any": [1]}}


def _renamed(parent, step):
    parent[f"{step}s" if isinstance(step, str) else step + 1000] = parent.pop(step)


def _spelled(parent, step):
    if isinstance(parent[step], str):
        parent[step] = parent[step].swapcase()


CHANGES = (_delete, _wrap, _unwrap, _twice, _extra_member, _renamed, _spelled)
