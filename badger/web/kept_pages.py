"""Public pages that are the same for everybody: kept for a minute, or until something changes."""

import secrets
import threading
from collections.abc import Callable, Hashable
from typing import Final

from badger.clock import Clock

MOST: Final = 1_024
# Stands in a kept page where each visitor gets a form token of her own; nobody can write it.
TOKEN_PLACE: Final = secrets.token_urlsafe(24).encode()


class KeptPages:
    """Remembers whole pages, as bytes.

    stamp: differs when anything may have been written meanwhile (`db.changes.Changes`).
    is_exact: whether the stamp tells each write at once; else it may be a second late.
    clock: a page tells the minute that it was made in, and is not shown in another one.
    most:  pages that are kept at the same time; about 10 kB each.
    """

    def __init__(
        self,
        stamp: Callable[[], Hashable],
        clock: Clock,
        *,
        is_exact: bool = True,
        most: int = MOST,
    ) -> None:
        self.is_exact = is_exact
        self._stamp = stamp
        self._clock = clock
        self._most = most
        self._lock = threading.Lock()
        self._of: Hashable = None
        self._pages: dict[Hashable, bytes] = {}

    def page(self, key: Hashable, make: Callable[[], bytes], *, token: str) -> bytes:
        """Return the page of `key`, made now unless it was within this minute.

        key:   what the page depends on, save what is stored and the time.
        token: the visitor's form token, which the page may hold.
        """
        place = token.encode()
        pages = self._current()
        known = pages.get(key)
        if known is not None:
            return known.replace(TOKEN_PLACE, place)
        made = make()
        # Kept under the stamp from before it was made: at worst it is made once more.
        if len(pages) >= self._most:
            pages.clear()
        pages[key] = made.replace(place, TOKEN_PLACE)
        return made

    def _current(self) -> dict[Hashable, bytes]:
        """Return the pages of this minute, of which nothing has changed; ask before reading."""
        of = (self._stamp(), int(self._clock().timestamp()) // 60)
        with self._lock:
            if of != self._of:
                self._of, self._pages = of, {}
            return self._pages
