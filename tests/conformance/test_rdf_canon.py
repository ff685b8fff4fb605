"""The W3C's test suite of RDF Dataset Canonicalization, read from its manifest."""

import json
import time
from pathlib import Path

import pytest

from badger.credentials.canonical import canonicalize_dataset
from badger.credentials.canonical_errors import TooComplex

pytestmark = pytest.mark.vectors

EVALUATION, MAP, NEGATIVE = (f"rdfc:RDFC10{name}Test" for name in ("Eval", "Map", "NegativeEval"))


@pytest.fixture(scope="module")
def suite(vectors: Path) -> Path:
    return vectors / "rdf-canon"


def entries(suite: Path, kind: str) -> list[dict]:
    manifest = json.loads((suite / "manifest.jsonld").read_text(encoding="utf-8"))
    return [entry for entry in manifest["entries"] if entry["type"] == kind]


def canonical(suite: Path, entry: dict):
    name = entry.get("hashAlgorithm", "SHA256").lower()
    return canonicalize_dataset((suite / entry["action"]).read_text("utf-8"), hash_name=name)


def test_the_64_evaluation_cases_give_the_published_nquads(suite):
    cases = entries(suite, EVALUATION)
    expected = {case["id"]: (suite / case["result"]).read_text("utf-8") for case in cases}
    assert 64 == len(cases)
    assert expected == {case["id"]: canonical(suite, case).nquads for case in cases}


def test_the_21_map_cases_give_the_published_labels(suite):
    cases = entries(suite, MAP)
    expected = {case["id"]: json.loads((suite / case["result"]).read_text()) for case in cases}
    assert 21 == len(cases)
    assert expected == {case["id"]: canonical(suite, case).labels for case in cases}


def test_x1_l10_the_negative_case_is_refused_in_less_than_one_and_a_half_seconds(suite):
    (case,) = entries(suite, NEGATIVE)
    started = time.thread_time()
    with pytest.raises(TooComplex):
        canonical(suite, case)
    assert 1.5 > time.thread_time() - started


def test_a_case_with_another_hash_gives_other_labels(suite):
    (case,) = (case for case in entries(suite, EVALUATION) if "hashAlgorithm" in case)
    text = (suite / case["action"]).read_text("utf-8")
    assert (
        canonicalize_dataset(text).nquads != canonicalize_dataset(text, hash_name="sha384").nquads
    )
