"""A threaded server whose threads are kept.

A thread for each request means a tracer installed for each request where coverage is measured,
and CPython 3.11 now and then fails to install one: the request then waits for ever.
"""

import socket
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from werkzeug.serving import ThreadedWSGIServer

# A browser opens connections beforehand, and each holds a thread until it is used or closed.
THREADS = 32


class KeptThreadsServer(ThreadedWSGIServer):
    """Answers from a pool of threads."""

    # Any: an application, as werkzeug takes it.
    def __init__(self, host: str, port: int, app: Any) -> None:
        self._pool = ThreadPoolExecutor(THREADS)
        super().__init__(host, port, app)

    def process_request(self, request: socket.socket, client_address: Any) -> None:  # type: ignore[override]
        """Hand a connection to a thread of the pool."""
        self._pool.submit(self.process_request_thread, request, client_address)

    def server_close(self) -> None:
        """Close the door; connections that are still open end with their browser."""
        super().server_close()
        self._pool.shutdown(wait=False, cancel_futures=True)
