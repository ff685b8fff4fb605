"""What the test mode reads of this machine, over real connections, and nothing else."""

import ssl
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
import trustme

from badger.verify import Undetermined
from badger.verify.budget import Budget
from badger.verify.resolve import AgedSource
from badger.web.vc_api.loopback import MAX_BYTES, LoopbackSource

PAGES = {
    "/list": (200, b'{"id": "list"}'),
    "/list?x=1": (200, b"asked"),
    "/": (200, b"root"),
    "/.well-known/did.json": (200, b'{"id": "did"}'),
    "/large": (200, b" " * (MAX_BYTES + 1)),
    "/moved": (302, b""),
}


class Pages(BaseHTTPRequestHandler):
    """Answers with PAGES."""

    def do_GET(self) -> None:
        status, body = PAGES.get(self.path, (404, b""))
        self.send_response(status)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_arguments: object) -> None:
        """Say nothing."""


@pytest.fixture(params=["http", "https"])
def base(request: pytest.FixtureRequest) -> Iterator[str]:
    """A server of its own; its certificate is nobody's."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), Pages)
    if request.param == "https":
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        trustme.CA().issue_cert("other.example").configure_cert(context)
        server.socket = context.wrap_socket(server.socket, server_side=True)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"{request.param}://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()
    server.server_close()


def _read(address: str) -> bytes | None:
    return LoopbackSource().read(address, budget=Budget())


def _refused(address: str) -> str:
    with pytest.raises(Undetermined) as caught:
        _read(address)
    return caught.value.reason


@pytest.mark.parametrize("path", ["/list", "/list?x=1", "/"])
def test_what_stands_there_is_read_under_both_names(base: str, path: str):
    assert PAGES[path][1] == _read(base + path)
    assert PAGES[path][1] == _read(base.replace("127.0.0.1", "localhost") + path)


def test_an_address_without_a_path_is_the_root(base: str):
    assert b"root" == _read(base)


def test_nothing_is_kept(base: str):
    copy = LoopbackSource().read_copy(f"{base}/list", budget=Budget())

    assert copy is not None
    assert 0.0 == copy.age_s
    assert isinstance(LoopbackSource(), AgedSource)


@pytest.mark.parametrize(
    ("path", "code"),
    [("/nothing", "fetch.status"), ("/moved", "fetch.status"), ("/large", "fetch.too_large")],
)
def test_what_is_not_there_moved_or_too_large_is_not_read(base: str, path: str, code: str):
    assert code == _refused(base + path)


def test_a_did_of_this_machine_is_read_by_https(base: str):
    port = base.rpartition(":")[2]

    if base.startswith("https"):
        assert b'{"id": "did"}' == _read(f"did:web:localhost%3A{port}")
    else:
        assert "fetch.connection" == _refused(f"did:web:localhost%3A{port}")


def test_where_nobody_listens_nothing_is_read():
    assert "fetch.connection" == _refused("https://127.0.0.1:1/list")


@pytest.mark.parametrize(
    "address",
    [
        "https://club.example/list",
        "https://127.0.0.1.club.example/list",
        "https://127.0.0.1@club.example/list",
        "https://127.0.0.2/list",
        "https://[::1]/list",
        "https://localhost.club.example/",
        "https://localhost:/list",
        "ftp://127.0.0.1/list",
        "file:///etc/hostname",
        "did:web:club.example",
        "did:web:",
        "did:key:z6Mk",
        "https://127.0.0.1:9/a b",
    ],
)
def test_every_other_address_is_left_to_others(address: str):
    assert _read(address) is None
