"""Every published value of ecdsa-sd-2023 (w3c/vc-di-ecdsa), from pointers to the last proof.

The vectors were signed with deterministic ECDSA (RFC 6979), as badger signs: bytes are compared.
"""

import hashlib
from dataclasses import replace

import pytest

from badger.credentials.canonical import canonical_nquads, document_dataset
from badger.credentials.cryptosuites.ecdsa_sd_2023 import ECDSA_SD_2023
from badger.credentials.cryptosuites.ecdsa_sd_2023.base_proof import ProofSecrets, sign_base
from badger.credentials.cryptosuites.ecdsa_sd_2023.derived_proof import disclose, shown_statements
from badger.credentials.cryptosuites.ecdsa_sd_2023.proof_values import (
    decode_value,
    is_base,
    read_base,
    read_derived,
    write_base,
    write_derived,
)
from badger.credentials.cryptosuites.ecdsa_sd_2023.signed_data import (
    check_signatures,
    data_to_sign,
    hash_options,
    hash_statements,
    split_document,
)
from badger.credentials.keys import EcdsaSigningKey, PublicKey, verify_signature
from badger.credentials.proof import read_proof, verify_with
from badger.credentials.proof_errors import WrongSignature
from badger.credentials.selective.grouping import group
from badger.credentials.selective.labels import digest_label
from badger.credentials.selective.pointers import read_pointers
from badger.credentials.selective.selection import select
from badger.schemas import context
from tests.conformance.test_vc_di_eddsa import CITIZENSHIP, SCHEMA_ORG, VECTOR_CONTEXTS
from tests.vectors import vector_json, vector_text

pytestmark = pytest.mark.vectors

SUITE = "vc-di-ecdsa"
CONTEXT_URL = "https://w3id.org/citizenship/v4rc1"
# What these vectors use of the citizenship vocabulary beside those of vc-di-eddsa.
CITIZENSHIP_CONTEXT = {
    "@context": {
        **VECTOR_CONTEXTS[CONTEXT_URL]["@context"],
        **{
            name: CITIZENSHIP + name
            for name in (
                "PermanentResident",
                "PermanentResidentCard",
                "PermanentResidentCardCredential",
                "commuterClassification",
                "permanentResidentCard",
            )
        },
        "identifier": SCHEMA_ORG + "identifier",
    }
}


def vector_context(url):
    return CITIZENSHIP_CONTEXT if url == CONTEXT_URL else context(url)


SD = replace(ECDSA_SD_2023, load=vector_context)


def values_of(entries):
    """The vectors write a map as a list of pairs."""
    return [statement for _, statement in entries["value"]]


class Vector:
    """One of the two published runs of the suite."""

    def __init__(self, folder, selective):
        self.folder = folder
        self.pointers = vector_json(SUITE, selective)
        material = vector_json(SUITE, "ecdsa-sd-2023/SDKeyMaterial.json")
        self.issuer = signing_key(material["baseKeyPair"])
        self.secrets = ProofSecrets(
            signing_key(material["proofKeyPair"]), bytes.fromhex(material["hmacKeyString"])
        )
        self.signed = self.json("addSignedSDBase")
        self.document = {name: self.signed[name] for name in self.signed if name != "proof"}
        self.options = {
            name: value for name, value in self.signed["proof"].items() if name != "proofValue"
        }
        self.derived = self.json("derivedRevealDocument")
        self.shown = {name: self.derived[name] for name in self.derived if name != "proof"}

    def json(self, name):
        return vector_json(SUITE, f"ecdsa-sd-2023/{self.folder}/{name}.json")

    def text(self, name):
        return vector_text(SUITE, f"ecdsa-sd-2023/{self.folder}/{name}.txt")

    def mandatory(self):
        return self.json("addBaseTransform")["mandatoryPointers"]

    def split(self):
        return split_document(
            self.document,
            self.mandatory(),
            hmac_key=self.secrets.hmac_key,
            load=vector_context,
        )

    def base_value(self):
        return read_base(decode_value(self.signed["proof"]["proofValue"]))

    def disclosure(self):
        return disclose(
            self.document, self.base_value(), pointers=self.pointers, load=vector_context
        )

    def derived_value(self):
        return read_derived(decode_value(self.derived["proof"]["proofValue"]))


def signing_key(pair):
    key = EcdsaSigningKey.from_secret_multikey(pair["secretKeyMultibase"])
    assert pair["publicKeyMultibase"] == key.public.to_multikey()
    return key


@pytest.fixture(
    params=[("employ", "employSelective.json"), ("prc", "prCredSelective.json")],
    ids=["employ", "prc"],
)
def vector(request):
    return Vector(*request.param)


@pytest.mark.parametrize(
    ("folder", "name"), [("employ", "employMandatory.json"), ("prc", "prCredMandatory.json")]
)
def test_the_mandatory_pointers_of_the_runs_are_the_published_ones(folder, name):
    assert (
        vector_json(SUITE, name)
        == Vector(folder, name.replace("Mandatory", "Selective")).mandatory()
    )


def test_add_base_doc_canon(vector):
    assert "".join(vector.json("addBaseDocCanon")) == canonical_nquads(
        vector.document, load=vector_context
    )


def test_add_base_doc_hmac_canon(vector):
    assert tuple(vector.json("addBaseDocHMACCanon")) == vector.split().whole.statements


def test_add_pointer_values(vector):
    for entry in vector.json("addPointerValues"):
        (step,) = read_pointers([entry["pointer"]])[0]
        selected = select(vector.document, read_pointers([entry["pointer"]])).document

        assert entry["value"] == selected[step]


def test_add_base_transform(vector):
    published = vector.json("addBaseTransform")
    split = vector.split()

    assert values_of(published["mandatory"]) == split.mandatory_statements
    assert [index for index, _ in published["mandatory"]["value"]] == sorted(split.mandatory)
    assert dict(published["nonMandatory"]["value"]) == split.other_statements
    assert bytes.fromhex(published["hmacKeyString"]) == vector.secrets.hmac_key


def test_add_proof_config(vector):
    published = vector.json("addProofConfig")

    assert published == {**vector.options, "@context": vector.document["@context"]}
    assert vector.text("addProofConfigCanon") == canonical_nquads(published, load=vector_context)


def test_add_hash_data(vector):
    published = vector.json("addHashData")
    proof_hash = hash_options(vector.document, vector.options, load=vector_context)

    assert published["proofHash"] == proof_hash.hex()
    assert published["mandatoryHash"] == hash_statements(vector.split().mandatory_statements).hex()
    assert published["proofHash"] == (
        hashlib.sha256(vector.text("addProofConfigCanon").encode()).hexdigest()
    )


def test_add_raw_base_signature_info(vector):
    published = vector.json("addRawBaseSignatureInfo")
    signed = sign_base(
        vector.document,
        vector.options,
        signer=vector.issuer,
        pointers=vector.mandatory(),
        proof_secrets=vector.secrets,
        load=vector_context,
    )
    value = read_base(decode_value(signed["proof"]["proofValue"]))

    assert published["baseSignature"] == value.base_signature.hex()
    assert published["signatures"] == [signature.hex() for signature in value.signatures]
    assert published["mandatoryPointers"] == list(value.pointers)
    assert published["publicKey"] == value.public_key.to_multikey()


def test_add_signed_sd_base(vector):
    signed = sign_base(
        vector.document,
        vector.options,
        signer=vector.issuer,
        pointers=vector.mandatory(),
        proof_secrets=vector.secrets,
        load=vector_context,
    )

    assert vector.signed == signed


def test_derived_recovered_base_data(vector):
    published = vector.json("derivedRecoveredBaseData")
    text = vector.signed["proof"]["proofValue"]
    value = read_base(decode_value(text))

    assert is_base(decode_value(text))
    assert published["baseSignature"] == value.base_signature.hex()
    assert published["proofPublicKey"] == value.public_key.to_multikey()
    assert published["hmacKey"] == value.hmac_key.hex()
    assert published["signatures"] == [signature.hex() for signature in value.signatures]
    assert published["mandatoryPointers"] == list(value.pointers)
    assert text == write_base(value)


@pytest.mark.parametrize("name", ["mandatory", "selective", "combined"])
def test_derived_all_group_data(vector, name):
    published = vector.json("derivedAllGroupData")
    pointers = {"mandatory": vector.mandatory(), "selective": vector.pointers}
    pointers["combined"] = vector.mandatory() + vector.pointers
    whole = vector.split().whole
    found = group(whole, read_pointers(pointers[name]))
    statements = dict(enumerate(whole.statements))
    matching = {index: statements.pop(index) for index in found.indexes}

    assert dict(published["groups"][name]["matching"]["value"]) == matching
    assert dict(published["groups"][name]["nonMatching"]["value"]) == statements
    assert tuple(published["nquads"]) == whole.statements
    assert {label for _, label in published["labelMap"]["value"]} == set(whole.labels.values())


def test_derived_group_indexes(vector):
    published = vector.json("derivedGroupIndexes")
    split = vector.split()
    selective = group(split.whole, read_pointers(vector.pointers)).indexes
    combined = group(split.whole, read_pointers(vector.mandatory() + vector.pointers)).indexes

    assert published["mandatoryIndexes"] == sorted(split.mandatory)
    assert published["nonMandatoryIndexes"] == list(split.other_statements)
    assert published["selectiveIndexes"] == list(selective)
    assert published["combinedIndexes"] == list(combined)


def test_derived_adj_mandatory_indexes(vector):
    published = vector.json("derivedAdjMandatoryIndexes")["adjMandatoryIndexes"]

    assert published == list(vector.disclosure().value.indexes)


def test_derived_adj_signatures(vector):
    published = vector.json("derivedAdjSignatures")
    base = vector.base_value().signatures
    signatures = vector.disclosure().value.signatures

    assert published["filteredSignatures"] == [signature.hex() for signature in signatures]
    assert published["adjSignatureIndexes"] == [base.index(signature) for signature in signatures]


def test_derived_unsigned_reveal(vector):
    assert vector.json("derivedUnsignedReveal") == vector.disclosure().document


def test_derived_disclosure_data(vector):
    published = vector.json("derivedDisclosureData")
    value = vector.disclosure().value

    assert published["baseSignature"] == value.base_signature.hex()
    assert published["publicKey"] == value.public_key.to_multikey()
    assert published["signatures"] == [signature.hex() for signature in value.signatures]
    assert dict(published["labelMap"]["value"]) == label_map(value)
    assert published["mandatoryIndexes"] == list(value.indexes)


def label_map(value):
    return {f"c14n{number}": digest_label(digest) for number, digest in value.labels.items()}


def test_derived_reveal_document(vector):
    found = vector.disclosure()
    proof = {**vector.options, "proofValue": write_derived(found.value)}

    assert vector.derived == {**found.document, "proof": proof}


def test_verify_derived_proof_value(vector):
    published = vector.json("verifyDerivedProofValue")
    value = vector.derived_value()

    assert published["baseSignature"] == value.base_signature.hex()
    assert published["publicKey"] == value.public_key.to_multikey()
    assert published["signatures"] == [signature.hex() for signature in value.signatures]
    assert dict(published["labelMap"]) == label_map(value)
    assert published["mandatoryIndexes"] == list(value.indexes)


def test_verify_nquads(vector):
    shown = shown_statements(vector.shown, vector.derived_value(), load=vector_context)

    assert sorted(vector.json("verifyNQuads")) == sorted(shown.mandatory + shown.others)
    assert len(vector.json("verifyNQuads")) == len(shown.mandatory + shown.others)


def test_verify_create_verify_data(vector):
    published = vector.json("verifyCreateVerifyData")
    value = vector.derived_value()
    shown = shown_statements(vector.shown, value, load=vector_context)
    proof_hash = hash_options(vector.shown, vector.derived["proof"], load=vector_context)

    assert published["baseSignature"] == value.base_signature.hex()
    assert published["proofHash"] == proof_hash.hex()
    assert published["publicKey"] == value.public_key.to_multikey()
    assert published["signatures"] == [signature.hex() for signature in value.signatures]
    assert published["nonMandatory"] == shown.others
    assert published["mandatoryHash"] == hash_statements(shown.mandatory).hex()


def test_the_signatures_of_the_derived_proof_are_those_of_the_two_keys(vector):
    published = vector.json("verifyCreateVerifyData")
    key = PublicKey.from_multikey(published["publicKey"])
    signed = data_to_sign(
        bytes.fromhex(published["proofHash"]),
        key,
        mandatory_hash=bytes.fromhex(published["mandatoryHash"]),
    )
    signature = bytes.fromhex(published["baseSignature"])

    assert verify_signature(vector.issuer.public, signature, signed)
    check_signatures(
        key,
        published["nonMandatory"],
        signatures=[bytes.fromhex(text) for text in published["signatures"]],
    )


@pytest.mark.parametrize("name", ["signed", "derived"])
def test_both_published_documents_are_verified(vector, name):
    document = getattr(vector, name)

    verify_with(SD, document, proof=read_proof(document["proof"]), key=vector.issuer.public)


@pytest.mark.parametrize("name", ["signed", "derived"])
def test_both_published_documents_are_no_signatures_of_another_key(vector, name):
    document = getattr(vector, name)
    other = vector.secrets.key.public

    with pytest.raises(WrongSignature):
        verify_with(SD, document, proof=read_proof(document["proof"]), key=other)


@pytest.mark.parametrize("name", ["signed", "derived"])
def test_both_published_documents_break_when_a_value_changes(vector, name):
    document = getattr(vector, name)
    changed = {**document, "validUntil": "2030-12-03T00:00:00Z"}

    with pytest.raises(WrongSignature):
        verify_with(SD, changed, proof=read_proof(document["proof"]), key=vector.issuer.public)


def test_the_published_part_has_as_many_blank_nodes_as_labels(vector):
    dataset = document_dataset(vector.shown, load=vector_context)

    assert len(dataset.facts) == len(vector.derived_value().labels)
