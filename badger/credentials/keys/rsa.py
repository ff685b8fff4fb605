"""RSA: which numbers are keys, and which signatures are theirs (PKCS #1 v1.5, SHA-256).

A key that is too long, or made so that its secret can be found, is refused before anything
is computed with it.
"""

import math
from functools import lru_cache

from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric import padding
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey, RSAPublicNumbers
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    PublicFormat,
    load_der_public_key,
)

from badger.credentials.keys.errors import UnsupportedKey, UnusableKey, WeakKey, WrongModulus

MIN_BITS = 2048
MAX_BITS = 8192
MIN_EXPONENT = 65537
# Work grows with the exponent; nobody uses a longer one.
MAX_EXPONENT_BITS = 32
# Bytes of the numbers, and around them at most 40 of DER.
_MAX_DER_BYTES = MAX_BITS // 8 + MAX_EXPONENT_BITS // 8 + 40
_REMEMBERED_KEYS = 256
_SMALL_PRIMES = tuple(
    number
    for number in range(3, 168, 2)
    if all(number % divisor for divisor in range(3, math.isqrt(number) + 1, 2))
)
_PRIMORIAL = 2 * math.prod(_SMALL_PRIMES)
# Powers of 65537 modulo each small prime: the moduli of a broken key generator are among them
# for every prime at once, those of any other by a chance of one in many millions (CVE-2017-15361).
_ROCA_MARKS = tuple(
    (prime, frozenset(pow(65537, power, prime) for power in range(prime)))
    for prime in _SMALL_PRIMES
)


def check_key(raw: bytes) -> None:
    """Check a DER SubjectPublicKeyInfo of an RSA key.

    Raises: UnusableKey, WrongModulus, WeakKey, UnsupportedKey.
    """
    numbers(raw)


def from_numbers(modulus: int, exponent: int) -> bytes:
    """Write a key as DER SubjectPublicKeyInfo.

    Raises: WrongModulus, WeakKey, UnsupportedKey.
    """
    _check_numbers(modulus, exponent)
    return _written(RSAPublicNumbers(exponent, modulus).public_key())


def numbers(raw: bytes) -> tuple[int, int]:
    """Give modulus and exponent of a DER SubjectPublicKeyInfo. Raises: as check_key."""
    found = _public(raw).public_numbers()
    return found.n, found.e


def is_signature(raw: bytes, signature: bytes, *, data: bytes) -> bool:
    """Tell whether a signature of exactly the modulus' length is the key's.

    Source: RFC 8017, section 8.2.2.
    """
    public = _public(raw)
    if len(signature) != (public.key_size + 7) // 8:
        return False
    try:
        public.verify(signature, data, padding.PKCS1v15(), SHA256())
    except InvalidSignature:
        return False
    return True


def _written(public: RSAPublicKey) -> bytes:
    return public.public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)


@lru_cache(maxsize=_REMEMBERED_KEYS)
def _public(raw: bytes) -> RSAPublicKey:
    if len(raw) > _MAX_DER_BYTES:
        raise WrongModulus(bits=8 * len(raw), least=MIN_BITS, most=MAX_BITS)
    try:
        public = load_der_public_key(raw)
    except (ValueError, UnsupportedAlgorithm):
        raise UnusableKey() from None
    # One key has one name: another writing of the same numbers is none of it.
    if not isinstance(public, RSAPublicKey) or _written(public) != raw:
        raise UnusableKey()
    found = public.public_numbers()
    _check_numbers(found.n, found.e)
    return public


def _check_numbers(modulus: int, exponent: int) -> None:
    bits = modulus.bit_length()
    if not MIN_BITS <= bits <= MAX_BITS:
        raise WrongModulus(bits=bits, least=MIN_BITS, most=MAX_BITS)
    if exponent.bit_length() > MAX_EXPONENT_BITS:
        raise UnsupportedKey(kind="RSA")
    if exponent < MIN_EXPONENT or exponent % 2 == 0:
        raise WeakKey()
    if math.gcd(modulus, _PRIMORIAL) != 1 or _bears_roca_marks(modulus):
        raise WeakKey()


def _bears_roca_marks(modulus: int) -> bool:
    return all(modulus % prime in marks for prime, marks in _ROCA_MARKS)
