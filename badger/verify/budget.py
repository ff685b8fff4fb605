"""How much one verification may ask of the network (hardening, section 4)."""

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from badger.verify.errors import Undetermined

MAX_FETCHES = 6
# An answer comes within five seconds: the last one is for reading and judging.
FETCH_TIMEOUT_S = 4.0


@dataclass(slots=True)
class Budget:
    """Counts the fetches of one verification and the seconds that they take together."""

    fetches: int = MAX_FETCHES
    seconds: float = FETCH_TIMEOUT_S
    monotonic: Callable[[], float] = time.monotonic

    def spend(self, fetch: Callable[[float], bytes], address: str) -> bytes:
        """Run one fetch, told how many seconds are left.

        Raises: Undetermined, also when nothing is left.
        """
        if self.fetches <= 0 or self.seconds <= 0:
            raise Undetermined("fetch.budget", address=address)
        self.fetches -= 1
        with self._counted():
            return fetch(self.seconds)

    def wait_for(self, turn: "threading.Lock | threading.Semaphore", address: str) -> None:
        """Take `turn`, within the seconds that are left: waiting for others counts as well.

        Raises: Undetermined "fetch.busy".
        """
        with self._counted():
            if not turn.acquire(timeout=max(self.seconds, 0)):
                raise Undetermined("fetch.busy", address=address[:200])

    @contextmanager
    def part(self, *, fetches: int, seconds: float) -> "Iterator[Budget]":
        """Give away at most this much of what is left; what was not spent comes back."""
        given = Budget(min(fetches, self.fetches), min(seconds, self.seconds), self.monotonic)
        self.fetches -= given.fetches
        self.seconds -= given.seconds
        try:
            yield given
        finally:
            self.fetches += given.fetches
            self.seconds += given.seconds

    @contextmanager
    def _counted(self) -> Iterator[None]:
        start = self.monotonic()
        try:
            yield
        finally:
            self.seconds -= self.monotonic() - start
