"""A device that holds passkeys, written from the standard (Web Authentication, level 3)."""

import hashlib
import json
import secrets
from base64 import urlsafe_b64encode
from dataclasses import dataclass, field

import cbor2
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec

PRESENT, VERIFIED, ATTESTED = 0x01, 0x04, 0x40


def b64(data: bytes) -> str:
    """Write bytes in base64url without padding."""
    return urlsafe_b64encode(data).rstrip(b"=").decode()


@dataclass
class Device:
    """One key for one site; `count` is what it says it has counted.

    flags: what it says of the person: present, verified.
    """

    host: str = "localhost"
    origin: str = "http://localhost:8000"
    flags: int = PRESENT | VERIFIED
    count: int = 0
    credential_id: bytes = field(default_factory=lambda: secrets.token_bytes(32))
    key: ec.EllipticCurvePrivateKey = field(
        default_factory=lambda: ec.generate_private_key(ec.SECP256R1())
    )

    def create(self, challenge: str, *, fmt: str = "none", statement: dict | None = None) -> dict:
        """Answer to navigator.credentials.create(): the fields of the form."""
        identified = b"\0" * 16 + len(self.credential_id).to_bytes(2, "big") + self.credential_id
        data = self._data(self.flags | ATTESTED) + identified + self.cose_key()
        attestation = {"fmt": fmt, "attStmt": statement or {}, "authData": data}
        return {
            "client_data": b64(self.client_data("webauthn.create", challenge)),
            "attestation_object": b64(cbor2.dumps(attestation)),
        }

    def get(self, challenge: str) -> dict:
        """Answer to navigator.credentials.get(): the fields of the form."""
        client_data, data = self.client_data("webauthn.get", challenge), self._data(self.flags)
        signed = data + hashlib.sha256(client_data).digest()
        return {
            "credential_id": b64(self.credential_id),
            "client_data": b64(client_data),
            "authenticator_data": b64(data),
            "signature": b64(self.key.sign(signed, ec.ECDSA(hashes.SHA256()))),
        }

    def client_data(self, kind: str, challenge: str) -> bytes:
        """What the browser says of the page that asked."""
        return json.dumps({"type": kind, "challenge": challenge, "origin": self.origin}).encode()

    def cose_key(self) -> bytes:
        """The public half, as the device writes it."""
        numbers = self.key.public_key().public_numbers()
        point = (numbers.x.to_bytes(32, "big"), numbers.y.to_bytes(32, "big"))
        return cbor2.dumps({1: 2, 3: -7, -1: 1, -2: point[0], -3: point[1]})

    def _data(self, flags: int) -> bytes:
        digest = hashlib.sha256(self.host.encode()).digest()
        return digest + bytes([flags]) + self.count.to_bytes(4, "big")
