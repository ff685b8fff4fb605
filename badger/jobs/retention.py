"""Once an hour, what is over its time goes (hardening G05)."""

from collections.abc import Callable, Iterable
from datetime import datetime, timedelta
from typing import Final

import structlog

from badger.clock import Clock
from badger.db.base import Engine, write_session
from badger.issuer.addresses import Addresses
from badger.jobs.erasing import erase_inactive
from badger.privacy.inactive import look_for_inactive
from badger.privacy.retention import forget_in_time
from badger.settings import Settings

log = structlog.get_logger("badger.jobs")

# After an error: a round of mails comes every few seconds, and each try would be logged.
PAUSE: Final = timedelta(minutes=5)


class Retention:
    """Remembers the hour that was done last, in one process; twice is once anyway.

    erase: erases people for good, one by one, where they are silent still; returns how many.
    page:  where people sign in, for those who are warned.
    """

    def __init__(
        self, engine: Engine, *, clock: Clock, erase: Callable[[Iterable[str]], int], page: str
    ) -> None:
        self._engine = engine
        self._clock = clock
        self._erase = erase
        self._page = page
        self._done: datetime | None = None
        self._not_before: datetime | None = None

    def run_when_due(self) -> dict[str, int]:
        """Forget where this hour was not done yet; it never fails. Return the rows by table."""
        now = self._clock()
        hour = now.replace(minute=0, second=0, microsecond=0)
        if hour == self._done or (self._not_before is not None and now < self._not_before):
            return {}
        try:
            with write_session(self._engine) as db:
                gone = forget_in_time(db, now=self._clock())
            self._erase_inactive()
        except Exception as error:
            # Whatever went wrong, mails leave all the same; it is tried again later.
            log.error("retention", exc_info=error)
            self._not_before = now + PAUSE
            return {}
        self._done = hour
        return gone

    def _erase_inactive(self) -> None:
        """Warn those who were silent for long, and erase those whose warning is over."""
        with write_session(self._engine) as db:
            looked = look_for_inactive(db, page=self._page, now=self._clock())
        erased = self._erase(looked.to_erase)
        if looked.warned or erased:
            log.info("inactive pages", warned=looked.warned, erased=erased)


def retention_of(settings: Settings, engine: Engine, *, clock: Clock) -> Retention:
    """Return what forgets in time in an installation."""

    def erase(person_ids: Iterable[str]) -> int:
        return erase_inactive(engine, person_ids, list_file=settings.erased_file, clock=clock)

    page = Addresses(settings.base_url).account_page
    return Retention(engine, clock=clock, erase=erase, page=page)
