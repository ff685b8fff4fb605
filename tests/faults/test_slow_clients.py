"""Clients that are slow on purpose, against gunicorn as it runs (hardening P08, O07)."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack, closing

import pytest
from flask import Flask
from flask.sessions import SecureCookieSessionInterface

from badger.commands.patient_worker import GOODBYE_S, MAX_LONG, PATIENCE_S
from badger.web.security.viewer import PERSON_KEY
from tests.ports import free_port

# The whole of it is our server; the application answers how much it was sent.
PROGRAM = """
import sys
from flask import Flask, request
from badger.commands.server import Listening, serve_app

def make_app():
    app = Flask("slow")
    app.config["MAX_CONTENT_LENGTH"] = 5 * 1024 * 1024 + 64 * 1024
    app.secret_key = "for this test"
    @app.route("/", methods=["GET", "POST"])
    def answer():
        return str(len(request.get_data()))
    @app.route("/me/archive", methods=["POST"], endpoint="my_archive.bring")
    def bring():
        request.max_content_length = 99 * 1024 * 1024
        return str(len(request.get_data()))
    return app

serve_app(make_app, Listening(host="127.0.0.1", port=int(sys.argv[1]), threads=2))
"""
STARTED_S = 60
GET = b"GET / HTTP/1.1\r\nHost: a\r\n"
POST = b"POST / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n"
CLOSE = b"Connection: close\r\n\r\n"
MANY = 24


@pytest.fixture(scope="module")
def port() -> Iterator[int]:
    number = free_port()
    with subprocess.Popen([sys.executable, "-c", PROGRAM, str(number)], env=os.environ) as process:
        try:
            end = time.monotonic() + STARTED_S
            while True:
                try:
                    assert b"200" in asked(number, GET + CLOSE)
                    break
                except OSError:
                    assert time.monotonic() < end
                    time.sleep(0.2)
            yield number
            process.send_signal(signal.SIGTERM)
            assert 0 == process.wait(STARTED_S)
        finally:
            process.kill()


def connected(port: int, data: bytes, *, patience_s: float = 30.0) -> socket.socket:
    connection = socket.create_connection(("127.0.0.1", port), timeout=patience_s)
    connection.sendall(data)
    return connection


def asked(port: int, *pieces: bytes, patience_s: float = 30.0) -> bytes:
    """Send a request, piece by piece; give the whole answer."""
    with closing(connected(port, b"", patience_s=patience_s)) as connection:
        for piece in pieces:
            connection.sendall(piece)
        return all_of(connection)


def all_of(connection: socket.socket) -> bytes:
    data = b""
    while more := connection.recv(65_536):
        data += more
    return data


SLOW = {
    "that say nothing": b"",
    "whose head has no end": GET,
    "whose body has no end": POST + b"Content-Length: 1000\r\n\r\nx",
    "whose chunks have no end": POST + b"Transfer-Encoding: chunked\r\n\r\n5\r\nab",
    "that do not hang up": GET + CLOSE,
    "that ask and do not read": (GET + b"\r\n") * 50,
}


@pytest.mark.parametrize("name", SLOW)
def test_p08_clients_that_wait_keep_no_others_waiting(port: int, name: str):
    with ExitStack() as stack:
        for _ in range(MANY):
            stack.enter_context(closing(connected(port, SLOW[name])))

        # One that waits for each of them waits for seconds, and for all of them for a minute.
        answer = asked(port, GET + CLOSE, patience_s=GOODBYE_S)

    assert answer.startswith(b"HTTP/1.1 200")


def test_p08_a_request_that_never_ends_is_ended(port: int):
    with closing(connected(port, POST + b"Content-Length: 9\r\n\r\nx")) as connection:
        connection.settimeout(PATIENCE_S * 3)
        assert all_of(connection).startswith(b"HTTP/1.1 408")


@pytest.mark.parametrize(
    ("body", "status"),
    [
        (b"zz\r\nab\r\n0\r\n\r\n", b"400"),
        (b"5\r\nabcdefg\r\n0\r\n\r\n", b"400"),
        (b"5;=\r\nabcde\r\n0\r\n\r\n", b"400"),
        (b"ffffffffffffffff\r\nab\r\n", b"400"),
        (b"0\r\nbad trailer\r\n\r\n", b"400"),
    ],
)
def test_p08_chunks_that_are_none_are_an_error_of_the_client(port: int, body: bytes, status: bytes):
    answer = asked(port, POST + b"Transfer-Encoding: chunked\r\n\r\n", body)

    assert answer.startswith(b"HTTP/1.1 " + status)


def test_a_request_in_pieces_is_answered(port: int):
    answer = asked(port, POST[:9], POST[9:] + b"Content-Length: 5\r\n\r", b"\nab", b"c", b"de")

    assert answer.endswith(b"\r\n\r\n5")


def test_a_request_in_chunks_is_answered(port: int):
    answer = asked(
        port, POST + b"Transfer-Encoding: chunked\r\n\r\n5\r\nab", b"cde\r\n0\r\n", b"\r\n"
    )

    assert answer.endswith(b"\r\n\r\n5")


def test_a_photo_of_five_megabytes_is_answered(port: int):
    body = b"x" * 5 * 1024 * 1024

    answer = asked(port, POST + b"Content-Length: %d\r\n\r\n" % len(body), body)

    assert answer.endswith(b"\r\n\r\n%d" % len(body))


def test_p08_a_body_that_is_too_long_is_refused_before_it_comes(port: int):
    with closing(connected(port, POST + b"Content-Length: 6000000\r\n\r\n")) as connection:
        assert all_of(connection).startswith(b"HTTP/1.1 413")


def test_requests_on_one_connection_are_answered_in_turn(port: int):
    again = POST.replace(b"Connection: close\r\n", b"") + b"Content-Length: 3\r\n\r\nabc"
    with closing(connected(port, again + again + GET + CLOSE)) as connection:
        answers = all_of(connection)

    assert 3 == answers.count(b"HTTP/1.1 200")
    assert answers.endswith(b"\r\n\r\n0")


def test_a_client_that_waits_for_a_word_is_told_to_go_on(port: int):
    head = POST + b"Expect: 100-continue\r\nContent-Length: 2\r\n\r\n"
    with closing(connected(port, head)) as connection:
        assert connection.recv(100).startswith(b"HTTP/1.1 100")
        connection.sendall(b"ab")
        assert all_of(connection).endswith(b"\r\n\r\n2")


def long_head(who: str, size: int) -> bytes:
    """The head of a long form of somebody who is signed in, and waits for a word."""
    app = Flask("signs")
    app.secret_key = "for this test"
    signer = SecureCookieSessionInterface().get_signing_serializer(app)
    cookie = f"Cookie: session={signer.dumps({PERSON_KEY: who})}\r\n".encode()
    expects = b"Expect: 100-continue\r\nContent-Length: %d\r\n\r\n" % size
    return b"POST /me/archive HTTP/1.1\r\nHost: a\r\n" + cookie + expects


def test_p08_a_long_body_of_somebody_arrives_whole(port: int):
    body = bytes(9 * 1024 * 1024)
    with closing(connected(port, long_head("long", len(body)))) as connection:
        assert connection.recv(100).startswith(b"HTTP/1.1 100")
        connection.sendall(body)
        assert all_of(connection).endswith(b"\r\n\r\n%d" % len(body))


def told(connection: socket.socket) -> bytes:
    return connection.recv(12)[9:]


def test_p08_of_long_bodies_each_person_sends_one_and_all_together_a_few(port: int):
    size = 9 * 1024 * 1024
    with ExitStack() as stack:
        lines = [
            stack.enter_context(closing(connected(port, long_head(f"{number}", size))))
            for number in range(MAX_LONG)
        ]
        assert [b"100"] * MAX_LONG == [told(line) for line in lines]
        with closing(connected(port, long_head("another", size))) as more:
            assert b"503" == told(more)
        lines[0].sendall(bytes(size))
        assert all_of(lines[0]).endswith(b"\r\n\r\n%d" % size)

        # Whoever was answered has given the place to others, and has no second one.
        with closing(connected(port, long_head("1", size))) as again:
            assert b"503" == told(again)
        with closing(connected(port, long_head("another", size))) as more:
            assert b"100" == told(more)
        assert b"200" in asked(port, GET + CLOSE)
