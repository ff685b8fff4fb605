"""The counts of tries, in the memory of one web process."""

import threading
import time
from collections.abc import Callable
from typing import Final

from limits.storage import Storage

SWEEP_S: Final = 10.0


class Counts(Storage):
    """How often each key was counted, each until its time is over.

    The library's own store in memory starts a thread every hundredth of a second while it is
    asked, to throw away what is over; here whoever counts does so now and then.
    """

    STORAGE_SCHEME: list[str] | None = None  # Chosen by no address.

    def __init__(self, now: Callable[[], float] = time.monotonic) -> None:
        super().__init__()
        self._now = now
        self._lock = threading.Lock()
        self._known: dict[str, tuple[int, float]] = {}
        self._swept = now()

    @property
    def base_exceptions(self) -> type[Exception]:
        """Return what the store itself may raise: nothing of its own."""
        return OSError

    def incr(self, key: str, expiry: float, amount: int = 1) -> int:
        """Count once more and return the count; a new count lasts `expiry` seconds."""
        now = self._now()
        with self._lock:
            if now - self._swept >= SWEEP_S:
                self._swept = now
                self._known = {one: held for one, held in self._known.items() if held[1] > now}
            count, until = self._known.get(key, (0, 0.0))
            if until <= now:
                count, until = 0, now + expiry
            self._known[key] = count + amount, until
        return count + amount

    def get(self, key: str) -> int:
        """Return the count of a key, 0 where its time is over."""
        count, until = self._known.get(key, (0, 0.0))
        return count if until > self._now() else 0

    def get_expiry(self, key: str) -> float:
        """Return when the count of a key is over, in seconds of that clock."""
        now = self._now()
        return max(self._known.get(key, (0, now))[1], now)

    def check(self) -> bool:
        """Tell whether counting works: memory always does."""
        return True

    def reset(self) -> int:
        """Forget every count; return how many there were."""
        with self._lock:
            forgotten, self._known = len(self._known), {}
        return forgotten

    def clear(self, key: str) -> None:
        """Forget the count of a key."""
        with self._lock:
            self._known.pop(key, None)
