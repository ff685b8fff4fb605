"""What the W3C's suites for Data Integrity, EdDSA and ECDSA ask of issuers and verifiers.

The suites make most of their spoilt credentials by signing them anew with something wrong; so do
these tests, since a proof that was only edited would fail for its signature.
"""

import copy
from typing import Any

import pytest

from badger.credentials.canonical import canonical_nquads
from badger.credentials.did import did_key, did_key_document
from badger.credentials.keys import EcdsaSigningKey, Signer, SigningKey
from badger.credentials.multibase import decode_multibase, encode_base58btc
from badger.json_value import JsonObject
from badger.schemas import context
from tests.vc_api import (
    CREDENTIAL,
    V2,
    WHOLE,
    client,
    codes,
    derive,
    issue,
    issued,
    signed_for,
    types,
    verify,
)
from tests.vectors import vector_json
from tests.world import new_key

pytestmark = pytest.mark.usefixtures("suite_contexts")
SIGNER = SigningKey.from_seed(bytes(range(1, 33)))
ENDS = {"created": "2026-03-01T08:00:00Z", "expires": "2026-03-02T08:00:00Z"}


def _vouched(signer: Signer = SIGNER, **more: Any) -> JsonObject:
    """A credential of somebody who is a key, whose proof says what `more` says."""
    document = {**CREDENTIAL, "issuer": did_key(signer.public)}
    return signed_for(document, signer, purpose="assertionMethod", **more)


@pytest.mark.parametrize(("cryptosuite", "curve"), WHOLE)
def test_a_proof_has_the_form_that_the_standard_gives_it(cryptosuite: str, curve: str):
    proof = issued(client(cryptosuite, curve), CREDENTIAL)["proof"]

    method = proof["verificationMethod"]
    document = did_key_document(method.partition("#")[0])
    (published,) = document["verificationMethod"]
    key = decode_multibase(published["publicKeyMultibase"])
    lengths = {"eddsa": (34, 64), "P-256": (35, 64), "P-384": (51, 96)}
    expected = lengths["eddsa" if cryptosuite.startswith("eddsa") else curve]
    assert ("DataIntegrityProof", cryptosuite, "2026-03-01T08:00:00Z", "assertionMethod") == (
        proof["type"],
        proof["cryptosuite"],
        proof["created"],
        proof["proofPurpose"],
    )
    assert expected == (len(key), len(decode_multibase(proof["proofValue"])))
    assert ("Multikey", "z", "z") == (
        published["type"],
        proof["proofValue"][0],
        published["publicKeyMultibase"][0],
    )
    assert method in document["assertionMethod"]


def test_the_cryptosuite_and_the_type_are_defined_by_the_contexts():
    text = canonical_nquads(issued(client(), CREDENTIAL), load=context)

    assert '"eddsa-rdfc-2022"^^<https://w3id.org/security#cryptosuiteString>' in text
    assert "type> <https://w3id.org/security#DataIntegrityProof>" in text


@pytest.mark.parametrize(
    "options",
    [
        {"created": "2026-02-01T00:00:00Z"},
        ENDS,
        {"challenge": "1235abcd6789", "domain": "domain.example"},
        {"domain": ["a.example", "b.example"]},
        {"nonce": "n", "type": "DataIntegrityProof", "proofPurpose": "assertionMethod"},
    ],
)
@pytest.mark.parametrize("cryptosuite", ["eddsa-rdfc-2022", "eddsa-jcs-2022", "ecdsa-sd-2023"])
def test_what_the_options_ask_for_stands_in_the_proof(options: JsonObject, cryptosuite: str):
    asked = client(cryptosuite)

    signed = issued(asked, CREDENTIAL, **options)

    assert options == {name: signed["proof"][name] for name in options}
    if cryptosuite == "ecdsa-sd-2023":
        signed = derive(asked, signed, "/credentialSubject").get_json()["verifiableCredential"]
    assert 200 == verify(asked, signed).status_code


@pytest.mark.parametrize(
    "options",
    [
        {"created": "invalidDate"},
        {"created": "2026-03-01T08:00:00"},
        {"created": 5},
        {"expires": "soon"},
        {"expires": "2026-02-01T00:00:00Z"},
        {"domain": 5},
        {"domain": ["a.example", 5]},
        {"challenge": ["c"]},
        {"type": "UnknownProof"},
        {"cryptosuite": "unknown-2022"},
        {"proofPurpose": "authentication"},
    ],
)
def test_options_that_make_no_proof_are_refused(options: JsonObject):
    assert 400 == issue(client(), CREDENTIAL, **options).status_code


@pytest.mark.parametrize(
    ("more", "code"),
    [
        ({"proofPurpose": "capabilityInvocation"}, "proof.proof_purpose"),
        ({"proofPurpose": "authentication", "challenge": "c"}, "proof.proof_purpose"),
        ({"verificationMethod": "did:key:invalidVm"}, None),
        ({"verificationMethod": "did:key:@invalidVm@"}, None),
        ({"created": "invalidDate"}, "proof.shape"),
        # Data Integrity lets a time without offset count as UTC; the suites want it refused.
        ({"created": "2026-03-01T08:00:00"}, "proof.shape"),
        ({"expires": "2026-03-02T08:00:00"}, "proof.shape"),
        ({"expires": "2026-02-28T08:00:00Z"}, "proof.expired"),
        ({"created": "2026-03-01T08:06:00Z"}, "proof.created_in_future"),
        ({"previousProof": "urn:uuid:nobody"}, "proof.previous_proof"),
        ({"previousProof": ["urn:uuid:nobody"]}, "proof.previous_proof"),
    ],
)
@pytest.mark.parametrize("checks", [[], ["proof"]])
def test_a_signed_proof_with_something_wrong_is_refused(
    more: JsonObject, code: str | None, checks: list[str]
):
    document = {**CREDENTIAL, "issuer": did_key(SIGNER.public)}
    if "previousProof" in more:
        proof = {**_vouched()["proof"], **more}
        signed = {**document, "proof": proof}
    else:
        signed = signed_for(document, SIGNER, **{"purpose": "assertionMethod", **_renamed(more)})

    answer = verify(client(), signed, checks=checks)

    assert 400 == answer.status_code
    assert code is None or [code] == codes(answer)


def _renamed(more: JsonObject) -> dict[str, Any]:
    """`proofPurpose` is an argument of its own in `signed_for`."""
    return {"purpose" if name == "proofPurpose" else name: value for name, value in more.items()}


@pytest.mark.parametrize("member", ["type", "cryptosuite", "verificationMethod", "proofPurpose"])
@pytest.mark.parametrize("value", [None, "", "Unknown", 5, []])
@pytest.mark.parametrize("cryptosuite", ["eddsa-rdfc-2022", "ecdsa-jcs-2019"])
def test_a_proof_without_one_of_its_members_is_refused(
    member: str, value: object, cryptosuite: str
):
    asked = client(cryptosuite)
    signed = issued(asked, CREDENTIAL)
    proof = {**signed["proof"], member: value}
    signed["proof"] = {name: item for name, item in proof.items() if item is not None}

    assert 400 == verify(asked, signed, checks=["proof"]).status_code


@pytest.mark.parametrize(("cryptosuite", "curve"), WHOLE)
def test_a_proof_value_of_another_length_or_spelling_is_refused(cryptosuite: str, curve: str):
    asked = client(cryptosuite, curve)
    signed = issued(asked, CREDENTIAL)
    value = signed["proof"]["proofValue"]
    raw = decode_multibase(value)
    spoilt = [
        "z" + encode_base58btc(raw + bytes(32)),
        "z" + encode_base58btc(raw[:-1]),
        value[1:],
        "u" + value[1:],
        "a",
        "",
    ]

    for text in spoilt:
        changed = {**signed, "proof": {**signed["proof"], "proofValue": text}}
        answer = verify(asked, changed)
        assert (400, ["PROOF_VERIFICATION_ERROR"]) == (answer.status_code, types(answer))


def test_signatures_in_der_form_are_refused():
    """RFC 4754, section 7: two numbers of fixed length, and no structure around them."""
    asked = client("ecdsa-rdfc-2019")
    signed = issued(asked, CREDENTIAL)
    raw = decode_multibase(signed["proof"]["proofValue"])
    der = bytes([0x30, 68, 2, 32]) + raw[:32] + bytes([2, 32]) + raw[32:]

    signed["proof"]["proofValue"] = "z" + encode_base58btc(der)

    assert ["proof.proof_value"] == codes(verify(asked, signed))


@pytest.mark.parametrize(
    "change",
    [
        {"credentialSubject": {"id": "did:example:subject", "undefinedTerm": "x"}},
        {"type": ["VerifiableCredential", "UndefinedType"]},
    ],
)
def test_data_that_json_ld_would_drop_is_an_error_of_its_own(change: JsonObject):
    answer = verify(client(), {**_vouched(), **change}, checks=["proof"])

    assert (400, ["DATA_LOSS_DETECTION_ERROR"]) == (answer.status_code, types(answer))


@pytest.mark.parametrize(
    ("asked_for", "code"),
    [
        ({"expectedProofPurpose": "assertionMethod"}, None),
        ({"expectedProofPurpose": "authentication"}, "proof.proof_purpose"),
        ({"domain": "domain.example", "challenge": "1235abcd6789"}, None),
        ({"domain": "other.example"}, "proof.domain"),
        ({"domain": "domain.example", "challenge": "another"}, "proof.challenge"),
        ({"challenge": 5}, "vc_api.malformed"),
    ],
)
def test_what_the_reader_expects_of_a_proof_is_compared(asked_for: JsonObject, code: str | None):
    signed = _vouched(domain="domain.example", challenge="1235abcd6789")

    answer = verify(client(), signed, checks=["proof"], **asked_for)

    assert ([] if code is None else [code]) == codes(answer)


def test_proofs_of_other_recipes_of_hashing_are_refused():
    """The suites sign with another canonical form, or another hash, under the suite's name."""
    document = {**CREDENTIAL, "issuer": did_key(SIGNER.public)}
    by_jcs = signed_for(document, SIGNER, purpose="assertionMethod", cryptosuite="eddsa-jcs-2022")[
        "proof"
    ]
    renamed = {**by_jcs, "cryptosuite": "eddsa-rdfc-2022"}

    assert 400 == verify(client(), {**document, "proof": renamed}).status_code


def test_a_set_of_proofs_holds_when_each_of_them_does():
    asked = client()
    twice = issued(asked, issued(asked, CREDENTIAL))
    spoilt = copy.deepcopy(twice)
    spoilt["proof"][0]["created"] = "2026-02-01T00:00:00Z"

    assert 200 == verify(asked, twice).status_code
    assert 200 == verify(asked, twice, checks=["proof"]).status_code
    assert ["proof.signature"] == codes(verify(asked, spoilt))


@pytest.mark.parametrize("form", [str, list])
@pytest.mark.parametrize("cryptosuite", ["eddsa-rdfc-2022", "ecdsa-rdfc-2019"])
def test_a_chain_of_proofs_holds_while_its_links_are_there(form: type, cryptosuite: str):
    signer: Signer = SIGNER if cryptosuite.startswith("eddsa") else EcdsaSigningKey.generate()
    first = _vouched(signer, cryptosuite=cryptosuite, id="urn:uuid:26329423")
    named: Any = "urn:uuid:26329423" if form is str else ["urn:uuid:26329423"]
    chain = signed_for(
        first, signer, purpose="assertionMethod", cryptosuite=cryptosuite, previousProof=named
    )
    renamed = copy.deepcopy(chain)
    renamed["proof"][0]["id"] = "urn:uuid:another"
    broken = {**chain, "proof": chain["proof"][1:]}

    assert 200 == verify(client(), chain).status_code
    assert 200 == verify(client(), chain, checks=["proof"]).status_code
    assert ["proof.previous_proof"] == codes(verify(client(), broken, checks=["proof"]))
    assert 400 == verify(client(), renamed, checks=["proof"]).status_code


def test_a_chain_that_names_no_text_is_refused():
    broken = {**_vouched(), "proof": {**_vouched()["proof"], "previousProof": 5}}

    assert ["proof.previous_proof"] == codes(verify(client(), broken))


@pytest.mark.parametrize(
    ("suite", "path"),
    [
        ("vc-di-eddsa", "eddsa-rdfc-2022/signedDataInt.json"),
        ("vc-di-eddsa", "eddsa-jcs-2022/signedJCS.json"),
        ("vc-di-eddsa", "proof-set-chain/signedProofSet2.json"),
        ("vc-di-eddsa", "proof-set-chain/signedProofChain2.json"),
        ("vc-di-ecdsa", "ecdsa-rdfc-2019-p256/signedECDSAP256.json"),
        ("vc-di-ecdsa", "ecdsa-rdfc-2019-p384/signedECDSAP384.json"),
        ("vc-di-ecdsa", "ecdsa-jcs-2019-p256/signedJCSECDSAP256.json"),
        ("vc-di-ecdsa", "ecdsa-jcs-2019-p384/signedJCSECDSAP384.json"),
    ],
)
def test_the_vectors_of_the_standards_hold_as_proofs_and_not_as_their_issuers(
    suite: str, path: str
):
    """Their issuer, `https://vc.example/…`, publishes no key: only `checks: ["proof"]` passes."""
    signed = vector_json(suite, path)

    assert [] == codes(verify(client(), signed, checks=["proof"]))
    assert ["issuer.binding"] == codes(verify(client(), signed))


def test_somebody_elses_key_is_no_issuers():
    """Hardening D04; the suites' own vectors are signed by keys that their issuer never showed."""
    document = {**CREDENTIAL, "issuer": "https://vc.example/issuers/5678"}
    signed = signed_for(document, SIGNER, purpose="assertionMethod")

    whole, alone = verify(client(), signed), verify(client(), signed, checks=["proof"])

    assert (400, ["issuer.binding"]) == (whole.status_code, codes(whole))
    assert ["INVALID_VERIFICATION_METHOD"] == types(whole)
    assert 200 == alone.status_code
    assert "proof.verified_alone" == alone.get_json()["report"]["findings"][1]["code"]


def test_proofs_alone_are_refused_without_proofs_and_with_another_key():
    other = new_key()
    signed = _vouched()
    method = f"{did_key(other.public)}#{other.public.to_multikey()}"
    stolen = {**signed, "proof": {**signed["proof"], "verificationMethod": method}}

    assert ["proof.missing"] == codes(verify(client(), CREDENTIAL, checks=["proof"]))
    assert ["proof.signature"] == codes(verify(client(), stolen, checks=["proof"]))
    unknown = {**signed, "proof": {**signed["proof"], "cryptosuite": "unknown-2022"}}
    assert ["proof.unsupported_suite"] == codes(verify(client(), unknown, checks=["proof"]))


def test_an_envelope_is_opened_and_must_say_what_it_is():
    asked = client("vc+jwt")
    sealed = issued(asked, CREDENTIAL)
    start, _, token = sealed["id"].partition(",")

    assert ("data:application/vc+jwt", "EnvelopedVerifiableCredential") == (start, sealed["type"])
    assert 200 == verify(asked, sealed).status_code
    assert 200 == verify(asked, sealed, checks=["proof"]).status_code
    for change in (
        {"@context": []},
        {"@context": ["https://www.w3.org/ns/credentials/examples/v2"]},
        {"@context": "https://www.w3.org/ns/credentials/examples/v2"},
        {"id": token},
        {"id": f"{start},{token[:-4]}AAAA"},
        {"id": 5},
        {"type": "VerifiableCredential"},
        {"type": None},
    ):
        answer = verify(asked, {**sealed, **change})
        assert 400 == answer.status_code, change


@pytest.mark.parametrize("curve", ["P-256", "P-384"])
def test_tokens_are_signed_by_the_algorithm_of_the_curve(curve: str):
    asked = client("vc+jwt", curve)

    sealed = issued(asked, {**CREDENTIAL, "@context": [V2]})

    assert 200 == verify(asked, sealed).status_code
