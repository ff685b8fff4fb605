"""Real TLS servers on this machine that a guarded fetcher takes for the public internet.

Only the last step is replaced: the public address that was resolved and checked leads to a
loopback port. Every check of the fetcher stays as it is.
"""

import socket
import ssl
import threading
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from functools import cache

import trustme

from badger.verify.errors import Undetermined
from badger.verify.fetch import GuardedFetcher

PUBLIC = "93.184.215.14"
Answer = Callable[[ssl.SSLSocket, bytes], None]


def page(body: bytes, *headers: str, status: str = "200 OK") -> Answer:
    """Answer with a body and its length."""

    def answer(connection: ssl.SSLSocket, _request: bytes) -> None:
        lines = [f"HTTP/1.1 {status}", f"Content-Length: {len(body)}", *headers, "", ""]
        connection.sendall("\r\n".join(lines).encode() + body)

    return answer


def raw(*parts: bytes, pause_s: float = 0.0) -> Answer:
    """Answer with bytes as they are, with a pause before each part."""

    def answer(connection: ssl.SSLSocket, _request: bytes) -> None:
        for part in parts:
            if pause_s:
                threading.Event().wait(pause_s)
            connection.sendall(part)

    return answer


@cache
def _authority() -> trustme.CA:
    """One authority for all tests: making one takes longer than most of them."""
    return trustme.CA()


class Server:
    """One TLS server; `requests` and `names` (SNI) tell who came."""

    def __init__(self, answer: Answer, context: ssl.SSLContext) -> None:
        self.requests: list[bytes] = []
        self.names: list[str | None] = []
        self._answer = answer
        self._context = context
        context.sni_callback = lambda _socket, name, _context: self.names.append(name)
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port: int = self._listener.getsockname()[1]
        threading.Thread(target=self._serve, daemon=True).start()

    def close(self) -> None:
        """Stop listening."""
        self._listener.close()

    def _serve(self) -> None:
        while True:
            try:
                connection, _ = self._listener.accept()
            except OSError:
                return
            threading.Thread(target=self._talk, args=(connection,), daemon=True).start()

    def _talk(self, connection: socket.socket) -> None:
        try:
            with connection, self._context.wrap_socket(connection, server_side=True) as secured:
                request = secured.recv(65_536)
                self.requests.append(request)
                self._answer(secured, request)
        except OSError:
            return


@dataclass
class Loopback:
    """Names, the addresses behind them, and the ports that stand for the addresses.

    looked_up, dialled: what was asked, in order.
    """

    names: dict[str, list[str]] = field(default_factory=dict)
    ports: dict[str, int] = field(default_factory=dict)
    looked_up: list[str] = field(default_factory=list)
    dialled: list[str] = field(default_factory=list)

    def resolve(self, host: str, *, timeout_s: float) -> list[str]:
        """Answer like a name server."""
        self.looked_up.append(host)
        if host not in self.names:
            raise Undetermined("fetch.name", host=host, timeout_s=timeout_s)
        return self.names[host]

    def connect(self, address: str, port: int, *, timeout_s: float) -> socket.socket:
        """Lead a public address to its loopback port."""
        self.dialled.append(f"{address}:{port}")
        if address not in self.ports:
            raise ConnectionRefusedError(address)
        return socket.create_connection(("127.0.0.1", self.ports[address]), timeout=timeout_s)


class PublicNetwork:
    """Hosts with certificates of one authority, and the fetcher that trusts it."""

    def __init__(self) -> None:
        self.authority = _authority()
        self.network = Loopback()
        self._servers: list[Server] = []

    def host(
        self,
        name: str,
        answer: Answer,
        *,
        address: str = "",
        certificate: trustme.LeafCert | None = None,
    ) -> Server:
        """Serve `answer` at a name, behind a public address of its own."""
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        (certificate or self.authority.issue_cert(name)).configure_cert(context)
        server = Server(answer, context)
        self._servers.append(server)
        public = address or f"93.184.215.{len(self._servers)}"
        self.network.names[name] = [public]
        self.network.ports[public] = server.port
        return server

    def fetcher(self, *, ports: Iterable[int] = (443,)) -> GuardedFetcher:
        """The fetcher of the product, on this network."""
        tls = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
        self.authority.configure_trust(tls)
        return GuardedFetcher(network=self.network, tls=tls, ports=frozenset(ports))

    def close(self) -> None:
        """Stop every server."""
        for server in self._servers:
            server.close()
