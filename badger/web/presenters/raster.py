"""A PNG image of a filled outline, without an imaging library: nothing of it comes from outside."""

import struct
import zlib
from typing import Final

Point = tuple[float, float]
Colour = tuple[int, int, int]

SIZE: Final = 256
SAMPLES: Final = 3
STAR: Final[tuple[Point, ...]] = (
    (50, 24), (57.6, 39.5), (74.7, 42), (62.4, 54), (65.3, 71), (50, 63),
    (34.7, 71), (37.6, 54), (25.3, 42), (42.4, 39.5),
)  # fmt: skip


def png_of_shape(outline: tuple[Point, ...], *, fill: str, rim: str) -> bytes:
    """Draw `outline` (in a square of 100) with a rim and a white star, on nothing.

    fill, rim: colours as #rrggbb.
    """
    inner = tuple((50 + (x - 50) * 0.92, 50 + (y - 50) * 0.92) for x, y in outline)
    layers = (
        (_coverage(outline), _rgb(rim)),
        (_coverage(inner), _rgb(fill)),
        (_coverage(STAR), (255, 255, 255)),
    )
    rows = b"".join(b"\x00" + _row(y, layers) for y in range(SIZE))
    header = struct.pack(">IIBBBBB", SIZE, SIZE, 8, 6, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        (_chunk(b"IHDR", header), _chunk(b"IDAT", zlib.compress(rows, 9)), _chunk(b"IEND", b""))
    )


def _coverage(outline: tuple[Point, ...]) -> list[bytes]:
    """Return for each pixel how much of it lies inside, 0 to 255: one row after the other."""
    scale = SIZE * SAMPLES / 100
    points = [(x * scale, y * scale) for x, y in outline]
    return [_covered_row(points, y) for y in range(SIZE)]


def _covered_row(points: list[Point], y: int) -> bytes:
    counts = [0] * SIZE
    for sample in range(SAMPLES):
        for start, end in _spans(points, y * SAMPLES + sample + 0.5):
            for x in range(max(0, round(start)), min(SIZE * SAMPLES, round(end))):
                counts[x // SAMPLES] += 1
    return bytes(count * 255 // (SAMPLES * SAMPLES) for count in counts)


def _spans(points: list[Point], y: float) -> list[tuple[float, float]]:
    """Return where a horizontal line lies inside the outline (even-odd rule)."""
    crossings = []
    for (x1, y1), (x2, y2) in zip(points, [*points[1:], points[0]], strict=True):
        if (y1 <= y) != (y2 <= y):
            crossings.append(x1 + (y - y1) / (y2 - y1) * (x2 - x1))
    crossings.sort()
    return list(zip(crossings[::2], crossings[1::2], strict=True))


def _row(y: int, layers: tuple[tuple[list[bytes], Colour], ...]) -> bytes:
    """Paint one row of pixels: the layers one over the other, the first gives the opacity."""
    pixels = bytearray()
    for x in range(SIZE):
        colour = layers[0][1]
        for coverage, paint in layers[1:]:
            colour = _mixed(colour, paint, part=coverage[y][x])
        pixels += bytes((*colour, layers[0][0][y][x]))
    return bytes(pixels)


def _mixed(under: Colour, over: Colour, *, part: int) -> Colour:
    """Lay `part` / 255 of a colour over another."""
    if part in (0, 255):
        return over if part else under
    red, green, blue = (
        (u * (255 - part) + o * part) // 255 for u, o in zip(under, over, strict=True)
    )
    return red, green, blue


def _rgb(colour: str) -> Colour:
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)


def _chunk(kind: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))
