"""Where a request ends, however its bytes arrive (RFC 9112, sections 6.3 and 7.1)."""

import pytest

from badger.commands.whole_requests import MAX_HEAD_BYTES, MAX_LINE_BYTES, Incoming

HEAD = b"POST /api/v1/verify HTTP/1.1\r\nHost: a\r\n"
CHUNKED = HEAD + b"Transfer-Encoding: chunked\r\n\r\n"
LIMIT = 1_000

WHOLE = {
    "no body": b"GET / HTTP/1.1\r\nHost: a\r\n\r\n",
    "length": HEAD + b"Content-Length: 5\r\n\r\nabcde",
    "length in capitals": HEAD + b"CONTENT-LENGTH:5\r\n\r\nabcde",
    "length zero": HEAD + b"Content-Length: 0\r\n\r\n",
    "the longest body": HEAD + b"Content-Length: 1000\r\n\r\n" + b"x" * LIMIT,
    "chunks": CHUNKED + b"5\r\nabcde\r\nA;name=x\r\n0123456789\r\n0\r\n\r\n",
    "no chunks": CHUNKED + b"0\r\n\r\n",
    "a chunk like an end": CHUNKED + b"5\r\n0\r\n\r\n\r\n0\r\n\r\n",
    "trailers": CHUNKED + b"1\r\na\r\n0\r\nX: y\r\n\r\n",
}
REFUSED = {
    "other ends of lines": b"GET / HTTP/1.1\nHost: a\n\n",
    "two lengths": HEAD + b"Content-Length: 5\r\nContent-Length: 6\r\n\r\n",
    "length and chunks": HEAD + b"Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n",
    "no length": HEAD + b"Content-Length: -5\r\n\r\n",
    "a length without end": HEAD + b"Content-Length: 99999999999999\r\n\r\n",
    "too long": HEAD + b"Content-Length: 1001\r\n\r\n",
    "another coding": HEAD + b"Transfer-Encoding: gzip\r\n\r\n",
    "no size": CHUNKED + b"zz\r\n",
    "a huge chunk": CHUNKED + b"ffffffff\r\n",
    "many chunks": CHUNKED + b"80\r\n" + (b"x" * 128 + b"\r\n80\r\n") * 80,
    "an endless size": CHUNKED + b"1;" + b"x" * MAX_LINE_BYTES,
    "endless trailers": CHUNKED + b"0\r\n" + b"x" * (MAX_LINE_BYTES + 1),
    "an endless head": b"GET / HTTP/1.1\r\nX: " + b"x" * MAX_HEAD_BYTES,
}


def arrived(data: bytes, step: int) -> tuple[Incoming, int]:
    """Let bytes arrive in steps; give what was there, and how much, when it was whole."""
    incoming = Incoming(max_body=LIMIT)
    for start in range(0, len(data), step):
        incoming.add(data[start : start + step])
        if incoming.is_whole():
            return incoming, min(start + step, len(data))
    return incoming, 0


@pytest.mark.parametrize("step", [1, 2, 3, 7, 10_000])
@pytest.mark.parametrize("name", WHOLE)
def test_p08_a_request_is_whole_with_its_last_byte_and_not_before(name: str, step: int):
    incoming, length = arrived(WHOLE[name], step)

    assert len(WHOLE[name]) == length
    assert not incoming.is_cut


@pytest.mark.parametrize("step", [1, 1_000, 100_000])
@pytest.mark.parametrize("name", REFUSED)
def test_p08_what_has_no_end_is_handed_over_to_be_refused(name: str, step: int):
    incoming, length = arrived(REFUSED[name], step)

    assert length
    assert incoming.is_cut


@pytest.mark.parametrize("name", WHOLE)
def test_p08_a_request_that_lacks_a_byte_is_not_whole(name: str):
    assert (0, False) == (arrived(WHOLE[name][:-1], 10_000)[1], arrived(b"", 1)[0].is_cut)


def test_the_next_request_is_no_part_of_the_first():
    incoming = Incoming(WHOLE["length"] + b"GET", max_body=LIMIT)

    assert incoming.is_whole()
    assert not incoming.is_cut


def test_a_client_may_wait_for_a_word_before_the_body():
    incoming = Incoming(HEAD + b"Expect: 100-continue\r\nContent-Length: 2\r\n\r\n", max_body=LIMIT)

    assert not incoming.is_whole()
    assert incoming.expects


def long_request(length: int, *, extra: bytes = b"") -> bytes:
    return HEAD + b"Cookie: A=b\r\nContent-Length: %d\r\n\r\n" % length + b"y" * length + extra


def long_incoming(*, sender: str = "she") -> tuple[Incoming, list[bytes]]:
    heads: list[bytes] = []

    def long_by(head: bytes) -> str:
        heads.append(head)
        return sender

    return Incoming(max_body=LIMIT, max_long=5 * LIMIT, long_by=long_by), heads


@pytest.mark.parametrize("step", [1, 999, 100_000])
def test_p08_a_long_body_is_put_aside_and_given_back_whole(step: int):
    data = long_request(5 * LIMIT)
    incoming, heads = long_incoming()
    for start in range(0, len(data), step):
        assert not incoming.is_whole()
        incoming.add(data[start : start + step])
        incoming.is_whole()
        assert len(incoming.data) < LIMIT or step > LIMIT

    assert incoming.is_whole() and not incoming.is_cut
    assert [data[: data.index(b"yyyy")]] == heads
    assert "she" == incoming.sender
    assert len(heads[0]) == len(incoming.data)
    assert data == b"".join(incoming.pieces())
    incoming.forget()


@pytest.mark.parametrize(
    ("length", "sender", "asked"),
    [(LIMIT + 1, "", 1), (5 * LIMIT + 1, "she", 0)],
)
def test_p08_a_long_body_of_nobody_or_a_longer_one_is_not_waited_for(length, sender, asked):
    incoming, heads = long_incoming(sender=sender)
    incoming.add(long_request(length)[:200])

    assert incoming.is_whole() and incoming.is_cut
    assert ("", asked) == (incoming.sender, len(heads))


def test_p08_nobody_is_asked_for_whose_body_is_short():
    incoming, heads = long_incoming()
    incoming.add(long_request(LIMIT))

    assert incoming.is_whole() and not incoming.is_cut
    assert ("", []) == (incoming.sender, heads)
    assert long_request(LIMIT) == b"".join(incoming.pieces())


def test_p08_chunks_are_never_long():
    incoming, heads = long_incoming()
    incoming.add(CHUNKED + (b"80\r\n" + b"x" * 128 + b"\r\n") * 80)

    assert incoming.is_whole() and incoming.is_cut
    assert [] == heads
