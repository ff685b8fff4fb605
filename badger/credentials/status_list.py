"""Bitstring Status List: the bits of a list, its text, its credential, a badge's entries."""

import zlib
from collections.abc import Iterable
from datetime import datetime

from badger.credentials.datetimes import format_timestamp
from badger.credentials.multibase import BadMultibase, decode_base64url, encode_base64url
from badger.credentials.status_entries import (
    CREDENTIAL_TYPE,
    ENTRY_TYPE_2021,
    SUBJECT_TYPE,
    StatusEntry,
    StatusList,
    read_status_entries,
    read_status_entry,
    read_status_list,
    status_objects,
)
from badger.credentials.status_errors import (
    MalformedStatusEntry,
    MalformedStatusList,
    StatusIndexOutOfRange,
    StatusListError,
    StatusListLength,
    UnsupportedStatusEntry,
)
from badger.json_value import JsonObject

__all__ = [
    "LIST_LENGTH",
    "MalformedStatusEntry",
    "MalformedStatusList",
    "StatusEntry",
    "StatusIndexOutOfRange",
    "StatusList",
    "StatusListError",
    "StatusListLength",
    "UnsupportedStatusEntry",
    "bit_at",
    "encode_bitstring",
    "expand_bitstring",
    "expand_list",
    "new_bitstring",
    "read_status_entries",
    "read_status_entry",
    "read_status_list",
    "status_in",
    "status_list_credential",
    "status_objects",
    "value_at",
    "with_bit",
    "with_bits",
]

LIST_LENGTH = 131_072
MAX_LIST_BYTES = 16 * 1024 * 1024
MAX_COMPRESSED_BYTES = 2 * 1024 * 1024
VC_CONTEXT = "https://www.w3.org/ns/credentials/v2"
_PIECE_BYTES = 1 << 20
_GZIP = 31  # zlib's wbits for one gzip member.
# Level 6 costs eight times as much for a list that is a few letters shorter.
_LEVEL = 1
_MAX_LETTERS = -(-MAX_COMPRESSED_BYTES * 4 // 3) + 1


def new_bitstring() -> bytes:
    """Give LIST_LENGTH bits, none of them set."""
    return bytes(LIST_LENGTH // 8)


def encode_bitstring(bits: bytes) -> str:
    """Write the bits of a list as `encodedList`: u, base64url, gzip. The same bits, the same text.

    bits:   LIST_LENGTH bits.
    Raises: StatusListLength.
    """
    if len(bits) * 8 != LIST_LENGTH:
        raise StatusListLength(length=len(bits) * 8, minimum=LIST_LENGTH)
    return "u" + encode_base64url(zlib.compress(bits, level=_LEVEL, wbits=_GZIP))


def expand_bitstring(text: str, *, max_bytes: int = MAX_LIST_BYTES) -> bytes:
    """Read the bits of an `encodedList` with bounded memory.

    max_bytes: nothing beyond is expanded.
    Raises: MalformedStatusList; StatusListLength below LIST_LENGTH bits or above max_bytes.
    Source: Bitstring Status List v1.0, section 3.4 (expansion); RFC 1952.
    """
    if not text.startswith("u"):
        raise MalformedStatusList()
    return _expand(text[1:], max_bytes)


def expand_list(status_list: StatusList) -> bytes:
    """Read the bits of a list of either kind, like `expand_bitstring`.

    Raises: MalformedStatusList, StatusListLength.
    """
    if status_list.entry_type == ENTRY_TYPE_2021:
        return _expand(status_list.encoded, MAX_LIST_BYTES)
    return expand_bitstring(status_list.encoded)


def bit_at(bits: bytes, index: int) -> bool:
    """Tell whether the status bit at `index` is set.

    bits:   expanded bitstring; bit 0 is the most significant bit of byte 0.
    index:  position in bits, 0 <= index < 8 * len(bits).
    Raises: StatusIndexOutOfRange.
    Source: Bitstring Status List v1.0, section 3.2 (validate), step 10.
    """
    length = len(bits) * 8
    if not 0 <= index < length:
        raise StatusIndexOutOfRange(index=index, length=length)
    return bool(bits[index // 8] >> (7 - index % 8) & 1)


def value_at(bits: bytes, index: int, *, size: int) -> int:
    """Read the `size` bits of the status at `index`, as a number, first bit highest.

    Raises: StatusIndexOutOfRange.
    """
    value = 0
    for position in range(index * size, index * size + size):
        value = value * 2 + bit_at(bits, position)
    return value


def status_in(bits: bytes, entry: StatusEntry) -> int:
    """Read the status that an entry points to in an expanded list; 0 means that nothing is set.

    Raises: StatusListLength when the list has fewer than LIST_LENGTH places of this size;
            StatusIndexOutOfRange.
    Source: Bitstring Status List v1.0, section 3.2 (validate), steps 8 to 11.
    """
    length = len(bits) * 8 // entry.size
    if length < LIST_LENGTH:
        raise StatusListLength(length=length, minimum=LIST_LENGTH)
    if entry.index >= length:
        raise StatusIndexOutOfRange(index=entry.index, length=length)
    return value_at(bits, entry.index, size=entry.size)


def with_bit(bits: bytes, index: int, *, value: bool) -> bytes:
    """Give the bits with the one at `index` set or cleared.

    Raises: StatusIndexOutOfRange.
    """
    if bit_at(bits, index) == value:
        return bits
    changed = bytearray(bits)
    changed[index // 8] ^= 1 << (7 - index % 8)
    return bytes(changed)


def with_bits(bits: bytes, indexes: Iterable[int]) -> bytes:
    """Give the bits with all those at `indexes` set.

    Raises: StatusIndexOutOfRange.
    """
    changed = bytearray(bits)
    for index in indexes:
        bit_at(bits, index)
        changed[index // 8] |= 1 << (7 - index % 8)
    return bytes(changed)


def status_list_credential(
    identifier: str,
    *,
    issuer: str,
    bits: bytes,
    valid_from: datetime,
    valid_until: datetime | None = None,
    purpose: str = "revocation",
    ttl_ms: int | None = None,
) -> JsonObject:
    """Compose the unsigned credential of a list.

    identifier: the URL under which it will be published.
    purpose:    one text, since other verifiers read no array here.
    Source: Bitstring Status List v1.0, section 2.2.
    """
    subject: JsonObject = {
        "id": f"{identifier}#list",
        "type": SUBJECT_TYPE,
        "statusPurpose": purpose,
        "encodedList": encode_bitstring(bits),
    }
    if ttl_ms is not None:
        subject["ttl"] = ttl_ms
    document: JsonObject = {
        "@context": [VC_CONTEXT],
        "id": identifier,
        "type": ["VerifiableCredential", CREDENTIAL_TYPE],
        "issuer": issuer,
        "validFrom": format_timestamp(valid_from),
    }
    if valid_until is not None:
        document["validUntil"] = format_timestamp(valid_until)
    return {**document, "credentialSubject": subject}


def _expand(text: str, max_bytes: int) -> bytes:
    """Undo base64url and gzip, and require LIST_LENGTH bits."""
    if len(text) >= _MAX_LETTERS:
        raise StatusListLength(length=len(text) * 6, minimum=LIST_LENGTH)
    try:
        bits = _inflate(decode_base64url(text), max_bytes)
    except (BadMultibase, zlib.error):
        raise MalformedStatusList() from None
    if len(bits) * 8 < LIST_LENGTH:
        raise StatusListLength(length=len(bits) * 8, minimum=LIST_LENGTH)
    return bits


def _inflate(data: bytes, max_bytes: int) -> bytes:
    """Expand exactly one gzip member, piece by piece: the whole is never in memory twice while
    it may be a bomb. Its CRC and length are checked by zlib at its end."""
    inflater, bits = zlib.decompressobj(_GZIP), bytearray()
    piece = inflater.decompress(data, _PIECE_BYTES)
    while piece and len(bits) <= max_bytes:
        bits += piece
        piece = inflater.decompress(inflater.unconsumed_tail, _PIECE_BYTES)
    if len(bits) > max_bytes:
        raise StatusListLength(length=len(bits) * 8, minimum=LIST_LENGTH)
    if not inflater.eof or inflater.unused_data:
        raise MalformedStatusList()
    return bytes(bits)
