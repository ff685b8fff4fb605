"""The tables made of the pinned contexts say what PyLD's processed contexts say."""

from typing import Any

import pytest
from pyld import jsonld

from badger.credentials.canonical_errors import ContextNotAllowed, ContextUnknown
from badger.credentials.context_tables import (
    ContextBeyondTables,
    Table,
    read_contexts,
    read_property_scoped,
)
from badger.credentials.scopes import MAX_KEPT, Scope, root_scope
from badger.schemas import context, known_contexts
from tests.unit.credentials.canonical_samples import OB, OB3, V2

V1 = "https://www.w3.org/2018/credentials/v1"
ED25519_2020 = "https://w3id.org/security/suites/ed25519-2020/v1"
SETS = [
    *[(url,) for url in sorted(known_contexts())],
    (V2, OB3),
    (V2, OB3, f"{OB}extensions.json"),
    (V1, OB3, "https://w3id.org/security/data-integrity/v2"),
    (V1, f"{OB}context.json", "https://w3id.org/security/data-integrity/v1"),
    (V1, f"{OB}context.json", f"{OB}extensions.json", ED25519_2020),
    (V1, f"{OB}context-3.0.1.json", "https://w3id.org/security/data-integrity/v2"),
    (V1, f"{OB}context-3.0.2.json", "https://w3id.org/vc/status-list/2021/v1"),
    (V1, "https://www.w3.org/ns/credentials/status/v1"),
]


def load_for_pyld(url: str, _options: object) -> dict[str, Any]:
    return {"contextUrl": None, "documentUrl": url, "document": context(url)}


class Pyld:
    """PyLD's own context processing, asked for one term after the other."""

    def __init__(self) -> None:
        self.processor = jsonld.JsonLdProcessor()
        self.options = {"documentLoader": load_for_pyld, "processingMode": "json-ld-1.1"}
        self.options |= {"base": "", "isFrame": False}

    def process(self, active: Any, local: Any) -> Any:
        return self.processor.process_context(active, local, dict(self.options))

    def root(self, urls: tuple[str, ...]) -> Any:
        empty = self.processor._get_initial_context(self.options)
        return self.process(empty, {"@context": list(urls)})


def facts_of_pyld(mapping: dict[str, Any]) -> tuple[object, ...]:
    containers = " ".join(sorted(mapping.get("@container", [])))
    return (
        mapping["@id"],
        mapping.get("@type"),
        containers,
        "@context" in mapping,
        bool(mapping["_prefix"]),
        bool(mapping.get("protected")),
    )


def facts_of_table(table: Table) -> dict[str, tuple[object, ...]]:
    return {
        name: (
            term.iri,
            term.coercion,
            term.container,
            bool(term.scoped),
            term.prefix,
            term.protected,
        )
        for name, term in table.items()
    }


@pytest.mark.parametrize("urls", SETS, ids=lambda urls: " ".join(u[-20:] for u in urls))
def test_every_term_is_pylds(urls):
    pyld = Pyld()
    active = pyld.root(urls)
    table = read_contexts({}, urls, load=context)
    assert facts_of_table(table) == {
        name: facts_of_pyld(mapping) for name, mapping in active["mappings"].items()
    }


def test_a_class_brings_the_words_that_pyld_gives_it():
    pyld = Pyld()
    root, scope = pyld.root((V2, OB3)), root_scope((V2, OB3), context)
    for name, term in scope.table.items():
        if name not in scope.words and term.scoped:
            active = pyld.process(root, {"@context": term.scoped[0]})
            expected = {key: facts_of_pyld(value) for key, value in active["mappings"].items()}
            assert expected == facts_of_table(scope.new_kind(name).scope.table)


def load_from(documents: dict[str, Any]):
    def load(url: str) -> Any:
        if url not in documents:
            raise ContextUnknown(url=url)
        return {"@context": documents[url]}

    return load


def table_of(local: Any) -> Table:
    return read_contexts({}, ["urn:c"], load=load_from({"urn:c": local}))


@pytest.mark.parametrize(
    "local",
    [
        None,
        [7],
        7,
        {"@vocab": "relative"},
        {"@vocab": ""},
        {"@vocab": "_:b"},
        {"@vocab": 7},
        {"@vocab": "urn:x:", "a": {"@id": "b/c"}},
        {"@base": "urn:x:"},
        {"@language": "fr"},
        {"@import": "urn:y"},
        {"@version": 1.0},
        {"@protected": "yes"},
        {"a": None},
        {"a": 7},
        {"a": []},
        {"": "urn:x"},
        {"a": {"@id": 7}},
        {"a": {"@id": "relative"}},
        {"a": {"@id": "_:b"}},
        {"a": {"@id": "@foo"}},
        {"a": {}},
        {"a": "@id"},
        {"a": {"@reverse": "urn:x"}},
        {"a": {"@id": "urn:x", "@language": "fr"}},
        {"a": {"@id": "urn:x", "@protected": 1}},
        {"a": {"@id": "urn:x", "@container": "@language"}},
        {"a": {"@id": "urn:x", "@container": ["@list", "@graph"]}},
        {"a": {"@id": "urn:x", "@container": [7]}},
        {"a": {"@id": "urn:x", "@type": "@none"}},
        {"a": {"@id": "urn:x", "@type": 7}},
        {"a": {"@id": "urn:x", "@type": "http://www.w3.org/2001/XMLSchema#string"}},
    ],
)
def test_what_no_pinned_context_uses_is_beyond_the_tables(local):
    with pytest.raises(ContextBeyondTables):
        table_of(local)


def test_a_term_may_stand_on_another_that_comes_later():
    table = table_of({"b": "a", "a": {"@id": "p:x"}, "p": "urn:x#", "q:y": "urn:y", "p:z": {}})
    assert ["urn:x#x", "urn:x#x", "urn:x#", "urn:y", "urn:x#z"] == [
        table[name].iri for name in ("b", "a", "p", "q:y", "p:z")
    ]


@pytest.mark.parametrize(
    ("name", "iri", "is_prefix"),
    [("p", "urn:x#", True), ("p", "urn:x", False), ("p/q", "urn:x#", False)],
)
def test_a_prefix_ends_with_a_delimiter(name, iri, is_prefix):
    assert is_prefix is table_of({name: iri})[name].prefix
    assert table_of({name: {"@id": iri}})[name].prefix is False


def test_an_iri_with_slashes_has_no_prefix():
    assert "https://x" == table_of({"https": "urn:x#", "a": {"@id": "https://x"}})["a"].iri


def test_a_protected_term_stays_and_may_be_said_again():
    local = {"@protected": True, "a": "urn:a"}
    table = table_of(local)
    assert table == read_contexts(table, ["urn:c"], load=load_from({"urn:c": local}))
    again = read_contexts(table, ["urn:c"], load=load_from({"urn:c": {"a": "urn:a"}}))
    assert again["a"].protected
    with pytest.raises(ContextNotAllowed):
        read_contexts(table, ["urn:c"], load=load_from({"urn:c": {"a": "urn:b"}}))


def test_a_term_that_is_not_protected_changes():
    table = table_of({"@protected": True, "a": {"@id": "urn:a", "@protected": False}})
    changed = read_contexts(table, ["urn:c"], load=load_from({"urn:c": {"a": "urn:b"}}))
    assert "urn:b" == changed["a"].iri


def test_the_context_of_a_property_may_change_and_forget_protected_terms():
    table = table_of(
        {
            "@protected": True,
            "a": {"@id": "urn:a", "@context": {"b": "urn:c"}},
            "b": "urn:b",
            "n": {"@id": "urn:n", "@context": None},
        }
    )
    load = load_from({})
    assert "urn:c" == read_property_scoped(table, table["a"], load=load)["b"].iri
    assert {} == read_property_scoped(table, table["n"], load=load)


def test_a_context_may_name_another_by_its_address():
    load = load_from({"urn:c": "urn:d", "urn:d": {"a": "urn:a"}})
    assert "urn:a" == read_contexts({}, ["urn:c"], load=load)["a"].iri


def test_scopes_of_strangers_sets_of_types_are_kept_in_bounds():
    scope = root_scope((V2, OB3), lambda url: context(url))
    for number in range(MAX_KEPT + 1):
        scope.new_kind(f"urn:type:{number}")
    assert MAX_KEPT >= len(scope.kinds)


def test_scopes_of_strangers_embedded_contexts_are_kept_in_bounds():
    scope = Scope(table_of({"id": "@id", "a": "urn:a"}), lambda _url: {"@context": {}})
    for number in range(MAX_KEPT + 1):
        assert scope is scope.new_document((f"urn:{number}",))
    assert MAX_KEPT >= len(scope.documents)


def test_a_property_keeps_its_scope():
    scope = root_scope((V2, OB3), lambda url: context(url))
    proof = scope.new_kind("DataIntegrityProof").scope
    purpose = proof.words["proofPurpose"]
    for ask in (proof.below, proof.inside):
        assert ask("proofPurpose", purpose) is ask("proofPurpose", purpose)
    assert proof.outer is proof.below("nonce", proof.words["nonce"])
    assert proof is proof.inside("nonce", proof.words["nonce"])


def test_a_compact_iri_is_read_by_the_prefixes_of_its_scope():
    scope = Scope(table_of({"p": "urn:x#", "q": {"@id": "urn:q#"}}), context)
    assert ["<urn:x#y>", "<p://y>", "<q:y>"] == [
        scope.reference(text) for text in ("p:y", "p://y", "q:y")
    ]


def test_a_context_made_of_several_is_read_in_their_order():
    table = table_of([{"a": "urn:a", "b": "urn:b"}, {"a": "urn:c"}])
    assert {"a": "urn:c", "b": "urn:b"} == {name: term.iri for name, term in table.items()}


def test_the_first_context_of_open_badges_3_works_on_vc_1_alone():
    """It defines again words that VC 2.0 protects (standards 3.6)."""
    badges = f"{OB}context.json"
    assert "OpenBadgeCredential" in read_contexts({}, [V1, badges], load=context)
    with pytest.raises(ContextNotAllowed) as caught:
        read_contexts({}, [V2, badges], load=context)
    assert "protected" == caught.value.facts["why"]
