"""ECDSA on P-256 and P-384: which points are keys, and which signatures are theirs.

A key is a compressed point, a signature the two numbers r and s side by side, each as long
as the curve's order: no DER, which has several readings.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from types import MappingProxyType

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import encode_dss_signature
from cryptography.hazmat.primitives.hashes import SHA256, SHA384, HashAlgorithm
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from badger.credentials.keys.errors import NotOnCurve, WrongKeyLength

_REMEMBERED_KEYS = 1024


@dataclass(frozen=True, slots=True, eq=False)
class Curve:
    """A curve with what ECDSA needs beside it.

    size:  bytes of a coordinate, and of r and of s.
    order: number of its points, which r and s stay below (SP 800-186, section 3.2.1).
    """

    name: str
    curve: ec.EllipticCurve
    size: int
    order: int
    hash_algorithm: HashAlgorithm


_P_256 = Curve(
    name="P-256",
    curve=ec.SECP256R1(),
    size=32,
    order=0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551,
    hash_algorithm=SHA256(),
)
_P_384 = Curve(
    name="P-384",
    curve=ec.SECP384R1(),
    size=48,
    order=int(
        "ffffffffffffffffffffffffffffffffffffffffffffffff"
        "c7634d81f4372ddf581a0db248b0a77aecec196accc52973",
        16,
    ),
    hash_algorithm=SHA384(),
)
CURVES: Mapping[str, Curve] = MappingProxyType({"P-256": _P_256, "P-384": _P_384})


def check_key(curve: Curve, raw: bytes) -> None:
    """Check that bytes are a compressed point of the curve. Raises: WrongKeyLength, NotOnCurve."""
    if len(raw) != curve.size + 1:
        raise WrongKeyLength(length=len(raw), expected=curve.size + 1)
    _public(curve, raw)


def from_coordinates(curve: Curve, x: bytes, *, y: bytes) -> bytes:
    """Compress the point of two coordinates of the curve's length.

    Raises: WrongKeyLength, NotOnCurve.
    """
    for number in (x, y):
        if len(number) != curve.size:
            raise WrongKeyLength(length=len(number), expected=curve.size)
    return compressed(_public(curve, b"\x04" + x + y))


def coordinates(curve: Curve, raw: bytes) -> tuple[bytes, bytes]:
    """Give x and y of a compressed point, each of the curve's length."""
    numbers = _public(curve, raw).public_numbers()
    return numbers.x.to_bytes(curve.size, "big"), numbers.y.to_bytes(curve.size, "big")


def compressed(public: ec.EllipticCurvePublicKey) -> bytes:
    """Write a point in compressed form."""
    return public.public_bytes(Encoding.X962, PublicFormat.CompressedPoint)


def is_signature(curve: Curve, raw: bytes, *, signature: bytes, data: bytes) -> bool:
    """Tell whether r and s are the key's signature of `data`, hashed by the curve's own hash.

    Source: FIPS 186-5, section 6.4.2.
    """
    if len(signature) != 2 * curve.size:
        return False
    r = int.from_bytes(signature[: curve.size], "big")
    s = int.from_bytes(signature[curve.size :], "big")
    if not (0 < r < curve.order and 0 < s < curve.order):
        return False
    try:
        _public(curve, raw).verify(encode_dss_signature(r, s), data, ec.ECDSA(curve.hash_algorithm))
    except InvalidSignature:
        return False
    return True


@lru_cache(maxsize=_REMEMBERED_KEYS)
def _public(curve: Curve, point: bytes) -> ec.EllipticCurvePublicKey:
    # Remembered because finding y costs as much as a signature.
    try:
        return ec.EllipticCurvePublicKey.from_encoded_point(curve.curve, point)
    except ValueError:
        raise NotOnCurve(kind=curve.name) from None
