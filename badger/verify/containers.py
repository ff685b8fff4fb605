"""What was shown -> the credentials in it: one, or those of a presentation or of a PDF.

A PDF carries credentials as attached files: so do the cards of competences of this site. Each is
judged alone, as the members of a presentation are.
"""

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from badger.credentials.baking import is_image
from badger.late import LateModule
from badger.verify.errors import UnreadableInput
from badger.verify.formats import Format, format_of
from badger.verify.intake import MAX_FILE_BYTES, PDF_START, read_presented
from badger.verify.presentations import MAX_CONTAINED, Unreadable, contained_in
from badger.verify.presented import Presented

if TYPE_CHECKING:
    from badger.verify import pdf_files
else:
    pdf_files = LateModule("badger.verify.pdf_files")

# How credentials begin: as JSON, or as a token, whose header is JSON in base64url.
_BEGINNING: Final = re.compile(rb"(\xef\xbb\xbf)?\s*(\{|ey[A-Za-z0-9_-]+\.)")
_OTHER_FILES: Final = frozenset(
    ("input.not_a_credential", "image.no_credential", "image.unknown_format")
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Opened:
    """What was shown, opened.

    data, carrier: as in `Presented`; of a PDF with several credentials its own bytes.
    members:       what is to be judged, never empty.
    is_container:  the credentials came in something that says nothing of them itself.
    """

    data: bytes
    carrier: str
    members: tuple[Presented | Unreadable, ...]
    is_container: bool


def open_shown(data: bytes) -> Opened:
    """Open what was shown, by its content.

    Raises: UnreadableInput, where there is nothing to verify.
    """
    if data.startswith(PDF_START):
        return _opened_pdf(data)
    presented = read_presented(data)
    found = contained_in(presented)
    return Opened(
        data=presented.data,
        carrier=presented.carrier,
        members=found,
        is_container=found[0] is not presented,
    )


def _opened_pdf(pdf: bytes) -> Opened:
    if len(pdf) > MAX_FILE_BYTES:
        raise UnreadableInput("input.too_large", size=len(pdf), limit=MAX_FILE_BYTES)
    files = dict.fromkeys(pdf_files.attached_files(pdf))
    members = tuple(member for file in files for member in _credentials_in(file))
    if not members:
        raise UnreadableInput("input.pdf")
    if len(members) > MAX_CONTAINED:
        raise UnreadableInput("pdf.too_many", limit=MAX_CONTAINED)
    alone = members[0] if len(members) == 1 else None
    is_container = not isinstance(alone, Presented)
    data = alone.data if isinstance(alone, Presented) else pdf
    return Opened(data=data, carrier="pdf", members=members, is_container=is_container)


def _credentials_in(file: bytes) -> tuple[Presented | Unreadable, ...]:
    """Return the credentials of an attached file, none where it does not claim to hold any.

    One that cannot be read hides none of the others.
    """
    if not (_BEGINNING.match(file) or is_image(file)):
        return ()
    try:
        presented = read_presented(file)
        if presented.document is not None and format_of(presented.document) is Format.OTHER:
            return ()
        return contained_in(presented)
    except UnreadableInput as error:
        return () if error.reason in _OTHER_FILES else (Unreadable(error, file),)
