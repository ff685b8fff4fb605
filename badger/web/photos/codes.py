"""Read the QR codes of a photo; run as a program of its own, which may be killed.

A photo is hostile input to two large libraries. So they are never loaded where pages are
answered: this file is the program that `photos.reading` starts, with little time and memory.
"""

import io
import json
import resource
import sys
import warnings
from typing import Final

import zxingcpp
from PIL import Image

FORMATS: Final = ("JPEG", "PNG", "WEBP")
MAX_PIXELS: Final = 4096 * 4096
MAX_CODES: Final = 8
# What the largest QR code holds (ISO/IEC 18004, version 40-L).
MAX_TEXT_BYTES: Final = 2953
MAX_MEMORY_BYTES: Final = 768 * 1024 * 1024
MAX_CPU_S: Final = 3


class PhotoRefused(ValueError):
    """A photo that is not read; its text is the code of the reason."""


def codes_in(photo: bytes) -> list[str]:
    """Return the texts of the QR codes of a photo, each once.

    Raises: PhotoRefused "photo.unreadable", "photo.too_many_pixels".
    """
    with warnings.catch_warnings():
        # Between one and two times the limit Pillow only warns.
        warnings.simplefilter("ignore", Image.DecompressionBombWarning)
        image = _grey(photo)
    found = zxingcpp.read_barcodes(
        image,
        formats=zxingcpp.BarcodeFormats(zxingcpp.BarcodeFormat.QRCode),
        text_mode=zxingcpp.TextMode.Plain,
    )
    texts = [one.text for one in found if len(one.text.encode(errors="replace")) <= MAX_TEXT_BYTES]
    return list(dict.fromkeys(texts))[:MAX_CODES]


def _grey(photo: bytes) -> Image.Image:
    """Decode a photo whose header says that it is small enough."""
    try:
        with Image.open(io.BytesIO(photo), formats=FORMATS) as image:
            width, height = image.size
            if width * height > MAX_PIXELS:
                raise PhotoRefused("photo.too_many_pixels")
            return image.convert("L")
    except Image.DecompressionBombError as error:
        raise PhotoRefused("photo.too_many_pixels") from error
    except (OSError, SyntaxError, ValueError, EOFError) as error:
        if isinstance(error, PhotoRefused):
            raise
        raise PhotoRefused("photo.unreadable") from error


def main() -> None:
    """Read a photo from standard input, write `{"codes"}` or `{"refused"}` as JSON."""
    resource.setrlimit(resource.RLIMIT_AS, (MAX_MEMORY_BYTES, MAX_MEMORY_BYTES))
    resource.setrlimit(resource.RLIMIT_CPU, (MAX_CPU_S, MAX_CPU_S))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    try:
        answer: dict[str, object] = {"codes": codes_in(sys.stdin.buffer.read())}
    except PhotoRefused as error:
        answer = {"refused": str(error)}
    print(json.dumps(answer))


if __name__ == "__main__":
    main()
