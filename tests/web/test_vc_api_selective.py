"""ecdsa-sd-2023 in the test mode: base proofs, parts of them, and whoever changes one.

Source: Data Integrity ECDSA 1.0, sections 3.4 to 3.6; the W3C's suite for ECDSA.
"""

import copy
from typing import Any

import cbor2
import pytest

from badger.credentials.multibase import decode_multibase, encode_base64url
from badger.json_value import JsonObject
from tests.vc_api import (
    CREDENTIAL,
    EXAMPLES,
    V1,
    V2,
    client,
    codes,
    derive,
    issue,
    issued,
    types,
    verify,
)

pytestmark = pytest.mark.usefixtures("suite_contexts")
SD = "ecdsa-sd-2023"
REQUIRED = ["/issuer", "/validFrom"]
WORDS = "https://words.example/#"
# Terms of a context inside the document, with contexts of their own, as the suite's documents have.
SAILING: JsonObject = {
    "@protected": True,
    "Sailing": {
        "@id": f"{WORDS}Sailing",
        "@context": {
            "@protected": True,
            "sails": {
                "@id": f"{WORDS}sails",
                "@context": {"@protected": True, "size": f"{WORDS}size", "year": f"{WORDS}year"},
            },
            "sailNumber": f"{WORDS}sailNumber",
        },
    },
    "achievements": {"@id": f"{WORDS}achievements", "@type": "@id"},
}
ACHIEVEMENTS: list[Any] = [
    {"type": "Sailing", "sailNumber": "A1", "sails": [{"size": 5.5, "year": 2023}, {"size": 7.0}]},
    {"type": "Sailing", "sailNumber": "B2", "sails": [{"size": 6.1, "year": 2020}]},
]
NESTED: JsonObject = {
    **CREDENTIAL,
    "@context": [V2, SAILING],
    "credentialSubject": {"name": "Ana", "achievements": ACHIEVEMENTS},
}


def _part(document: JsonObject, *pointers: str) -> JsonObject:
    asked = client(SD)
    base = issued(asked, document, mandatoryPointers=REQUIRED)
    answer = derive(asked, base, *pointers)
    assert 201 == answer.status_code, answer.get_data(as_text=True)
    shown: JsonObject = answer.get_json()["verifiableCredential"]
    assert [] == codes(verify(asked, shown))
    return shown


def _header(signed: JsonObject) -> bytes:
    return decode_multibase(signed["proof"]["proofValue"])[:3]


def test_a_base_proof_is_made_a_part_is_derived_and_only_the_part_is_verified():
    asked = client(SD)
    base = issued(asked, {**CREDENTIAL, "name": "Shown", "description": "Kept"})

    shown = derive(asked, base, "/credentialSubject", "/name").get_json()["verifiableCredential"]

    assert (b"\xd9\x5d\x00", b"\xd9\x5d\x01") == (_header(base), _header(shown))
    assert ("Shown", False) == (shown["name"], "description" in shown)
    assert 200 == verify(asked, shown).status_code
    for checks in ([], ["proof"]):
        assert ["vc_api.base_proof"] == codes(verify(asked, base, checks=checks))


def test_the_proof_values_hold_what_the_standard_says_without_any_tag():
    asked = client(SD)
    base = issued(asked, CREDENTIAL, mandatoryPointers=REQUIRED)
    shown = derive(asked, base, "/credentialSubject").get_json()["verifiableCredential"]

    made = cbor2.loads(decode_multibase(base["proof"]["proofValue"])[3:])
    part = cbor2.loads(decode_multibase(shown["proof"]["proofValue"])[3:])

    assert [64, 35, 32] == [len(item) for item in made[:3]]
    assert REQUIRED == made[4]
    assert {64} == {len(signature) for signature in [*made[3], *part[2]]}
    assert [64, 35] == [len(item) for item in part[:2]]
    assert all(len(label) == 32 for label in part[3].values())
    assert all(type(index) is int for index in part[4])


@pytest.mark.parametrize(
    ("pointers", "achievements"),
    [
        (["/credentialSubject"], ACHIEVEMENTS),
        (["/credentialSubject/achievements"], ACHIEVEMENTS),
        (
            ["/credentialSubject/achievements/0/sails/1"],
            [{"type": "Sailing", "sails": [{"size": 7.0}]}],
        ),
        (
            ["/credentialSubject/achievements/1/sailNumber"],
            [{"type": "Sailing", "sailNumber": "B2"}],
        ),
        (
            [
                "/credentialSubject/achievements/0/sails/0/year",
                "/credentialSubject/achievements/1/sails",
            ],
            [
                {"type": "Sailing", "sails": [{"year": 2023}]},
                {"type": "Sailing", "sails": [{"size": 6.1, "year": 2020}]},
            ],
        ),
    ],
)
def test_arrays_are_shown_whole_in_part_and_without_their_first(
    pointers: list[str], achievements: list[Any]
):
    shown = _part(NESTED, *pointers)

    assert achievements == shown["credentialSubject"]["achievements"]


@pytest.mark.parametrize(
    "contexts",
    [
        [V2, EXAMPLES],
        [V2, {"@vocab": "https://windsurf.example/selective#"}],
        [V2, {"@vocab": "urn:words:", "sails": {"@id": "urn:sails"}}],
    ],
)
def test_words_of_a_vocabulary_are_shown_one_by_one(contexts: list[Any]):
    document = {
        **CREDENTIAL,
        "@context": contexts,
        "type": ["VerifiableCredential", "WindsurfCredential"],
        "credentialSubject": {
            "sailNumber": "Earth101",
            "sails": [{"size": 5.5, "sailName": "Kihei"}, {"size": 7, "sailName": "Lahaina"}],
            "boards": [{"brand": "Wailea", "year": 2022}],
        },
    }

    shown = _part(document, "/credentialSubject/sails/1/sailName", "/credentialSubject/boards")

    assert {
        "sails": [{"sailName": "Lahaina"}],
        "boards": [{"brand": "Wailea", "year": 2022}],
    } == shown["credentialSubject"]


def test_ids_and_types_on_the_way_are_shown_with_what_is_chosen():
    document = {
        **CREDENTIAL,
        "@context": [V2, EXAMPLES],
        "id": "urn:uuid:36245ee9-9074-4b05-a777-febff2e69757",
        "credentialSubject": {
            "id": "urn:uuid:1a0e4ef5-091f-4060-842e-18e519ab9440",
            "type": "Person",
            "degree": {"type": "Degree", "name": "B"},
            "kept": "x",
        },
    }

    shown = _part(document, "/credentialSubject/degree/name")

    assert document["id"] == shown["id"]
    assert {
        "id": "urn:uuid:1a0e4ef5-091f-4060-842e-18e519ab9440",
        "type": "Person",
        "degree": {"type": "Degree", "name": "B"},
    } == shown["credentialSubject"]


def test_the_older_data_model_is_shown_in_parts_too():
    document: JsonObject = {
        "@context": [V1, {"name": "https://schema.org/name"}],
        "id": "urn:uuid:36245ee9-9074-4b05-a777-febff2e69757",
        "type": ["VerifiableCredential"],
        "issuer": "did:example:x",
        "issuanceDate": "2026-02-16T22:37:26Z",
        "credentialSubject": {"id": "urn:uuid:1a0e4ef5", "name": "Ana"},
    }
    asked = client(SD)
    base = issued(asked, document, mandatoryPointers=["/issuer", "/issuanceDate"])

    shown = derive(asked, base, "/credentialSubject/id").get_json()["verifiableCredential"]

    assert {"id": "urn:uuid:1a0e4ef5"} == shown["credentialSubject"]
    assert [] == codes(verify(asked, shown))


def test_without_pointers_of_the_issuer_what_a_credential_needs_is_always_shown():
    asked = client(SD)
    base = issued(asked, {**CREDENTIAL, "name": "Always"})

    shown = derive(asked, base).get_json()["verifiableCredential"]

    assert {"issuer", "validFrom", "name"} <= shown.keys()


def test_proofs_that_a_credential_has_stay_beside_the_selective_one():
    signed = issued(client(), {**CREDENTIAL, "name": "x"})

    both = issued(client(SD), signed)

    assert ["eddsa-rdfc-2022", SD] == [proof["cryptosuite"] for proof in both["proof"]]


@pytest.mark.parametrize(
    "pointers", [["/nowhere"], ["/credentialSubject/nowhere"], ["nowhere"], [5], 5]
)
def test_pointers_that_lead_nowhere_are_refused(pointers: Any):
    asked = client(SD)
    base = issued(asked, CREDENTIAL, mandatoryPointers=["/issuer"])

    unmade = issue(asked, CREDENTIAL, mandatoryPointers=pointers)
    body = {"verifiableCredential": base, "options": {"selectivePointers": pointers}}
    underived = asked.post("/credentials/derive", json=body)

    assert (400, 400) == (unmade.status_code, underived.status_code)


def test_a_pointer_that_leads_nowhere_is_an_error_of_making_a_proof():
    answer = issue(client(SD), CREDENTIAL, mandatoryPointers=["/credentialSubject/nowhere"])

    assert ["PROOF_GENERATION_ERROR"] == types(answer)


@pytest.mark.parametrize(
    "change",
    [
        lambda shown: shown["credentialSubject"].update(id="urn:invalid"),
        lambda shown: shown.update(issuer="did:example:x"),
        lambda shown: shown.update(name="More"),
        lambda shown: shown.pop("validFrom"),
        lambda shown: shown["proof"].update(cryptosuite="unknown-2023"),
        lambda shown: shown["proof"].update(proofPurpose="authentication"),
        lambda shown: shown["proof"].update(created="2026-02-01T00:00:00Z"),
    ],
)
def test_a_changed_part_is_refused(change: Any):
    asked = client(SD)
    base = issued(asked, CREDENTIAL, mandatoryPointers=REQUIRED)
    shown = derive(asked, base, "/credentialSubject").get_json()["verifiableCredential"]
    changed = copy.deepcopy(shown)
    change(changed)

    assert 400 == verify(asked, changed).status_code
    assert 400 == verify(asked, changed, checks=["proof"]).status_code


def _values(value: str) -> dict[str, str]:
    """Proof values that are none, by what is wrong with them."""
    raw = decode_multibase(value)
    signature, key, signatures, labels, indexes = cbor2.loads(raw[3:])

    def written(*parts: object) -> str:
        return "u" + encode_base64url(raw[:3] + cbor2.dumps(list(parts)))

    return {
        "no multibase": value[1:],
        "another base": "z" + value[1:],
        "one letter": "a",
        "no header": "u" + encode_base64url(raw[3:]),
        "the header of a base proof": "u" + encode_base64url(b"\xd9\x5d\x00" + raw[3:]),
        "another header": "u" + encode_base64url(b"\xd9\x5d\x05" + raw[3:]),
        "four parts": written(signature, key, signatures, labels),
        "a short signature": written(signature[:-1], key, signatures, labels, indexes),
        "a short key": written(signature, key[:-1], signatures, labels, indexes),
        "one short signature": written(signature, key, [b"x", *signatures[1:]], labels, indexes),
        "a label that is a text": written(signature, key, signatures, {**labels, 0: "x"}, indexes),
        "a label too much": written(signature, key, signatures, {**labels, 99: bytes(32)}, indexes),
        "an index that is a text": written(signature, key, signatures, labels, ["0", *indexes[1:]]),
        "more after the end": "u" + encode_base64url(raw + b"\x00"),
        "nothing": "u",
    }


def test_a_proof_value_of_another_form_is_an_error_of_verifying():
    asked = client(SD)
    base = issued(asked, NESTED, mandatoryPointers=REQUIRED)
    shown = derive(asked, base, "/credentialSubject").get_json()["verifiableCredential"]

    for name, text in _values(shown["proof"]["proofValue"]).items():
        changed = {**shown, "proof": {**shown["proof"], "proofValue": text}}
        answer = verify(asked, changed, checks=["proof"])
        assert (400, ["PROOF_VERIFICATION_ERROR"]) == (answer.status_code, types(answer)), name


def test_a_part_of_a_part_and_of_a_whole_proof_cannot_be_derived():
    asked = client(SD)
    base = issued(asked, CREDENTIAL, mandatoryPointers=REQUIRED)
    shown = derive(asked, base, "/credentialSubject").get_json()["verifiableCredential"]

    assert 400 == derive(asked, shown, "/credentialSubject").status_code
    assert 400 == derive(asked, issued(client(), CREDENTIAL), "/credentialSubject").status_code


def test_a_context_in_which_parts_cannot_be_told_apart_is_refused_by_name():
    context = {"label": {"@id": "urn:label", "@container": "@language"}}

    answer = issue(client(SD), {**CREDENTIAL, "@context": [V2, context]})

    assert (400, ["derive.contexts"]) == (answer.status_code, codes(answer))
