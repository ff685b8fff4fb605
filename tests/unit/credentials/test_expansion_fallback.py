"""The slower road through PyLD gives the same N-Quads and refuses as much (X1 to X5)."""

from typing import Any

import pytest

from badger.credentials.canonical import DOCUMENT_LIMITS, canonical_nquads
from badger.credentials.canonical_errors import (
    ContextNotAllowed,
    ContextUnknown,
    DataLoss,
    InvalidIri,
    TooComplex,
)
from badger.credentials.expanded import read_expanded
from badger.credentials.expansion_fallback import expand_with_pyld
from badger.credentials.rdfc import canonicalize
from badger.schemas import context
from tests.unit.credentials.canonical_samples import V2, badge, endorsement, with_achievement

OWN = {
    "id": "@id",
    "type": "@type",
    "@protected": True,
    "name": {"@id": "urn:name", "@container": "@language"},
    "part": {"@id": "urn:part", "@type": "@id"},
    "steps": {"@id": "urn:steps", "@container": "@list"},
    "shelf": {"@id": "urn:shelf", "@container": "@index"},
    "box": {"@id": "urn:box", "@container": "@graph"},
    "boxed": {"@id": "urn:boxed", "@container": ["@graph", "@id"]},
    "silent": None,
    "inverse": {"@reverse": "urn:inverse"},
    "endorsement": "https://purl.imsglobal.org/spec/vc/ob/vocab.html#endorsement",
    "Thing": "urn:Thing",
}


def load(url: str) -> Any:
    return {"@context": OWN} if url == "urn:own" else context(url)


def own(**members: Any) -> dict[str, Any]:
    return {"@context": "urn:own", "id": "urn:x", "type": "Thing", **members}


@pytest.mark.parametrize(
    "document",
    [
        badge(),
        badge(endorsement=[endorsement(1), endorsement(2)]),
        badge(proof={"type": "DataIntegrityProof", "proofPurpose": "assertionMethod"}),
        with_achievement(
            creditsAvailable=7.5,
            resultDescription={"id": "urn:r", "type": "ResultDescription", "allowedValue": ["a"]},
        ),
    ],
)
def test_both_roads_give_the_same_nquads(document):
    dataset = expand_with_pyld(document, load=context)
    assert canonical_nquads(document) == canonicalize(dataset, DOCUMENT_LIMITS).nquads


def test_a_language_map_is_read():
    text = canonical_nquads(own(name={"fr": "oui", "en": "yes"}), load=load)
    assert '<urn:x> <urn:name> "oui"@fr .\n' in text


def test_lists_and_graphs_are_read():
    text = canonical_nquads(
        own(steps=["a", "b"], box={"type": "Thing", "part": "urn:y"}), load=load
    )
    assert 2 == text.count("#first>")
    assert "<urn:part> <urn:y> _:c14n" in text


@pytest.mark.parametrize(
    ("document", "error"),
    [
        (own(unknown="x"), DataLoss),
        (own(silent="x"), DataLoss),
        (own(**{"@foo": "x"}), DataLoss),
        (own(**{"urn:name": "x"}), DataLoss),
        (own(Thing="x"), DataLoss),
        (own(part=None), DataLoss),
        (own(part=[]), DataLoss),
        (own(part=[["urn:y"]]), DataLoss),
        (own(part=2**53), DataLoss),
        (own(part=["urn:y", "urn:y"]), DataLoss),
        (own(steps=[]), DataLoss),
        (own(shelf={"a": {"id": "urn:y"}}), DataLoss),
        (own(box="x"), DataLoss),
        (own(box={"id": "urn:y"}), DataLoss),
        (own(boxed={"urn:y": {"part": "urn:z"}}), DataLoss),
        (own(inverse={"id": "urn:y"}), DataLoss),
        (own(type=["Thing", "Thing"]), DataLoss),
        (own(type="part"), DataLoss),
        (own(id=7), DataLoss),
        ({"@context": "urn:own", "id": "urn:x"}, DataLoss),
        (own(part={"@value": "x", "@direction": "up"}), DataLoss),
        (own(part={"@value": "x", "type": "urn:t"}), DataLoss),
        (own(id="x"), InvalidIri),
        (own(part="../x"), InvalidIri),
        (own(part="urn:a b"), InvalidIri),
        (own(type="../x"), InvalidIri),
        (own(type=["Thing", "x-badger-relative://document/x"]), InvalidIri),
        (own(part={"@context": "urn:own"}), ContextNotAllowed),
        (own(endorsement={"@context": "urn:nothing"}), ContextUnknown),
        (own(endorsement={"@context": {}}), ContextNotAllowed),
        ({**own(), "@context": ["urn:own", V2]}, ContextNotAllowed),
    ],
)
def test_x2_x3_what_pyld_would_drop_or_change_is_refused(document, error):
    with pytest.raises(error):
        canonical_nquads(document, load=load)


def test_x2_a_deep_document_is_refused():
    document = own()
    for _ in range(80):
        document = own(part=document)
    for node in walk_down(document):
        del node["@context"]
    with pytest.raises(TooComplex):
        canonical_nquads({"@context": "urn:own", **document}, load=load)


def walk_down(node: Any) -> list[dict[str, Any]]:
    found = []
    while isinstance(node, dict):
        found.append(node)
        node = node.get("part")
    return found


def test_an_expanded_graph_of_several_nodes_is_refused():
    node = {"urn:p": [{"@graph": [{"@id": "urn:a"}, {"@id": "urn:b"}]}]}
    with pytest.raises(DataLoss):
        read_expanded([node], refused_scheme="x:")
    with pytest.raises(DataLoss):
        read_expanded([], refused_scheme="x:")


@pytest.mark.parametrize("values", [{"@list": []}, {"@list": [{"@value": 1}], "@index": "i"}])
def test_an_expanded_list_of_nothing_or_with_an_index_is_refused(values):
    with pytest.raises(DataLoss):
        read_expanded([{"urn:p": [values]}], refused_scheme="x:")


def test_the_pinned_contexts_are_never_changed():
    before = repr(context(V2))
    expand_with_pyld(badge(), load=context)
    assert before == repr(context(V2))
