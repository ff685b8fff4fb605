"""Public keys written as PEM: Open Badges 2 publishes them so, others do not."""

import re

from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric.ec import EllipticCurvePublicKey
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    PublicFormat,
    load_pem_public_key,
)

from badger.credentials.keys import Kind, PrivateKeyExposed, PublicKey, UnsupportedKey, UnusableKey

# An RSA key of 8,192 bits takes 1,500 letters.
MAX_LETTERS = 2_048
_ARMOUR = re.compile(
    r"\s*-----BEGIN (?P<label>PUBLIC KEY|RSA PUBLIC KEY)-----[A-Za-z0-9+/=\s]+"
    r"-----END (?P=label)-----\s*",
    re.ASCII,
)
_CURVES: dict[str, Kind] = {"secp256r1": "P-256", "secp384r1": "P-384"}


def key_from_pem(text: str) -> PublicKey:
    """Read `publicKeyPem`: one SubjectPublicKeyInfo, or one RSA key of PKCS #1.

    Raises: UnusableKey; PrivateKeyExposed where a private key stands in its place.
    """
    if "PRIVATE KEY" in text:
        raise PrivateKeyExposed()
    if len(text) > MAX_LETTERS or not _ARMOUR.fullmatch(text):
        raise UnusableKey()
    try:
        key = load_pem_public_key(text.encode("ascii"))
    except UnsupportedAlgorithm:
        raise UnsupportedKey(kind="PEM") from None
    except ValueError:
        raise UnusableKey() from None
    return _public_key(key)


def _public_key(key: object) -> PublicKey:
    if isinstance(key, RSAPublicKey):
        return PublicKey("RSA", key.public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo))
    if isinstance(key, Ed25519PublicKey):
        return PublicKey("Ed25519", key.public_bytes_raw())
    if isinstance(key, EllipticCurvePublicKey) and key.curve.name in _CURVES:
        point = key.public_bytes(Encoding.X962, PublicFormat.CompressedPoint)
        return PublicKey(_CURVES[key.curve.name], point)
    raise UnsupportedKey(kind="PEM")
