"""The guard of conftest.py really blocks, and lets the loopback through."""

import socket

import pytest


def test_a_connection_to_another_machine_is_blocked():
    with (
        socket.socket(socket.AF_INET, socket.SOCK_STREAM) as connection,
        pytest.raises(RuntimeError, match="from a test"),
    ):
        connection.connect(("192.0.2.1", 443))


def test_a_name_of_another_machine_is_not_looked_up():
    with pytest.raises(RuntimeError, match="look-up"):
        socket.getaddrinfo("badges.example", 443)


def test_the_loopback_is_open():
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
        with socket.create_connection(("127.0.0.1", port), timeout=5) as connection:
            assert port == connection.getpeername()[1]
