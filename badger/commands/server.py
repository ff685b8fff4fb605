"""The web server: gunicorn, told what to do by us instead of by its own command line."""

import socket
from collections.abc import Callable
from dataclasses import dataclass
from wsgiref.types import WSGIApplication

from gunicorn.app.base import BaseApplication

from badger.commands.careful_bodies import CarefulBodies
from badger.commands.patient_worker import PatientWorker
from badger.errors import BadgerError

THREADS = 8
TIMEOUT_S = 30
# Of one process; what a process may open is a thousand files on most systems.
CONNECTIONS = 512


class PortTaken(BadgerError):
    """Another program listens there."""

    code = "terminal.port_taken"


@dataclass(frozen=True, slots=True, kw_only=True)
class Listening:
    """Where the server listens, and with how many processes and threads.

    workers: processes. SQLite has one writer at a time: one process with threads is right.
    """

    host: str
    port: int
    workers: int = 1
    threads: int = THREADS


# gunicorn publishes no types, so its class is Any to the type checker.
class Server(BaseApplication):  # type: ignore[misc]
    """gunicorn with our options; the application is made in each worker, after the fork."""

    def __init__(self, make_app: Callable[[], WSGIApplication], listening: Listening) -> None:
        self._make_app = make_app
        self._listening = listening
        super().__init__()

    def load_config(self) -> None:
        """Hand our options to gunicorn."""
        for name, value in gunicorn_options(self._listening).items():
            self.cfg.set(name, value)

    def load(self) -> WSGIApplication:
        """Make the application of one worker."""
        return CarefulBodies(self._make_app())


def gunicorn_options(listening: Listening) -> dict[str, object]:
    """Translate where and how to listen into gunicorn's words."""
    return {
        "bind": f"{listening.host}:{listening.port}",
        "workers": listening.workers,
        "threads": listening.threads,
        "worker_class": PatientWorker,
        "worker_connections": CONNECTIONS,
        "timeout": TIMEOUT_S,
        "graceful_timeout": TIMEOUT_S,
        "accesslog": None,
        "loglevel": "warning",
        "proc_name": "badger",
    }


def require_free_port(listening: Listening) -> None:
    """Refuse to start where another program listens already. Raises: PortTaken."""
    family = socket.AF_INET6 if ":" in listening.host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((listening.host, listening.port))
        except OSError as error:
            raise PortTaken(port=listening.port, cause=error.strerror) from error


def serve_app(make_app: Callable[[], WSGIApplication], listening: Listening) -> None:
    """Serve until somebody interrupts; does not return."""
    Server(make_app, listening).run()
