"""Byte for byte with the published vectors of Data Integrity EdDSA (w3c/vc-di-eddsa)."""

import hashlib
from dataclasses import replace

import pytest

from badger.credentials.canonical import canonical_nquads
from badger.credentials.cryptosuites import OLD_TYPES, SIGNING_SUITES, suite_of
from badger.credentials.cryptosuites.suite import hash_data
from badger.credentials.keys import PublicKey, SigningKey
from badger.credentials.multibase import encode_base58btc
from badger.credentials.proof import read_proof, sign_with, verify_with
from badger.credentials.proof_errors import WrongSignature
from badger.schemas import context
from tests.vectors import vector_json, vector_text

pytestmark = pytest.mark.vectors

SUITE = "vc-di-eddsa"
SCHEMA_ORG = "https://schema.org/"
CITIZENSHIP = "https://w3id.org/citizenship#"
# The contexts of the vectors that are not pinned: badger refuses them outside these tests. The
# second holds, of the citizenship vocabulary, only what the vector uses.
VECTOR_CONTEXTS = {
    "https://www.w3.org/ns/credentials/examples/v2": {
        "@context": {"@vocab": "https://www.w3.org/ns/credentials/examples#"}
    },
    "https://w3id.org/citizenship/v4rc1": {
        "@context": {
            "image": {"@id": SCHEMA_ORG + "image", "@type": "@id"},
            "Person": SCHEMA_ORG + "Person",
            "identifier": SCHEMA_ORG + "identifier",
            "birthDate": {
                "@id": SCHEMA_ORG + "birthDate",
                "@type": "http://www.w3.org/2001/XMLSchema#dateTime",
            },
            "residentSince": {
                "@id": CITIZENSHIP + "residentSince",
                "@type": "http://www.w3.org/2001/XMLSchema#dateTime",
            },
            **{
                name: SCHEMA_ORG + name
                for name in ("additionalName", "familyName", "gender", "givenName")
            },
            **{
                name: CITIZENSHIP + name
                for name in (
                    "EmployablePerson",
                    "EmploymentAuthorizationDocument",
                    "EmploymentAuthorizationDocumentCredential",
                    "birthCountry",
                    "employmentAuthorizationDocument",
                    "lprCategory",
                    "lprNumber",
                )
            },
        }
    },
}


def vector_context(url):
    return VECTOR_CONTEXTS.get(url) or context(url)


def canonical_bytes(document, hash_name="sha256"):
    return canonical_nquads(document, load=vector_context, hash_name=hash_name).encode()


RDFC = replace(SIGNING_SUITES["eddsa-rdfc-2022"], canonicalize=canonical_bytes)
JCS = SIGNING_SUITES["eddsa-jcs-2022"]

OLD = replace(OLD_TYPES["Ed25519Signature2020"], canonicalize=canonical_bytes)
# The vectors sign the document with the context of the old suite added to it.
WITH_OLD_CONTEXT = "unsigned.json+"

# Suite, folder, ending of the file names, unsigned document.
VARIANTS = [
    pytest.param(RDFC, "eddsa-rdfc-2022", "DataInt", "unsigned.json", id="rdfc"),
    pytest.param(RDFC, "eddsa-rdfc-2022/employ", "DataInt", "employmentAuth.json", id="employ"),
    pytest.param(JCS, "eddsa-jcs-2022", "JCS", "unsigned.json", id="jcs"),
    pytest.param(OLD, "Ed25519Signature2020", "EdSig", WITH_OLD_CONTEXT, id="old"),
]


def signing_key(pair: dict[str, str]) -> SigningKey:
    key = SigningKey.from_secret_multikey(pair["privateKeyMultibase"])
    assert pair["publicKeyMultibase"] == key.public.to_multikey()
    return key


def unsigned_document(name):
    document = vector_json(SUITE, name.removesuffix("+"))
    if name == WITH_OLD_CONTEXT:
        old = "https://w3id.org/security/suites/ed25519-2020/v1"
        return {**document, "@context": [*document["@context"], old]}
    return document


@pytest.fixture
def key():
    return signing_key(vector_json(SUITE, "keyPair.json"))


@pytest.mark.parametrize(("suite", "folder", "ending", "unsigned"), VARIANTS)
def test_every_intermediate_value_is_the_published_one(suite, folder, ending, unsigned, key):
    def text(name):
        return vector_text(SUITE, f"{folder}/{name}{ending}.txt")

    document = unsigned_document(unsigned)
    options = vector_json(SUITE, f"{folder}/proofConfig{ending}.json")
    hashed = hash_data(suite, document, options=options)
    signature = key.sign(hashed)

    assert text("canonDoc") == suite.canonicalize(document, "sha256").decode()
    assert text("proofCanon") == suite.canonicalize(options, "sha256").decode()
    assert text("docHash") == hashlib.sha256(suite.canonicalize(document, "sha256")).hexdigest()
    assert text("proofHash") == hashlib.sha256(suite.canonicalize(options, "sha256")).hexdigest()
    assert text("combinedHash") == hashed.hex()
    assert text("sigHex") == signature.hex()
    assert text("sigBTC58") == "z" + encode_base58btc(signature)


@pytest.mark.parametrize(("suite", "folder", "ending", "unsigned"), VARIANTS)
def test_the_signed_document_is_the_published_one(suite, folder, ending, unsigned, key):
    options = vector_json(SUITE, f"{folder}/proofConfig{ending}.json")
    options.pop("@context")
    expected = vector_json(SUITE, f"{folder}/signed{ending}.json")

    signed = sign_with(suite, unsigned_document(unsigned), signer=key, options=options)

    assert expected == signed
    assert list(expected["proof"]) == list(signed["proof"])


@pytest.mark.parametrize(("suite", "folder", "ending", "unsigned"), VARIANTS)
def test_the_published_document_is_verified_and_a_changed_one_is_not(
    suite, folder, ending, unsigned, key
):
    signed = vector_json(SUITE, f"{folder}/signed{ending}.json")

    verify_with(suite, signed, proof=read_proof(signed["proof"]), key=key.public)
    for name in ("name", "description"):
        with pytest.raises(WrongSignature):
            changed = {**signed, name: "x"}
            verify_with(suite, changed, proof=read_proof(signed["proof"]), key=key.public)


SETS = ["signedProofSet1", "signedProofSet2", "signedProofChain1", "signedProofChain2"]


@pytest.mark.parametrize("name", SETS)
def test_every_proof_of_a_published_set_or_chain_is_verified(name):
    document = vector_json(SUITE, f"proof-set-chain/{name}.json")
    proofs = document["proof"] if isinstance(document["proof"], list) else [document["proof"]]

    for proof in proofs:
        public = PublicKey.from_multikey(proof["verificationMethod"].partition("#")[2])
        verify_with(RDFC, document, proof=read_proof(proof), key=public)


# Unsigned document or the signed one before, proof configuration, number of the key, result.
STEPS = [
    ("unsigned", "proofSetConfig1", 1, "signedProofSet1"),
    ("signedProofSet1", "proofSetConfig2", 2, "signedProofSet2"),
    ("signedProofSet2", "proofChainConfig1", 3, "signedProofChain1"),
    ("signedProofChain1", "proofChainConfig2", 4, "signedProofChain2"),
]


@pytest.mark.parametrize(("before", "config", "number", "after"), STEPS)
def test_a_proof_added_to_a_set_or_a_chain_is_the_published_one(before, config, number, after):
    pairs = vector_json(SUITE, "proof-set-chain/multiKeyPairs.json")
    expected = vector_json(SUITE, f"proof-set-chain/{after}.json")
    options = vector_json(SUITE, f"proof-set-chain/{config}.json")
    options.pop("@context", None)

    signed = sign_with(
        RDFC,
        vector_json(SUITE, f"proof-set-chain/{before}.json"),
        signer=signing_key(pairs[f"keyPair{number}"]),
        options=options,
    )

    assert as_list(expected["proof"]) == as_list(signed["proof"])


@pytest.mark.parametrize("number", [1, 2])
def test_every_intermediate_value_of_a_chain_is_the_published_one(number):
    pairs = vector_json(SUITE, "proof-set-chain/multiKeyPairs.json")
    covered = vector_json(SUITE, f"proof-set-chain/proofChainTempDoc{number}.json")
    options = vector_json(SUITE, f"proof-set-chain/proofChainConfig{number}.json")
    expected = vector_json(SUITE, f"proof-set-chain/proofChainConfigSigned{number}.json")
    options.pop("@context", None)
    key = signing_key(pairs[f"keyPair{number + 2}"])

    signature = key.sign(hash_data(RDFC, covered, options=options))

    assert expected == {**options, "proofValue": "z" + encode_base58btc(signature)}


@pytest.mark.parametrize("number", [1, 2])
def test_every_proof_of_a_set_is_the_published_one(number):
    pairs = vector_json(SUITE, "proof-set-chain/multiKeyPairs.json")
    options = vector_json(SUITE, f"proof-set-chain/proofSetConfig{number}.json")
    expected = vector_json(SUITE, f"proof-set-chain/proofSetConfigSigned{number}.json")
    options.pop("@context", None)
    unsigned = vector_json(SUITE, "proof-set-chain/unsigned.json")

    signed = sign_with(
        RDFC, unsigned, signer=signing_key(pairs[f"keyPair{number}"]), options=options
    )

    assert expected == signed["proof"]


def as_list(value):
    return value if isinstance(value, list) else [value]


def test_a_chained_proof_does_not_hold_without_the_proofs_before_it():
    document = vector_json(SUITE, "proof-set-chain/signedProofChain1.json")
    chained = document["proof"][-1]
    forged = {**document["proof"][0], "created": "2020-01-01T00:00:00Z"}
    changed = {**document, "proof": [forged, *document["proof"][1:]]}
    public = PublicKey.from_multikey(chained["verificationMethod"].partition("#")[2])

    with pytest.raises(WrongSignature):
        verify_with(RDFC, changed, proof=read_proof(chained), key=public)


def test_d10_the_published_legacy_signature_is_verified_as_an_old_form(key):
    signed = vector_json(SUITE, "Ed25519Signature2020/signedEdSig.json")
    read = read_proof(signed["proof"])

    assert suite_of(read).is_old
    verify_with(OLD, signed, proof=read, key=key.public)
