"""Proofs prepared for many documents: the same bytes as one at a time."""

import hashlib
import json
from datetime import UTC, datetime

import pytest

from badger.credentials.canonical import canonical_nquads
from badger.credentials.keys import SigningKey
from badger.credentials.prepared_proof import PreparedProof, UnsteadySigner
from badger.credentials.proof import add_proof, proofs_of, verify_proof
from badger.credentials.proof_errors import BadVerificationMethod
from tests.unit.credentials.canonical_samples import badge

KEY = SigningKey.from_seed(bytes(range(32)))
METHOD = "did:web:bocage.example:issuers:club#key-1"
NOW = datetime(2026, 3, 14, 9, 30, tzinfo=UTC)


class Unsteady:
    """A key on a machine that errs every other time."""

    def __init__(self):
        self.public, self.calls = KEY.public, 0

    def sign(self, data: bytes) -> bytes:
        self.calls += 1
        signature = KEY.sign(data)
        return signature if self.calls % 2 else bytes([signature[0] ^ 1]) + signature[1:]


def _prepared(signer=KEY, method=METHOD):
    context = badge()["@context"]
    return PreparedProof(context, signer=signer, verification_method=method, created=NOW)


def _close(document, prepared):
    written = json.dumps(document, ensure_ascii=False, separators=(",", ":")).encode()
    digest = hashlib.sha256(canonical_nquads(document).encode()).digest()
    return json.loads(prepared.close(written, digest))


@pytest.mark.parametrize("number", range(3))
def test_each_document_gets_the_proof_that_it_would_get_alone(number):
    document = badge(id=f"urn:uuid:{number}", name="Esprit d'équipe « à l'œuvre »")

    closed = _close(document, _prepared())

    assert add_proof(document, signer=KEY, verification_method=METHOD, created=NOW) == closed
    assert "proof" == list(closed)[-1]
    verify_proof(closed, proofs_of(closed)[0], key=KEY.public)


def test_two_different_signatures_of_the_same_bytes_are_refused():
    with pytest.raises(UnsteadySigner):
        _close(badge(), _prepared(signer=Unsteady()))


def test_a_verification_method_must_be_an_address():
    with pytest.raises(BadVerificationMethod):
        _prepared(method="key-1")
