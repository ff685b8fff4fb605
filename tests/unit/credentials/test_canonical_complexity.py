"""The work that a document may cause is bounded (hardening X1, L10, L11)."""

import time
from typing import Any

import pytest

from badger.credentials.canonical import DATASET_LIMITS, canonical_nquads, canonicalize_dataset
from badger.credentials.canonical_errors import DataLoss, TooComplex
from badger.credentials.nquads import read_nquads
from badger.credentials.rdfc import Limits, canonicalize, distinct_orders
from tests.unit.credentials.canonical_samples import badge, endorsement, with_achievement


def with_results(results: list[dict[str, Any]]) -> dict[str, Any]:
    document = badge()
    document["credentialSubject"]["result"] = results
    return document


def result(**members: Any) -> dict[str, Any]:
    return {"type": ["Result"], **members}


def tree(depth: int) -> dict[str, Any]:
    if depth == 0:
        return result()
    return result(alignment=[tree(depth - 1), tree(depth - 1)])


def chain(length: int) -> dict[str, Any]:
    node = result()
    for _ in range(length):
        node = result(alignment=node)
    return node


def allowed_values(number: int, values: list[str]) -> list[dict[str, Any]]:
    return [
        {"id": f"urn:r:{index}", "type": "ResultDescription", "allowedValue": values}
        for index in range(number)
    ]


POISON = {
    "eight identical children": with_results([result() for _ in range(8)]),
    "six identical children": with_results([result() for _ in range(6)]),
    "7,000 typed nodes": with_results([result() for _ in range(7000)]),
    "a binary tree": with_results([tree(6)]),
    "a chain of alike nodes": with_results([chain(50)]),
    "a long list of one word": with_achievement(resultDescription=allowed_values(1, ["x"] * 900)),
    "a list of one word": with_achievement(resultDescription=allowed_values(1, ["x"] * 60)),
    "nine equal endorsements": badge(
        endorsement=[
            {"type": "VerifiableCredential", "proof": {"type": "DataIntegrityProof", "nonce": "n"}}
            for _ in range(9)
        ]
    ),
}


@pytest.mark.parametrize("name", sorted(POISON))
def test_x1_l10_a_poison_document_is_refused_in_little_time(name):
    started = time.thread_time()
    with pytest.raises(TooComplex):
        canonical_nquads(POISON[name])
    assert 5.0 > time.thread_time() - started


def test_l10_five_identical_children_are_still_told():
    text = canonical_nquads(with_results([result() for _ in range(5)]))
    assert 5 == text.count("#Result> .\n")


def clique(size: int) -> str:
    pairs = [(one, two) for one in range(size) for two in range(size) if one != two]
    return "".join(f"_:e{one} <urn:p> _:e{two} .\n" for one, two in pairs)


def circulant(size: int, steps: tuple[int, ...]) -> str:
    return "".join(
        f"_:e{one} <urn:p> _:e{(one + step) % size} .\n" for one in range(size) for step in steps
    )


@pytest.mark.parametrize(
    "nquads",
    [
        *[clique(size) for size in (6, 7, 8, 9, 10, 11, 12)],
        circulant(400, (1,)),
        *[circulant(size, (1, 2, 5)) for size in (12, 80, 160)],
        "".join(f"_:e{number} <urn:p> _:e{number + 1} .\n" for number in range(400)),
    ],
)
def test_x1_l10_a_poison_graph_is_refused_in_little_time(nquads):
    started = time.thread_time()
    with pytest.raises(TooComplex):
        canonicalize_dataset(nquads)
    assert 5.0 > time.thread_time() - started


def test_l10_a_clique_has_no_place_in_a_document():
    nodes = [{"id": f"_:b{n}", "type": "Evidence", "image": ["_:b1", "_:b2"]} for n in range(8)]
    started = time.thread_time()
    with pytest.raises(Exception, match="blank"):
        canonical_nquads(badge(evidence=nodes))
    assert 5.0 > time.thread_time() - started


def test_l11_1400_results_without_a_name_pass():
    text = canonical_nquads(with_results([result(value=str(number)) for number in range(1400)]))
    assert 1400 == text.count("#Result> .\n")


def test_l11_parts_that_their_neighbours_tell_apart_pass():
    alignment = {"type": "Alignment", "targetName": "Coopérer", "targetUrl": "https://a.example/"}
    results = [result(value=str(number), alignment=[alignment]) for number in range(200)]
    assert 200 == canonical_nquads(with_results(results)).count('"Coopérer"')
    values = allowed_values(20, [str(number) for number in range(20)])
    text = canonical_nquads(with_achievement(resultDescription=values))
    assert 400 == text.count("#first> ")


def test_l11_one_node_in_many_equal_places_passes_and_in_different_ones_does_not():
    image = {"id": "urn:i", "type": "Image", "caption": "x"}
    evidence = [{"id": f"urn:{n}", "type": "Evidence", "image": image} for n in range(500)]
    assert 1 == canonical_nquads(badge(evidence=evidence)).count("<urn:i> <https://schema.org/cap")
    endorsements = [endorsement(number) for number in range(70)]
    with pytest.raises(TooComplex):
        canonical_nquads(badge(endorsement=endorsements))


def test_l11_different_sets_of_types_are_counted_the_same_way_every_time():
    evidence = [
        {"id": f"urn:{number}", "type": ["Evidence", f"urn:type:{number}"]} for number in range(70)
    ]
    for _ in range(3):
        with pytest.raises(TooComplex):
            canonical_nquads(badge(evidence=evidence))
    assert canonical_nquads(badge(evidence=evidence[:30]))


def test_l11_contexts_of_embedded_credentials_count_among_the_sets():
    """Four sets of the badge and sixty of its evidence: the context of another is the 65th."""
    evidence = [
        {"id": f"urn:{number}", "type": ["Evidence", f"urn:type:{number}"]} for number in range(60)
    ]
    assert canonical_nquads(badge(evidence=evidence))
    with pytest.raises(TooComplex) as caught:
        canonical_nquads(badge(evidence=evidence, endorsement=[endorsement(1)]))
    assert {"kinds": 65} == caught.value.facts


def test_the_clock_of_the_thread_ends_the_work():
    from_here = Limits(max_alike=16, max_steps=100_000, max_cpu_s=0.0)
    with pytest.raises(TooComplex):
        canonicalize(dataset_of(clique(8)), from_here)


def test_the_depth_ends_the_work():
    shallow = Limits(max_alike=400, max_steps=100_000, max_depth=3)
    with pytest.raises(TooComplex):
        canonicalize(dataset_of(circulant(20, (1,))), shallow)


def dataset_of(nquads: str):
    return read_nquads(nquads)[0]


def test_vectors_get_more_work_than_documents():
    assert Limits().max_alike < DATASET_LIMITS.max_alike


@pytest.mark.parametrize(
    ("blanks", "orders"),
    [
        ([1], [(1,)]),
        ([2, 1], [(1, 2), (2, 1)]),
        ([7, 7, 7], [(7, 7, 7)]),
        ([1, 1, 2], [(1, 1, 2), (1, 2, 1), (2, 1, 1)]),
        ([3, 1, 2], [(1, 2, 3), (1, 3, 2), (2, 1, 3), (2, 3, 1), (3, 1, 2), (3, 2, 1)]),
    ],
)
def test_each_order_is_tried_once(blanks, orders):
    assert orders == list(distinct_orders(blanks))


def test_l10_a_graph_named_by_every_statement_of_two_equal_proofs_is_no_poison():
    proof = {"type": "DataIntegrityProof", **dict.fromkeys(("nonce", "domain", "challenge"), "x")}
    proof |= {"created": "x", "cryptosuite": "x", "proofValue": "z", "verificationMethod": "urn:k"}
    document = badge(proof=proof, endorsement=[endorsement(1) | {"proof": proof}])
    assert 2 == canonical_nquads(document).count("#proofValue>")


def test_2000_times_the_same_node_is_refused_quickly():
    started = time.thread_time()
    with pytest.raises(DataLoss):
        canonical_nquads(with_results([result(id="urn:x", value="x") for _ in range(2000)]))
    assert 5.0 > time.thread_time() - started
