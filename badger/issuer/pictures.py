"""The picture of a badge: one shape, two colours, one pictogram and a few letters.

All but the letters are chosen from lists, so that every picture can be drawn, and read.
"""

from dataclasses import dataclass
from typing import Final

from badger.issuer.errors import IssuerError

SHAPES: Final = ("hexagon", "round", "shield", "leaf", "key")
# Named as people read them; the drawing on each is white or ink, whichever is easier to see.
COLOURS: Final[dict[str, str]] = {
    "bleu encre": "#1f4e79",
    "bleu ciel": "#8ec5f0",
    "vert prairie": "#0b6b3a",
    "vert tilleul": "#bfe6cf",
    "ambre": "#f0b65a",
    "terre": "#7a4600",
    "sable": "#f3d9ae",
    "brique": "#a1391d",
    "rose": "#f4b8c5",
    "prune": "#5b2c6f",
    "lilas": "#e3c9ef",
    "ardoise": "#3d4a5c",
    "blanc cassé": "#fffdf8",
}
WHITE: Final = "#ffffff"
INK: Final = "#1b1f24"
MAX_TEXT_CHARACTERS: Final = 18
# A picture that somebody gave, as it is drawn anew: small enough to stand in lists.
UPLOAD_SIDE: Final = 192
MAX_UPLOAD_BYTES: Final = 48 * 1024
JPEG_START: Final = b"\xff\xd8\xff"


class PictureInvalid(IssuerError):
    """A picture is made of what the lists offer; its two colours are different ones."""

    code = "picture.invalid"


@dataclass(frozen=True, slots=True, kw_only=True)
class PictureDraft:
    """How a badge looks; what is left empty follows the badge's family and first criterion.

    fill, rim: names of COLOURS; icon: name of a pictogram; text: at most 18 letters.
    upload:    a small JPEG without metadata that stands in the place of the pictogram.
    """

    shape: str = "hexagon"
    fill: str = ""
    rim: str = ""
    icon: str = ""
    text: str = ""
    upload: bytes = b""


def check_picture(picture: PictureDraft) -> None:
    """Refuse a picture that nobody could draw. Raises: PictureInvalid."""
    fits = {
        "shape": picture.shape in SHAPES,
        "fill": picture.fill in ("", *COLOURS),
        "rim": picture.rim in ("", *COLOURS),
        "colours": not picture.fill or picture.fill != picture.rim,
        "upload": _is_small_jpeg(picture.upload),
        "text": len(picture.text) <= MAX_TEXT_CHARACTERS and _is_plain(picture.text),
    }
    for member, is_right in fits.items():
        if not is_right:
            raise PictureInvalid(member=member, limit=MAX_TEXT_CHARACTERS)


def drawing_colour(fill: str) -> str:
    """Return what shows best on a colour (#rrggbb), white or ink: at least 4.5 : 1 on any."""
    return max((WHITE, INK), key=lambda colour: contrast(fill, colour))


def contrast(one: str, other: str) -> float:
    """Return the contrast of two colours, from 1 to 21.

    Source: WCAG 2.2, "contrast ratio" and "relative luminance".
    """
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _luminance(colour: str) -> float:
    red, green, blue = (_linear(int(colour[at : at + 2], 16) / 255) for at in (1, 3, 5))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(part: float) -> float:
    return part / 12.92 if part <= 0.04045 else float(((part + 0.055) / 1.055) ** 2.4)


def _is_small_jpeg(data: bytes) -> bool:
    return not data or (data.startswith(JPEG_START) and len(data) <= MAX_UPLOAD_BYTES)


def _is_plain(text: str) -> bool:
    """Tell whether every font draws it: letters of Latin, digits, a few signs."""
    return all(
        (letter.isascii() and letter.isprintable()) or "\u00c0" <= letter <= "\u017f"
        for letter in text
    )
