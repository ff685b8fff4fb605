"""The one door to the network: guarded fetches (hardening, X11 and 3.G).

The name is resolved here, every address behind it is checked, and the connection goes to a
checked address, while TLS and the Host header keep the name: what was checked is what is
dialled. Time, bytes, redirects and header sizes are bounded; no proxy, cookie or credential
takes part. Import this module only where a fetch may happen: it costs a cold start.
"""

import socket
import ssl
import time
from collections.abc import Callable, Iterable
from typing import Any, TypeVar

import httpcore

from badger.verify.budget import FETCH_TIMEOUT_S
from badger.verify.errors import Missing, Undetermined
from badger.verify.network import Network, SystemNetwork
from badger.verify.targets import HTTPS_PORT, Target, is_public_text, read_target, redirected

MAX_BODY_BYTES = 1_048_576
MAX_EXCUSE_BYTES = 65_536
MAX_REDIRECTS = 3
MAX_DIALLED = 2
_Result = TypeVar("_Result")
_REDIRECTS = frozenset((301, 302, 303, 307, 308))
_MISSING = frozenset((404, 410))
_HEADERS = (
    (b"Accept", b"application/vc, application/ld+json, application/json;q=0.9, */*;q=0.1"),
    (b"Accept-Encoding", b"identity"),
    (b"User-Agent", b"badger-verifier"),
    (b"Connection", b"close"),
)


class GuardedFetcher:
    """Fetches from the public internet and from nowhere else.

    network: how names and addresses are reached; ports: those that may be asked.
    tls:     what certificates are checked by.
    """

    def __init__(
        self,
        *,
        network: Network | None = None,
        tls: ssl.SSLContext | None = None,
        ports: frozenset[int] = frozenset((HTTPS_PORT,)),
        monotonic: Callable[[], float] = time.monotonic,
    ) -> None:
        self._network = network or SystemNetwork()
        self._tls = tls
        self._ports = ports
        self._monotonic = monotonic

    def fetch(self, url: str, *, timeout_s: float = FETCH_TIMEOUT_S) -> bytes:
        """Return the body behind `url`, within `timeout_s` seconds and 1 MiB in all.

        Raises: Undetermined "fetch.…".
        """
        return self._follow(url, timeout_s=timeout_s, may_follow=lambda _start, _next: True)

    def fetch_on_host(self, url: str, *, timeout_s: float = FETCH_TIMEOUT_S) -> bytes:
        """Return the body behind `url`, with the limits of `fetch`, from no other host.

        Raises: Undetermined "fetch.…".
        """
        return self._follow(url, timeout_s=timeout_s, may_follow=_is_same_host)

    def _follow(
        self, url: str, *, timeout_s: float, may_follow: Callable[[Target, Target], bool]
    ) -> bytes:
        deadline = _Deadline(min(timeout_s, FETCH_TIMEOUT_S), self._monotonic)
        target = start = read_target(url, ports=self._ports)
        for _ in range(MAX_REDIRECTS + 1):
            answer = self._ask(target, deadline)
            if isinstance(answer, bytes):
                return answer
            target = read_target(redirected(target, answer), ports=self._ports)
            if not may_follow(start, target):
                raise Undetermined("fetch.other_host", host=start.host, other=target.host)
        raise Undetermined("fetch.redirects", address=url[:200])

    def _ask(self, target: Target, deadline: "_Deadline") -> bytes | str:
        """Ask once; return the body, or the address of a redirect."""
        if self._tls is None:
            self._tls = httpcore.default_ssl_context()
        backend = _CheckedBackend(self._network, deadline)
        pool = httpcore.ConnectionPool(
            ssl_context=self._tls, network_backend=backend, max_connections=1
        )
        headers = [(b"Host", target.authority.encode("ascii")), *_HEADERS]
        try:
            with pool, pool.stream("GET", target.url, headers=headers) as response:
                return _body_or_redirect(response, target)
        except httpcore.ProtocolError as error:
            raise Undetermined("fetch.protocol", host=target.host) from error


def _is_same_host(start: Target, following: Target) -> bool:
    return start.authority == following.authority


def _body_or_redirect(response: httpcore.Response, target: Target) -> bytes | str:
    headers = {name.lower(): value for name, value in response.headers}
    if response.status in _REDIRECTS and b"location" in headers:
        return headers[b"location"].decode("latin-1")
    if response.status in _MISSING and _is_plain(headers):
        raise Missing(body=_excuse(response), host=target.host, status=response.status)
    if response.status != 200:
        raise Undetermined("fetch.status", host=target.host, status=response.status)
    if not _is_plain(headers):
        raise Undetermined("fetch.encoding", host=target.host)
    body = bytearray()
    for chunk in response.iter_stream():
        body += chunk
        if len(body) > MAX_BODY_BYTES:
            raise Undetermined("fetch.too_large", host=target.host, limit=MAX_BODY_BYTES)
    return bytes(body)


def _is_plain(headers: dict[bytes, bytes]) -> bool:
    return headers.get(b"content-encoding", b"identity").lower() == b"identity"


def _excuse(response: httpcore.Response) -> bytes:
    """Read what comes with the refusal; nothing when it is long, as error pages may be."""
    body = bytearray()
    for chunk in response.iter_stream():
        body += chunk
        if len(body) > MAX_EXCUSE_BYTES:
            return b""
    return bytes(body)


class _Deadline:
    """The instant by which everything must be over: names, TLS, headers and body."""

    __slots__ = ("_end", "_monotonic")

    def __init__(self, seconds: float, monotonic: Callable[[], float]) -> None:
        self._monotonic = monotonic
        self._end = monotonic() + seconds

    def left(self, host: str) -> float:
        """Return the seconds that are left.

        Raises: Undetermined "fetch.timeout".
        """
        seconds = self._end - self._monotonic()
        if seconds <= 0:
            raise Undetermined("fetch.timeout", host=host)
        return seconds


class _CheckedBackend(httpcore.NetworkBackend):
    """Connects to an address that was checked, never to a name."""

    def __init__(self, network: Network, deadline: _Deadline) -> None:
        self._network = network
        self._deadline = deadline

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,  # noqa: ARG002 - one deadline stands for all of them.
        local_address: str | None = None,  # noqa: ARG002 - httpcore's signature.
        socket_options: Iterable[Any] | None = None,  # noqa: ARG002 - httpcore's signature.
    ) -> httpcore.NetworkStream:
        """Open a connection to one of the addresses of `host`, all of which must be public."""
        addresses = self._network.resolve(host, timeout_s=self._deadline.left(host))
        if not all(map(is_public_text, addresses)):
            raise Undetermined("fetch.private", host=host)
        for address in addresses[:MAX_DIALLED]:
            seconds = self._deadline.left(host) / MAX_DIALLED
            try:
                connection = self._network.connect(address, port, timeout_s=seconds)
            except OSError:
                continue
            return _Stream(connection, host, self._deadline)
        raise Undetermined("fetch.connection", host=host)


class _Stream(httpcore.NetworkStream):
    """A socket whose every call ends by the same deadline."""

    def __init__(self, connection: socket.socket, host: str, deadline: _Deadline) -> None:
        self._connection = connection
        self._host = host
        self._deadline = deadline

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:  # noqa: ARG002
        """Read what is there."""
        return self._bounded(lambda: self._connection.recv(max_bytes))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:  # noqa: ARG002
        """Write everything."""
        self._bounded(lambda: self._connection.sendall(buffer))

    def close(self) -> None:
        """Close the socket."""
        self._connection.close()

    def start_tls(
        self,
        ssl_context: ssl.SSLContext,
        server_hostname: str | None = None,
        timeout: float | None = None,  # noqa: ARG002
    ) -> httpcore.NetworkStream:
        """Go over to TLS, which checks the certificate against the name."""
        secured = self._bounded(
            lambda: ssl_context.wrap_socket(self._connection, server_hostname=server_hostname)
        )
        return _Stream(secured, self._host, self._deadline)

    def get_extra_info(self, info: str) -> Any:
        """Say nothing about the connection: it is never kept for a second request."""
        return False if info == "is_readable" else None

    def _bounded(self, call: Callable[[], _Result]) -> _Result:
        self._connection.settimeout(self._deadline.left(self._host))
        try:
            return call()
        except TimeoutError:
            self.close()
            raise Undetermined("fetch.timeout", host=self._host) from None
        except ssl.SSLError as error:
            self.close()
            raise Undetermined("fetch.tls", host=self._host) from error
        except OSError as error:
            self.close()
            raise Undetermined("fetch.connection", host=self._host) from error
