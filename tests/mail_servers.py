"""Mail servers on the loopback: real ones, told to answer badly."""

import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from email import message_from_bytes
from email.message import Message
from email.policy import default
from typing import TypeVar

from aiosmtpd.controller import Controller

from badger.settings import MailSettings
from tests.ports import free_port

SENDER = "Badges du Bocage <badges@bocage.example>"


AnInbox = TypeVar("AnInbox", bound="Inbox")


class Inbox:
    """What the server was given, and how it answers.

    refusals: address -> answer at RCPT; data_answer: answer after the final dot.
    """

    def __init__(self) -> None:
        self.mails: list[Message] = []
        self.recipients: list[str] = []
        self.raw: list[bytes] = []
        self.tries: list[str] = []
        self.refusals: dict[str, str] = {}
        self.data_answer = "250 OK"

    async def handle_RCPT(self, _server, _session, envelope, address, _options) -> str:  # noqa: N802 - the name is the library's
        self.tries.append(address)
        if address in self.refusals:
            return self.refusals[address]
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, _server, _session, envelope) -> str:  # noqa: N802 - the name is the library's
        if self.data_answer.startswith("250"):
            self.raw.append(envelope.original_content)
            self.mails.append(message_from_bytes(envelope.original_content, policy=default))
            self.recipients.extend(envelope.rcpt_tos)
        return self.data_answer


def settings_for(port: int, *, security: str = "plain", **more: str) -> MailSettings:
    """Settings of a server on the loopback."""
    return MailSettings(host="localhost", port=port, security=security, sender=SENDER, **more)


@contextmanager
def mail_server(**options: object) -> Iterator[tuple[Inbox, int]]:
    """A mail server that keeps what it is given; options: those of aiosmtpd's controller."""
    with serve_mail(Inbox(), **options) as served:
        yield served


@contextmanager
def serve_mail(inbox: AnInbox, **options: object) -> Iterator[tuple[AnInbox, int]]:
    """A mail server that answers as `inbox` does."""
    controller = Controller(inbox, hostname="127.0.0.1", port=free_port(), **options)
    controller.start()
    try:
        yield inbox, controller.port
    finally:
        controller.stop()


@contextmanager
def scripted_server(talk: Callable[[socket.socket], None]) -> Iterator[int]:
    """A listener that does with each caller as `talk` says."""
    listener = socket.create_server(("127.0.0.1", 0))

    def answer(connection: socket.socket) -> None:
        with connection:
            try:
                talk(connection)
            except OSError:
                return

    def serve() -> None:
        while True:
            try:
                connection, _ = listener.accept()
            except OSError:
                return
            threading.Thread(target=answer, args=(connection,), daemon=True).start()

    threading.Thread(target=serve, daemon=True).start()
    try:
        yield int(listener.getsockname()[1])
    finally:
        listener.close()


def says(*answers: bytes, last: bytes = b"") -> Callable[[socket.socket], None]:
    """Answer to each line in turn; after DATA, read to the final dot, then say `last` or leave."""

    def talk(connection: socket.socket) -> None:
        reader = connection.makefile("rb")
        connection.sendall(b"220 here\r\n")
        for answer in answers:
            if not reader.readline():
                return
            connection.sendall(answer)
        while answers[-1:] == (b"354 go\r\n",):
            line = reader.readline()
            if not line:
                return
            if line == b".\r\n":
                break
        connection.sendall(last)

    return talk


def silence(connection: socket.socket) -> None:
    """Take the call and say nothing."""
    connection.recv(1)
