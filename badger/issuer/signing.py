"""A partner's key in memory, and the one place where a document is signed with it."""

from dataclasses import dataclass
from datetime import datetime

from badger.credentials.keys import PublicKey, Signer
from badger.credentials.proof import add_proof
from badger.json_value import JsonObject


@dataclass(frozen=True, slots=True)
class PartnerSigner:
    """Signs for one partner.

    key_id: id of the key's row; the fragment of its address is the public Multikey.
    """

    key_id: str
    partner_id: str
    signer: Signer

    @property
    def public(self) -> PublicKey:
        """The key that verifies what `sign` gives."""
        return self.signer.public

    def sign(self, data: bytes) -> bytes:
        """Sign bytes; the answer has 64 bytes."""
        return self.signer.sign(data)


def sign_document(
    unsigned: JsonObject, signer: Signer, *, issuer: str, created: datetime
) -> JsonObject:
    """Return the document with the issuer's proof (eddsa-rdfc-2022).

    issuer: DID of the issuer; the verification method is its key, by Multikey.
    """
    method = verification_method(issuer, signer)
    return add_proof(unsigned, signer=signer, verification_method=method, created=created)


def verification_method(issuer: str, signer: Signer) -> str:
    """Give the address of a key in its issuer's document."""
    return f"{issuer}#{signer.public.to_multikey()}"
