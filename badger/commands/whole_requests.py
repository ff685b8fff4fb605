"""Has all of a request arrived? Only then does a thread of the server take it.

A thread that waits for the rest of a request is lost to all others, and whoever sends slowly on
purpose takes them all (hardening P08). What is looked for is where the request ends and nothing
else: what it means, and what is wrong with it, is read by gunicorn.
Source: RFC 9112, sections 6.3 and 7.1.
"""

import re
from collections.abc import Callable, Iterator
from tempfile import TemporaryFile
from typing import IO, Final

_END_OF_HEAD: Final = b"\r\n\r\n"
_LENGTH: Final = re.compile(rb"\r\ncontent-length:[ \t]*([0-9]{1,10})[ \t]*(?=\r\n)")
_FRAMED: Final = re.compile(rb"\r\n(?:content-length|transfer-encoding):")
_CHUNKED: Final = re.compile(rb"\r\ntransfer-encoding:[ \t]*chunked[ \t]*(?=\r\n)")
_EXPECTS: Final = re.compile(rb"\r\nexpect:[ \t]*100-continue[ \t]*(?=\r\n)")
_CHUNK: Final = re.compile(rb"([0-9a-f]{1,8})[ \t]*(?:;[^\r\n]*)?\r\n", re.IGNORECASE)
MAX_HEAD_BYTES: Final = 64 * 1024
MAX_LINE_BYTES: Final = 8 * 1024
PIECE_BYTES: Final = 64 * 1024


def nobody(_head: bytes) -> str:
    """Let nobody send a long body."""
    return ""


class Incoming:
    """The bytes of one request so far: in memory, save a long body, which is put into a file.

    max_body:  a longer body is not waited for: the application refuses it by its length.
    max_long:  the same for whoever may send a long body, of announced length; `long_by` tells by
               the head who that is, "" for nobody.
    sender:    who sends a long body, "" where this is none.
    is_cut:    the request is handed over without its end, to be refused.
    expects:   the client waits for a word before it sends the body.
    """

    __slots__ = (
        "_at",
        "_end",
        "_file",
        "_head",
        "_is_chunked",
        "_long_by",
        "_put_aside",
        "data",
        "expects",
        "is_cut",
        "max_body",
        "max_long",
        "sender",
    )

    def __init__(
        self,
        data: bytes = b"",
        *,
        max_body: int,
        max_long: int = 0,
        long_by: Callable[[bytes], str] = nobody,
    ) -> None:
        self.data = bytearray(data)
        self.max_body, self.max_long = max_body, max_long
        self._long_by = long_by
        self.sender = ""
        self._file: IO[bytes] | None = None
        self._put_aside = 0
        self.is_cut = False
        self.expects = False
        self._head = 0
        self._at = 0
        self._end = 0
        self._is_chunked = False

    def add(self, data: bytes) -> None:
        """Add what has just arrived. Raises: OSError, where the disk takes no more of it."""
        if self._file is None:
            self.data += data
        else:
            self._put_aside += self._file.write(data)

    @property
    def received(self) -> int:
        """How many bytes have arrived."""
        return len(self.data) + self._put_aside

    def pieces(self) -> Iterator[bytes]:
        """Yield what has arrived, once; what was in memory is no longer held here then."""
        held = bytes(self.data)
        self.data.clear()
        yield held
        if self._file is not None:
            self._file.seek(0)
            while piece := self._file.read(PIECE_BYTES):
                yield piece

    def forget(self) -> None:
        """Let go of the file of a long body."""
        if self._file is not None:
            self._file.close()

    def is_whole(self) -> bool:
        """Tell whether the request can be read without waiting, be it only to be refused."""
        if not self._head and not self._read_head():
            return self.is_cut
        if self._is_chunked and not self._end:
            self._read_chunks()
        return self.is_cut or (bool(self._end) and self.received >= self._end)

    def _read_head(self) -> bool:
        end = self.data.find(_END_OF_HEAD, self._at)
        if end < 0:
            # Lines that end in another way are refused, and their end is not waited for.
            is_odd = self.data.find(b"\n\n", self._at) >= 0
            self._at = max(0, len(self.data) - len(_END_OF_HEAD) + 1)
            self.is_cut = is_odd or len(self.data) > MAX_HEAD_BYTES
            return False
        self._head = self._at = end + len(_END_OF_HEAD)
        self._read_framing(bytes(self.data[: self._head]))
        return True

    def _read_framing(self, sent: bytes) -> None:
        head = sent.lower()
        framings, length = len(_FRAMED.findall(head)), _LENGTH.search(head)
        self.expects = _EXPECTS.search(head) is not None
        if framings == 0:
            self._end = self._head
        elif framings == 1 and length is not None:
            self._end = self._head + int(length[1])
            if int(length[1]) > self.max_body:
                self._expect_long(sent, length=int(length[1]))
        elif framings == 1 and _CHUNKED.search(head) is not None:
            self._is_chunked = True
        else:
            # Two lengths, or one that is none: nobody knows where such a request ends.
            self.is_cut = True

    def _expect_long(self, head: bytes, *, length: int) -> None:
        """Put the body into a file from here on, where this one may be so long."""
        self.sender = self._long_by(head) if length <= self.max_long else ""
        self.is_cut = not self.sender
        if self.sender:
            begun = bytes(self.data[self._head :])
            del self.data[self._head :]
            # It has no name: it is gone with this process, however that ends.
            self._file = TemporaryFile()  # noqa: SIM115
            self.add(begun)

    def _read_chunks(self) -> None:
        """Step over the chunks that are there; `_at` stands at the size of the next one."""
        while self._at < len(self.data):
            chunk = _CHUNK.match(self.data, self._at)
            if chunk is None:
                self.is_cut = b"\n" in self.data[self._at :] or self._is_too_long()
                return
            size = int(chunk[1], 16)
            if size == 0:
                self._read_trailers(chunk.end())
                return
            self._at = chunk.end() + size + 2
            if self._at - self._head > self.max_body + MAX_LINE_BYTES:
                self.is_cut = True
                return

    def _read_trailers(self, start: int) -> None:
        """Look for the empty line after the last chunk, whose own line ends before `start`."""
        end = self.data.find(_END_OF_HEAD, start - 2)
        if end >= 0:
            self._end = end + len(_END_OF_HEAD)
        else:
            self.is_cut = self._is_too_long()

    def _is_too_long(self) -> bool:
        return len(self.data) - self._at > MAX_LINE_BYTES
