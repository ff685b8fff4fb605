"""The photo that came with a form."""

from flask import request

from badger.errors import BadgerError
from badger.web.photos.reading import is_photo


class PictureMissing(BadgerError):
    """The form came without a picture."""

    code = "picture.missing"


def sent_picture() -> bytes:
    """Return the bytes of the field `picture`, not looked into yet. Raises: PictureMissing."""
    file = request.files.get("picture")
    if file is None:
        raise PictureMissing
    with file.stream as stream:
        data = stream.read()
    if not is_photo(data):
        raise PictureMissing
    return data
