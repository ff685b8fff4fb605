"""A telephone for tests: it makes a key, counts its taps, signs them and fills batches."""

import json
import uuid
from dataclasses import dataclass, field
from datetime import UTC, datetime
from itertools import count

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, ed25519, utils
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from badger.credentials.keys.public import PublicKey
from badger.credentials.multibase import encode_base64url

AT = datetime(2026, 3, 14, 9, 0, tzinfo=UTC)
DAY = "2026-03-14"


class Ed25519Key:
    """As browsers make it from 2025 on."""

    def __init__(self) -> None:
        self.private = ed25519.Ed25519PrivateKey.generate()
        raw = self.private.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw)
        self.public = PublicKey("Ed25519", raw)

    def sign(self, data: bytes) -> bytes:
        return self.private.sign(data)


class P256Key:
    """As older browsers make it: r and s side by side."""

    def __init__(self) -> None:
        self.private = ec.generate_private_key(ec.SECP256R1())
        raw = self.private.public_key().public_bytes(Encoding.X962, PublicFormat.CompressedPoint)
        self.public = PublicKey("P-256", raw)

    def sign(self, data: bytes) -> bytes:
        r, s = utils.decode_dss_signature(self.private.sign(data, ec.ECDSA(hashes.SHA256())))
        return r.to_bytes(32, "big") + s.to_bytes(32, "big")


@dataclass
class Phone:
    """One observer's telephone."""

    observer: str
    key: Ed25519Key | P256Key = field(default_factory=Ed25519Key)
    numbers: count = field(default_factory=lambda: count(1))

    def mark(self, session: str, person: str, criterion: str, level: int = 2, /, **changed) -> dict:
        """Return a signed tap; `changed` replaces members of its payload."""
        place = {"session": session, "person": person, "criterion": criterion}
        return self.sign(self.event("mark", level=level, note="", **place) | changed)

    def withdrawal(self, session: str, person: str, criterion: str, /, **changed) -> dict:
        """Return a signed tap that takes back."""
        place = {"session": session, "person": person, "criterion": criterion}
        return self.sign(self.event("withdrawal", **place) | changed)

    def event(self, kind: str, **members) -> dict:
        """Return the members of a tap."""
        return {
            "id": str(uuid.uuid4()),
            "device": self.key.public.thumbprint(),
            "observer": self.observer,
            "sequence": next(self.numbers),
            "kind": kind,
            "session_date": DAY,
            "entered_at": instant(AT),
            **members,
        }

    def sign(self, members: dict) -> dict:
        """Return an event as a batch holds it."""
        return self.sign_text(json.dumps(members, ensure_ascii=False))

    def sign_text(self, payload: str) -> dict:
        """Return an event whose payload is any text."""
        signature = encode_base64url(self.key.sign(payload.encode()))
        return {"payload": payload, "signature": signature}

    def batch(self, *events: dict, **changed) -> dict:
        """Return a batch; `changed` replaces its members."""
        return {
            "observer": self.observer,
            "key": self.key.public.to_jwk(),
            "sent_at": instant(AT),
            "events": list(events),
        } | changed


def instant(moment: datetime) -> str:
    """Write an instant as JavaScript does."""
    return moment.strftime("%Y-%m-%dT%H:%M:%S.000Z")


def encoded(batch: dict) -> bytes:
    """Write a batch as it is sent."""
    return json.dumps(batch, ensure_ascii=False).encode()
