"""One partner's credentials at one time: signed, and read by our own verifier."""

import json
from datetime import datetime

from badger.credentials.prepared_proof import PreparedProof
from badger.credentials.strict_json import parse_object
from badger.issuer.composer import Written
from badger.issuer.self_check import SelfCheck
from badger.issuer.signing import PartnerSigner, sign_document, verification_method
from badger.issuer.status import to_bytes
from badger.json_value import JsonValue

# Of those signed from a template our own verifier reads the first and then one in so many
# (docs/adr/0010); of all others it reads each.
SAMPLE = 50


class Sealing:
    """Signs what one partner issues at one time.

    issuer: the partner's DID.
    """

    def __init__(
        self, signer: PartnerSigner, *, issuer: str, now: datetime, check: SelfCheck
    ) -> None:
        self._signer = signer
        self._issuer = issuer
        self._now = now
        self._check = check
        self._proofs: dict[str, PreparedProof] = {}
        self._sealed = 0

    def seal(self, written: Written) -> bytes:
        """Sign one credential and give its bytes. Raises: SignatureRefused, UnsteadySigner."""
        if written.document_hash is None:
            return self._seal_alone(written.document)
        signed = self._proof(written.context).close(written.document, written.document_hash)
        if self._sealed % SAMPLE == 0:
            self._check.require_verified(signed, now=self._now)
        self._sealed += 1
        return signed

    def _seal_alone(self, document: bytes) -> bytes:
        unsigned = parse_object(document)
        signed = to_bytes(
            sign_document(unsigned, self._signer, issuer=self._issuer, created=self._now)
        )
        self._check.require_verified(signed, now=self._now)
        return signed

    def _proof(self, context: JsonValue) -> PreparedProof:
        name = json.dumps(context)
        if name not in self._proofs:
            self._proofs[name] = PreparedProof(
                context,
                signer=self._signer,
                verification_method=verification_method(self._issuer, self._signer),
                created=self._now,
            )
        return self._proofs[name]
