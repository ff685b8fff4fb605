"""Whatever a holder chooses to show verifies, and whatever is changed of it does not."""

import copy
from collections.abc import Iterator

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from badger.credentials.cryptosuites.ecdsa_sd_2023 import ECDSA_SD_2023
from badger.credentials.proof import read_proof, verify_with
from badger.credentials.selective_proof import derive_proof
from badger.errors import BadgerError
from badger.json_value import JsonObject, JsonValue
from tests.selective_badges import base_badge, p_256_issuer
from tests.world import World

Path = tuple[str | int, ...]
ISSUER = p_256_issuer(World())
WHOLE = base_badge(ISSUER)


def paths(value: JsonValue, path: Path = ()) -> Iterator[Path]:
    """Every place below the top of a document."""
    members = value.items() if isinstance(value, dict) else enumerate(value)
    for name, below in members:
        yield (*path, name)
        if isinstance(below, dict | list):
            yield from paths(below, (*path, name))


def without_proof(document: JsonObject) -> JsonObject:
    return {name: value for name, value in document.items() if name != "proof"}


def value_at(document: JsonValue, path: Path) -> JsonValue:
    for step in path:
        document = document[step]
    return document


def leaves(document: JsonObject) -> set[tuple[Path, JsonValue]]:
    """Each text with the names that lead to it; places in lists change when others go."""
    unsecured = without_proof(document)
    return {
        (tuple(step for step in path if type(step) is str), value_at(unsecured, path))
        for path in paths(unsecured)
        if type(value_at(unsecured, path)) is str
    }


def pointer(path: Path) -> str:
    return "".join(f"/{str(step).replace('~', '~0').replace('/', '~1')}" for step in path)


def verify_part(document: JsonObject) -> None:
    proof = read_proof(document["proof"])
    verify_with(ECDSA_SD_2023, document, proof=proof, key=ISSUER.key.public)


PLACES = list(paths(without_proof(WHOLE)))
CHOICES = st.lists(st.sampled_from(PLACES), max_size=6)


@settings(max_examples=25, deadline=None)
@given(CHOICES)
def test_every_choice_verifies_and_shows_what_was_chosen(chosen):
    shown = derive_proof(WHOLE, [pointer(path) for path in chosen])

    verify_part(shown)
    assert leaves(shown) <= leaves(WHOLE)
    for path in chosen:
        if all(isinstance(step, str) for step in path):
            assert value_at(WHOLE, path) == value_at(shown, path)


@settings(max_examples=40, deadline=None)
@given(CHOICES, st.data())
def test_no_value_of_a_part_can_be_changed(chosen, data):
    shown = derive_proof(WHOLE, [pointer(path) for path in chosen])
    texts = [path for path in paths(without_proof(shown)) if type(value_at(shown, path)) is str]
    *before, last = data.draw(st.sampled_from(texts))
    changed = copy.deepcopy(shown)
    holder = value_at(changed, tuple(before))
    holder[last] += "x"

    with pytest.raises(BadgerError):
        verify_part(changed)
