"""Ed25519 keys: reading, writing, signing and verifying. The door to the two crypto libraries.

OpenSSL takes points of small order as public keys, under which anybody can sign; libsodium's
point check refuses them, and mixed-order and non-canonical points with them. Every public key
passes it here, in whatever form it came in.
"""

import hashlib
import json
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal, NoReturn, Protocol, Self

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from nacl.bindings import crypto_core_ed25519_is_valid_point, crypto_sign_open
from nacl.exceptions import BadSignatureError

from badger.credentials.errors import CredentialError
from badger.credentials.multibase import (
    BadMultibase,
    decode_base58btc,
    decode_base64url,
    encode_base58btc,
    encode_base64url,
)
from badger.json_value import JsonObject, JsonValue

KEY_BYTES = 32
SIGNATURE_BYTES = 64
GROUP_ORDER = 2**252 + 27742317777372353535851937790883648493
PUBLIC_PREFIX = bytes.fromhex("ed01")
SECRET_PREFIX = bytes.fromhex("8026")
# Multicodec prefixes of secret keys: Ed25519, secp256k1, X25519, P-256, P-384, P-521.
_SECRET_PREFIXES = frozenset(map(bytes.fromhex, ("8026", "8126", "8226", "8626", "8726", "8826")))
# Members of a JWK that only a private or a shared key has (RFC 7518, section 6).
_SECRET_MEMBERS = frozenset(("d", "p", "q", "dp", "dq", "qi", "oth", "k"))
_REMEMBERED_KEYS = 4096


class UnusableKey(CredentialError):
    """Say that something is not a public key that badger uses."""

    code = "key.malformed"


class WeakKey(UnusableKey):
    """Say that a key is no point of the prime-order group: anybody could sign under it."""

    code = "key.weak_key"


class WrongKeyLength(UnusableKey):
    """Say that a key has too few or too many bytes."""

    code = "key.length"


class UnsupportedKey(UnusableKey):
    """Say that a key is of another kind than Ed25519."""

    code = "key.unsupported"


class PrivateKeyExposed(UnusableKey):
    """Say that a private key stands where a public one belongs: it is no secret any more."""

    code = "key.private_exposed"


class Signer(Protocol):
    """Whoever can sign for a public key: a key in memory, a key store, a device."""

    @property
    def public(self) -> "PublicKey":
        """The key that verifies what `sign` gives."""
        ...

    def sign(self, data: bytes) -> bytes:
        """Sign bytes; the answer has 64 bytes."""
        ...


@dataclass(frozen=True, slots=True)
class PublicKey:
    """An Ed25519 public key that passed the point check.

    raw:    32 bytes.
    Raises: WrongKeyLength, WeakKey.
    """

    kind: Literal["Ed25519"]
    raw: bytes

    def __post_init__(self) -> None:
        if len(self.raw) != KEY_BYTES:
            raise WrongKeyLength(length=len(self.raw), expected=KEY_BYTES)
        if not _is_strong(self.raw):
            raise WeakKey()

    @classmethod
    def from_multikey(cls, text: str) -> Self:
        """Read `publicKeyMultibase`: z, then base58btc of ed 01 and 32 bytes.

        Raises: BadMultibase, UnusableKey.
        Source: Controlled Identifiers 1.0, section 2.2.2.
        """
        if not text.startswith("z"):
            raise BadMultibase(expected="z")
        data = decode_base58btc(text[1:])
        if data[:2] in _SECRET_PREFIXES:
            raise PrivateKeyExposed()
        if data[:2] != PUBLIC_PREFIX:
            raise UnsupportedKey(kind=data[:2].hex())
        return cls("Ed25519", data[2:])

    def to_multikey(self) -> str:
        """Write `publicKeyMultibase`."""
        return "z" + encode_base58btc(PUBLIC_PREFIX + self.raw)

    @classmethod
    def from_jwk(cls, jwk: JsonValue) -> Self:
        """Read a public JWK (`publicKeyJwk`), an OKP key on Ed25519 meant for signatures.

        Raises: BadMultibase, UnusableKey; PrivateKeyExposed as soon as a secret member is there.
        Source: RFC 7517; RFC 8037.
        """
        if not isinstance(jwk, dict):
            raise UnusableKey()
        if _SECRET_MEMBERS & jwk.keys():
            raise PrivateKeyExposed()
        if (jwk.get("kty"), jwk.get("crv")) != ("OKP", "Ed25519"):
            raise UnsupportedKey(kind="JWK")
        _check_purpose(jwk)
        return cls("Ed25519", _jwk_bytes(jwk, "x"))

    def to_jwk(self) -> JsonObject:
        """Write a public JWK."""
        return {"kty": "OKP", "crv": "Ed25519", "x": encode_base64url(self.raw)}

    def thumbprint(self) -> str:
        """Name the key by its RFC 7638 SHA-256 thumbprint, in base64url."""
        members = json.dumps(self.to_jwk(), sort_keys=True, separators=(",", ":"))
        return encode_base64url(hashlib.sha256(members.encode("ascii")).digest())


class SigningKey:
    """An Ed25519 private key in memory. Its representation shows the public half only."""

    __slots__ = ("_private", "public")

    def __init__(self, private: Ed25519PrivateKey) -> None:
        self._private = private
        self.public = PublicKey("Ed25519", private.public_key().public_bytes_raw())

    @classmethod
    def generate(cls) -> Self:
        """Make a new key from the system's randomness."""
        return cls(Ed25519PrivateKey.generate())

    @classmethod
    def from_seed(cls, seed: bytes) -> Self:
        """Make the key of a seed of 32 bytes.

        Raises: WrongKeyLength.
        """
        if len(seed) != KEY_BYTES:
            raise WrongKeyLength(length=len(seed), expected=KEY_BYTES)
        return cls(Ed25519PrivateKey.from_private_bytes(seed))

    @classmethod
    def from_secret_multikey(cls, text: str) -> Self:
        """Read `secretKeyMultibase`: z, then base58btc of 80 26 and the seed.

        Raises: BadMultibase, UnusableKey.
        """
        data = decode_base58btc(text.removeprefix("z"))
        if not text.startswith("z") or data[:2] != SECRET_PREFIX:
            raise UnsupportedKey(kind=data[:2].hex())
        return cls.from_seed(data[2:])

    @classmethod
    def from_secret_jwk(cls, jwk: JsonObject) -> Self:
        """Read a private JWK; its `x`, when there, must be the public half of its `d`.

        Raises: BadMultibase, UnusableKey.
        """
        if (jwk.get("kty"), jwk.get("crv")) != ("OKP", "Ed25519"):
            raise UnsupportedKey(kind="JWK")
        key = cls.from_seed(_jwk_bytes(jwk, "d"))
        if "x" in jwk and _jwk_bytes(jwk, "x") != key.public.raw:
            raise UnusableKey()
        return key

    def expose_seed(self) -> bytes:
        """Give the secret seed of 32 bytes, to be encrypted at once."""
        return self._private.private_bytes_raw()

    def expose_secret_multikey(self) -> str:
        """Give the secret as `secretKeyMultibase`, for a key file of its owner only."""
        return "z" + encode_base58btc(SECRET_PREFIX + self.expose_seed())

    def sign(self, data: bytes) -> bytes:
        """Sign bytes; the signature has 64 bytes."""
        return self._private.sign(data)

    def __repr__(self) -> str:
        return f"SigningKey(public={self.public.to_multikey()})"

    def __reduce__(self) -> NoReturn:
        raise PrivateKeyExposed()


def verify_signature(key: PublicKey, signature: bytes, data: bytes) -> bool:
    """Tell whether an Ed25519 signature of `data` is the key's.

    A scalar S of the group order or more is refused before the library sees it, so that no
    signature has a twin. libsodium compares R's bytes with the canonical encoding of the
    point it computes, so that a non-canonical R fails as well, and refuses R of small order.
    Source: RFC 8032, section 5.1.7.
    """
    if len(signature) != SIGNATURE_BYTES:
        return False
    if int.from_bytes(signature[KEY_BYTES:], "little") >= GROUP_ORDER:
        return False
    try:
        crypto_sign_open(signature + data, key.raw)
    except BadSignatureError:
        return False
    return True


@lru_cache(maxsize=_REMEMBERED_KEYS)
def _is_strong(raw: bytes) -> bool:
    # Remembered because the check costs nearly half a verification.
    return bool(crypto_core_ed25519_is_valid_point(raw))


def _check_purpose(jwk: JsonObject) -> None:
    operations = jwk.get("key_ops", ["verify"])
    if jwk.get("use", "sig") != "sig" or jwk.get("alg", "EdDSA") not in ("EdDSA", "Ed25519"):
        raise UnsupportedKey(kind="JWK")
    if not isinstance(operations, list) or "verify" not in operations:
        raise UnsupportedKey(kind="JWK")


def _jwk_bytes(jwk: JsonObject, member: str) -> bytes:
    text = jwk.get(member)
    if not isinstance(text, str):
        raise UnusableKey()
    return decode_base64url(text)
