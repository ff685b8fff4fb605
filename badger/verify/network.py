"""Names to addresses and addresses to sockets: what `fetch.py` needs of the system.

An object of its own, so that a test can put a loopback server behind a public address while
every check stays as it is.
"""

import queue
import socket
import threading
from collections.abc import Callable
from typing import Protocol

from badger.verify.errors import Undetermined


class Network(Protocol):
    """Resolves names and opens connections, each within a number of seconds."""

    def resolve(self, host: str, *, timeout_s: float) -> list[str]:
        """Return the addresses of a name.

        Raises: Undetermined.
        """
        ...

    def connect(self, address: str, port: int, *, timeout_s: float) -> socket.socket:
        """Open a connection to an address, never to a name.

        Raises: OSError.
        """
        ...


def system_addresses(host: str) -> list[str]:
    """Ask the system's resolver, for as long as it takes; nothing when it knows no answer."""
    try:
        found = socket.getaddrinfo(host, None, type=socket.SOCK_STREAM)
    except OSError:
        return []
    return list(dict.fromkeys(str(entry[4][0]) for entry in found))


class SystemNetwork:
    """The network of this machine.

    look_up: gives the addresses of a name.
    """

    def __init__(self, look_up: Callable[[str], list[str]] = system_addresses) -> None:
        self._look_up = look_up

    def resolve(self, host: str, *, timeout_s: float) -> list[str]:
        """Ask the system's resolver, and wait no longer than `timeout_s`.

        Raises: Undetermined "fetch.name", "fetch.timeout".
        """
        answers: queue.SimpleQueue[list[str]] = queue.SimpleQueue()
        # A look-up cannot be interrupted: it is left behind in a thread that ends with it.
        threading.Thread(target=lambda: answers.put(self._look_up(host)), daemon=True).start()
        try:
            found = answers.get(timeout=timeout_s)
        except queue.Empty:
            raise Undetermined("fetch.timeout", host=host) from None
        if not found:
            raise Undetermined("fetch.name", host=host)
        return found

    def connect(self, address: str, port: int, *, timeout_s: float) -> socket.socket:
        """Open a TCP connection.

        Raises: OSError.
        """
        return socket.create_connection((address, port), timeout=timeout_s)
