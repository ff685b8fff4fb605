"""Presentations have the canonical form that PyLD gives them: credentials are graphs inside."""

import copy
from typing import Any

import pytest
from pyld import jsonld

from badger.credentials.canonical import canonical_nquads
from badger.credentials.canonical_errors import ContextNotAllowed, ContextUnknown, DataLoss
from badger.json_value import JsonObject
from badger.schemas import context
from tests.unit.credentials.canonical_samples import V2, badge

PROOF = {"type": "DataIntegrityProof", "proofPurpose": "assertionMethod", "proofValue": "z1"}
ENVELOPE = {"@context": V2, "id": "data:application/vc+jwt,a.b.c", "type": "EnvelopedVerifiable"}


def presentation(*credentials: Any, **more: Any) -> JsonObject:
    document = {"@context": [V2], "type": ["VerifiablePresentation"], **more}
    return {**document, "verifiableCredential": [*credentials]}


def by_pyld(document: JsonObject) -> str:
    def load(url: str, _options: object) -> dict[str, Any]:
        return {"contextUrl": None, "documentUrl": url, "document": copy.deepcopy(context(url))}

    options = {
        "algorithm": "URDNA2015",
        "format": "application/n-quads",
        "documentLoader": load,
        "rdfDirection": "i18n-datatype",
    }
    text: str = jsonld.normalize(copy.deepcopy(document), options)
    return text


@pytest.mark.parametrize(
    "document",
    [
        presentation(badge()),
        presentation(badge(proof=PROOF), badge(id="urn:uuid:other"), holder="did:web:club.example"),
        presentation(badge(proof={**PROOF, "@context": [V2]}), proof=PROOF),
        presentation({**ENVELOPE, "type": "EnvelopedVerifiableCredential"}),
        presentation(),
        presentation(
            {
                "@context": [V2],
                "type": ["VerifiableCredential"],
                "name": {"@value": "HTML", "@language": "en", "@direction": "rtl"},
                "credentialSubject": {"id": "urn:s"},
            }
        ),
    ],
)
def test_pyld_gives_the_same(document: JsonObject):
    assert by_pyld(document) == canonical_nquads(document)


def test_the_contexts_of_a_presentation_do_not_reach_into_its_credentials():
    inner = {"type": ["VerifiableCredential"], "credentialSubject": {"id": "urn:s"}}

    with pytest.raises(DataLoss):
        canonical_nquads(presentation(inner))


@pytest.mark.parametrize(
    ("inner", "error"),
    [
        ("https://nobody.example/context", ContextUnknown),
        ({"name": "urn:x"}, ContextNotAllowed),
        ([], ContextNotAllowed),
    ],
)
def test_l07_contexts_of_contained_credentials_are_pinned_ones(inner: Any, error: type[Exception]):
    with pytest.raises(error):
        canonical_nquads(presentation({**badge(), "@context": inner}))


def test_l07_a_context_anywhere_else_is_refused():
    with pytest.raises(ContextNotAllowed):
        canonical_nquads(presentation(badge(evidence=[{"@context": V2, "type": "Evidence"}])))
