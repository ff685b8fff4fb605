"""Frames between a web process and its verifying process: a kind, JSON, and bytes beside it.

    kind (1 byte) | length of the JSON (4 bytes) | length of the bytes (4 bytes) | JSON | bytes

Whoever reads checks the lengths before anything else, and every read and write ends by a
deadline: the other side may be slow, silent, dead or hostile.
"""

import socket
import struct
import time
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any, Final

MAX_JSON_BYTES: Final = 24 * 1024 * 1024
MAX_DATA_BYTES: Final = 8 * 1024 * 1024
_HEAD: Final = struct.Struct("!cII")


class ChannelBroken(Exception):
    """The other side is gone, or what it says is no frame."""


class ChannelSilent(ChannelBroken):
    """The other side did not end its frame in time."""


@dataclass(frozen=True, slots=True)
class Frame:
    """One message.

    kind:    one of the letters of `messages.py`.
    content: its JSON, not read yet; may be empty.
    """

    kind: bytes
    content: bytes = b""
    data: bytes = b""


class Channel:
    """One end of a connected pair of sockets."""

    def __init__(
        self, connection: socket.socket, monotonic: Callable[[], float] = time.monotonic
    ) -> None:
        self._connection = connection
        self._monotonic = monotonic
        self._unread = bytearray()

    def send(self, frame: Frame, *, deadline: float | None = None) -> None:
        """Write a frame by `deadline`, a reading of the monotonic clock.

        Raises: ChannelBroken.
        """
        head = _HEAD.pack(frame.kind, len(frame.content), len(frame.data))
        whole = b"".join((head, frame.content, frame.data))
        self._bounded(partial(self._connection.sendall, whole), deadline)

    def receive(self, *, deadline: float | None = None) -> Frame:
        """Read the next frame by `deadline`.

        Raises: ChannelBroken.
        """
        kind, content_bytes, data_bytes = _HEAD.unpack(self._take(_HEAD.size, deadline))
        if content_bytes > MAX_JSON_BYTES or data_bytes > MAX_DATA_BYTES:
            raise ChannelBroken("a frame is too long")
        body = self._take(content_bytes + data_bytes, deadline)
        return Frame(kind, body[:content_bytes], body[content_bytes:])

    def close(self) -> None:
        """Close this end, which the other side reads as the end."""
        self._connection.close()

    def _take(self, count: int, deadline: float | None) -> bytes:
        while len(self._unread) < count:
            missing = max(65_536, count - len(self._unread))
            part = self._bounded(partial(self._connection.recv, missing), deadline)
            if not part:
                raise ChannelBroken("the other side is gone")
            self._unread += part
        taken = bytes(self._unread[:count])
        del self._unread[:count]
        return taken

    # What a socket's method gives is handed through.
    def _bounded(self, call: Callable[[], Any], deadline: float | None) -> Any:
        left = None if deadline is None else deadline - self._monotonic()
        if left is not None and left <= 0:
            raise ChannelSilent
        try:
            self._connection.settimeout(left)
            return call()
        except TimeoutError:
            raise ChannelSilent from None
        except OSError as error:
            raise ChannelBroken(str(error)) from error
