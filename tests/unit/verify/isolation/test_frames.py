"""Frames over a pair of sockets, whatever the other side sends or does not send."""

import socket
import struct
import threading
import time
from collections.abc import Iterator

import pytest

from badger.verify.isolation.frames import (
    MAX_DATA_BYTES,
    MAX_JSON_BYTES,
    Channel,
    ChannelBroken,
    ChannelSilent,
    Frame,
)


@pytest.fixture
def pair() -> Iterator[tuple[Channel, socket.socket]]:
    """A channel and the bare socket of the other side."""
    ours, theirs = socket.socketpair()
    with ours, theirs:
        yield Channel(ours), theirs


@pytest.mark.parametrize(
    "frame",
    [
        Frame(b"A"),
        Frame(b"A", b'{"a": 1}', b"\x00\xff"),
        Frame(b"A", b"x" * 200_000, b"y" * 300_000),
    ],
)
def test_frames_come_as_they_were_sent(frame: Frame):
    ours, theirs = socket.socketpair()
    sending, receiving = Channel(ours), Channel(theirs)
    thread = threading.Thread(target=lambda: (sending.send(frame), sending.send(frame)))
    thread.start()
    assert [frame, frame] == [receiving.receive(), receiving.receive()]
    thread.join()
    sending.close()
    with pytest.raises(ChannelBroken):
        receiving.receive()
    receiving.close()


def head(content: int, data: int) -> bytes:
    return struct.pack("!cII", b"A", content, data)


@pytest.mark.parametrize(
    "said",
    [
        head(MAX_JSON_BYTES + 1, 0),
        head(0, MAX_DATA_BYTES + 1),
        head(2, 0) + b"{",
        head(4, 0) + b"x",
        b"A",
        b"",
    ],
)
def test_what_is_no_frame_breaks_the_channel(pair: tuple[Channel, socket.socket], said: bytes):
    channel, other = pair
    thread = threading.Thread(target=lambda: (other.sendall(said), other.shutdown(socket.SHUT_WR)))
    thread.start()
    with pytest.raises(ChannelBroken):
        channel.receive()
    thread.join()


def test_a_silent_other_side_is_waited_for_until_the_deadline(pair: tuple[Channel, socket.socket]):
    channel, other = pair
    other.sendall(b"A")
    with pytest.raises(ChannelSilent):
        channel.receive(deadline=time.monotonic() + 0.05)
    with pytest.raises(ChannelSilent):
        channel.receive(deadline=time.monotonic() - 1)


def test_an_other_side_that_does_not_read_is_waited_for_until_the_deadline(
    pair: tuple[Channel, socket.socket],
):
    with pytest.raises(ChannelSilent):
        pair[0].send(Frame(b"A", b"", b"x" * 4_000_000), deadline=time.monotonic() + 0.05)


def test_nothing_can_be_sent_to_who_is_gone(pair: tuple[Channel, socket.socket]):
    channel, other = pair
    other.close()
    with pytest.raises(ChannelBroken):
        channel.send(Frame(b"A"))
