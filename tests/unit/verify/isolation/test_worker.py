"""The program of a verifying process, run here: what it answers, and what it never says."""

import json
import socket
import sys
import threading
from collections.abc import Iterator
from datetime import datetime

import pytest

from badger.verify import Question, Verdict, VerificationPolicy
from badger.verify.fetch import GuardedFetcher
from badger.verify.fetching import OfflineFetcher
from badger.verify.isolation import messages, worker
from badger.verify.isolation.frames import Channel, Frame
from badger.verify.judge import LocalJudge
from badger.verify.limits import LIMITS, Limits
from tests.world import World


@pytest.fixture
def ends() -> Iterator[tuple[Channel, socket.socket]]:
    """Our channel, and the socket of the verifying process."""
    ours, theirs = socket.socketpair()
    channel = Channel(ours)
    yield channel, theirs
    channel.close()
    theirs.close()


@pytest.fixture(autouse=True)
def this_process_stays_as_it_is(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("confine", "allow_cpu", "end_with_parent"):
        monkeypatch.setattr(worker, name, lambda *_: None)
    monkeypatch.setattr(sys, "excepthook", sys.excepthook)


def conversation(ends: tuple[Channel, socket.socket], *asked: Question) -> list[Frame]:
    channel, theirs = ends
    serving = threading.Thread(
        target=worker.serve, args=(Channel(theirs), OfflineFetcher()), kwargs={"limits": LIMITS}
    )
    serving.start()
    heard = [channel.receive()]
    for one in asked:
        channel.send(messages.question_frame(one, stamp="1"))
        heard.append(channel.receive())
    channel.close()
    serving.join()
    return heard


def question(now: datetime, data: bytes) -> Question:
    return Question(policy=VerificationPolicy(), now=now, data=data)


def test_it_answers_one_question_after_the_other_until_nobody_asks(
    ends: tuple[Channel, socket.socket], world: World, now: datetime
):
    badge = json.dumps(world.issue_badge(world.new_issuer())).encode()
    ready, good, nothing = conversation(ends, question(now, badge), question(now, b"no badge"))

    assert messages.READY == ready.kind
    assert Verdict.VERIFIED is messages.read_answer(good).report.verdict
    assert "input.unreadable" != messages.read_unreadable(nothing).reason


def test_it_says_when_memory_ran_out(
    ends: tuple[Channel, socket.socket], now: datetime, monkeypatch: pytest.MonkeyPatch
):
    def answer(*_: object) -> None:
        raise MemoryError

    monkeypatch.setattr(LocalJudge, "answer", answer)
    assert messages.OUT_OF_MEMORY == conversation(ends, question(now, b"{}"))[1].kind


@pytest.mark.parametrize(
    ("words", "fetcher", "limits"),
    [
        ((), GuardedFetcher, Limits()),
        (
            ("--offline", "--cpu-s=9", "--memory=10", "--open-files=11"),
            OfflineFetcher,
            Limits(cpu_s=9, memory=10, open_files=11),
        ),
    ],
)
def test_it_serves_with_the_limits_that_it_was_started_with(
    ends: tuple[Channel, socket.socket],
    monkeypatch: pytest.MonkeyPatch,
    words: tuple[str, ...],
    fetcher: type,
    limits: Limits,
):
    served = []
    monkeypatch.setattr(worker, "serve", lambda *parts, **named: served.append((parts, named)))
    number = str(ends[1].detach())

    worker.main((number, *words))

    ((channel, found), named) = served[0]
    channel.close()
    assert (fetcher, {"limits": limits}) == (type(found), named)


def test_r05_it_tells_where_it_stopped_and_nothing_of_what_it_read(
    ends: tuple[Channel, socket.socket],
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
):
    monkeypatch.setattr(worker, "serve", lambda channel, _fetcher, limits: channel.close())  # noqa: ARG005
    worker.main((str(ends[1].detach()),))
    try:
        raise ValueError("secret@example.org")
    except ValueError as error:
        sys.excepthook(type(error), error, error.__traceback__)

    told = capsys.readouterr().err
    assert "ValueError" in told
    assert "test_worker.py:" in told
    assert "secret" not in told


def test_only_linux_ends_a_process_with_its_parent(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.undo()
    called: list[tuple[int, ...]] = []

    class System:
        def prctl(self, *words: int) -> None:
            called.append(words)

    monkeypatch.setattr(worker.ctypes, "CDLL", lambda _: System())
    worker.end_with_parent("darwin")
    worker.end_with_parent("linux")
    assert [(1, 9, 0, 0, 0)] == called
