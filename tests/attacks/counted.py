"""Counts what Python asks the system for: every address dialled, every name looked up.

An audit hook sees each of them before it happens, whoever asks, and cannot be taken away.
"""

import sys
from dataclasses import dataclass, field

_SEEN: list[tuple[str, str, int]] = []


def _note(event: str, arguments: tuple[object, ...]) -> None:
    if event in ("socket.connect", "socket.sendto"):
        host, port = _place(arguments[1])
        _SEEN.append((event, host, port))
    elif event == "socket.getaddrinfo":
        _SEEN.append((event, str(arguments[0]), 0))


def _place(address: object) -> tuple[str, int]:
    if isinstance(address, tuple):
        return str(address[0]), int(address[1])
    return str(address), 0


sys.addaudithook(_note)


@dataclass
class Counter:
    """What was asked since it was made, apart from ports of this machine that are allowed."""

    allowed: set[int] = field(default_factory=set)
    start: int = field(default_factory=lambda: len(_SEEN))

    def outside(self) -> list[tuple[str, str, int]]:
        """Return what was asked outside of the list of what may be."""
        return [
            (event, host, port)
            for event, host, port in _SEEN[self.start :]
            # To dial an address Python asks for its own spelling first, which asks nobody.
            if (host, port) not in {("127.0.0.1", one) for one in self.allowed}
            and (event, host) != ("socket.getaddrinfo", "127.0.0.1")
        ]
