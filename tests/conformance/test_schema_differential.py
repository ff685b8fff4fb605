"""Our schemas and the published ones give the same verdict on thousands of mutated documents.

The published schema is the 2026 form that allows a single value in place of a list. There is no
wanted difference. Where the validators of the published schema disagree among themselves about a
format (leap seconds, the year 0, a newline at the end), ours refuses.
"""

from itertools import chain

import jsonschema
import jsonschema_rs
import pytest

from badger.schemas import conformity_errors, conforms
from tests.conformance.full_badge import ACHIEVEMENT, BADGE, ENDORSEMENT, PROFILE, full
from tests.conformance.mutations import context_mutants, heaps, single_mutants
from tests.conformance.official_schema import official_schemas

pytestmark = pytest.mark.vectors

SEED = 20261121
DISPUTED_TIMES = (
    "2016-12-31T23:59:60Z",
    "1998-12-31T15:59:60.123-08:00",
    "0000-01-01T00:00:00Z",
    "2026-03-14T09:30:00Z\n",
)


@pytest.fixture(scope="module")
def published():
    return official_schemas()


@pytest.fixture(scope="module")
def published_badge(published):
    return published["ob_v3p0_achievementcredential_schema.json"]


def class_of(schema, class_name):
    """Make a schema of one class out of the definitions of a published schema."""
    return {
        "$schema": schema["$schema"],
        "$ref": f"#/$defs/{class_name}",
        "$defs": schema["$defs"],
    }


def fast(schema):
    return jsonschema_rs.Draft201909Validator(schema, validate_formats=True)


def slow(schema):
    checker = jsonschema.Draft201909Validator.FORMAT_CHECKER
    return jsonschema.Draft201909Validator(schema, format_checker=checker)


def mutants(document, *, heaps_of):
    return chain(
        single_mutants(document),
        context_mutants(document, seed=SEED, count=300),
        heaps(document, seed=SEED, count=heaps_of),
    )


def disagreements(documents, *, oracle, name):
    """Compare verdicts; give those that differ, and how many were accepted and refused."""
    different, counts = [], {True: 0, False: 0}
    for document in documents:
        expected = oracle.is_valid(document)
        counts[expected] += 1
        if expected != conforms(document, name):
            different.append(document)
    return different, counts


def test_the_documents_written_by_hand_conform():
    assert [[], [], [], []] == [
        conformity_errors(full(BADGE), "OpenBadgeCredential"),
        conformity_errors(full(ENDORSEMENT), "EndorsementCredential"),
        conformity_errors(full(PROFILE), "Profile"),
        conformity_errors(full(ACHIEVEMENT), "Achievement"),
    ]


def test_mutated_badges_get_the_verdict_of_the_published_schema(published_badge):
    oracle = fast(published_badge)
    different, counts = disagreements(
        mutants(full(BADGE), heaps_of=3000), oracle=oracle, name="OpenBadgeCredential"
    )
    assert [] == different[:3]
    assert counts[True] > 2000
    assert counts[False] > 2000


def test_mutated_endorsements_get_the_verdict_of_the_published_class(published_badge):
    oracle = fast(class_of(published_badge, "EndorsementCredential"))
    different, counts = disagreements(
        mutants(full(ENDORSEMENT), heaps_of=1000), oracle=oracle, name="EndorsementCredential"
    )
    assert [] == different[:3]
    assert min(counts.values()) > 500


def test_mutated_achievements_get_the_verdict_of_the_published_class(published_badge):
    oracle = fast(class_of(published_badge, "Achievement"))
    different, counts = disagreements(
        mutants(full(ACHIEVEMENT), heaps_of=500), oracle=oracle, name="Achievement"
    )
    assert [] == different[:3]
    assert min(counts.values()) > 500


def test_mutated_profiles_get_the_verdict_of_the_published_schema(published):
    oracle = fast(published["ob_v3p0_profile_schema.json"])
    different, counts = disagreements(
        mutants(full(PROFILE), heaps_of=500), oracle=oracle, name="Profile"
    )
    assert [] == different[:3]
    assert min(counts.values()) > 500


def test_the_explanation_gives_the_same_verdict_and_so_does_the_other_validator(published_badge):
    oracle = slow(published_badge)
    everything = list(mutants(full(BADGE), heaps_of=3000))
    sample = everything[:: len(everything) // 600]
    verdicts = [
        (
            oracle.is_valid(document),
            conforms(document, "OpenBadgeCredential"),
            not conformity_errors(document, "OpenBadgeCredential"),
        )
        for document in sample
    ]
    assert {(True, True, True), (False, False, False)} == set(verdicts)
    assert len(verdicts) >= 600


@pytest.mark.parametrize("text", DISPUTED_TIMES)
def test_a_time_on_which_the_validators_disagree_is_refused_by_both_of_ours(published_badge, text):
    document = {**full(BADGE), "validFrom": text}
    verdicts = {fast(published_badge).is_valid(document), slow(published_badge).is_valid(document)}
    assert {True, False} == verdicts
    assert not conforms(document, "OpenBadgeCredential")
    assert "/validFrom" == conformity_errors(document, "OpenBadgeCredential")[0].path
