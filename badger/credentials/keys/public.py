"""Public keys of every kind that badger uses, and the one function that verifies with them."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING, Literal, Self, cast

from badger.credentials.keys import ed25519, jwk
from badger.credentials.keys.errors import PrivateKeyExposed, UnsupportedKey
from badger.credentials.multibase import (
    BadMultibase,
    decode_base58btc,
    encode_base58btc,
    encode_base64url,
)
from badger.json_value import JsonObject, JsonValue
from badger.late import LateModule

if TYPE_CHECKING:
    from badger.credentials.keys import ecdsa, rsa
else:
    # Most keys are Ed25519, and need nothing of `cryptography`: a fifth of a cold start.
    ecdsa = LateModule("badger.credentials.keys.ecdsa")
    rsa = LateModule("badger.credentials.keys.rsa")

Kind = Literal["Ed25519", "P-256", "P-384", "RSA"]

# Multicodec prefixes, varints of ed, 1200 and 1201 in hexadecimal; RSA keys have no Multikey.
_PREFIXES: Mapping[Kind, bytes] = MappingProxyType(
    {"Ed25519": b"\xed\x01", "P-256": b"\x80\x24", "P-384": b"\x81\x24"}
)
_KINDS: Mapping[bytes, Kind] = MappingProxyType(
    {prefix: kind for kind, prefix in _PREFIXES.items()}
)
# Of secret keys: 1300 to 130f, of Ed25519, secp256k1, X25519, RSA, P-256, P-384, P-521, BLS.
_SECRET_PREFIXES = frozenset(bytes((low, 0x26)) for low in range(0x80, 0x90))


@dataclass(frozen=True, slots=True)
class PublicKey:
    """A public key that passed every check of its kind.

    raw:    Ed25519: 32 bytes. P-256 and P-384: the compressed point of 33 or 49 bytes.
            RSA: DER SubjectPublicKeyInfo.
    Raises: UnusableKey.
    """

    kind: Kind
    raw: bytes

    def __post_init__(self) -> None:
        if self.kind == "Ed25519":
            ed25519.check_key(self.raw)
        elif self.kind == "RSA":
            rsa.check_key(self.raw)
        else:
            ecdsa.check_key(ecdsa.CURVES[self.kind], self.raw)

    @classmethod
    def from_multikey(cls, text: str) -> Self:
        """Read `publicKeyMultibase`: z, then base58btc of the prefix of its kind and its bytes.

        Raises: BadMultibase, UnusableKey.
        Source: Controlled Identifiers 1.0, section 2.2.2.
        """
        if not text.startswith("z"):
            raise BadMultibase(expected="z")
        data = decode_base58btc(text[1:])
        if data[:2] in _SECRET_PREFIXES:
            raise PrivateKeyExposed()
        kind = _KINDS.get(data[:2])
        if kind is None:
            raise UnsupportedKey(kind=data[:2].hex())
        return cls(kind, data[2:])

    def to_multikey(self) -> str:
        """Write `publicKeyMultibase`. Raises: UnsupportedKey for RSA, which has none."""
        if self.kind not in _PREFIXES:
            raise UnsupportedKey(kind=self.kind)
        return "z" + encode_base58btc(_PREFIXES[self.kind] + self.raw)

    @classmethod
    def from_jwk(cls, value: JsonValue) -> Self:
        """Read a public JWK (`publicKeyJwk`) that is meant for signatures.

        Raises: BadMultibase, UnusableKey; PrivateKeyExposed as soon as a secret member is there.
        """
        kind, raw = jwk.read_public(value)
        # read_public gives no other kind.
        return cls(cast("Kind", kind), raw)

    def to_jwk(self) -> JsonObject:
        """Write a public JWK."""
        return jwk.write_public(self.kind, self.raw)

    def thumbprint(self) -> str:
        """Name the key by its RFC 7638 SHA-256 thumbprint, in base64url."""
        members = json.dumps(self.to_jwk(), sort_keys=True, separators=(",", ":"))
        return encode_base64url(hashlib.sha256(members.encode("ascii")).digest())


def verify_signature(key: PublicKey, signature: bytes, data: bytes) -> bool:
    """Tell whether a signature of `data` is the key's, by the one algorithm of its kind.

    signature: Ed25519: 64 bytes. P-256 with SHA-256, P-384 with SHA-384: r and s side by side,
               64 or 96 bytes. RSA: PKCS #1 v1.5 with SHA-256, as long as the modulus.
    """
    if key.kind == "Ed25519":
        return ed25519.is_signature(key.raw, signature, data=data)
    if key.kind == "RSA":
        return rsa.is_signature(key.raw, signature, data=data)
    return ecdsa.is_signature(ecdsa.CURVES[key.kind], key.raw, signature=signature, data=data)
