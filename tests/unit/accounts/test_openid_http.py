"""The other site is asked within bounds, and only its JSON is read."""

import socket

import pytest

from badger.accounts.openid_http import MAX_BODY_BYTES, JsonSite, OpenIdUnreachable
from tests.mail_servers import scripted_server, silence
from tests.ports import free_port


def _answer(body: bytes, status: bytes = b"200 OK", *headers: bytes):
    lines = [b"HTTP/1.1 " + status, b"Content-Length: %d" % len(body), *headers, b"", b""]

    def talk(connection: socket.socket) -> None:
        connection.recv(65_536)
        connection.sendall(b"\r\n".join(lines) + body)

    return talk


def _get(talk) -> dict:
    with scripted_server(talk) as port:
        return JsonSite(timeout_s=3).get(f"http://127.0.0.1:{port}/x")


def test_an_object_is_read():
    assert {"a": 1} == _get(_answer(b'{"a": 1}'))


def test_a_form_is_sent():
    seen = []

    def talk(connection: socket.socket) -> None:
        # Head and body may come in two pieces; then nothing is answered, and time runs out.
        while not b"".join(seen).endswith(b"code=c"):
            seen.append(connection.recv(65_536))
        connection.recv(1)

    with scripted_server(talk) as port:
        site = JsonSite(timeout_s=3)
        with pytest.raises(OpenIdUnreachable):
            site.post(f"http://127.0.0.1:{port}/t", headers={"X-Test": "1"}, body="code=c")

    asked = b"".join(seen)
    assert b"POST /t HTTP/1.1" in asked
    assert b"X-Test: 1" in asked
    assert asked.endswith(b"code=c")


@pytest.mark.parametrize(
    "talk",
    [
        silence,
        _answer(b"{}", b"500 Oops"),
        _answer(b"{}", b"401 No"),
        _answer(b"{}", b"302 Found", b"Location: http://127.0.0.1:1/"),
        _answer(b"[]"),
        _answer(b"null"),
        _answer(b"<html>"),
        _answer(b"\xff\xfe"),
        _answer(b"[" * 100_000),
        _answer(b'{"a": "' + b"x" * MAX_BODY_BYTES + b'"}'),
        lambda connection: connection.sendall(b"nonsense\r\n\r\n"),
        lambda connection: connection.close(),
    ],
)
def test_everything_else_is_out_of_reach(talk):
    with pytest.raises(OpenIdUnreachable):
        _get(talk)


@pytest.mark.parametrize("url", ["ftp://127.0.0.1/x", "nonsense", "http://127.0.0.1:99999/"])
def test_an_address_that_is_none_is_out_of_reach(url):
    with pytest.raises(OpenIdUnreachable):
        JsonSite(timeout_s=3).get(url)


def test_a_site_that_is_down_is_out_of_reach():
    with pytest.raises(OpenIdUnreachable):
        JsonSite(timeout_s=3).get(f"http://127.0.0.1:{free_port()}/")
