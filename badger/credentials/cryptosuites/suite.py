"""What a cryptosuite is, and the hash that suites of whole documents sign."""

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Protocol

from badger.credentials.cryptosuites.options import PROOF_TYPE, ProofOptions
from badger.credentials.keys import Kind, PublicKey, verify_signature
from badger.credentials.multibase import BadMultibase, decode_base58btc
from badger.credentials.proof_errors import BadProofValue, WrongSignature
from badger.json_value import JsonObject

Bound = tuple[JsonObject, JsonObject]
SIGNATURE_LENGTHS: Mapping[str, int] = MappingProxyType({"Ed25519": 64, "P-256": 64, "P-384": 96})
# Any other kind of key is used with SHA-256.
_HASHES: Mapping[str, str] = MappingProxyType({"P-384": "sha384"})


class Cryptosuite(Protocol):
    """One named recipe of the standard for checking a proof.

    name:   what `read_proof` gives as the proof's suite.
    kinds:  the kinds of key that it takes; the caller has compared.
    is_old: it is verified for badges in circulation, and new ones use another.
    """

    @property
    def name(self) -> str:
        """The value of `cryptosuite`, or of `type` in proofs older than that member."""
        ...

    @property
    def kinds(self) -> frozenset[Kind]:
        """The kinds of key that it takes."""
        ...

    @property
    def is_old(self) -> bool:
        """Whether it was replaced by another suite."""
        ...

    def read_value(self, text: str) -> bytes:
        """Read `proofValue`. Raises: BadProofValue."""
        ...

    def verify(self, document: JsonObject, *, proof: ProofOptions, key: PublicKey) -> None:
        """Verify a proof; the answer is silence.

        document: without the proof; in a chain, with the proofs that it continues.
        key:      of one of `kinds`.
        Raises:   ProofError, WrongSignature above all; the canonicalizer's errors.
        """
        ...


@dataclass(frozen=True, slots=True)
class WholeDocumentSuite:
    """A suite that signs the hash of a whole document, as values and pure functions.

    canonicalize: (document, name of the hash) -> its bytes, the same for equal documents.
    new_options:  (unsecured document, options) -> the options that the proof will show.
    bind:         (unsecured document, options) -> the document and the proof configuration
                  that are hashed; refuses a proof whose context is not the document's.
    proof_type:   value of `type`.
    """

    name: str
    kinds: frozenset[Kind]
    canonicalize: Callable[[JsonObject, str], bytes]
    new_options: Callable[[JsonObject, JsonObject], JsonObject]
    bind: Callable[[JsonObject, JsonObject], Bound]
    proof_type: str = PROOF_TYPE
    is_old: bool = False

    def read_value(self, text: str) -> bytes:
        """Read `proofValue`: z, base58btc of as many bytes as a signature of the suite has.

        Raises: BadProofValue.
        """
        try:
            value = decode_base58btc(text[1:])
        except BadMultibase:
            raise BadProofValue() from None
        if not text.startswith("z") or len(value) not in map(SIGNATURE_LENGTHS.get, self.kinds):
            raise BadProofValue()
        return value

    def verify(self, document: JsonObject, *, proof: ProofOptions, key: PublicKey) -> None:
        """Verify the signature of a whole document.

        Raises: WrongSignature, ProofContextDiffers; the canonicalizer's errors.
        """
        options = {name: value for name, value in proof.raw.items() if name != "proofValue"}
        hashed = hash_data(self, document, options=options, kind=key.kind)
        if not verify_signature(key, proof.proof_value, hashed):
            raise WrongSignature()


def hash_data(
    suite: WholeDocumentSuite,
    document: JsonObject,
    *,
    options: JsonObject,
    kind: Kind = "Ed25519",
) -> bytes:
    """Give what is signed: hash of the configuration, then hash of the document.

    document: without its own proof.
    options:  the proof without `proofValue`.
    kind:     of the key; P-384 takes SHA-384, in the canonical form as well.
    Source:   Data Integrity EdDSA 1.0, 3.2.4 and 3.3.4 (hashing), 3.2.5 and 3.3.5; Data
              Integrity ECDSA 1.0, 3.2.4 and 3.3.4.
    """
    name = _HASHES.get(kind, "sha256")
    bound_document, configuration = suite.bind(document, options)
    head = hashlib.new(name, suite.canonicalize(configuration, name)).digest()
    return head + hashlib.new(name, suite.canonicalize(bound_document, name)).digest()
