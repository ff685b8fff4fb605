"""What the benchmarks measure is what the goals are about, and their verdicts are right."""

import json

import pytest

from badger.credentials.canonical import canonical_nquads
from badger.credentials.keys import EcdsaSigningKey
from badger.schemas import conforms
from benchmarks.badge import KEY, badge_document, of_another_person, realistic_badge, sign
from benchmarks.figures import Figure, as_json, as_table
from benchmarks.recipes import GOALS, recipe_tasks
from benchmarks.timing import Here, interleaved
from benchmarks.tokens import token_verification
from benchmarks.verifying import encoded, verification


@pytest.fixture(scope="module")
def badge():
    return realistic_badge()


def test_the_measured_badge_has_5_to_6_kb_and_48_to_90_quads(badge):
    assert 5000 <= len(encoded(badge.signed)) <= 6000
    assert 48 <= len(canonical_nquads(badge.unsigned).splitlines()) <= 90


def test_the_measured_badges_conform(badge):
    for document in (badge.signed, badge.peer, sign(badge_document(results=5, levels=True))):
        assert conforms(document, "OpenBadgeCredential")


def test_the_badge_with_100_results_has_the_size_of_its_goal():
    assert 65_000 <= len(encoded(sign(badge_document(results=100)))) <= 80_000


def test_the_badges_of_a_session_differ_in_what_is_remembered_of_one(badge):
    one, two = (of_another_person(badge.unsigned, number) for number in (1, 2))

    assert one["id"] != two["id"]
    assert one["validFrom"] != two["validFrom"]
    assert one["credentialSubject"]["id"] != two["credentialSubject"]["id"]
    assert one["credentialStatus"]["id"] != two["credentialStatus"]["id"]
    verification(sign(one), sign(two), documents=badge.documents)


def test_a_verification_that_is_not_positive_is_never_measured(badge):
    with pytest.raises(AssertionError):
        verification({**badge.signed, "name": "Autre chose"}, documents=badge.documents)


def test_every_measured_recipe_verifies(badge):
    # Each task is run once when it is made, and must be positive.
    assert set(GOALS) == set(recipe_tasks(badge))


@pytest.mark.parametrize(
    ("expected", "figure"),
    [
        (True, Figure("a", 1, 6.0, "V", at_most=6)),
        (False, Figure("a", 1, 6.01, "V", at_most=6)),
        (True, Figure("a", 1, 40.0, "x", at_least=40)),
        (False, Figure("a", 1, 39.9, "x", at_least=40)),
        (None, Figure("a", 1, 5.0, "x")),
    ],
)
def test_a_goal_is_met_or_not(expected, figure):
    assert expected is figure.met


def test_a_run_is_written_as_a_table_and_as_json():
    figures = [Figure("verify", 0.5, 7.0, "V", at_most=6), Figure("told", 1, 2, "x")]
    table = as_table(figures, run={"cores": 2})
    assert ["cores: 2", "NO"] == [table.splitlines()[0], table.splitlines()[3].split()[-1]]
    assert [False, None] == [f["met"] for f in json.loads(as_json(figures, run={}))["figures"]]


def test_every_task_has_its_turn_in_every_round():
    turns = []
    tasks = {name: Here(lambda name=name: turns.append(name)) for name in "ab"}
    medians = interleaved(tasks, rounds=3, batch_s=1e-9)
    assert {"a", "b"} == set(medians)
    assert turns.count("a") == turns.count("b") == 3 + 1 + 3 * (1 + 1)


def test_the_measured_tokens_are_verified_whatever_key_signs_them(badge):
    for signer in (KEY, EcdsaSigningKey.from_secret("P-256", b"\x07" * 32)):
        assert "verified" == token_verification(badge, signer).function().verdict.value
