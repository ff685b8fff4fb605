"""What an image holds: the text of a badge, and of which standard it says to be."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class BakedBadge:
    """The one badge of an image, byte for byte as it stands there.

    text:    JSON or a compact JWS; for an old badge also the address where it is hosted.
    is_old:  it stands where Open Badges 2 puts it, not where Open Badges 3 does.
    address: what an old SVG says beside the JSON: where the badge is hosted; else empty.
    """

    text: bytes
    is_old: bool = False
    address: bytes = b""
