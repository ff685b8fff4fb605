"""What holds something for long is done for a few at once, and for each person once."""

import threading


class FewAtOnce:
    """Places for whoever holds a thread, or room on the disk, for as long as a line is slow."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._taken: set[str] = set()
        self._lock = threading.Lock()

    def take(self, who: str) -> bool:
        """Take a place; tell whether there was one, and whether this one held none yet."""
        with self._lock:
            if who in self._taken or len(self._taken) >= self._most:
                return False
            self._taken.add(who)
            return True

    def give_back(self, who: str) -> None:
        """Give a place back; once more changes nothing."""
        with self._lock:
            self._taken.discard(who)
