"""Have a photo read, or drawn anew, by a process of its own; nothing of the photo stays there."""

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
READER: Final = "badger.web.photos.codes"
DRAWER: Final = "badger.web.photos.drawing"
PHOTO_SIDE: Final = 1600
# What `photos.drawing` ends with when it refuses a photo and says why.
REFUSED: Final = 3


class PhotosBusy(BadgerError):
    """As many photos as this site reads at once are being read; asking again soon may do."""

    code = "photo.busy"


class PhotoRefused(BadgerError):
    """A photo that is not read: no picture, or too large a one."""

    code = "photo.unreadable"


_places = threading.BoundedSemaphore(MAX_AT_ONCE)


def is_photo(data: bytes) -> bool:
    """Tell whether bytes begin as a picture does that a telephone takes."""
    return data.startswith(PHOTO_STARTS)


def read_codes(photo: bytes) -> tuple[str, ...]:
    """Return the texts of the QR codes of a photo; at least one.

    Raises: UnreadableInput "photo.no_code", "photo.unreadable", "photo.too_many_pixels";
            PhotosBusy.
    """
    run = _run(READER, photo)
    answer = _answer(run.stdout) if run.returncode == 0 else {}
    if not answer:
        raise UnreadableInput("photo.unreadable")
    if "refused" in answer:
        raise UnreadableInput(str(answer["refused"]))
    codes = answer.get("codes")
    if not isinstance(codes, list) or not codes:
        raise UnreadableInput("photo.no_code")
    return tuple(str(code) for code in codes)


def drawn_anew(photo: bytes, *, side: int = PHOTO_SIDE) -> bytes:
    """Return a photo as a JPEG that holds its pixels and nothing else, at most `side` a side.

    Raises: PhotoRefused "photo.unreadable", "photo.too_many_pixels"; PhotosBusy.
    """
    run = _run(DRAWER, photo, str(side))
    if run.returncode == REFUSED:
        raise PhotoRefused(run.stdout.decode("ascii", "replace"))
    if run.returncode != 0:
        raise PhotoRefused("photo.unreadable")
    return run.stdout


def _run(program: str, photo: bytes, *words: str) -> subprocess.CompletedProcess[bytes]:
    """Run one of our own programs; the photo goes in by a pipe. Raises: PhotosBusy."""
    if not _places.acquire(timeout=PATIENCE_S):
        raise PhotosBusy
    command = [sys.executable, "-I", "-m", program, *words]
    try:
        return subprocess.run(  # noqa: S603
            command, input=photo, capture_output=True, timeout=TIMEOUT_S, check=False
        )
    except subprocess.SubprocessError:
        return subprocess.CompletedProcess(command, 1, b"", b"")
    finally:
        _places.release()


def _answer(said: bytes) -> dict[str, object]:
    try:
        answer = json.loads(said)
    except ValueError:
        return {}
    return answer if isinstance(answer, dict) else {}
