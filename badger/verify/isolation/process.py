"""One verifying process, seen by the web process that started it."""

import contextlib
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Final

from badger.verify.budget import Budget
from badger.verify.errors import Undetermined, UnreadableInput
from badger.verify.isolation import messages
from badger.verify.isolation.desk import Desk
from badger.verify.isolation.frames import Channel, ChannelBroken, ChannelSilent, Frame
from badger.verify.isolation.messages import LookUp
from badger.verify.isolation.typed_json import WrongType
from badger.verify.judge import Answer, Question
from badger.verify.limits import Limits, resident_bytes

_PROGRAM: Final = "from badger.verify.isolation.worker import main; main()"
WORKER: Final = (sys.executable, "-c", _PROGRAM)
START_S: Final = 20.0
# What a question has left at least, however long it waited.
SHORTEST_S: Final = 1.0
# Keys, passwords and addresses of databases are none of its business.
_OUR_SETTINGS: Final = "BADGER_"


class ProcessLost(Exception):
    """The process did not answer; `code` says to the visitor why."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


class VerifyingProcess:
    """A started process; one question at a time, asked by one thread.

    command: program and first words; the channel and the limits are added.
    """

    def __init__(
        self,
        command: Sequence[str] = WORKER,
        *,
        limits: Limits,
        words: Sequence[str] = (),
        monotonic: Callable[[], float] = time.monotonic,
    ) -> None:
        ours, theirs = socket.socketpair()
        self._channel = Channel(ours)
        try:
            self._process = subprocess.Popen(  # noqa: S603 - our own program, no shell
                [*command, str(theirs.fileno()), *_words_of(limits), *words],
                pass_fds=(theirs.fileno(),),
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                env=environment(os.environ),
            )
        except OSError:
            self._channel.close()
            raise
        finally:
            theirs.close()
        self._limits = limits
        self._monotonic = monotonic
        self._statm = Path(f"/proc/{self._process.pid}/statm")
        self._begin = 0
        self._asked = 0

    @property
    def number(self) -> int:
        """The number that the system gave the process."""
        return self._process.pid

    @property
    def has_ended(self) -> bool:
        """Tell whether the process is gone; one that is gone leaves nothing behind then."""
        return self._process.poll() is not None

    @property
    def is_worn(self) -> bool:
        """Tell whether it was asked so much, or has grown so far, that it should be renewed."""
        grown = resident_bytes(self._statm) - self._begin
        return self._asked >= self._limits.questions or grown > self._limits.growth

    def wait_until_ready(self) -> None:
        """Wait until everything is loaded and the limits hold. Raises: ProcessLost."""
        try:
            frame = self._channel.receive(deadline=self._monotonic() + START_S)
        except ChannelBroken:
            raise ProcessLost("limits.stopped") from None
        if frame.kind != messages.READY:
            raise ProcessLost("limits.stopped")
        self._begin = resident_bytes(self._statm)

    def answer(self, question: Question, desk: Desk, *, waited_s: float = 0.0) -> Answer:
        """Ask, and give what the process wants to look up, for as long as a question may take.

        waited_s: seconds of that time that the question has waited for this process.
        Raises: UnreadableInput; ProcessLost, after which the process is of no use any more.
        """
        left_s = max(self._limits.wall_s - waited_s, SHORTEST_S)
        deadline = self._monotonic() + left_s
        self._asked += 1
        try:
            self._channel.send(
                messages.question_frame(question, stamp=desk.stamp()), deadline=deadline
            )
            return self._heard(desk, Budget(), deadline=deadline)
        except ChannelSilent:
            raise ProcessLost("limits.time") from None
        except ChannelBroken:
            raise ProcessLost(self._reason()) from None
        except WrongType:
            raise ProcessLost("limits.stopped") from None

    def end(self) -> None:
        """End the process whatever it does, and wait until the system has forgotten it."""
        self._channel.close()
        self._process.kill()
        self._process.wait()

    def disown(self) -> None:
        """Close our end: after a fork, the process belongs to the parent."""
        self._channel.close()
        # Else the end of this object would warn of a process that somebody else waits for.
        self._process.returncode = 0

    def _heard(self, desk: Desk, budget: Budget, *, deadline: float) -> Answer:
        while True:
            frame = self._channel.receive(deadline=deadline)
            if frame.kind == messages.ANSWER:
                return messages.read_answer(frame)
            if frame.kind == messages.UNREADABLE:
                raise messages.read_unreadable(frame)
            if frame.kind == messages.OUT_OF_MEMORY:
                raise ProcessLost("limits.memory")
            if frame.kind != messages.LOOK_UP:
                raise WrongType("frame")
            asked = messages.read_look_up(frame)
            shown = self._shown(asked, desk, budget=budget, deadline=deadline)
            self._channel.send(shown, deadline=deadline)

    def _shown(self, asked: LookUp, desk: Desk, *, budget: Budget, deadline: float) -> Frame:
        def fetch_there(wanted: LookUp) -> bytes:
            self._channel.send(
                messages.look_up_frame(wanted, kind=messages.FETCH), deadline=deadline
            )
            answered = self._channel.receive(deadline=deadline)
            if answered.kind == messages.REFUSED:
                raise messages.read_error(answered)
            return messages.read_found(answered).data

        try:
            found = desk.show(asked, fetch_there=fetch_there, budget=budget)
        except (Undetermined, UnreadableInput) as error:
            return messages.error_frame(error)
        return Frame(messages.NONE) if found is None else messages.found_frame(found)

    def _reason(self) -> str:
        """Tell why the channel broke off: the system ends a process that takes too much CPU."""
        with contextlib.suppress(subprocess.TimeoutExpired):
            if self._process.wait(timeout=1.0) == -signal.SIGXCPU:
                return "limits.time"
        return "limits.stopped"


def environment(names: Mapping[str, str]) -> dict[str, str]:
    """Leave out what only the web process may know; for one thread, one arena of memory."""
    kept = {name: value for name, value in names.items() if not name.startswith(_OUR_SETTINGS)}
    return {**kept, "MALLOC_ARENA_MAX": "1"}


def _words_of(limits: Limits) -> list[str]:
    return [
        f"--cpu-s={limits.cpu_s}",
        f"--memory={limits.memory}",
        f"--open-files={limits.open_files}",
    ]
