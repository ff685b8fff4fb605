"""Erasure as a whole: written down outside, done, and gone from the files of the database."""

from datetime import datetime
from pathlib import Path

import structlog

from badger.db.base import Engine, read_session, write_session
from badger.db.engine import DatabaseUnavailable
from badger.db.wiping import wipe_deleted
from badger.privacy.erased_list import erase_again, erased_ids, write_down_erasure
from badger.privacy.erasure import erase_person
from badger.privacy.merging_queries import merged_into

log = structlog.get_logger("badger.jobs")


def erase_for_good(
    engine: Engine, person_id: str, *, list_file: Path | None, now: datetime
) -> None:
    """Erase a person and leave nothing of hers in the database's files.

    list_file: where she is written down for restores; None: nowhere, as in memory.
    Raises: PersonUnknown, ErasedListUnreadable: then nothing was erased.
    """
    if list_file is not None:
        with read_session(engine) as db:
            merged = merged_into(db, person_id)
        # A backup from before accounts were merged brings each of them back.
        for one in (person_id, *merged):
            write_down_erasure(list_file, one, now=now)
    with write_session(engine) as db:
        erase_person(db, person_id, now=now)
    _wipe_quietly(engine)


def erase_listed(engine: Engine, *, list_file: Path | None, now: datetime) -> int:
    """Erase again whom a restored backup brought back; return how many (hardening G06).

    Raises: ErasedListUnreadable.
    """
    ids = erased_ids(list_file) if list_file is not None else ()
    if not ids:
        return 0
    with write_session(engine) as db:
        erased = erase_again(db, ids, now=now)
    if erased:
        log.warning("erased again after a restore", people=erased)
        _wipe_quietly(engine)
    return erased


def _wipe_quietly(engine: Engine) -> None:
    """Wipe where that needs no closed site; PostgreSQL is its operator's (docs/operations.md)."""
    if engine.dialect.name != "sqlite":
        return
    try:
        wipe_deleted(engine)
    except DatabaseUnavailable:
        # Deleted bytes are overwritten already; the log of writes waits for the next wiping.
        log.warning("wiping was put off", reason="database.unavailable")
