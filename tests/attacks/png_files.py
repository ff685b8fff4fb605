"""PNG files made by hand, good and bad, chunk by chunk."""

import struct
import zlib

SIGNATURE = b"\x89PNG\r\n\x1a\n"
KEYWORD = b"openbadgecredential"
BADGE = b'{"name":"x"}'


def chunk(kind: bytes, data: bytes = b"", *, crc: int | None = None) -> bytes:
    """One chunk; `crc` replaces the right one."""
    right = zlib.crc32(kind + data)
    return (
        struct.pack(">I", len(data))
        + kind
        + data
        + struct.pack(">I", right if crc is None else crc)
    )


def header(width: int = 1, height: int = 1) -> bytes:
    """An IHDR chunk."""
    return chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0))


def itxt(text: bytes = BADGE, *, keyword: bytes = KEYWORD, flags: bytes = b"\0\0") -> bytes:
    """An iTXt chunk without language."""
    return chunk(b"iTXt", keyword + b"\0" + flags + b"\0\0" + text)


def text(keyword: bytes = KEYWORD) -> bytes:
    """A tEXt chunk."""
    return chunk(b"tEXt", keyword + b"\0" + BADGE)


def ztxt(keyword: bytes = KEYWORD) -> bytes:
    """A zTXt chunk."""
    return chunk(b"zTXt", keyword + b"\0\0" + zlib.compress(BADGE))


PIXELS = chunk(b"IDAT", zlib.compress(b"\0\0"))
END = chunk(b"IEND")


def png(*chunks: bytes, head: bytes | None = None, tail: bytes = PIXELS + END) -> bytes:
    """A PNG of one pixel with chunks between its header and its pixels."""
    return SIGNATURE + (header() if head is None else head) + b"".join(chunks) + tail
