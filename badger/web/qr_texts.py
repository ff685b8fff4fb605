"""What a QR code says, and whether it may be followed (hardening P09).

A code is written by a stranger. Only our own badge, our own share, or our own verifier's address,
is followed at once; another https address is shown with its host and waits for the visitor's
word; everything else is text and stays text.
"""

from dataclasses import dataclass
from typing import Final
from urllib.parse import parse_qs, urlsplit

from badger.verify.errors import Undetermined
from badger.verify.targets import read_target
from badger.web.own_badges import own_badge_id
from badger.web.own_shares import own_share_code
from badger.web.services import services

VERIFIER_PATH: Final = "/verify"
MAX_SHOWN: Final = 2953


@dataclass(frozen=True, slots=True, kw_only=True)
class QrText:
    """One code.

    kind:    "own" (our badge or share, or an address for our verifier: followed), "address" (https
             elsewhere), "badge" (a badge's own text), "text" (anything else, inert).
    address: what is asked when it is followed; host: where that leads.
    """

    text: str
    kind: str
    address: str = ""
    host: str = ""


def read_qr_text(text: str) -> QrText:
    """Tell what may be done with the text of a QR code."""
    shown = text.strip()[:MAX_SHOWN]
    asked = _for_our_verifier(shown)
    if asked or own_badge_id(shown) or own_share_code(shown):
        return QrText(text=shown, kind="own", address=asked or shown)
    host = https_host(shown)
    if host:
        return QrText(text=shown, kind="address", address=shown, host=host)
    if shown.startswith(("{", "eyJ")):
        return QrText(text=shown, kind="badge")
    return QrText(text=shown, kind="text")


def https_host(address: str) -> str:
    """Return the host of an https address that may be asked, "" for everything else."""
    try:
        return read_target(address).authority
    except Undetermined:
        return ""


def _for_our_verifier(text: str) -> str:
    """Return the address that `/verify?url=` of this very site asks for, "" for others."""
    ours = urlsplit(services().addresses.base_url)
    try:
        parts = urlsplit(text)
        # More fields than a link of ours has are refused before they are taken apart.
        fields = parse_qs(parts.query, max_num_fields=20)
    except ValueError:
        return ""
    here = (ours.scheme, ours.netloc, ours.path.rstrip("/") + VERIFIER_PATH)
    if (parts.scheme, parts.netloc, parts.path) != here:
        return ""
    asked = fields.get("url", [""])[0]
    return asked if own_badge_id(asked) or https_host(asked) else ""
