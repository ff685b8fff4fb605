"""The test mode as a program of its own, started as a person would start it."""

import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager

from tests.ports import free_port

COMMAND = [sys.executable, "-c", "from badger.cli import main; main()"]


@contextmanager
def served(*options: str) -> Iterator[tuple[int, str]]:
    """Start the command as a person would; give its port and the line that it says."""
    port = free_port()
    command = [*COMMAND, "vc-api", "--port", str(port), "--tls-self-signed", *options]
    with subprocess.Popen(command, stdout=subprocess.PIPE) as server:
        try:
            assert server.stdout is not None
            line = server.stdout.readline().decode()
            _wait_for(port)
            yield port, line
        finally:
            server.terminate()


def _wait_for(port: int) -> None:
    """Wait until the server listens: it says its address a moment before."""
    for _ in range(1_200):
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
        except OSError:
            time.sleep(0.05)
        else:
            return
    raise AssertionError("the server does not listen")
