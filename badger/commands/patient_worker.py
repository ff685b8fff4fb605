"""gunicorn's threads, each of which takes a request only when all of it has arrived.

As gunicorn comes, a thread waits for a slow client, and the thread that accepts all connections
waits for each client that does not hang up: a dozen of either stop the site (hardening P08).
Here that one thread collects requests and sees clients off, and waits for nobody.
"""

import socket
import time
from functools import partial
from selectors import EVENT_READ
from typing import Any, Final

from gunicorn import http
from gunicorn.workers.gthread import TConn, ThreadWorker

from badger.app import MAX_REQUEST_BYTES
from badger.commands.whole_requests import Incoming
from badger.web.security.few_at_once import FewAtOnce
from badger.web.security.long_bodies import MAX_LONG_BYTES, LongBodies

MIB: Final = 1024 * 1024
# A photo of 5 MiB may come by a slow line: each received second's worth gives more time.
PATIENCE_S: Final = 10.0
SLOWEST_BYTES_PER_S: Final = 16 * 1024
ANSWER_S: Final = 10.0
GOODBYE_S: Final = 2.0
MAX_LEAVING: Final = 128
READ_BYTES: Final = 256 * 1024
# What all connections together may have sent of requests that are not whole yet; a small one
# always finds room.
MAX_HELD_BYTES: Final = 64 * MIB
SMALL_BYTES: Final = 64 * 1024
# Of these the disk holds the bodies, until they are answered.
MAX_LONG: Final = 4
GO_ON: Final = b"HTTP/1.1 100 Continue\r\n\r\n"
TOO_SLOW: Final = b"HTTP/1.1 408 Request Timeout\r\nConnection: close\r\nContent-Length: 0\r\n\r\n"
NO_ROOM: Final = (
    b"HTTP/1.1 503 Service Unavailable\r\nRetry-After: 5\r\nConnection: close\r\n"
    b"Content-Length: 0\r\n\r\n"
)


# gunicorn publishes no types, so its classes are Any to the type checker.
class Connection(TConn):  # type: ignore[misc]
    """One client.

    incoming: what has arrived of its next request.
    since:    monotonic time since when it is waited for.
    """

    def __init__(self, *arguments: Any, long_bodies: LongBodies) -> None:
        super().__init__(*arguments)
        self.long_bodies = long_bodies
        self.begin(b"")

    def begin(self, data: bytes) -> None:
        """Wait for the next request, of which `data` has arrived with the last one."""
        self.incoming = Incoming(
            data,
            max_body=MAX_REQUEST_BYTES,
            max_long=MAX_LONG_BYTES,
            long_by=self.long_bodies.sender,
        )
        self.since = time.monotonic()
        self.is_watched = False
        self.was_told = False
        self.has_place = False

    @property
    def patience_s(self) -> float:
        """How long the whole request may take."""
        return PATIENCE_S + self.incoming.received / SLOWEST_BYTES_PER_S

    def receive(self) -> bool:
        """Take what has arrived, without waiting; tell whether more may come. Raises: OSError."""
        try:
            data = self.sock.recv(READ_BYTES)
        except BlockingIOError:
            return True
        self.incoming.add(data)
        return bool(data)

    def hand_over(self) -> None:
        """Let gunicorn read the request from what was collected, and nothing else."""
        self.parser = http.get_parser(self.cfg, self.incoming.pieces(), self.client)
        self.initialized = self.data_ready = True

    def init(self) -> None:
        """Bound how long a client may take to read its answer; called by the thread."""
        self.sock.settimeout(ANSWER_S)

    def say(self, words: bytes) -> None:
        """Send a few bytes, if the client takes them now."""
        try:
            self.sock.send(words)
        except OSError:
            # Gone, or not reading: nothing is owed to it.
            return


class PatientWorker(ThreadWorker):  # type: ignore[misc]
    """Collects requests in the thread that accepts, and hands whole ones to the others.

    gathering: connections whose request is not whole yet; held: their bytes in memory together.
    long:      who sends a long body, or waits for its answer.
    leaving:   connections that were answered, until they hang up, with the time by when.
    """

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self.gathering: dict[Connection, int] = {}
        self.held = 0
        self.long = FewAtOnce(MAX_LONG)
        self.leaving: dict[socket.socket, float] = {}
        self.swept = 0.0

    def load_wsgi(self) -> None:
        """Load the application, and learn which of its requests may be long."""
        super().load_wsgi()
        self.long_bodies = LongBodies(getattr(self.wsgi, "app", None))

    def accept(self, listener: Any) -> None:
        """Accept a connection; nothing of it is waited for."""
        try:
            client, address = listener.accept()
        except OSError:
            # Another process took it, or it is gone.
            return
        self.nr_conns += 1
        listening = listener.getsockname()
        self.enqueue_req(
            Connection(self.cfg, client, address, listening, long_bodies=self.long_bodies)
        )

    def enqueue_req(self, conn: Connection) -> None:
        """Collect the next request of a connection; called where gunicorn gave it to a thread."""
        conn.sock.setblocking(False)
        conn.begin(b"" if conn.parser is None else conn.parser.unreader.take_buffered())
        self.gather(conn)

    def gather(self, conn: Connection, _socket: object = None) -> None:
        """Take what has arrived; give the request to a thread once it is whole."""
        try:
            more = conn.receive()
            whole = conn.incoming.is_whole()
        except OSError:
            # The client is gone, or the disk takes no more of a long body.
            self.drop(conn, NO_ROOM)
            return
        if not self.has_place_for(conn):
            self.drop(conn, NO_ROOM)
        elif whole:
            self.release(conn)
            conn.hand_over()
            super().enqueue_req(conn)
        elif not more:
            self.drop(conn)
        else:
            self.wait_for(conn)

    def has_place_for(self, conn: Connection) -> bool:
        """Tell whether a long body is taken: of a few, and of each sender one until the answer."""
        sender = conn.incoming.sender
        if sender and not conn.has_place:
            conn.has_place = self.long.take(sender)
        return conn.has_place or not sender

    def let_go(self, conn: Connection) -> None:
        """Forget the body of a request that is over, and give its place to others."""
        conn.incoming.forget()
        if conn.has_place:
            conn.has_place = False
            self.long.give_back(conn.incoming.sender)

    def wait_for(self, conn: Connection) -> None:
        """Wait for more of a request, where there is room for it."""
        size = len(conn.incoming.data)
        self.held += size - self.gathering.get(conn, 0)
        self.gathering[conn] = size
        if size > SMALL_BYTES and self.held > MAX_HELD_BYTES:
            self.drop(conn, NO_ROOM)
            return
        if conn.incoming.expects and not conn.was_told:
            conn.say(GO_ON)
            conn.was_told = True
        if not conn.is_watched:
            conn.is_watched = True
            self.poller.register(conn.sock, EVENT_READ, partial(self.gather, conn))

    def release(self, conn: Connection) -> None:
        """Watch a connection no more."""
        self.held -= self.gathering.pop(conn, 0)
        if conn.is_watched:
            conn.is_watched = False
            self.poller.unregister(conn.sock)

    def drop(self, conn: Connection, words: bytes = b"") -> None:
        """Close a connection without a request."""
        self.release(conn)
        self.let_go(conn)
        if words:
            conn.say(words)
        self.nr_conns -= 1
        conn.close()

    def finish_request(self, conn: Connection, fs: Any) -> None:
        """Keep a connection for its next request, or see the client off without waiting."""
        self.let_go(conn)
        kept = False if fs.cancelled() or fs.exception() else fs.result()
        if kept:
            super().finish_request(conn, fs)
            return
        self.nr_conns -= 1
        self.see_off(conn.sock)

    def _keepalive_after(self, conn: Connection, keepalive: bool) -> bool:
        """Where a request was cut, or stands in a file, the next one is not looked for."""
        is_last = conn.incoming.is_cut or bool(conn.incoming.sender)
        return not is_last and super()._keepalive_after(conn, keepalive)

    def see_off(self, client: socket.socket) -> None:
        """Say that the answer is over, and close once the client has hung up (RFC 9112, 9.6)."""
        try:
            client.setblocking(False)
            client.shutdown(socket.SHUT_WR)
            if len(self.leaving) < MAX_LEAVING:
                self.poller.register(client, EVENT_READ, self.hear_out)
                self.leaving[client] = time.monotonic() + GOODBYE_S
                return
        except OSError:
            # It has hung up already.
            pass
        client.close()

    def hear_out(self, client: socket.socket) -> None:
        """Read and forget what a client still sends; close when it has hung up."""
        try:
            if client.recv(READ_BYTES):
                return
        except BlockingIOError:
            return
        except OSError:
            pass
        self.forget(client)

    def forget(self, client: socket.socket) -> None:
        """Close a connection that was answered."""
        self.leaving.pop(client, None)
        self.poller.unregister(client)
        client.close()

    def murder_pending(self) -> None:
        """Close what has taken too long; asked by gunicorn at least once in a second."""
        super().murder_pending()
        now = time.monotonic()
        if now - self.swept < 1.0:
            return
        self.swept = now
        for conn in list(self.gathering):
            waited = now - conn.since
            if waited > conn.patience_s or (not self.alive and waited > GOODBYE_S):
                self.drop(conn, TOO_SLOW if conn.incoming.data else b"")
        for client in [one for one, end in self.leaving.items() if end < now]:
            self.forget(client)
