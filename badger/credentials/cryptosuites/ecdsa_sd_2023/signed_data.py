"""What is signed: the proof's options, the key of the proof, and what must be shown.

Source: Data Integrity ECDSA 1.0, 3.4.17 (hashMandatoryNQuads), 3.5.1 (serializeSignData) and
3.6.3 to 3.6.5.
"""

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from badger.credentials.canonical import canonical_nquads
from badger.credentials.context_tables import Load
from badger.credentials.cryptosuites.ecdsa_sd_2023.errors import BadDisclosure
from badger.credentials.cryptosuites.ecdsa_sd_2023.proof_values import multikey_bytes
from badger.credentials.cryptosuites.whole_rdfc import bind_to_document
from badger.credentials.keys import PublicKey, verify_signature
from badger.credentials.proof_errors import BadPreviousProof, WrongSignature
from badger.credentials.selective.grouping import LabelledDocument, group, labelled_document
from badger.credentials.selective.labels import digest_label, hmac_digest
from badger.credentials.selective.pointers import read_pointers
from badger.json_value import JsonObject


@dataclass(frozen=True, slots=True)
class SplitDocument:
    """A whole document, and the indexes of those statements that must be shown."""

    whole: LabelledDocument
    mandatory: frozenset[int]

    @property
    def mandatory_statements(self) -> list[str]:
        """The statements that must be shown, in order."""
        return [self.whole.statements[index] for index in sorted(self.mandatory)]

    @property
    def other_statements(self) -> dict[int, str]:
        """The statements that may be left out, in order, by their index."""
        statements = enumerate(self.whole.statements)
        return {index: text for index, text in statements if index not in self.mandatory}


def split_document(
    document: JsonObject, pointers: Sequence[str], *, hmac_key: bytes, load: Load
) -> SplitDocument:
    """Canonicalize a document under labels of an HMAC key, and find what must be shown.

    document: without its proof.
    Raises:   SelectionError; what `canonical_nquads` raises.
    """
    steps = read_pointers(pointers)
    whole = labelled_document(
        document, lambda label: digest_label(hmac_digest(hmac_key, label)), load=load
    )
    return SplitDocument(whole, frozenset(group(whole, steps).indexes if steps else ()))


def hash_options(document: JsonObject, options: JsonObject, *, load: Load) -> bytes:
    """Hash the options of a proof, in the document's context.

    options: the proof, with or without its value.
    Raises:  BadPreviousProof, since a part of a document is no link of a chain;
             ProofContextDiffers; what `canonical_nquads` raises.
    """
    if "previousProof" in options:
        raise BadPreviousProof()
    shown = {name: value for name, value in options.items() if name != "proofValue"}
    _, configuration = bind_to_document(document, shown)
    return hashlib.sha256(canonical_nquads(configuration, load=load).encode()).digest()


def hash_statements(statements: Iterable[str]) -> bytes:
    """Hash the statements that must be shown, in their order."""
    return hashlib.sha256("".join(statements).encode()).digest()


def data_to_sign(proof_hash: bytes, key: PublicKey, *, mandatory_hash: bytes) -> bytes:
    """Give the 99 bytes that the issuer signs: by them the key of the proof is the issuer's."""
    return proof_hash + multikey_bytes(key) + mandatory_hash


def check_signatures(
    key: PublicKey, statements: Sequence[str], *, signatures: Sequence[bytes]
) -> None:
    """Check one signature for each statement. Raises: BadDisclosure, WrongSignature."""
    if len(statements) != len(signatures):
        raise BadDisclosure(why="count")
    for statement, signature in zip(statements, signatures, strict=True):
        if not verify_signature(key, signature, statement.encode()):
            raise WrongSignature()
