"""What was read and stays true as long as nobody writes: documents and lists asked for often.

SQLite counts the commits of others for each connection, so one that never writes sees every
commit, whichever process made it. PostgreSQL has no such counter that costs less than a read:
there, a commit of this process counts at once, one of another after a second.
"""

import itertools
import os
import sqlite3
import threading
import time
from collections.abc import Callable, Hashable
from typing import Final, Generic, TypeVar

from sqlalchemy import Engine, event

SECOND: Final = 1.0
_Key = TypeVar("_Key", bound=Hashable)
_Value = TypeVar("_Value")


class Changes:
    """Gives a stamp that differs from the last one when something was written meanwhile."""

    def __init__(self, engine: Engine, monotonic: Callable[[], float] = time.monotonic) -> None:
        self._monotonic = monotonic
        self._commits = 0
        self._numbers = itertools.count()
        self._lock = threading.Lock()
        self._file = engine.url.database if engine.dialect.name == "sqlite" else None
        self._watching: sqlite3.Connection | None = None
        self._owner = 0
        event.listen(engine, "commit", self._count)

    @property
    def are_exact(self) -> bool:
        """Tell whether every commit shows at once, whichever process made it."""
        return self._file is not None

    def stamp(self) -> Hashable:
        """Return the stamp of this moment. Ask for it before reading."""
        if self._file is None:
            return self._commits, int(self._monotonic() / SECOND)
        if self._file in ("", ":memory:"):
            return next(self._numbers)  # Nobody else can look into such a database.
        with self._lock:
            return self._version(self._file)

    def _count(self, _connection: object) -> None:
        self._commits += 1

    def _version(self, file: str) -> Hashable:
        # A connection must not be carried over a fork.
        if self._watching is None or self._owner != os.getpid():
            self._owner = os.getpid()
            self._watching = sqlite3.connect(file, isolation_level=None, check_same_thread=False)
        try:
            return self._owner, self._watching.execute("PRAGMA data_version").fetchone()
        except sqlite3.DatabaseError:
            return next(self._numbers)  # Busy or out of reach: whoever reads will say so.


class WhileUnchanged(Generic[_Key, _Value]):
    """Remembers what was read for a key until something is written.

    read: gives the value of a key from the database.
    most: keys that are remembered at the same time.
    """

    def __init__(
        self, read: Callable[[_Key], _Value], changes: Changes, *, most: int = 1_024
    ) -> None:
        self._read = read
        self._changes = changes
        self._most = most
        self._lock = threading.Lock()
        self._stamp: Hashable = None
        self._known: dict[_Key, _Value] = {}

    def __call__(self, key: _Key) -> _Value:
        """Return the value of `key`, as it is now."""
        stamp = self._changes.stamp()
        with self._lock:
            if stamp != self._stamp:
                self._stamp, self._known = stamp, {}
            known = self._known
        if key in known:
            return known[key]
        value = self._read(key)
        # Kept under the stamp from before the reading: at worst it is read once more.
        if len(known) >= self._most:
            known.clear()
        known[key] = value
        return value
