"""Has all of a request arrived? Only then does a thread of the server take it.

A thread that waits for the rest of a request is lost to all others, and whoever sends slowly on
purpose takes them all (hardening P08). What is looked for is where the request ends and nothing
else: what it means, and what is wrong with it, is read by gunicorn.
Source: RFC 9112, sections 6.3 and 7.1.
"""

import re
from typing import Final

_END_OF_HEAD: Final = b"\r\n\r\n"
_LENGTH: Final = re.compile(rb"\r\ncontent-length:[ \t]*([0-9]{1,10})[ \t]*(?=\r\n)")
_FRAMED: Final = re.compile(rb"\r\n(?:content-length|transfer-encoding):")
_CHUNKED: Final = re.compile(rb"\r\ntransfer-encoding:[ \t]*chunked[ \t]*(?=\r\n)")
_EXPECTS: Final = re.compile(rb"\r\nexpect:[ \t]*100-continue[ \t]*(?=\r\n)")
_CHUNK: Final = re.compile(rb"([0-9a-f]{1,8})[ \t]*(?:;[^\r\n]*)?\r\n", re.IGNORECASE)
MAX_HEAD_BYTES: Final = 64 * 1024
MAX_LINE_BYTES: Final = 8 * 1024


class Incoming:
    """The bytes of one request so far.

    max_body:  a longer body is not waited for: the application refuses it by its length.
    is_cut:    the request is handed over without its end, to be refused.
    expects:   the client waits for a word before it sends the body.
    """

    __slots__ = ("_at", "_end", "_head", "_is_chunked", "data", "expects", "is_cut", "max_body")

    def __init__(self, data: bytes = b"", *, max_body: int) -> None:
        self.data = bytearray(data)
        self.max_body = max_body
        self.is_cut = False
        self.expects = False
        self._head = 0
        self._at = 0
        self._end = 0
        self._is_chunked = False

    def add(self, data: bytes) -> None:
        """Add what has just arrived."""
        self.data += data

    def is_whole(self) -> bool:
        """Tell whether the request can be read without waiting, be it only to be refused."""
        if not self._head and not self._read_head():
            return self.is_cut
        if self._is_chunked and not self._end:
            self._read_chunks()
        return self.is_cut or (bool(self._end) and len(self.data) >= self._end)

    def _read_head(self) -> bool:
        end = self.data.find(_END_OF_HEAD, self._at)
        if end < 0:
            # Lines that end in another way are refused, and their end is not waited for.
            is_odd = self.data.find(b"\n\n", self._at) >= 0
            self._at = max(0, len(self.data) - len(_END_OF_HEAD) + 1)
            self.is_cut = is_odd or len(self.data) > MAX_HEAD_BYTES
            return False
        self._head = self._at = end + len(_END_OF_HEAD)
        self._read_framing(bytes(self.data[: self._head]).lower())
        return True

    def _read_framing(self, head: bytes) -> None:
        framings, length = len(_FRAMED.findall(head)), _LENGTH.search(head)
        self.expects = _EXPECTS.search(head) is not None
        if framings == 0:
            self._end = self._head
        elif framings == 1 and length is not None:
            self._end = self._head + int(length[1])
            self.is_cut = int(length[1]) > self.max_body
        elif framings == 1 and _CHUNKED.search(head) is not None:
            self._is_chunked = True
        else:
            # Two lengths, or one that is none: nobody knows where such a request ends.
            self.is_cut = True

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
