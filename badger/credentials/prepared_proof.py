"""Proofs for many documents that one issuer signs at one time: the options are hashed once."""

import hashlib
import json
from datetime import datetime

from badger.credentials.cryptosuites.eddsa_rdfc_2022 import EDDSA_RDFC_2022
from badger.credentials.errors import CredentialError
from badger.credentials.keys import Signer
from badger.credentials.multibase import encode_base58btc
from badger.credentials.proof import new_options
from badger.json_value import JsonValue


class UnsteadySigner(CredentialError):
    """Two signatures of the same bytes differ, though Ed25519 always gives the same."""

    code = "proof.unsteady_signer"


class PreparedProof:
    """Closes documents that have the same contexts with eddsa-rdfc-2022 proofs of one key.

    context: value of `@context` of these documents.
    Raises:  BadVerificationMethod; the canonicalizer's errors for unknown contexts.
    Source:  Data Integrity EdDSA 1.0, sections 3.2.4 to 3.2.6.
    """

    __slots__ = ("_hash", "_head", "_signer")

    def __init__(
        self, context: JsonValue, *, signer: Signer, verification_method: str, created: datetime
    ) -> None:
        suite = EDDSA_RDFC_2022
        options = new_options(suite, verification_method=verification_method, created=created)
        _, configuration = suite.bind({"@context": context}, options)
        self._hash = hashlib.sha256(suite.canonicalize(configuration, "sha256")).digest()
        written = json.dumps(options, ensure_ascii=False, separators=(",", ":"))
        self._head = f',"proof":{written[:-1]},"proofValue":"z'.encode()
        self._signer = signer

    def close(self, document: bytes, document_hash: bytes) -> bytes:
        """Give the JSON of a document with its proof as the last member.

        document:      JSON of an object without proof, with nothing after its last brace.
        document_hash: SHA-256 of its canonical N-Quads, which the caller answers for.
        Raises: UnsteadySigner. A fault of the machine in one of two signatures shows; verifying
                would cost three times as much.
        """
        data = self._hash + document_hash
        signature = self._signer.sign(data)
        if signature != self._signer.sign(data):
            raise UnsteadySigner()
        return document[:-1] + self._head + encode_base58btc(signature).encode() + b'"}}'
