"""Documents filled from a template: the general path's very bytes, or nothing."""

import json
from copy import deepcopy
from typing import Any

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from badger.credentials.canonical import canonical_nquads
from badger.credentials.errors import CredentialError
from badger.credentials.template import template_of
from badger.schemas import context, known_contexts
from tests.unit.credentials.canonical_samples import badge, endorsement, with_achievement

LEVEL = "https://club.example/a/1#critere-{}-niveau-{}"
PATHS = (
    ("id",),
    ("credentialSubject", "id"),
    ("credentialStatus", "id"),
    ("credentialStatus", "statusListIndex"),
    ("validFrom",),
    ("evidence", 0, "narrative"),
    ("evidence", 1, "name"),
    ("credentialSubject", "result", 0, "achievedLevel"),
    ("credentialSubject", "result", 1, "achievedLevel"),
)
VALUES = (
    "https://club.example/badges/1",
    "urn:uuid:7d1f5d6e-9a3b-4f0e-8f6e-0a1b2c3d4e5f",
    "https://club.example/status/3#7",
    "7",
    "2026-03-14T09:30:00Z",
    "Vu au match.",
    "Séance",
    LEVEL.format(1, 2),
    LEVEL.format(2, 3),
)

addresses = st.from_regex(r"https://club\.example/[A-Za-z0-9/#?.-]{0,30}", fullmatch=True)
names = st.uuids().map(lambda number: f"urn:uuid:{number}")
words = st.text(max_size=60) | st.text(
    '\x00\x01\x08\n\r\t"\\\x7f\ufffe\u2028<> .@^_:cab14n', max_size=20
)
levels = st.builds(LEVEL.format, st.integers(1, 2), st.integers(1, 3))


def _document(values=VALUES) -> dict[str, Any]:
    document = badge(
        credentialStatus={
            "id": "",
            "type": "BitstringStatusListEntry",
            "statusPurpose": "revocation",
            "statusListIndex": "",
            "statusListCredential": "https://club.example/status/3",
        },
        evidence=[
            {"type": ["Evidence"], "narrative": ""},
            {"type": ["Evidence"], "name": "", "narrative": 'Une "autre" fois\nplus tard \x00'},
        ],
    )
    subject = document["credentialSubject"]
    subject["result"] = [
        {"type": ["Result"], "resultDescription": f"https://club.example/a/1#critere-{n}"}
        for n in (1, 2)
    ]
    subject["achievement"]["alignment"] = [
        {"type": ["Alignment"], "targetName": f"Coopérer {n}", "targetUrl": "https://s.example/"}
        for n in (1, 2)
    ]
    return _with(document, values)


def _with(document, values, paths=PATHS):
    filled = deepcopy(document)
    for path, value in zip(paths, values, strict=True):
        place = filled
        for step in path[:-1]:
            place = place[step]
        place[path[-1]] = value
    return filled


def _written(document) -> str:
    return json.dumps(document, ensure_ascii=False, separators=(",", ":"))


TEMPLATE = template_of(_document(), PATHS)


def test_a_badge_with_results_and_evidence_has_a_template():
    assert TEMPLATE is not None


@given(values=st.tuples(addresses, names, addresses, words, words, words, words, levels, levels))
@example(values=VALUES)
@example(values=(*VALUES[:5], "\x00 \x00\n\n_:c14n0", "\x00", *VALUES[7:]))
@example(values=(*VALUES[:5], "badger-slot-0-end", '"badger-slot-1-end"', *VALUES[7:]))
def test_what_is_filled_is_what_the_general_path_says(values):
    document = _document(values)
    try:
        expected = canonical_nquads(document)
    except CredentialError:
        expected = None

    filled = TEMPLATE.fill(values)

    assert filled is None or (_written(document), expected) == (filled.document, filled.nquads)


@given(numbers=st.tuples(st.uuids(), st.uuids()), index=st.integers(0, 131071), text=words)
def test_ordinary_values_are_never_left_to_the_general_path(numbers, index, text):
    assume(text.isprintable() and text != "Séance")
    values = (
        f"https://club.example/badges/{numbers[0]}",
        f"urn:uuid:{numbers[1]}",
        f"https://club.example/status/3#{index}",
        str(index),
        *VALUES[4:5],
        text,
        *VALUES[6:],
    )

    assert canonical_nquads(_document(values)) == TEMPLATE.fill(values).nquads


def test_blank_nodes_are_numbered_anew_for_every_document():
    first = TEMPLATE.fill(VALUES).nquads
    orders = set()
    for number in range(20):
        values = (f"https://club.example/badges/{number}", *VALUES[1:])
        nquads = TEMPLATE.fill(values).nquads
        orders.add(tuple(line[:7] for line in nquads.split("\n") if "narrative" in line))

    assert first.count("_:c14n") > 0
    assert len(orders) > 1


@pytest.mark.parametrize(
    ("slot", "value"),
    [
        (0, "http://club.example/badges/1"),
        (0, "https://club.example/a b"),
        (0, "did:web:club.example"),
        (1, "urn:uuid:achievement"),
        (0, VALUES[2]),
        (2, VALUES[0]),
        (5, "\ud800"),
    ],
    ids=[
        "scheme",
        "characters",
        "other",
        "another_node",
        "same_names",
        "names_swapped",
        "surrogate",
    ],
)
def test_what_only_the_general_path_can_judge_is_left_to_it(slot, value):
    values = [*VALUES]
    values[slot] = value

    assert None is TEMPLATE.fill(values)


def test_as_many_values_as_slots_are_wanted():
    with pytest.raises(ValueError, match="shorter"):
        TEMPLATE.fill(VALUES[:-1])


def test_parts_that_become_alike_are_left_to_the_general_path():
    path = ("evidence", 0, "narrative")
    two = [{"type": ["Evidence"], "narrative": text} for text in ("un", "deux")]
    template = template_of(badge(evidence=two), [path])

    assert None is template.fill(["deux"])
    assert None is not template.fill(["trois"])


def test_a_statement_made_twice_is_left_to_the_general_path():
    document = with_achievement(tag=["un", "deux"])
    path = ("credentialSubject", "achievement", "tag", 0)
    template = template_of(document, [path])

    assert None is template.fill(["deux"])
    assert canonical_nquads(with_achievement(tag=["trois", "deux"])) == (
        template.fill(["trois"]).nquads
    )


def test_a_signed_endorsement_inside_is_filled_as_well():
    document = with_achievement(endorsement=[endorsement(1)])
    template = template_of(document, [("id",), ("issuer", "name")])
    values = ("urn:uuid:other", 'Club "d\'à côté"\n')

    assert canonical_nquads(_with(document, values, [("id",), ("issuer", "name")])) == (
        template.fill(values).nquads
    )


@pytest.mark.parametrize(
    ("document", "path"),
    [
        (badge(evidence=[{"type": ["Evidence"]}, {"type": ["Evidence"]}]), ("id",)),
        (badge(inconnu="x"), ("id",)),
        (badge(name="badger-slot-0-end"), ("id",)),
        (badge(), ("@context", 1)),
        (badge(), ("type", 1)),
        (
            with_achievement(creditsAvailable=1.5),
            ("credentialSubject", "achievement", "creditsAvailable"),
        ),
    ],
    ids=["look_alikes", "undefined", "our_own_mark", "context", "type", "number"],
)
def test_other_documents_have_no_template(document, path):
    assert None is template_of(document, [path])


def test_a_language_is_no_slot():
    document = badge(name={"@value": "Esprit", "@language": "fr"})

    assert None is template_of(document, [("name", "@language")])
    assert None is not template_of(document, [("name", "@value")])


def test_without_slots_there_is_no_template():
    assert None is template_of(badge(), [])


def _terms(value):
    if isinstance(value, dict):
        for name, below in value.items():
            yield name
            yield from _terms(below)
    elif isinstance(value, list):
        for below in value:
            yield from _terms(below)


def test_no_pinned_context_reads_an_address_as_a_word_of_its_own():
    found = {name for url in known_contexts() for name in _terms(context(url)["@context"])}

    assert set() == {name for name in found if name.startswith(("http:", "https:", "urn:"))}
    assert set() == found & {"http", "https", "urn"}
