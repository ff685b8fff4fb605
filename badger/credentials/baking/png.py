"""A badge in a PNG: one uncompressed iTXt chunk, found by walking the chunks.

Badges of Open Badges 2 have a keyword of their own, and stand in tEXt as well.
Pixels are never decoded and nothing is ever inflated, whatever the file says.
Source: Open Badges 3.0, baking; Open Badges 2.0, baking; PNG (third edition), sections 5
and 11.3.
"""

import struct
import zlib
from collections.abc import Iterator
from typing import NamedTuple

from badger.credentials.baking.baked import BakedBadge
from badger.credentials.baking.errors import (
    CompressedCredential,
    DamagedImage,
    MisplacedCredential,
    NoCredential,
    SeveralCredentials,
    TooComplexImage,
)

SIGNATURE = b"\x89PNG\r\n\x1a\n"
KEYWORD = b"openbadgecredential"
OLD_KEYWORD = b"openbadges"
MAX_CHUNKS = 256
_TEXT_KINDS = frozenset((b"iTXt", b"tEXt", b"zTXt"))
_HEAD = struct.Struct(">I4s")
_CRC = struct.Struct(">I")
_FRAME_BYTES = _HEAD.size + _CRC.size
_IHDR_BYTES = 13
# Keyword, then: not compressed, method 0, no language, no translated keyword.
_TEXT_HEAD = KEYWORD + b"\0\0\0\0\0"


class Chunk(NamedTuple):
    """One chunk: its kind, its data, and where it stands in the file."""

    kind: bytes
    data: bytes
    start: int
    end: int


def bake_png(image: bytes, text: bytes) -> bytes:
    """Put a badge into a PNG, in place of the one that it may hold; the rest stays as it is.

    text:   UTF-8 without NUL.
    Raises: DamagedImage, TooComplexImage.
    """
    kept = [SIGNATURE]
    for chunk in _chunks(image):
        if chunk.kind == b"IEND":
            kept.append(_chunk_bytes(b"iTXt", _TEXT_HEAD + text))
        if _badge_keyword(chunk) is None:
            kept.append(image[chunk.start : chunk.end])
    return b"".join(kept)


def unbake_png(image: bytes) -> BakedBadge:
    """Take the only badge out of a PNG, byte for byte.

    Raises: DamagedImage, TooComplexImage, NoCredential, SeveralCredentials,
            CompressedCredential, MisplacedCredential.
    """
    found = [chunk for chunk in _chunks(image) if _badge_keyword(chunk) is not None]
    if not found:
        raise NoCredential()
    if len(found) > 1:
        raise SeveralCredentials(count=len(found))
    is_old = _badge_keyword(found[0]) == OLD_KEYWORD
    text = _text_of(found[0], OLD_KEYWORD if is_old else KEYWORD)
    return BakedBadge(text=text, is_old=is_old)


def _chunks(image: bytes) -> Iterator[Chunk]:
    """Walk the chunks from IHDR to IEND and check each of them.

    Raises: DamagedImage for a wrong order, length or CRC, and for bytes after IEND.
    """
    position, count, kinds = len(SIGNATURE), 0, set()
    while b"IEND" not in kinds:
        if count == MAX_CHUNKS:
            raise TooComplexImage(limit=MAX_CHUNKS)
        chunk = _chunk_at(image, position)
        if (count == 0) != (chunk.kind == b"IHDR"):
            raise DamagedImage(part="IHDR")
        yield chunk
        kinds.add(chunk.kind)
        position, count = chunk.end, count + 1
    if position != len(image) or b"IDAT" not in kinds:
        raise DamagedImage(part="IEND")


def _chunk_at(image: bytes, start: int) -> Chunk:
    if start + _FRAME_BYTES > len(image):
        raise DamagedImage(part="IEND")
    length, kind = _HEAD.unpack_from(image, start)
    end = start + _FRAME_BYTES + length
    if not kind.isalpha() or not kind.isascii():
        # What stands there has no name.
        raise DamagedImage()
    is_cut = end > len(image)
    if is_cut or _CRC.unpack_from(image, end - _CRC.size)[0] != zlib.crc32(
        image[start + 4 : end - 4]
    ):
        raise DamagedImage(part=kind.decode("ascii"))
    data = image[start + _HEAD.size : end - _CRC.size]
    if kind == b"IHDR" and (len(data) != _IHDR_BYTES or not _has_size(data)):
        raise DamagedImage(part="IHDR")
    if kind == b"IEND" and data:
        raise DamagedImage(part="IEND")
    return Chunk(kind, data, start, end)


def _has_size(header: bytes) -> bool:
    sizes: tuple[int, int] = struct.unpack_from(">II", header)
    return all(0 < size < 2**31 for size in sizes)


def _badge_keyword(chunk: Chunk) -> bytes | None:
    """Give the keyword of a text chunk that holds a badge, new or old, None for all others."""
    if chunk.kind not in _TEXT_KINDS:
        return None
    keyword = chunk.data.partition(b"\0")[0]
    return keyword if keyword in (KEYWORD, OLD_KEYWORD) else None


def _text_of(chunk: Chunk, keyword: bytes) -> bytes:
    if chunk.kind == b"zTXt":
        raise CompressedCredential()
    content = chunk.data[len(keyword) + 1 :]
    if chunk.kind == b"iTXt":
        return _international(content)
    if keyword != OLD_KEYWORD:
        raise MisplacedCredential(part=chunk.kind.decode("ascii"))
    return content


def _international(content: bytes) -> bytes:
    """Take the text out of an iTXt chunk, after its flags, language and translated keyword."""
    flags, rest = content[:2], content[2:]
    if flags[:1] == b"\1":
        raise CompressedCredential()
    _language, first, rest = rest.partition(b"\0")
    _translated, second, text = rest.partition(b"\0")
    if flags[:1] != b"\0" or not first or not second:
        raise DamagedImage(part="iTXt")
    return text


def _chunk_bytes(kind: bytes, data: bytes) -> bytes:
    crc = zlib.crc32(data, zlib.crc32(kind))
    return _HEAD.pack(len(data), kind) + data + _CRC.pack(crc)
