"""Byte for byte with the published vectors of Data Integrity ECDSA (w3c/vc-di-ecdsa): the suites
that sign whole documents, on both curves. test_vc_di_ecdsa_sd.py has the rest."""

import hashlib
from dataclasses import replace

import pytest

from badger.credentials.cryptosuites import SIGNING_SUITES
from badger.credentials.cryptosuites.suite import hash_data
from badger.credentials.keys import EcdsaSigningKey, PublicKey, verify_signature
from badger.credentials.multibase import decode_base58btc, encode_base58btc
from badger.credentials.proof import read_proof, sign_with, verify_with
from badger.credentials.proof_errors import WrongSignature
from tests.conformance.test_vc_di_eddsa import canonical_bytes
from tests.vectors import vector_json, vector_text

pytestmark = pytest.mark.vectors

SUITE = "vc-di-ecdsa"
RDFC = replace(SIGNING_SUITES["ecdsa-rdfc-2019"], canonicalize=canonical_bytes)
JCS = SIGNING_SUITES["ecdsa-jcs-2019"]
HASHES = {"P-256": "sha256", "P-384": "sha384"}

# Suite, folder, ending of the file names, unsigned document, curve.
VARIANTS = [
    pytest.param(suite, f"{folder}-{size}{inner}", f"{ending}P{size[1:]}", unsigned, curve, id=name)
    for size, curve in (("p256", "P-256"), ("p384", "P-384"))
    for suite, folder, inner, ending, unsigned, name in (
        (RDFC, "ecdsa-rdfc-2019", "", "ECDSA", "unsigned.json", f"rdfc {curve}"),
        (RDFC, "ecdsa-rdfc-2019", "/employ", "ECDSA", "employmentAuth.json", f"employ {curve}"),
        (JCS, "ecdsa-jcs-2019", "", "JCSECDSA", "unsigned.json", f"jcs {curve}"),
    )
]
EVERY = pytest.mark.parametrize(("suite", "folder", "ending", "unsigned", "curve"), VARIANTS)


def key_of(curve: str) -> EcdsaSigningKey:
    pair = vector_json(SUITE, f"p{curve[2:]}KeyPair.json")
    key = EcdsaSigningKey.from_secret_multikey(pair["secretKeyMultibase"])
    assert pair["publicKeyMultibase"] == key.public.to_multikey()
    assert pair["secretKeyMultibase"] == key.expose_secret_multikey()
    assert curve == key.public.kind
    return key


@EVERY
def test_every_intermediate_value_is_the_published_one(suite, folder, ending, unsigned, curve):
    def text(name):
        return vector_text(SUITE, f"{folder}/{name}{ending}.txt")

    document = vector_json(SUITE, unsigned)
    options = vector_json(SUITE, f"{folder}/proofConfig{ending}.json")
    name = HASHES[curve]
    hashed = hash_data(suite, document, options=options, kind=curve)

    assert text("canonDoc") == suite.canonicalize(document, name).decode()
    assert text("proofCanon") == suite.canonicalize(options, name).decode()
    assert text("docHash") == hashlib.new(name, suite.canonicalize(document, name)).hexdigest()
    assert text("proofHash") == hashlib.new(name, suite.canonicalize(options, name)).hexdigest()
    assert text("combinedHash") == hashed.hex()


@EVERY
def test_the_published_signature_is_ours_and_verified(suite, folder, ending, unsigned, curve):
    key = key_of(curve)
    options = vector_json(SUITE, f"{folder}/proofConfig{ending}.json")
    hashed = hash_data(suite, vector_json(SUITE, unsigned), options=options, kind=curve)
    published = bytes.fromhex(vector_text(SUITE, f"{folder}/sigHex{ending}.txt"))
    written = vector_text(SUITE, f"{folder}/sigBTC58{ending}.txt")

    assert published == decode_base58btc(written[1:])
    assert written == "z" + encode_base58btc(published)
    assert verify_signature(key.public, published, hashed)
    assert published == key.sign(hashed)


@EVERY
def test_the_signed_document_is_the_published_one(suite, folder, ending, unsigned, curve):
    options = vector_json(SUITE, f"{folder}/proofConfig{ending}.json")
    options.pop("@context")
    expected = vector_json(SUITE, f"{folder}/signed{ending}.json")

    signed = sign_with(suite, vector_json(SUITE, unsigned), signer=key_of(curve), options=options)

    assert expected == signed


@EVERY
def test_the_published_document_is_verified_and_a_changed_one_is_not(
    suite, folder, ending, unsigned, curve
):
    signed = vector_json(SUITE, f"{folder}/signed{ending}.json")
    proof = read_proof(signed["proof"])
    public = PublicKey.from_multikey(proof.verification_method.partition("#")[2])

    assert public == key_of(curve).public
    verify_with(suite, signed, proof=proof, key=public)
    for name in ("name", "description"):
        with pytest.raises(WrongSignature):
            verify_with(suite, {**signed, name: "x"}, proof=proof, key=public)
