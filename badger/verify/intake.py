"""Bytes, an image or an address -> what is presented, unverified and labelled so."""

import re

from badger.credentials.baking import BakedBadge, find_badge, is_image
from badger.credentials.errors import CredentialError
from badger.credentials.old_contexts import is_open_badges_1
from badger.credentials.strict_json import parse_object
from badger.json_value import JsonObject
from badger.verify.errors import Undetermined, UnreadableInput
from badger.verify.fetching import AnyHost
from badger.verify.jwt_credentials import present_jwt
from badger.verify.presented import Presented

MAX_FILE_BYTES = 2 * 1024 * 1024
MAX_IMAGE_BYTES = 5 * 1024 * 1024
PDF_START = b"%PDF"
# Pictures and containers that people try: "not an image that can hold a badge" says more
# than "not JSON".
_OTHER_FILES = (b"\xff\xd8\xff", b"GIF8", b"RIFF", b"BM", PDF_START, b"PK\x03\x04", b"\x1f\x8b")
# No JSON text begins like this: letters of base64url, or of what passes for it, and a dot.
_TOKEN = re.compile(rb"[A-Za-z0-9_+/=-]{3,}\.")
_ADDRESS = re.compile(rb"[A-Za-z][A-Za-z0-9+.-]*://")
_SD_JWT = re.compile(rb"[A-Za-z0-9_-]+(?:\.[A-Za-z0-9_-]*){2}~[A-Za-z0-9_.~-]*")

__all__ = [
    "MAX_FILE_BYTES",
    "MAX_IMAGE_BYTES",
    "PDF_START",
    "Presented",
    "fetch_presented",
    "fetch_shown",
    "read_presented",
    "read_token",
]


def read_presented(data: bytes) -> Presented:
    """Read an uploaded file by its content; its name and announced type count for nothing.

    data:   JSON, a compact JWS, or a PNG or SVG image that holds one of them.
    Raises: UnreadableInput.
    """
    carrier = _carrier(data)
    _refuse_size(data, carrier)
    if carrier == "json":
        return _read_text(data, carrier)
    try:
        baked = find_badge(data)
    except CredentialError as error:
        raise UnreadableInput(error.reason, **error.facts) from error
    return _read_old(baked, carrier) if baked.is_old else _read_text(baked.text, carrier)


def fetch_presented(url: str, fetcher: AnyHost) -> Presented:
    """Fetch what an address shows, then read it.

    Raises: UnreadableInput (also when it cannot be fetched: there is nothing to verify).
    """
    return read_presented(fetch_shown(url, fetcher))


def fetch_shown(url: str, fetcher: AnyHost) -> bytes:
    """Fetch what an address shows.

    Raises: UnreadableInput.
    """
    if not url.lower().startswith("https://"):
        raise UnreadableInput("input.address", url=url)
    try:
        return fetcher.fetch(url)
    except Undetermined as error:
        raise UnreadableInput(error.reason, **error.facts) from error


def _carrier(data: bytes) -> str:
    if data.startswith(_OTHER_FILES):
        raise UnreadableInput("input.unknown_format")
    if not is_image(data):
        return "json"
    return "png" if data.startswith(b"\x89PNG") else "svg"


def _refuse_size(data: bytes, carrier: str) -> None:
    if not data.strip():
        raise UnreadableInput("input.empty")
    limit = MAX_FILE_BYTES if carrier == "json" else MAX_IMAGE_BYTES
    if len(data) > limit:
        raise UnreadableInput("input.too_large", size=len(data), limit=limit)


def _read_old(baked: BakedBadge, carrier: str) -> Presented:
    """Read the badge of an old image, which may be an address alone: nothing is fetched here.

    An address beside the badge must be the badge's own: else there are two.
    """
    if _ADDRESS.match(baked.text.lstrip()[:64]):
        return Presented(
            data=baked.text, document=None, carrier=carrier, address=_https(baked.text.strip())
        )
    presented = _read_text(baked.text, carrier)
    own = (presented.document or {}).get("id")
    if baked.address and baked.address != str(own).encode():
        raise UnreadableInput("image.several_credentials", count=2)
    return presented


def _https(text: bytes) -> str:
    address = text.decode("utf-8", errors="replace")
    if not address.startswith("https://"):
        raise UnreadableInput("input.address", url=address[:200])
    return address


def _read_text(text: bytes, carrier: str) -> Presented:
    if _TOKEN.match(text.lstrip()):
        return read_token(text.strip(), "jws" if carrier == "json" else carrier)
    try:
        document = parse_object(text)
    except CredentialError as error:
        raise UnreadableInput(error.reason, **error.facts) from error
    _refuse_other_forms(document)
    _require_credential(document)
    return Presented(data=text, document=document, carrier=carrier)


def read_token(text: bytes, carrier: str) -> Presented:
    """Read a token without a space around it; an SD-JWT is known by name only.

    Raises: UnreadableInput.
    """
    # The expression reads the whole token twice; only a few tokens have the sign it looks for.
    if b"~" in text and _SD_JWT.fullmatch(text):
        return Presented(data=text, document=None, carrier=carrier)
    return present_jwt(text, carrier)


def _refuse_other_forms(document: JsonObject) -> None:
    """Name signed and encrypted tokens that are written as JSON (hardening J10)."""
    if "ciphertext" in document:
        raise UnreadableInput("jwt.unsupported_form", form="JWE")
    if "payload" in document and ("signature" in document or "signatures" in document):
        raise UnreadableInput("jwt.unsupported_form", form="JWS JSON")


def _require_credential(document: JsonObject) -> None:
    """Refuse JSON that does not even claim to be a badge: there is nothing to verify in it."""
    if is_open_badges_1(document):
        return
    if "@context" not in document and "type" not in document:
        raise UnreadableInput("input.not_a_credential")
