"""Erasure as a whole: written down outside, done, and gone from the files of the database."""

from collections.abc import Callable, Iterable, Sequence
from datetime import datetime
from pathlib import Path

import structlog

from badger.clock import Clock
from badger.db.base import Engine, Session, write_session
from badger.db.engine import DatabaseUnavailable
from badger.db.opening import keys_behind
from badger.db.person_key_errors import PersonKeysUnavailable
from badger.db.wiping import wipe_deleted
from badger.privacy.erased_list import erase_again, erased_ids, write_down_erasure
from badger.privacy.erasure import erase_person
from badger.privacy.guardian_queries import locked_person
from badger.privacy.guardians import PersonUnknown
from badger.privacy.inactive import is_over
from badger.privacy.merging_queries import living_by_merging, merged_into

log = structlog.get_logger("badger.jobs")


def erase_for_good(
    engine: Engine, person_id: str, *, list_file: Path | None, now: datetime
) -> None:
    """Erase a person, leave nothing of hers in the database's files, and destroy her key.

    list_file: where she is written down for restores; None: nowhere, as in memory.
    Raises: PersonUnknown, ErasedListUnreadable: then nothing was erased.
    """
    with write_session(engine) as db:
        # Nobody who is not there any more, merged a moment ago, may come to stand in the list.
        if locked_person(db, person_id) is None:
            raise PersonUnknown
        ids = _erase_rows(db, person_id, list_file=list_file, now=now)
    _leave_nothing(engine, ids)


def erase_inactive(
    engine: Engine, person_ids: Iterable[str], *, list_file: Path | None, clock: Clock
) -> int:
    """Erase those whose warning is over, then write the database's files anew, once.

    Whoever came in meanwhile, or of whom anything happened, keeps her page: that is looked at in
    the transaction that erases, while nobody else can change it. Return how many were erased.

    person_ids: the next one is asked for when the one before is gone.
    list_file:  where they are written down for restores; None: nowhere, as in memory.
    Raises: ErasedListUnreadable: then those before are erased for good.
    """
    erased: list[tuple[str, ...]] = []
    try:
        for one in person_ids:
            if ids := _erase_silent(engine, one, list_file=list_file, now=clock()):
                erased.append(ids)
    finally:
        if erased:
            _leave_nothing(engine, tuple(one for ids in erased for one in ids))
    return len(erased)


def _erase_silent(
    engine: Engine, person_id: str, *, list_file: Path | None, now: datetime
) -> tuple[str, ...]:
    """Erase a person whose warning is over; return her ids, none where she stays."""
    with write_session(engine) as db:
        # Her row first: whoever writes something of hers waits for it, or has written already.
        if locked_person(db, person_id) is None or not is_over(db, person_id, now=now):
            return ()
        return _erase_rows(db, person_id, list_file=list_file, now=now)


def _erase_rows(
    db: Session, person_id: str, *, list_file: Path | None, now: datetime
) -> tuple[str, ...]:
    """Write down that a person, locked, is erased, and do it; return all ids that were hers."""
    # A backup from before accounts were merged brings each of them back.
    ids = (person_id, *merged_into(db, person_id))
    if list_file is not None:
        for one in ids:
            write_down_erasure(list_file, one, now=now)
    erase_person(db, person_id, now=now)
    return ids


def _leave_nothing(engine: Engine, ids: tuple[str, ...]) -> None:
    _wipe_quietly(engine)
    _destroy_keys(engine, ids)


def eraser(engine: Engine, *, list_file: Path | None, clock: Clock) -> Callable[[str], None]:
    """Return what erases a person of this installation for good."""

    def erase(person_id: str) -> None:
        erase_for_good(engine, person_id, list_file=list_file, now=clock())

    return erase


def erase_listed(engine: Engine, *, list_file: Path | None, now: datetime) -> int:
    """Erase again whom a restored backup brought back; return how many (hardening G06).

    Raises: ErasedListUnreadable.
    """
    ids = erased_ids(list_file) if list_file is not None else ()
    if not ids:
        return 0
    with write_session(engine) as db:
        erased = erase_again(db, ids, now=now)
        # Whoever was written down before a crash may have merged her page since: her words live.
        living = living_by_merging(db, set(ids))
    # Of all others: an erasure may have stopped before its last step, or their keys came back.
    _destroy_keys(engine, [one for one in ids if one not in living])
    if erased:
        log.warning("erased again after a restore", people=erased)
        _wipe_quietly(engine)
    return erased


def _destroy_keys(engine: Engine, ids: Sequence[str]) -> None:
    """Make what old copies of the database hold of these people unreadable (hardening G01)."""
    keys = keys_behind(engine.dialect)
    if keys is None:
        return
    try:
        keys.destroy(ids)
    except PersonKeysUnavailable:
        # They stand in the list of the erased: the next start destroys their keys.
        log.warning("destroying keys was put off", reason="person_keys.unavailable")


def _wipe_quietly(engine: Engine) -> None:
    """Wipe where that needs no closed site; PostgreSQL is its operator's (docs/operations.md)."""
    if engine.dialect.name != "sqlite":
        return
    try:
        wipe_deleted(engine)
    except DatabaseUnavailable:
        # Deleted bytes are overwritten already; the log of writes waits for the next wiping.
        log.warning("wiping was put off", reason="database.unavailable")
