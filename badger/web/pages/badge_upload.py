"""A picture that a partner gives for its badge: drawn anew, small, and carried by the form.

A form that has to be corrected comes back with it: browsers do not fill a file in again.
"""

import base64
import binascii
from typing import Final

from flask import request

from badger.errors import BadgerError
from badger.issuer.pictures import MAX_UPLOAD_BYTES, UPLOAD_SIDE
from badger.web.forms import FormReader
from badger.web.photos.reading import drawn_anew
from badger.web.presenters.spoken_findings import say

FIELD: Final = "image_upload"
KEPT: Final = "image_kept"
DROP: Final = "image_drop"


def kept_upload(form: FormReader) -> bytes:
    """Return the picture that was sent now, else the one that the form carries, else nothing."""
    if form.ticked(DROP):
        return b""
    sent = request.files.get(FIELD)
    if sent is not None:
        # The form is read again where it is shown again.
        sent.stream.seek(0)
    data = sent.read() if sent is not None else b""
    if not data:
        return _carried(form)
    try:
        return drawn_anew(data, side=UPLOAD_SIDE)
    except BadgerError as error:
        form.problems.setdefault(FIELD, say(error.reason, error.facts))
        return _carried(form)


def as_text(data: bytes) -> str:
    """Write a picture as the form carries it."""
    return base64.b64encode(data).decode("ascii")


def _carried(form: FormReader) -> bytes:
    text = form.form.get(KEPT, "")
    if not text or len(text) > 2 * MAX_UPLOAD_BYTES:
        return b""
    try:
        carried = base64.b64decode(text, validate=True)
        # Whatever came back from a browser is drawn anew like any other picture.
        return drawn_anew(carried, side=UPLOAD_SIDE)
    except (BadgerError, binascii.Error, ValueError):
        return b""
