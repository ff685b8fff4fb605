"""Writers of one process stand in line: SQLite itself lets whoever asks at the right moment in."""

import threading
from collections import deque


class WriterQueue:
    """A lock that is given in the order in which it was asked for.

    SQLite's waiting writers sleep and try again: the one that has waited longest sleeps longest,
    and gives up while newcomers pass (hardening X14). With a line in each process at most one
    of its threads asks for the file.
    """

    def __init__(self) -> None:
        self._guard = threading.Lock()
        self._waiting: deque[threading.Event] = deque()
        self._taken = False

    def take(self, *, patience_s: float) -> bool:
        """Wait for one's turn; tell whether it came. A turn that came has to be ended."""
        with self._guard:
            if not self._taken:
                self._taken = True
                return True
            turn = threading.Event()
            self._waiting.append(turn)
        return turn.wait(patience_s) or self._came_at_last(turn)

    def end(self) -> None:
        """End the turn: the one who waits longest is next."""
        with self._guard:
            if self._waiting:
                self._waiting.popleft().set()
            else:
                self._taken = False

    def _came_at_last(self, turn: threading.Event) -> bool:
        """Leave the line, unless the turn came between the end of patience and now."""
        with self._guard:
            if turn.is_set():
                return True
            self._waiting.remove(turn)
            return False
