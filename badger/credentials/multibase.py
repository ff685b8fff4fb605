"""Bytes as text: base58btc, base64url without padding, and the multibase prefix of both.

Each text has exactly one reading and each byte string exactly one text: padding, spaces,
other alphabets and stray bits at the end are refused.
"""

import base64
import binascii

from badger.credentials.errors import CredentialError

_ALPHABET = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz"
_PAIR_LETTERS = [first + second for first in _ALPHABET for second in _ALPHABET]
_PAIRS = len(_PAIR_LETTERS)
# Letter -> its value, 255 for every other byte.
_NO_DIGIT = 255
_DIGITS = bytes(
    _ALPHABET.index(chr(byte)) if chr(byte) in _ALPHABET else _NO_DIGIT for byte in range(256)
)
_FOUR_DIGITS = 58**4
# Conversion costs the square of the length; keys take 48 letters and signatures 88.
MAX_BASE58_LETTERS = 512
# To the standard alphabet; its own '+', '/' and '=' become a letter that no decoder takes.
_TO_STANDARD = bytes.maketrans(b"-_+/=", b"+/!!!")


class BadMultibase(CredentialError):
    """Say that a text is not the encoding of bytes that it should be."""

    code = "key.multibase"


def encode_base58btc(data: bytes) -> str:
    """Write bytes in base58btc, without a prefix."""
    number = int.from_bytes(data, "big")
    pairs = []
    # Two letters at a time: half as many divisions of a long number.
    while number:
        number, pair = divmod(number, _PAIRS)
        pairs.append(_PAIR_LETTERS[pair])
    pairs.reverse()
    zeros = len(data) - len(data.lstrip(b"\0"))
    return "1" * zeros + "".join(pairs).lstrip("1")


def decode_base58btc(text: str) -> bytes:
    """Read base58btc without a prefix.

    text:   at most MAX_BASE58_LETTERS letters.
    Raises: BadMultibase.
    """
    if len(text) > MAX_BASE58_LETTERS:
        raise BadMultibase(expected="base58btc")
    number = 0
    # Four digits at a time: a quarter of the multiplications of a long number.
    digits = iter(_digits(text))
    for first, second, third, fourth in zip(digits, digits, digits, digits, strict=True):
        number = number * _FOUR_DIGITS + ((first * 58 + second) * 58 + third) * 58 + fourth
    zeros = len(text) - len(text.lstrip("1"))
    return b"\0" * zeros + number.to_bytes((number.bit_length() + 7) // 8, "big")


def _digits(text: str) -> bytes:
    """Give the values of letters, with zeros before them up to a multiple of four."""
    try:
        digits = text.encode("ascii").translate(_DIGITS)
    except UnicodeEncodeError:
        raise BadMultibase(expected="base58btc") from None
    if _NO_DIGIT in digits:
        raise BadMultibase(expected="base58btc")
    return b"\0" * (-len(digits) % 4) + digits


def encode_base64url(data: bytes) -> str:
    """Write bytes in base64url without padding."""
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode("ascii")


def decode_base64url(text: str) -> bytes:
    """Read base64url without padding.

    Raises: BadMultibase for padding, other letters, a wrong length or stray bits at the end.
    Source: RFC 4648 sections 3.5 and 5.
    """
    try:
        letters = text.encode("ascii").translate(_TO_STANDARD)
        data = binascii.a2b_base64(letters + b"=" * (-len(letters) % 4), strict_mode=True)
    except ValueError:
        raise BadMultibase(expected="base64url") from None
    # Bits of the last letter that no byte uses must be zero: only one text gives these bytes.
    # Four letters before it are three bytes and nothing else, so the end says it all.
    rest = len(data) % 3
    if rest and encode_base64url(data[-rest:]) != text[-rest - 1 :]:
        raise BadMultibase(expected="base64url")
    return data


def decode_multibase(text: str) -> bytes:
    """Read a multibase text: `z` base58btc or `u` base64url without padding.

    Raises: BadMultibase for any other prefix.
    """
    match text[:1]:
        case "z":
            return decode_base58btc(text[1:])
        case "u":
            return decode_base64url(text[1:])
        case _:
            raise BadMultibase(expected="z, u")
