"""The list of those who were erased, in a file beside the database and outside of its backups.

A backup is older than the erasures that followed it: after a restore they are done again from
this list (hardening G06). It holds ids of 128 random bits, which lead to nobody once erased.
"""

import os
import re
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from badger.db.base import Session
from badger.errors import BadgerError
from badger.privacy.erasure import erase_person
from badger.privacy.guardian_queries import locked_person

_LINE: Final = re.compile(r"([1-9A-HJ-NP-Za-km-z]{1,64}) \d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ")


class ErasedListUnreadable(BadgerError):
    """The list cannot be read or written, or a line of it is none of ours: nobody may guess."""

    code = "privacy.erased_list_unreadable"


def write_down_erasure(file: Path, person_id: str, *, now: datetime) -> None:
    """Add a person to the list, on the disk before anything is erased.

    Should the erasure itself not come about, the next start does it: she has asked for it.
    Raises: ErasedListUnreadable.
    """
    line = f"{person_id} {now.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}\n"
    try:
        number = os.open(file, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
        try:
            os.write(number, line.encode())
            os.fsync(number)
        finally:
            os.close(number)
    except OSError as error:
        raise ErasedListUnreadable(line=0) from error


def erased_ids(file: Path) -> tuple[str, ...]:
    """Return the ids in the list, oldest first; none where nobody was erased yet.

    Raises: ErasedListUnreadable with the number of the line.
    """
    try:
        lines = file.read_text(encoding="ascii").splitlines()
    except FileNotFoundError:
        return ()
    except (OSError, UnicodeDecodeError) as error:
        raise ErasedListUnreadable(line=0) from error
    return tuple(_id_of(line, number) for number, line in enumerate(lines, start=1))


def erase_again(db: Session, ids: tuple[str, ...], *, now: datetime) -> int:
    """Erase who stands in the list and in the database; return how many (hardening G06)."""
    back = [one for one in dict.fromkeys(ids) if locked_person(db, one) is not None]
    for person_id in back:
        erase_person(db, person_id, now=now)
    return len(back)


def _id_of(line: str, number: int) -> str:
    found = _LINE.fullmatch(line)
    if found is None:
        raise ErasedListUnreadable(line=number)
    return found[1]
