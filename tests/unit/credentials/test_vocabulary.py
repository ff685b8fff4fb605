"""A context with `@vocab` gives every word a meaning: the tables say what PyLD says."""

from typing import Any

import pytest

from badger.credentials.canonical import DOCUMENT_LIMITS, canonical_nquads
from badger.credentials.canonical_errors import DataLoss, InvalidIri
from badger.credentials.expansion_fallback import expand_with_pyld
from badger.credentials.rdfc import canonicalize
from badger.schemas import context
from tests.unit.credentials.canonical_samples import V2

EXAMPLES = "urn:context:examples"
CONTEXTS: dict[str, Any] = {
    EXAMPLES: {"@vocab": "https://words.example/#"},
    "urn:context:other": {"@vocab": "urn:other:", "sized": {"@type": "urn:size"}},
    "urn:context:none": {"@vocab": None},
    "urn:context:scoped": {
        "Boat": {"@id": "urn:Boat", "@context": {"@vocab": "urn:boat:"}},
        "crew": {"@id": "urn:crew", "@context": {"@vocab": "urn:crew:"}},
        "hull": {"@id": "urn:hull", "@context": None},
    },
}


def load(url: str) -> Any:
    return {"@context": CONTEXTS[url]} if url in CONTEXTS else context(url)


def credential(*contexts: str, **members: Any) -> dict[str, Any]:
    return {
        "@context": [V2, *contexts],
        "id": "urn:x",
        "type": ["VerifiableCredential", "AlumniCredential"],
        **members,
    }


def test_words_of_no_term_are_words_of_the_vocabulary():
    text = canonical_nquads(credential(EXAMPLES, alumniOf="École"), load=load)

    assert '<urn:x> <https://words.example/#alumniOf> "École" .\n' in text
    assert "type> <https://words.example/#AlumniCredential> .\n" in text


@pytest.mark.parametrize(
    "document",
    [
        credential(EXAMPLES, alumniOf="École", name="Diplôme"),
        credential(EXAMPLES, credentialSubject={"degree": {"type": "Bachelor", "year": 2023}}),
        credential(EXAMPLES, sails=[{"size": 5.5}, {"size": 6.1, "old": True}]),
        credential(EXAMPLES, label={"@value": "Oui", "@language": "fr"}),
        credential(EXAMPLES, "urn:context:other", sized="7", free="x"),
        credential("urn:context:scoped", EXAMPLES, crew={"captain": "Ana"}),
        credential("urn:context:scoped", EXAMPLES, boat={"type": "Boat", "mast": 1}, mast=2),
        credential(EXAMPLES, evidence=[{"type": ["Evidence", "https://kinds.example/Kind"]}]),
        credential(EXAMPLES, termsOfUse={"type": "IssuerPolicy", "prohibition": [{"a": "b"}]}),
    ],
)
def test_the_tables_say_what_the_slower_road_says(document: dict[str, Any]):
    dataset = expand_with_pyld(document, load=load)

    assert canonicalize(dataset, DOCUMENT_LIMITS).nquads == canonical_nquads(document, load=load)


@pytest.mark.parametrize(
    ("members", "why"),
    [
        ({"@vocab": "x"}, "keyword"),
        ({"a:b": "x"}, "iri"),
        ({"Capital": "x"}, "undefined"),
        ({"type": ["VerifiableCredential", "@vocab"]}, "undefined"),
        ({"type": ["VerifiableCredential", "lower"]}, "class"),
        ({"type": ["VerifiableCredential", ""]}, "undefined"),
        ({"alumniOf": None}, "null"),
        ({"alumniOf": {"@value": "x", "grade": "A"}}, "value"),
    ],
)
def test_a_vocabulary_opens_no_second_spelling(members: dict[str, Any], why: str):
    with pytest.raises(DataLoss) as caught:
        canonical_nquads(credential(EXAMPLES, **members), load=load)

    assert why == caught.value.facts["why"]


def test_a_word_that_makes_no_address_is_refused():
    with pytest.raises(InvalidIri):
        canonical_nquads(
            credential(EXAMPLES, type=["VerifiableCredential", "Alumni Credential"]), load=load
        )


@pytest.mark.parametrize("last", ["urn:context:none", "urn:context:scoped"])
def test_where_no_vocabulary_holds_words_stay_unknown(last: str):
    inside = {"hull": {"colour": "red"}}
    contexts = (EXAMPLES, last) if last.endswith("none") else (last, EXAMPLES)

    with pytest.raises(DataLoss):
        canonical_nquads(credential(*contexts, type="VerifiableCredential", **inside), load=load)
