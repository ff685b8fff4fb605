"""What a visitor sent to be verified: one thing, wherever in the form it stands."""

import base64
from dataclasses import dataclass, replace
from typing import Final

from flask import request

from badger.verify.errors import UnreadableInput
from badger.verify.judge import Answer, Question
from badger.web.own_badges import own_badge
from badger.web.photos.reading import is_photo, read_codes
from badger.web.qr_texts import QrText, read_qr_text
from badger.web.services import services

MAX_ADDRESS: Final = 2000
MAX_AGAIN_BYTES: Final = 64 * 1024
MAX_RECIPIENT: Final = 320
NO_BADGE_INSIDE: Final = ("image.no_credential", "image.damaged", "input.unknown_format")


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """One thing to verify: bytes or an address; or codes that the visitor has to choose from."""

    data: bytes = b""
    address: str = ""
    codes: tuple[QrText, ...] = ()


def read_form() -> Asked:
    """Read the one thing that the form holds; a photo and a file come before what was typed.

    Raises: UnreadableInput.
    """
    photo, file = _file("photo"), _file("file")
    if photo:
        return asked_by_codes(read_codes(photo))
    if file:
        return Asked(data=file)
    if request.form.get("data"):
        return Asked(data=_bytes(request.form["data"]))
    code = request.form.get("code", "").strip()
    if code:
        return asked_by_codes((code,))
    text = request.form.get("text", "").strip()
    if text:
        return Asked(data=text.encode())
    address = request.form.get("url", "").strip()[:MAX_ADDRESS]
    if not address:
        raise UnreadableInput("input.missing")
    return Asked(address=address)


def asked_by_codes(texts: tuple[str, ...]) -> Asked:
    """Follow the one code that is ours; let the visitor look at all others first."""
    codes = tuple(read_qr_text(text) for text in texts)
    if len(codes) == 1 and codes[0].kind == "own":
        return Asked(address=codes[0].address)
    return Asked(codes=codes)


def judged(asked: Asked) -> Answer | Asked:
    """Have it judged; a picture without a badge inside is read as a photo of QR codes.

    Raises: UnreadableInput.
    """
    try:
        return services().judge.answer(_question(asked))
    except UnreadableInput as error:
        if error.reason not in NO_BADGE_INSIDE or not is_photo(asked.data):
            raise
        return _judged_photo(asked.data, otherwise=error)


def _judged_photo(photo: bytes, *, otherwise: UnreadableInput) -> Answer | Asked:
    try:
        again = asked_by_codes(read_codes(photo))
    except UnreadableInput as error:
        raise (otherwise if photo.startswith(b"\x89PNG") else error) from error
    return again if again.codes else services().judge.answer(_question(again))


def again_fields(asked: Asked, answer: Answer) -> dict[str, str]:
    """Return the fields of a form that asks the same again; none where it would be too long."""
    if asked.address:
        return {"url": asked.address}
    if len(answer.data) > MAX_AGAIN_BYTES:
        return {}
    # In base64: a form would change the ends of lines, and nothing of a badge that was refused
    # may stand in the page.
    return {"data": base64.b64encode(answer.data).decode("ascii")}


def _question(asked: Asked) -> Question:
    here = services()
    recipient = request.form.get("recipient", "").strip()[:MAX_RECIPIENT] or None
    # The badge names its refresh service itself: it is asked when the visitor says so.
    refresh = request.form.get("refresh") == "1"
    policy, now = replace(here.policy(recipient), refresh=refresh), here.clock()
    if asked.data:
        return Question(data=asked.data, policy=policy, now=now)
    own = own_badge(asked.address)
    if own is not None:
        return Question(data=own, policy=policy, now=now)
    return Question(address=asked.address, policy=policy, now=now)


def _bytes(text: str) -> bytes:
    try:
        return base64.b64decode(text, validate=True)
    except ValueError as error:
        raise UnreadableInput("input.unreadable") from error


def _file(field: str) -> bytes:
    file = request.files.get(field)
    if file is None or not file.filename:
        return b""
    with file.stream as stream:
        data = stream.read()
    if not data:
        raise UnreadableInput("input.empty")
    return data
