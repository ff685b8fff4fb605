"""Badges in images: put one in, take the one out; PNG or SVG is told by content, not by name."""

from badger.credentials.baking.baked import BakedBadge
from badger.credentials.baking.errors import (
    ImageError,
    ImageTooLarge,
    UnbakeableCredential,
    UnknownFormat,
)
from badger.credentials.baking.png import SIGNATURE, bake_png, unbake_png
from badger.credentials.baking.svg import bake_svg, unbake_svg

__all__ = [
    "MAX_IMAGE_BYTES",
    "BakedBadge",
    "ImageError",
    "bake",
    "find_badge",
    "is_image",
    "unbake",
]

MAX_IMAGE_BYTES = 5 * 1024 * 1024
_UTF8_MARK = b"\xef\xbb\xbf"


def bake(image: bytes, credential: bytes) -> bytes:
    """Put a credential into a PNG or SVG; its bytes stay exactly as they are.

    credential: JSON or compact JWS in UTF-8; that it is one is for the caller to know.
    Raises:     ImageError.
    """
    _check_text(credential)
    return (bake_png if _is_png(image) else bake_svg)(image, credential)


def unbake(image: bytes) -> bytes:
    """Take the only credential out of a PNG or SVG, byte for byte as it stands there.

    Raises: ImageError.
    """
    return find_badge(image).text


def find_badge(image: bytes) -> BakedBadge:
    """Find the only badge of a PNG or SVG, of Open Badges 3 or 2.

    Raises: ImageError.
    """
    return (unbake_png if _is_png(image) else unbake_svg)(image)


def is_image(data: bytes) -> bool:
    """Tell whether bytes look like a PNG or like XML."""
    return data.startswith(SIGNATURE) or _looks_like_xml(data)


def _is_png(image: bytes) -> bool:
    if len(image) > MAX_IMAGE_BYTES:
        raise ImageTooLarge(size=len(image), limit=MAX_IMAGE_BYTES)
    if not is_image(image):
        raise UnknownFormat()
    return image.startswith(SIGNATURE)


def _looks_like_xml(data: bytes) -> bool:
    return data.removeprefix(_UTF8_MARK).lstrip(b" \t\r\n").startswith(b"<")


def _check_text(credential: bytes) -> None:
    try:
        credential.decode("utf-8")
    except UnicodeDecodeError:
        raise UnbakeableCredential() from None
    if not credential or b"\0" in credential:
        raise UnbakeableCredential()
