"""Ports for servers that listen a moment after their number was chosen."""

import os
import socket
from itertools import count
from pathlib import Path

_RANGE = Path("/proc/sys/net/ipv4/ip_local_port_range")
# Browsers open no page at 10080, nor at some ports below.
_FIRST, _OF_EACH = 10_100, 100
_taken = count()


def free_port() -> int:
    """Find a port on which nobody listens, and that nobody else is given until we use it.

    It lies below those that the system hands out: whoever asks for any port, or calls somebody,
    never gets it. Each process of tests has a row of its own, and takes no port of it twice
    before it has had all.
    """
    rows = (_handed_out_from() - _FIRST) // _OF_EACH
    row = _FIRST + os.getpid() % rows * _OF_EACH
    for _ in range(_OF_EACH):
        port = row + next(_taken) % _OF_EACH
        try:
            socket.create_server(("127.0.0.1", port)).close()
        except OSError:
            continue
        return port
    raise AssertionError(f"no free port from {row} on")


def _handed_out_from() -> int:
    """Return the first port that the system gives to whoever asks for any."""
    try:
        return max(int(_RANGE.read_text(encoding="ascii").split()[0]), _FIRST + _OF_EACH)
    except OSError:
        return 32_768
