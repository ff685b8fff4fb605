"""Have a photo read by a process of its own; nothing of the photo is kept."""

import json
import subprocess
import sys
import threading
from typing import Final

from badger.errors import BadgerError
from badger.verify.errors import UnreadableInput

# Together less than the five seconds in which everything is answered (hardening R4).
PATIENCE_S: Final = 1.0
TIMEOUT_S: Final = 3.5
MAX_AT_ONCE: Final = 2
PHOTO_STARTS: Final = (b"\xff\xd8\xff", b"\x89PNG", b"RIFF")
PROGRAM: Final = "badger.web.photos.codes"


class PhotosBusy(BadgerError):
    """As many photos as this site reads at once are being read; asking again soon may do."""

    code = "photo.busy"


_places = threading.BoundedSemaphore(MAX_AT_ONCE)


def is_photo(data: bytes) -> bool:
    """Tell whether bytes begin as a picture does that a telephone takes."""
    return data.startswith(PHOTO_STARTS)


def read_codes(photo: bytes) -> tuple[str, ...]:
    """Return the texts of the QR codes of a photo; at least one.

    Raises: UnreadableInput "photo.no_code", "photo.unreadable", "photo.too_many_pixels";
            PhotosBusy.
    """
    if not _places.acquire(timeout=PATIENCE_S):
        raise PhotosBusy
    try:
        answer = _answer(photo)
    finally:
        _places.release()
    if "refused" in answer:
        raise UnreadableInput(str(answer["refused"]))
    codes = answer.get("codes")
    if not isinstance(codes, list) or not codes:
        raise UnreadableInput("photo.no_code")
    return tuple(str(code) for code in codes)


def _answer(photo: bytes) -> dict[str, object]:
    command = [sys.executable, "-I", "-m", PROGRAM]
    try:
        # Our own program, named by a constant; the photo goes in by a pipe.
        run = subprocess.run(  # noqa: S603
            command, input=photo, capture_output=True, timeout=TIMEOUT_S, check=True
        )
        answer = json.loads(run.stdout)
    except (subprocess.SubprocessError, ValueError) as error:
        raise UnreadableInput("photo.unreadable") from error
    return answer if isinstance(answer, dict) else {}
