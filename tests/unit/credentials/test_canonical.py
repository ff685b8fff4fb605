"""Canonical N-Quads of documents: what they say, and what is refused (hardening X2 to X4, L)."""

import json
import subprocess
import sys

import pytest

from badger.credentials.canonical import canonical_nquads, canonicalize_dataset
from badger.credentials.canonical_errors import (
    ContextNotAllowed,
    ContextUnknown,
    DataLoss,
    InvalidIri,
    Placed,
    TooComplex,
)
from badger.schemas import context
from tests.unit.credentials.canonical_samples import (
    OB,
    OB3,
    V2,
    VOCABULARY,
    badge,
    endorsement,
    place,
    with_achievement,
)

JWS = "https://w3id.org/security/suites/jws-2020/v1"
NAMELESS = {"@context": [V2, OB3], "id": "urn:x", "name": "x"}


def refused(document) -> tuple[object, object]:
    with pytest.raises(Placed) as caught:
        canonical_nquads(document)
    return place(caught.value)


def lines_about(document, word: str) -> list[str]:
    return [line for line in canonical_nquads(document).splitlines() if word in line]


def test_a_badge_says_what_its_contexts_say():
    rdf, vc = "http://www.w3.org/1999/02/22-rdf-syntax-ns#", "https://www.w3.org/2018/credentials#"
    xsd = "http://www.w3.org/2001/XMLSchema#"
    expected = f"""\
<did:web:club.example> <{rdf}type> <{VOCABULARY}Profile> .
<did:web:club.example> <https://schema.org/name> "Club" .
<urn:uuid:achievement> <{rdf}type> <{VOCABULARY}Achievement> .
<urn:uuid:achievement> <{VOCABULARY}Criteria> _:c14n0 .
<urn:uuid:achievement> <https://schema.org/name> "Esprit d'équipe" .
<urn:uuid:badge> <{rdf}type> <{VOCABULARY}OpenBadgeCredential> .
<urn:uuid:badge> <{rdf}type> <{vc}VerifiableCredential> .
<urn:uuid:badge> <{vc}credentialSubject> _:c14n1 .
<urn:uuid:badge> <{vc}issuer> <did:web:club.example> .
<urn:uuid:badge> <{vc}validFrom> "2026-03-14T09:30:00Z"^^<{xsd}dateTime> .
_:c14n0 <{VOCABULARY}narrative> "aide\\nun camarade" .
_:c14n1 <{rdf}type> <{VOCABULARY}AchievementSubject> .
_:c14n1 <{VOCABULARY}achievement> <urn:uuid:achievement> .
"""
    assert expected == canonical_nquads(badge())


def test_the_order_of_members_changes_nothing():
    document = badge()
    assert canonical_nquads(document) == canonical_nquads(dict(reversed(document.items())))


def test_a_list_keeps_its_order_and_a_set_does_not():
    one, two = ({"tag": tags} for tags in (["a", "b"], ["b", "a"]))
    assert canonical_nquads(with_achievement(**one)) == canonical_nquads(with_achievement(**two))
    one, two = (
        {"resultDescription": {"id": "urn:r", "type": "ResultDescription", "allowedValue": values}}
        for values in (["a", "b"], ["b", "a"])
    )
    assert canonical_nquads(with_achievement(**one)) != canonical_nquads(with_achievement(**two))


def test_a_list_of_one_is_written_without_its_array_as_well():
    kinds = [
        with_achievement(
            resultDescription={"id": "urn:r", "type": "ResultDescription", "allowedValue": value}
        )
        for value in ("a", ["a"])
    ]
    assert canonical_nquads(kinds[0]) == canonical_nquads(kinds[1])


def test_types_bring_their_words_and_take_them_away_below():
    alignment = {"type": "Alignment", "targetName": "Coopérer"}
    assert 1 == len(lines_about(with_achievement(alignment=alignment), "Coopérer"))
    nested = {**alignment, "description": {"targetName": "x"}}
    path = "credentialSubject.achievement.alignment.description.targetName"
    assert (path, "undefined") == refused(with_achievement(alignment=nested))


def test_two_words_for_the_same_class_are_one_statement():
    document = badge(type=["VerifiableCredential", "AchievementCredential", "OpenBadgeCredential"])
    assert canonical_nquads(badge()) == canonical_nquads(document)


def test_a_proof_purpose_is_a_word_of_its_own_scope():
    proof = {"@context": [V2], "type": "DataIntegrityProof", "proofPurpose": "assertionMethod"}
    (line,) = lines_about(proof, "Purpose")
    assert line.endswith("<https://w3id.org/security#assertionMethod> .")
    assert ("proofPurpose", "undefined") == refused({**proof, "proofPurpose": "nothing"})
    assert ("proofPurpose", "relative") == refused({**proof, "proofPurpose": "id"})
    inside = {**proof, "proofPurpose": {"assertionMethod": "urn:key"}}
    assert 1 == len(lines_about(inside, "security#assertionMethod> <urn:key>"))


def test_a_json_literal_keeps_all_its_json():
    schema = {"b": [1, None, {}], "a": ["x", "x"], "@type": "é"}
    document = {"@context": [V2], "type": "JsonSchema", "jsonSchema": schema}
    (line,) = lines_about(document, "#jsonSchema")
    assert r'"{\"@type\":\"é\",\"a\":[\"x\",\"x\"],\"b\":[1,null,{}]}"^^<' in line
    assert ("jsonSchema", "number") == refused({**document, "jsonSchema": [2**53]})


def test_embedded_endorsements_and_their_proofs_keep_apart():
    document = badge(endorsement=[endorsement(1), endorsement(2)])
    graphs = {line.rsplit(" ", 2)[1] for line in lines_about(document, "#proofValue>")}
    assert 2 == len(graphs)
    swapped = badge(endorsement=[endorsement(2), endorsement(1)])
    assert canonical_nquads(document) == canonical_nquads(swapped)


def test_two_proofs_stand_in_two_graphs():
    proofs = [{"type": "DataIntegrityProof", "proofValue": value} for value in ("za", "zb")]
    graphs = {line.rsplit(" ", 2)[1] for line in lines_about(badge(proof=proofs), "#proofValue>")}
    assert 2 == len(graphs)


@pytest.mark.parametrize("proof", ["urn:x", {"id": "urn:x"}, {}, {"@value": "x"}, 7, ["urn:x"]])
def test_x2_a_proof_that_states_nothing_is_refused(proof):
    path, why = refused(badge(proof=proof))
    assert ("proof", "graph") == (str(path).removesuffix("[0]"), why)


def test_a_graph_may_hold_named_nodes_only():
    proof = {"id": "urn:p", "type": "DataIntegrityProof", "previousProof": {"id": "urn:q"}}
    (line,) = lines_about(badge(proof=proof), "#previousProof")
    assert line.startswith("<urn:p> ")
    assert line.endswith("<urn:q> _:c14n1 .")


def test_a_type_is_a_type_only_where_a_context_says_so():
    document = {"@context": [JWS], "type": "JsonWebKey2020", "publicKeyJwk": {}}
    assert ("type", "undefined") == refused(document)


def test_an_empty_node_is_a_part_without_statements():
    (line,) = lines_about(badge(evidence={}), "#evidence")
    assert line.startswith("<urn:uuid:badge> ")
    assert "_:c14n" in line


@pytest.mark.parametrize("name", ["secretGrade", "grade", "", "a key", "é", "...."])
@pytest.mark.parametrize("value", ["A+", {"id": "urn:x"}, ["urn:x"], 1, None])
def test_l01_a_member_that_no_context_defines_is_refused(name, value):
    path = f"credentialSubject.achievement.{name}"
    assert (path, "undefined") == refused(with_achievement(**{name: value}))


KEYWORDS = "foo index included reverse graph nest json direction id type value list set language"


@pytest.mark.parametrize("keyword", KEYWORDS.split())
def test_l02_a_keyword_is_refused(keyword):
    assert (f"@{keyword}", "keyword") == refused(badge(**{f"@{keyword}": "urn:x"}))


def test_l02_a_blank_predicate_is_refused():
    assert ("_:p", "iri") == refused(badge(**{"_:p": "x"}))


@pytest.mark.parametrize(
    ("value", "why"),
    [
        (None, "null"),
        ([], "empty"),
        ([["x"]], "nested"),
        ([None], "null"),
        (["x", "x"], "repeated"),
    ],
)
def test_l03_what_rdf_would_drop_or_flatten_is_refused(value, why):
    path, found = refused(badge(awardedDate=value))
    assert why == found
    assert str(path).startswith("awardedDate")


def test_l03_numbers_that_are_one_in_rdf_are_repeated():
    assert ("name", "repeated") == refused(badge(name=[1, 1.0]))


def test_l03_an_empty_list_and_a_list_in_a_list_are_refused():
    kind = {"id": "urn:r", "type": "ResultDescription"}
    for value, why in (([], "empty"), ([["a"]], "nested"), (None, "null")):
        document = with_achievement(resultDescription={**kind, "allowedValue": value})
        assert why == refused(document)[1]


@pytest.mark.parametrize(
    ("name", "why"),
    [
        ("https://www.w3.org/2018/credentials#validUntil", "iri"),
        ("Criteria", "class"),
        ("GeoCoordinates", "class"),
        ("expirationDate", "undefined"),
    ],
)
def test_l04_a_member_by_another_spelling_is_refused(name, why):
    assert (name, why) == refused(badge(**{name: "urn:x"}))


def test_l04_a_class_by_another_spelling_is_refused():
    assert ("type", "iri") == refused(badge(type=[f"{VOCABULARY}Image", "VerifiableCredential"]))
    assert ("type", "class") == refused(badge(type=["name", "VerifiableCredential"]))
    assert 1 == len(lines_about(badge(type=["VerifiableCredential", "urn:ext:x"]), "urn:ext:x"))


@pytest.mark.parametrize(
    ("contexts", "why"),
    [
        ([V2, OB3, {"name": "urn:x"}], "inline"),
        ([V2, OB3, None], "inline"),
        ({"@vocab": "urn:x"}, "inline"),
        (None, "inline"),
        ([[V2]], "inline"),
        ([], "repeated"),
        ([V2, OB3, V2], "repeated"),
        ([V2] * 1000, "repeated"),
        ([f"urn:{number}" for number in range(9)], "repeated"),
    ],
)
def test_l05_l06_contexts_are_named_once_by_their_address(contexts, why):
    document = badge()
    document["@context"] = contexts
    assert ("@context", why) == refused(document)


def test_l05_a_document_without_a_context_is_refused():
    document = badge()
    del document["@context"]
    assert ("@context", "none") == refused(document)


@pytest.mark.parametrize(
    "url", ["https://x.example/c", f"{V2}/", V2.upper(), V2.replace("https", "http"), f"{V2}#"]
)
def test_l06_an_unknown_context_is_named(url):
    with pytest.raises(ContextUnknown) as caught:
        canonical_nquads({**badge(), "@context": [V2, url]})
    assert url == caught.value.facts["url"]


def test_l06_a_context_that_changes_a_protected_word_is_refused():
    with pytest.raises(ContextNotAllowed) as caught:
        canonical_nquads(badge() | {"@context": [V2, f"{OB}context-3.0.1.json"]})
    assert ("@context", "protected") == place(caught.value)


def test_a_single_context_needs_no_array():
    document = {"@context": V2, "type": "VerifiableCredential", "id": "urn:x"}
    assert canonical_nquads(document) == canonical_nquads({**document, "@context": [V2]})


@pytest.mark.parametrize("member", ["evidence", "issuer", "credentialSubject", "image"])
def test_l07_a_context_below_the_top_is_refused(member):
    path = f"{member}.@context"
    assert (path, "below") == refused(badge(**{member: {"@context": [V2], "name": "x"}}))


def test_l07_an_endorsement_names_known_contexts_only():
    assert "inline" == refused(badge(endorsement=endorsement(1) | {"@context": {}}))[1]
    with pytest.raises(ContextUnknown):
        canonical_nquads(badge(endorsement=endorsement(1) | {"@context": ["urn:x"]}))
    other = endorsement(1) | {"@context": [V2, f"{OB}context-3.0.2.json"]}
    assert "protected" == refused(badge(endorsement=other))[1]


def test_l07_an_endorsement_may_name_more_contexts_than_the_badge():
    status = {"id": "urn:r", "type": "1EdTechCredentialRefresh"}
    contexts = [V2, OB3, f"{OB}extensions.json"]
    document = badge(endorsement=endorsement(1, refreshService=status) | {"@context": contexts})
    assert 1 == len(lines_about(document, "<urn:r> <http"))
    inherits = endorsement(1)
    del inherits["@context"]
    assert canonical_nquads(badge(endorsement=inherits)) == canonical_nquads(
        badge(endorsement=endorsement(1))
    )


@pytest.mark.parametrize(
    ("name", "why"),
    [
        ("../x", "relative"),
        ("x", "relative"),
        ("", "relative"),
        ("#k", "relative"),
        ("1a:x", "relative"),
        ("ſ:x", "relative"),
        ("urn:a b", "characters"),
        ("urn:<script>", "characters"),
        ("urn:\u0000", "characters"),
        ("urn:\ue000", "characters"),
        ("javascript:alert(1)", "script"),
        ("JavaScript:alert(1)", "script"),
        ("_:b0", "blank"),
        (7, "shape"),
        (None, "shape"),
        (["urn:x"], "shape"),
    ],
)
def test_l08_x3_an_id_that_is_no_absolute_iri_is_refused(name, why):
    assert ("id", why) == refused(badge(id=name))
    assert ("evidence.id", why) == refused(badge(evidence={"id": name, "type": "Evidence"}))
    assert ("evidence.id", why) == refused(badge(evidence={"id": name}))


@pytest.mark.parametrize("text", ["../x", "example.org/logo.png", ""])
def test_l08_x3_a_link_that_is_no_absolute_iri_is_refused(text):
    assert ("image", "relative") == refused(badge(image=text))
    assert ("image[1]", "relative") == refused(badge(image=["urn:x", text]))


@pytest.mark.parametrize(
    "types", [None, 1, True, {}, [None], [["x"]], [{"@id": "urn:x"}], ["VerifiableCredential", 1]]
)
def test_l08_a_type_that_is_no_text_is_refused(types):
    assert ("type", "shape") == refused(badge(type=types))


@pytest.mark.parametrize(
    ("types", "why"),
    [("Nothing", "undefined"), ([], "empty"), ("", "undefined"), (["../x"], "undefined")],
)
def test_l08_a_type_without_a_meaning_is_refused(types, why):
    assert ("type", why) == refused(badge(type=types))


def test_l08_a_type_that_is_a_bad_iri_is_refused():
    assert ("type", "characters") == refused(badge(type=["urn:a b"]))


def test_l09_a_document_is_one_object():
    for document in ([badge()], [], "x", None):
        with pytest.raises(DataLoss):
            canonical_nquads(document)  # type: ignore[arg-type]


def test_l09_a_graph_at_the_top_is_refused():
    assert ("@graph", "keyword") == refused({"@context": [V2], "@graph": [badge()]})


def test_l09_a_document_that_says_nothing_is_refused():
    assert ("id", "empty") == refused({"@context": [V2], "id": "urn:x"})
    assert ("id", "empty") == refused({"@context": [V2]})


def test_l11_many_or_repeated_types_are_refused():
    assert ("type", "repeated") == refused(badge(type=["VerifiableCredential"] * 22_500))
    assert ("type", "too_many") == refused(badge(type=[f"urn:{n}" for n in range(9)]))
    assert 8 == len(
        lines_about(NAMELESS | {"type": [f"urn:{n}" for n in range(8)]}, "#type> <urn:")
    )


@pytest.mark.parametrize(
    ("value", "literal"),
    [
        ({"@value": "x"}, '"x"'),
        ({"@value": "x", "@language": "fr-FR"}, '"x"@fr-fr'),
        ({"@value": "x", "@type": "urn:t"}, '"x"^^<urn:t>'),
        ({"@value": "x", "@direction": "rtl"}, '"x"^^<https://www.w3.org/ns/i18n#_rtl>'),
        (
            {"@value": "x", "@language": "FR", "@direction": "ltr"},
            '"x"^^<https://www.w3.org/ns/i18n#fr_ltr>',
        ),
        ({"@value": "x", "@type": "http://www.w3.org/2001/XMLSchema#string"}, '"x"'),
        ({"@value": True, "@type": "http://www.w3.org/2001/XMLSchema#string"}, '"true"'),
        ({"@value": 1}, '"1"^^<http://www.w3.org/2001/XMLSchema#integer>'),
        (
            {"@value": [1], "@type": "@json"},
            '"[1]"^^<http://www.w3.org/1999/02/22-rdf-syntax-ns#JSON>',
        ),
    ],
)
def test_l12_a_value_object_is_a_literal(value, literal):
    (line,) = lines_about(badge(name=value), "<urn:uuid:badge> <https://schema.org/name>")
    assert line.endswith(f"name> {literal} .")


@pytest.mark.parametrize(
    "value",
    [
        {"@value": None},
        {"@value": []},
        {"@value": {}},
        {"@value": "x", "@direction": "up"},
        {"@value": "x", "@direction": None},
        {"@value": 1, "@direction": "ltr"},
        {"@value": "x", "@language": "", "@direction": 1},
        {"@value": "x", "@language": "not a language", "@direction": "ltr"},
        {"@value": "x", "@type": "https://www.w3.org/ns/i18n#fr_ltr"},
        {"@value": "x", "@type": "urn:t", "@direction": "ltr"},
        {"@value": "x", "@index": "i"},
        {"@value": "x", "name": "y"},
        {"@value": "x", "@language": "not a language"},
        {"@value": "x", "@language": None},
        {"@value": 1, "@language": "fr"},
        {"@value": "x", "@type": None},
        {"@value": "x", "@type": "Nothing"},
        {"fr": "oui", "en": "yes"},
    ],
)
def test_l12_a_value_object_that_rdf_cannot_hold_is_refused(value):
    assert str(refused(badge(name=value))[0]).startswith("name")


@pytest.mark.parametrize(
    ("number", "literal"),
    [
        (1, '"1"^^<http://www.w3.org/2001/XMLSchema#integer>'),
        (1.0, '"1"^^<http://www.w3.org/2001/XMLSchema#integer>'),
        (-0.0, '"0"^^<http://www.w3.org/2001/XMLSchema#integer>'),
        (7.5, '"7.5E0"^^<http://www.w3.org/2001/XMLSchema#double>'),
        (1e-7, '"1.0E-7"^^<http://www.w3.org/2001/XMLSchema#double>'),
        (123456.789, '"1.23456789E5"^^<http://www.w3.org/2001/XMLSchema#double>'),
        (True, '"true"^^<http://www.w3.org/2001/XMLSchema#boolean>'),
        (False, '"false"^^<http://www.w3.org/2001/XMLSchema#boolean>'),
    ],
)
def test_l14_a_number_has_one_form(number, literal):
    (line,) = lines_about(badge(name=number), "<urn:uuid:badge> <https://schema.org/name>")
    assert line.endswith(f"name> {literal} .")


def test_l14_a_number_takes_the_datatype_of_its_member():
    (line,) = lines_about(with_achievement(creditsAvailable=3), "creditsAvailable")
    assert line.endswith('"3"^^<https://www.w3.org/2001/XMLSchema#float> .')


@pytest.mark.parametrize(
    "number", [2**53, -(2**53), 10**30, 1e22, float("inf"), float("-inf"), float("nan")]
)
def test_l14_a_number_outside_the_safe_range_is_refused(number):
    assert ("name", "number") == refused(badge(name=number))


def test_x3_no_base_is_ever_invented():
    assert "example.org/base" not in canonical_nquads(badge())
    assert InvalidIri.code == "proof.invalid_iri"


def test_a_deep_document_is_refused():
    node: dict = {"name": "x"}
    for _ in range(70):
        node = {"type": "Evidence", "image": node}
    with pytest.raises(TooComplex):
        canonical_nquads(badge(evidence=node))


def test_the_argument_is_never_changed():
    document = badge(endorsement=[endorsement(1)])
    before = json.dumps(document)
    canonical_nquads(document)
    assert before == json.dumps(document)


def test_a_context_that_the_tables_cannot_hold_takes_the_slower_road():
    examples = "https://www.w3.org/ns/credentials/examples/v2"

    def load(url: str):
        return {"@context": {"@vocab": "urn:examples:"}} if url == examples else context(url)

    document = {
        "@context": [V2, examples],
        "id": "urn:x",
        "type": ["VerifiableCredential", "AlumniCredential"],
        "alumniOf": "École",
    }
    assert '<urn:x> <urn:examples:alumniOf> "École" .\n' in canonical_nquads(document, load=load)


def test_a_pair_of_classes_that_no_table_holds_takes_the_slower_road():
    document = {
        "@context": ["https://www.w3.org/2018/credentials/v1", f"{OB}context-3.0.1.json"],
        "id": "urn:x",
        "type": ["Ed25519Signature2018", "Profile"],
        "email": "a@b.example",
    }
    assert '<urn:x> <https://schema.org/email> "a@b.example" .\n' in canonical_nquads(document)


def test_importing_the_canonicalizer_does_not_import_pyld():
    code = "import sys, badger.credentials.canonical as c; sys.exit('pyld' in sys.modules)"
    assert 0 == subprocess.run([sys.executable, "-c", code], check=False).returncode


def test_a_node_that_is_said_twice_in_a_graph_is_said_once():
    key = {"id": "urn:k", "type": "Result", "status": "Completed"}
    once = {"type": "DataIntegrityProof", "description": [{"value": "a", "type": "Result"}]}
    twice = [{"x5u": key, "type": "Result"}, {"x5u": key, "type": "Result", "value": "b"}]
    nquads = canonical_nquads(badge(proof={**once, "name": twice}))
    assert nquads == canonicalize_dataset(nquads).nquads
    assert 1 == nquads.count('"Completed"')
