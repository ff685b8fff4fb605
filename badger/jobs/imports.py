"""Carries on files of observations: one batch a transaction, until told to stop."""

from collections.abc import Callable

import structlog

from badger.clock import Clock
from badger.db.base import Engine, read_session, write_session
from badger.issuer.elsewhere.bulk import carry_on
from badger.issuer.elsewhere.bulk_queries import imports_wait

log = structlog.get_logger("badger.jobs")


def carry_on_imports(engine: Engine, *, clock: Clock, stopping: Callable[[], bool]) -> int:
    """Do the batches that wait; return how many were done.

    stopping: tells between two batches whether to leave the rest for later.
    """
    with read_session(engine) as db:
        if not imports_wait(db):
            return 0
    batches = 0
    while not stopping():
        with write_session(engine) as db:
            if not carry_on(db, now=clock()):
                break
        batches += 1
    return batches


def carry_on_quietly(engine: Engine, *, clock: Clock, stopping: Callable[[], bool]) -> int:
    """Do as `carry_on_imports`, for whoever must go on whatever happens: it never fails."""
    try:
        return carry_on_imports(engine, clock=clock, stopping=stopping)
    except Exception as error:
        log.error("imports", exc_info=error)
        return 0
