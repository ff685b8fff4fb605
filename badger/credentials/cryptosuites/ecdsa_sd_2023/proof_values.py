"""The two proof values of ecdsa-sd-2023, as bytes: the base proof's and the derived one's.

The door to cbor2. Whoever sends a proof chooses these bytes, so one value has one spelling:
no tags, no indefinite lengths, the shortest numbers, nothing after the end.
Source: Data Integrity ECDSA 1.0, 3.5.2, 3.5.3, 3.5.7 and 3.5.8; RFC 8949, section 4.2.1.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from io import BytesIO
from itertools import pairwise
from typing import NoReturn, cast

from cbor2 import CBORDecodeError, CBORDecoder, dumps

from badger.credentials.keys import PublicKey, UnusableKey
from badger.credentials.multibase import BadMultibase, decode_base64url, encode_base64url
from badger.credentials.proof_errors import BadProofValue
from badger.credentials.selective.labels import DIGEST_BYTES, HMAC_KEY_BYTES
from badger.credentials.selective.pointers import MAX_POINTERS

BASE_HEADER = bytes.fromhex("d95d00")
DERIVED_HEADER = bytes.fromhex("d95d01")
_HEADER_BYTES = 3
SIGNATURE_BYTES = 64
# Multicodec p256-pub, before the 33 bytes of the compressed point.
_P_256_PREFIX = bytes.fromhex("8024")
# As long as a text of a badge may be; some 700 signatures fit in.
MAX_LETTERS = 65_536
# An array of byte strings and numbers: what lies deeper is none of ours.
_MAX_DEPTH = 3
# Tags that cbor2 would read by itself; every other one reaches the hook.
_TAGS = (*range(6), 25, 28, 29, 30, 35, 36, 37, 52, 54)
_TAGS += (100, 256, 258, 260, 261, 1004, 43_000, 55_799)


@dataclass(frozen=True, slots=True)
class BaseValue:
    """What the issuer gives to the holder, who keeps it.

    base_signature: the issuer's, 64 bytes.
    public_key:     the key of this proof alone (P-256), under which `signatures` stand.
    hmac_key:       32 bytes, for the labels.
    signatures:     one for each statement that may be left out, in their order.
    pointers:       JSON pointers to what must be shown.
    """

    base_signature: bytes
    public_key: PublicKey
    hmac_key: bytes
    signatures: tuple[bytes, ...]
    pointers: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class DerivedValue:
    """What the holder shows.

    labels:  signed digest of each blank node by its number in the canonical form.
    indexes: of the statements that must be shown, among those that are; ascending.
    """

    base_signature: bytes
    public_key: PublicKey
    signatures: tuple[bytes, ...]
    labels: dict[int, bytes]
    indexes: tuple[int, ...]


def decode_value(text: str) -> bytes:
    """Read a proof value to bytes that begin with one of the two headers.

    text:   u, then base64url.
    Raises: BadProofValue.
    """
    if not text.startswith("u") or len(text) > MAX_LETTERS:
        raise BadProofValue()
    try:
        data = decode_base64url(text[1:])
    except BadMultibase:
        raise BadProofValue() from None
    if data[:_HEADER_BYTES] not in (BASE_HEADER, DERIVED_HEADER):
        raise BadProofValue()
    return data


def is_base(data: bytes) -> bool:
    """Tell whether bytes of a proof value are a base proof's."""
    return data.startswith(BASE_HEADER)


def read_base(data: bytes) -> BaseValue:
    """Read a base proof's value. Raises: BadProofValue."""
    signature, key, hmac_key, signatures, pointers = _components(data)
    texts = _list(pointers, of=str)
    if len(texts) > MAX_POINTERS:
        raise BadProofValue()
    return BaseValue(
        base_signature=_bytes(signature, SIGNATURE_BYTES),
        public_key=_public_key(key),
        hmac_key=_bytes(hmac_key, HMAC_KEY_BYTES),
        signatures=_signatures(signatures),
        pointers=tuple(cast("list[str]", texts)),
    )


def read_derived(data: bytes) -> DerivedValue:
    """Read a derived proof's value. Raises: BadProofValue."""
    signature, key, signatures, labels, indexes = _components(data)
    numbers = tuple(cast("list[int]", _list(indexes, of=int)))
    if any(following <= number for number, following in pairwise(numbers)):
        raise BadProofValue()
    return DerivedValue(
        base_signature=_bytes(signature, SIGNATURE_BYTES),
        public_key=_public_key(key),
        signatures=_signatures(signatures),
        labels=_labels(labels),
        indexes=numbers,
    )


def write_base(value: BaseValue) -> str:
    """Write a base proof's value as text."""
    components = [
        value.base_signature,
        multikey_bytes(value.public_key),
        value.hmac_key,
        list(value.signatures),
        list(value.pointers),
    ]
    return "u" + encode_base64url(BASE_HEADER + dumps(components))


def write_derived(value: DerivedValue) -> str:
    """Write a derived proof's value as text."""
    components = [
        value.base_signature,
        multikey_bytes(value.public_key),
        list(value.signatures),
        dict(sorted(value.labels.items())),
        list(value.indexes),
    ]
    return "u" + encode_base64url(DERIVED_HEADER + dumps(components))


def multikey_bytes(key: PublicKey) -> bytes:
    """Give the 35 bytes of a P-256 key as a Multikey."""
    return _P_256_PREFIX + key.raw


def _components(data: bytes) -> list[object]:
    """Read the five components, whatever they are, and require their only spelling."""
    body = data[_HEADER_BYTES:]
    try:
        components = _decoder(body).decode()
    except CBORDecodeError:
        raise BadProofValue() from None
    if type(components) is not list or len(components) != 5 or not _is_plain(components):
        raise BadProofValue()
    # Whatever was written longer than it needs, or stands behind the end, is not written again.
    if dumps(components) != body:
        raise BadProofValue()
    return components


def _decoder(body: bytes) -> CBORDecoder:
    return CBORDecoder(
        BytesIO(body),
        max_depth=_MAX_DEPTH,
        allow_indefinite=False,
        allow_duplicate_keys=False,
        tag_hook=_refuse_tag,
        semantic_decoders=dict.fromkeys(_TAGS, _refuse_tag),
    )


def _refuse_tag(*_arguments: object) -> NoReturn:
    # cbor2 makes a CBORDecodeError of it.
    raise ValueError


def _is_plain(value: object) -> bool:
    if type(value) is list:
        return all(map(_is_plain, value))
    if type(value) is dict:
        return all(map(_is_plain, (*value, *value.values())))
    return type(value) in (bytes, str, int)


def _bytes(value: object, length: int) -> bytes:
    if type(value) is not bytes or len(value) != length:
        raise BadProofValue()
    return value


def _list(value: object, *, of: type) -> Sequence[object]:
    if type(value) is not list or not all(type(item) is of for item in value):
        raise BadProofValue()
    return value


def _signatures(value: object) -> tuple[bytes, ...]:
    return tuple(_bytes(item, SIGNATURE_BYTES) for item in _list(value, of=bytes))


def _labels(value: object) -> dict[int, bytes]:
    if type(value) is not dict or not all(type(key) is int for key in value):
        raise BadProofValue()
    return {key: _bytes(digest, DIGEST_BYTES) for key, digest in value.items()}


def _public_key(value: object) -> PublicKey:
    data = _bytes(value, 35)
    if not data.startswith(_P_256_PREFIX):
        raise BadProofValue()
    try:
        return PublicKey("P-256", data[2:])
    except UnusableKey:
        raise BadProofValue() from None
