"""Public keys as JWK, in both directions (RFC 7517, RFC 7518 section 6, RFC 8037)."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING

from badger.credentials.keys.errors import (
    PrivateKeyExposed,
    UnsupportedKey,
    UnusableKey,
    WrongModulus,
)
from badger.credentials.multibase import decode_base64url, encode_base64url
from badger.json_value import JsonObject, JsonValue
from badger.late import LateModule

if TYPE_CHECKING:
    from badger.credentials.keys import ecdsa, rsa
else:
    # As in public.py.
    ecdsa = LateModule("badger.credentials.keys.ecdsa")
    rsa = LateModule("badger.credentials.keys.rsa")

# Members of a JWK that only a private or a shared key has (RFC 7518, section 6).
SECRET_MEMBERS = frozenset(("d", "p", "q", "dp", "dq", "qi", "oth", "k"))
# Values of `alg` that a key of each kind may name: any other says that it is for another use.
_ALGORITHMS: Mapping[str, frozenset[str]] = MappingProxyType(
    {
        "Ed25519": frozenset(("EdDSA", "Ed25519")),
        "P-256": frozenset(("ES256",)),
        "P-384": frozenset(("ES384",)),
        "RSA": frozenset(("RS256",)),
    }
)
_OPERATIONS = ({"verify"}, {"verify", "sign"})


def read_public(jwk: JsonValue) -> tuple[str, bytes]:
    """Read kind and bytes of a public JWK that is meant for signatures.

    Raises: BadMultibase, UnusableKey; PrivateKeyExposed as soon as a secret member is there.
    """
    if not isinstance(jwk, dict):
        raise UnusableKey()
    if SECRET_MEMBERS & jwk.keys():
        raise PrivateKeyExposed()
    kind = kind_of(jwk)
    _check_purpose(jwk, kind)
    return kind, _read_raw(jwk, kind)


def kind_of(jwk: JsonObject) -> str:
    """Name the kind of a JWK by `kty` and `crv`. Raises: UnsupportedKey."""
    match jwk.get("kty"), jwk.get("crv"):
        case "OKP", "Ed25519":
            return "Ed25519"
        case "EC", "P-256" | "P-384" as curve:
            return str(curve)
        case "RSA", None:
            return "RSA"
    raise UnsupportedKey(kind="JWK")


def write_public(kind: str, raw: bytes) -> JsonObject:
    """Write the members of a public JWK that name the key, and no others."""
    if kind == "Ed25519":
        return {"kty": "OKP", "crv": kind, "x": encode_base64url(raw)}
    if kind == "RSA":
        modulus, exponent = rsa.numbers(raw)
        return {"kty": "RSA", "n": write_number(modulus), "e": write_number(exponent)}
    x, y = ecdsa.coordinates(ecdsa.CURVES[kind], raw)
    return {"kty": "EC", "crv": kind, "x": encode_base64url(x), "y": encode_base64url(y)}


def read_bytes(jwk: JsonObject, member: str) -> bytes:
    """Read a member of a JWK that holds bytes. Raises: UnusableKey, BadMultibase."""
    text = jwk.get(member)
    if not isinstance(text, str):
        raise UnusableKey()
    return decode_base64url(text)


def read_number(jwk: JsonObject, member: str) -> int:
    """Read a positive number, written in as few bytes as it takes.

    Raises: WrongModulus for one longer than any that is used, UnusableKey, BadMultibase.
    Source: RFC 7518, section 2 (Base64urlUInt).
    """
    text = jwk.get(member)
    if isinstance(text, str) and len(text) > (rsa.MAX_BITS // 8 * 4 + 2) // 3:
        raise WrongModulus(bits=6 * len(text), least=rsa.MIN_BITS, most=rsa.MAX_BITS)
    data = read_bytes(jwk, member)
    if not data or data[0] == 0:
        raise UnusableKey()
    return int.from_bytes(data, "big")


def write_number(number: int) -> str:
    """Write a positive number as read_number reads it."""
    return encode_base64url(number.to_bytes((number.bit_length() + 7) // 8, "big"))


def _read_raw(jwk: JsonObject, kind: str) -> bytes:
    if kind == "Ed25519":
        return read_bytes(jwk, "x")
    if kind == "RSA":
        return rsa.from_numbers(read_number(jwk, "n"), read_number(jwk, "e"))
    return ecdsa.from_coordinates(ecdsa.CURVES[kind], read_bytes(jwk, "x"), y=read_bytes(jwk, "y"))


def _check_purpose(jwk: JsonObject, kind: str) -> None:
    algorithm = jwk.get("alg")
    if "alg" in jwk and not (isinstance(algorithm, str) and algorithm in _ALGORITHMS[kind]):
        raise UnsupportedKey(kind="JWK")
    if jwk.get("use", "sig") != "sig" or not _may_verify(jwk.get("key_ops", ["verify"])):
        raise UnsupportedKey(kind="JWK")


def _may_verify(operations: JsonValue) -> bool:
    if not isinstance(operations, list):
        return False
    names = {operation for operation in operations if isinstance(operation, str)}
    # Each operation once, and none of encryption (RFC 7517, section 4.3).
    return names in _OPERATIONS and len(names) == len(operations)
