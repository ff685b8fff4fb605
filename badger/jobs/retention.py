"""Once an hour, what is over its time goes (hardening G05)."""

from datetime import datetime

import structlog

from badger.clock import Clock
from badger.db.base import Engine, write_session
from badger.privacy.retention import forget_in_time

log = structlog.get_logger("badger.jobs")


class Retention:
    """Remembers the hour that was done last, in one process; twice is once anyway."""

    def __init__(self, engine: Engine, *, clock: Clock) -> None:
        self._engine = engine
        self._clock = clock
        self._done: datetime | None = None

    def run_when_due(self) -> dict[str, int]:
        """Forget where this hour was not done yet; it never fails. Return the rows by table."""
        hour = self._clock().replace(minute=0, second=0, microsecond=0)
        if hour == self._done:
            return {}
        try:
            with write_session(self._engine) as db:
                gone = forget_in_time(db, now=self._clock())
        except Exception as error:
            # Whatever went wrong, mails leave all the same; the next round tries again.
            log.error("retention", exc_info=error)
            return {}
        self._done = hour
        return gone
