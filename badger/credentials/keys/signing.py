"""Private keys in memory. Their representation shows the public half only."""

from typing import NoReturn, Self, cast

from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from badger.credentials.keys import ecdsa, jwk
from badger.credentials.keys.ed25519 import KEY_BYTES
from badger.credentials.keys.errors import (
    PrivateKeyExposed,
    UnsupportedKey,
    UnusableKey,
    WrongKeyLength,
)
from badger.credentials.keys.public import Kind, PublicKey
from badger.credentials.multibase import decode_base58btc, encode_base58btc
from badger.json_value import JsonObject

SECRET_PREFIX = bytes.fromhex("8026")
_CURVE_PREFIXES = {"P-256": bytes.fromhex("8626"), "P-384": bytes.fromhex("8726")}


class _InMemory:
    """A private key: shown by its public half, never copied, never pickled."""

    __slots__ = ("public",)

    def __init__(self, public: PublicKey) -> None:
        self.public = public

    def __repr__(self) -> str:
        return f"{type(self).__name__}(public={self.public.thumbprint()})"

    def __reduce__(self) -> NoReturn:
        raise PrivateKeyExposed()


class SigningKey(_InMemory):
    """An Ed25519 private key in memory. Its representation shows the public half only."""

    __slots__ = ("_private",)

    def __init__(self, private: Ed25519PrivateKey) -> None:
        super().__init__(PublicKey("Ed25519", private.public_key().public_bytes_raw()))
        self._private = private

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
    def from_secret_jwk(cls, secret: JsonObject) -> Self:
        """Read a private JWK; its `x`, when there, must be the public half of its `d`.

        Raises: BadMultibase, UnusableKey.
        """
        if jwk.kind_of(secret) != "Ed25519":
            raise UnsupportedKey(kind="JWK")
        key = cls.from_seed(jwk.read_bytes(secret, "d"))
        if "x" in secret and jwk.read_bytes(secret, "x") != key.public.raw:
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


class EcdsaSigningKey(_InMemory):
    """A private key of P-256 or P-384 in memory."""

    __slots__ = ("_curve", "_private")

    def __init__(self, private: ec.EllipticCurvePrivateKey, kind: Kind) -> None:
        super().__init__(PublicKey(kind, ecdsa.compressed(private.public_key())))
        self._private = private
        self._curve = ecdsa.CURVES[kind]

    @classmethod
    def generate(cls, kind: Kind = "P-256") -> Self:
        """Make a new key from the system's randomness."""
        return cls(ec.generate_private_key(ecdsa.CURVES[kind].curve), kind)

    @classmethod
    def from_secret(cls, kind: Kind, secret: bytes) -> Self:
        """Make the key of a secret number, as long as the curve's order and less than it.

        Raises: WrongKeyLength, UnusableKey.
        """
        curve = ecdsa.CURVES[kind]
        number = int.from_bytes(secret, "big")
        if len(secret) != curve.size:
            raise WrongKeyLength(length=len(secret), expected=curve.size)
        if not 0 < number < curve.order:
            raise UnusableKey()
        return cls(ec.derive_private_key(number, curve.curve), kind)

    @classmethod
    def from_secret_multikey(cls, text: str) -> Self:
        """Read `secretKeyMultibase`: z, then base58btc of 86 26 or 87 26 and the number.

        Raises: BadMultibase, UnusableKey.
        """
        data = decode_base58btc(text.removeprefix("z"))
        for kind, prefix in _CURVE_PREFIXES.items():
            if text.startswith("z") and data[:2] == prefix:
                return cls.from_secret(cast("Kind", kind), data[2:])
        raise UnsupportedKey(kind=data[:2].hex())

    @classmethod
    def from_secret_jwk(cls, secret: JsonObject) -> Self:
        """Read a private JWK whose `x` and `y` are the public half of its `d`.

        Raises: BadMultibase, UnusableKey.
        """
        kind = jwk.kind_of(secret)
        if kind not in ecdsa.CURVES:
            raise UnsupportedKey(kind="JWK")
        key = cls.from_secret(cast("Kind", kind), jwk.read_bytes(secret, "d"))
        public = {name: value for name, value in secret.items() if name != "d"}
        if PublicKey.from_jwk(public) != key.public:
            raise UnusableKey()
        return key

    def expose_secret_multikey(self) -> str:
        """Give the secret as `secretKeyMultibase`, for a key file of its owner only."""
        number = self._private.private_numbers().private_value
        prefix = _CURVE_PREFIXES[self._curve.name]
        return "z" + encode_base58btc(prefix + number.to_bytes(self._curve.size, "big"))

    def sign(self, data: bytes) -> bytes:
        """Sign bytes: r and s side by side, always the same for the same bytes (RFC 6979)."""
        algorithm = ec.ECDSA(self._curve.hash_algorithm, deterministic_signing=True)
        r, s = decode_dss_signature(self._private.sign(data, algorithm))
        size = self._curve.size
        return r.to_bytes(size, "big") + s.to_bytes(size, "big")


class RsaSigningKey(_InMemory):
    """An RSA private key in memory, for RS256."""

    __slots__ = ("_private",)

    def __init__(self, private: rsa.RSAPrivateKey) -> None:
        written = private.public_key().public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)
        super().__init__(PublicKey("RSA", written))
        self._private = private

    @classmethod
    def generate(cls, bits: int = 2048) -> Self:
        """Make a new key from the system's randomness. Raises: WrongModulus."""
        return cls(rsa.generate_private_key(65537, bits))

    @classmethod
    def from_secret_jwk(cls, secret: JsonObject) -> Self:
        """Read a private JWK with all the numbers of its two primes.

        Raises: BadMultibase, UnusableKey.
        """
        if jwk.kind_of(secret) != "RSA":
            raise UnsupportedKey(kind="JWK")
        # Its lengths are judged here, before anything is computed with them.
        PublicKey.from_jwk({name: secret.get(name) for name in ("kty", "n", "e")})
        d, p, q, dp, dq, qi, n, e = (
            jwk.read_number(secret, name) for name in ("d", "p", "q", "dp", "dq", "qi", "n", "e")
        )
        numbers = rsa.RSAPrivateNumbers(
            p=p, q=q, d=d, dmp1=dp, dmq1=dq, iqmp=qi, public_numbers=rsa.RSAPublicNumbers(e, n)
        )
        try:
            key = cls(numbers.private_key())
        except ValueError:
            raise UnusableKey() from None
        return key

    def expose_secret_jwk(self) -> JsonObject:
        """Give the secret as a private JWK, for a key file of its owner only."""
        numbers = self._private.private_numbers()
        secret = {
            "d": numbers.d,
            "p": numbers.p,
            "q": numbers.q,
            "dp": numbers.dmp1,
            "dq": numbers.dmq1,
            "qi": numbers.iqmp,
        }
        written = {name: jwk.write_number(number) for name, number in secret.items()}
        return {**self.public.to_jwk(), **written}

    def sign(self, data: bytes) -> bytes:
        """Sign bytes; the signature is as long as the modulus."""
        return self._private.sign(data, padding.PKCS1v15(), SHA256())
