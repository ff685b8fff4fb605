"""Our schemas and the published ones give the same verdict on thousands of mutated documents.

The published schema is the 2026 form that allows a single value in place of a list. Only one
difference is wanted, and `WANTED` writes it into the published schema before the comparison:

- `credentialStatus` may be a list. Open Badges 3.1 will allow it, the standard's own validator
  reads it, and a verifier that refused it would not see a suspension beside a revocation. Our
  issuer writes one entry, bare.

Where the validators of the published schema disagree among themselves about a format (leap
seconds, the year 0, a newline at the end), ours refuses.
"""

import copy
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
WANTED = {"$ref": "#/$defs/CredentialStatus"}
LIST_OF_WANTED = {"oneOf": [WANTED, {"type": "array", "items": WANTED}]}
FIXED_FORMATS = (
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


def with_lists_of_status(schema):
    """Write the one wanted difference into a published schema."""
    widened = copy.deepcopy(schema)
    for class_schema in (widened, widened["$defs"]["EndorsementCredential"]):
        if "credentialStatus" in class_schema["properties"]:
            assert WANTED == {
                name: value
                for name, value in class_schema["properties"]["credentialStatus"].items()
                if name == "$ref"
            }
            class_schema["properties"]["credentialStatus"] = LIST_OF_WANTED
    return widened


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
    oracle = fast(with_lists_of_status(published_badge))
    different, counts = disagreements(
        mutants(full(BADGE), heaps_of=3000), oracle=oracle, name="OpenBadgeCredential"
    )
    assert [] == different[:3]
    assert counts[True] > 2000
    assert counts[False] > 2000


def test_a_list_of_status_is_the_only_difference_from_the_published_schema(published_badge):
    different, _ = disagreements(
        mutants(full(BADGE), heaps_of=1000),
        oracle=fast(published_badge),
        name="OpenBadgeCredential",
    )
    lists = [
        document
        for document in different
        if isinstance(document.get("credentialStatus"), list)
        or any(
            isinstance(endorsement.get("credentialStatus"), list)
            for endorsement in document["endorsement"]
        )
    ]
    assert len(lists) == len(different) > 0


def test_mutated_endorsements_get_the_verdict_of_the_published_class(published_badge):
    oracle = fast(class_of(with_lists_of_status(published_badge), "EndorsementCredential"))
    different, counts = disagreements(
        mutants(full(ENDORSEMENT), heaps_of=1000), oracle=oracle, name="EndorsementCredential"
    )
    assert [] == different[:3]
    assert min(counts.values()) > 500


def test_mutated_achievements_get_the_verdict_of_the_published_class(published_badge):
    oracle = fast(class_of(with_lists_of_status(published_badge), "Achievement"))
    different, counts = disagreements(
        mutants(full(ACHIEVEMENT), heaps_of=500), oracle=oracle, name="Achievement"
    )
    assert [] == different[:3]
    assert min(counts.values()) > 500


def test_mutated_profiles_get_the_verdict_of_the_published_schema(published):
    oracle = fast(with_lists_of_status(published["ob_v3p0_profile_schema.json"]))
    different, counts = disagreements(
        mutants(full(PROFILE), heaps_of=500), oracle=oracle, name="Profile"
    )
    assert [] == different[:3]
    assert min(counts.values()) > 500


def test_the_explanation_gives_the_same_verdict_and_so_does_the_other_validator(published_badge):
    oracle = slow(with_lists_of_status(published_badge))
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


@pytest.mark.parametrize("text", FIXED_FORMATS)
def test_a_time_on_which_the_validators_disagree_is_refused_by_both_of_ours(published_badge, text):
    document = {**full(BADGE), "validFrom": text}
    verdicts = {fast(published_badge).is_valid(document), slow(published_badge).is_valid(document)}
    assert {True, False} == verdicts
    assert not conforms(document, "OpenBadgeCredential")
    assert "/validFrom" == conformity_errors(document, "OpenBadgeCredential")[0].path
