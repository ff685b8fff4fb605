"""Draw a photo anew, as pixels and nothing else; run as a program of its own (see codes.py).

What a file says beside its pixels, where and when it was taken and by which device, is not
copied: the new file begins from a blank image.
"""

import io
import resource
import sys
import warnings
from typing import Final

from PIL import Image, ImageOps

FORMATS: Final = ("JPEG", "PNG", "WEBP")
MAX_PIXELS: Final = 4096 * 4096
MAX_SIDE: Final = 1600
QUALITY: Final = 82
MAX_MEMORY_BYTES: Final = 768 * 1024 * 1024
MAX_CPU_S: Final = 4
REFUSED: Final = 3


def drawn_anew(photo: bytes, side: int = MAX_SIDE) -> bytes:
    """Return a JPEG of at most `side` pixels a side, upright, without any metadata.

    What is transparent becomes white.
    Raises: ValueError "photo.unreadable", "photo.too_many_pixels".
    """
    try:
        with Image.open(io.BytesIO(photo), formats=FORMATS) as image:
            width, height = image.size
            if width * height > MAX_PIXELS:
                raise ValueError("photo.too_many_pixels")
            upright = ImageOps.exif_transpose(image).convert("RGBA")
    except Image.DecompressionBombError as error:
        raise ValueError("photo.too_many_pixels") from error
    except (OSError, SyntaxError, EOFError) as error:
        raise ValueError("photo.unreadable") from error
    upright.thumbnail((side, side))
    blank = Image.new("RGB", upright.size, "white")
    blank.paste(upright, mask=upright.getchannel("A"))
    drawn = io.BytesIO()
    blank.save(drawn, "JPEG", quality=QUALITY, optimize=True)
    return drawn.getvalue()


def main() -> int:
    """Read a photo from standard input, write the new one; 3 and a code on an error.

    The first argument: how many pixels a side it may have at most.
    """
    warnings.simplefilter("ignore", Image.DecompressionBombWarning)
    resource.setrlimit(resource.RLIMIT_AS, (MAX_MEMORY_BYTES, MAX_MEMORY_BYTES))
    resource.setrlimit(resource.RLIMIT_CPU, (MAX_CPU_S, MAX_CPU_S))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    try:
        sys.stdout.buffer.write(drawn_anew(sys.stdin.buffer.read(), int(sys.argv[1])))
    except ValueError as refusal:
        known = str(refusal) in ("photo.unreadable", "photo.too_many_pixels")
        sys.stdout.write(str(refusal) if known else "photo.unreadable")
        return REFUSED
    return 0


if __name__ == "__main__":
    sys.exit(main())
