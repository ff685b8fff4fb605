"""The judge of a server: every question goes to a process that can be killed (ADR 0017)."""

import os
import threading
import time
import weakref
from collections import deque
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass, field, replace
from typing import Final

from badger.errors import BadgerError
from badger.verify.errors import UnreadableInput
from badger.verify.isolation.desk import Desk
from badger.verify.isolation.process import START_S, WORKER, ProcessLost, VerifyingProcess
from badger.verify.judge import Answer, Question
from badger.verify.limits import LIMITS, Limits
from badger.verify.recognition import with_trust
from badger.verify.report import Report
from badger.verify.steps import unanswered

PROCESSES: Final = 4
# Waiting for a process counts: everything is answered within `Limits.wall_s` (hardening R4).
PATIENCE_S: Final = 3.0
MAX_WAITING: Final = 16
# Extra processes, started for a moment of many questions, are ended after it.
IDLE_S: Final = 60.0
WARM_STARTS: Final = 3


class Busy(BadgerError):
    """Too much is being verified just now; asking again in a moment may do."""

    code = "verify.busy"


@dataclass(frozen=True, slots=True, kw_only=True)
class Staff:
    """How many processes, and how each is started.

    most:     processes of this web process at the same time.
    command:  program and first words of a verifying process; words: those at the end.
    patience_s, waiting: how long a question waits for a process, be it one that is only starting,
              and how many may.
    idle_s:   how long a process waits for a question, unless it is the last one.
    """

    most: int = PROCESSES
    command: tuple[str, ...] = WORKER
    words: tuple[str, ...] = ()
    patience_s: float = PATIENCE_S
    waiting: int = MAX_WAITING
    idle_s: float = IDLE_S


@dataclass(slots=True)
class _Crew:
    """The processes that one web process started; after a fork there is a new crew.

    free:  those that wait, with the time since when; the last one is warmest.
    timer: ends those that wait too long.
    starting, failed: how many are on their way, and how many have not arrived so far.
    """

    owner: int
    # A process ends with the thread that started it: this one lives as long as the crew.
    starter: ThreadPoolExecutor
    free: deque[tuple[VerifyingProcess, float]] = field(default_factory=deque)
    all: set[VerifyingProcess] = field(default_factory=set)
    starting: int = 0
    failed: int = 0
    waiting: int = 0
    timer: threading.Timer | None = None


class IsolatedJudge:
    """Asks verifying processes, replaces those that did not answer, and says so."""

    def __init__(
        self,
        desk: Desk,
        *,
        limits: Limits = LIMITS,
        staff: Staff | None = None,
        monotonic: Callable[[], float] = time.monotonic,
    ) -> None:
        self._desk = desk
        self._limits = limits
        self._staff = staff or Staff()
        self._monotonic = monotonic
        self._changed = threading.Condition()
        self._crew: _Crew | None = None

    def answer(self, question: Question) -> Answer:
        """Let a process read and verify; what it does not answer in time is inconclusive.

        Raises: UnreadableInput, Busy.
        """
        begin = self._monotonic()
        process = self._take(self._staff.patience_s)
        is_sound = False
        try:
            waited_s = self._monotonic() - begin
            answer = process.answer(question, self._desk, waited_s=waited_s)
            is_sound = True
        except ProcessLost as lost:
            report = Report(findings=unanswered(lost.code), checked_at=question.now)
            return Answer(data=question.data, carrier="", reports=(report,))
        except UnreadableInput:
            is_sound = True
            raise
        finally:
            # Whatever else went wrong on this side, the other one still waits for a word.
            self._give_back(process, is_sound=is_sound)
        return _with_trust(answer, question)

    def warm(self) -> None:
        """Have one process ready; one that is lost while it starts is started again.

        Raises: Busy, where none starts at all.
        """
        for _ in range(WARM_STARTS - 1):
            # Whatever ended it (the system in want of memory, say) must not end the site.
            with suppress(Busy):
                self._give_back(self._take(START_S), is_sound=True)
                return
        self._give_back(self._take(START_S), is_sound=True)

    def processes(self) -> tuple[int, ...]:
        """Return the numbers of the processes that there are now."""
        with self._changed:
            return tuple(sorted(process.number for process in self._own_crew().all))

    def close(self) -> None:
        """End every process."""
        with self._changed:
            crew, self._crew = self._crew, None
        if crew is not None:
            _end_crew(crew)

    def _take(self, patience_s: float) -> VerifyingProcess:
        """Return a process that is free now or in time. Raises: Busy."""
        deadline = self._monotonic() + patience_s
        with self._changed:
            crew = self._own_crew()
            if crew.waiting >= self._staff.waiting:
                raise Busy
            crew.waiting += 1
            try:
                return self._awaited(crew, deadline)
            finally:
                crew.waiting -= 1

    def _awaited(self, crew: _Crew, deadline: float) -> VerifyingProcess:
        failed = crew.failed
        while True:
            process = self._free(crew)
            if process is not None:
                return process
            self._send_for_one(crew)
            left = deadline - self._monotonic()
            if left <= 0 or not self._changed.wait(left) or crew.failed > failed:
                raise Busy

    def _send_for_one(self, crew: _Crew) -> None:
        """Have one more started where there is room, and somebody who waits for it.

        Apart from whoever waits: how long it takes to start one depends on the whole machine.
        """
        has_room = len(crew.all) + crew.starting < self._staff.most
        if has_room and crew.starting < crew.waiting:
            crew.starting += 1
            threading.Thread(target=self._bring_one, args=(crew,), daemon=True).start()

    def _free(self, crew: _Crew) -> VerifyingProcess | None:
        while crew.free:
            process, _ = crew.free.pop()
            if not process.has_ended:
                return process
            # Somebody killed it while it waited, or it asked to be renewed by ending itself.
            crew.all.discard(process)
            process.end()
        return None

    def _bring_one(self, crew: _Crew) -> None:
        process = self._started(crew)
        with self._changed:
            crew.starting -= 1
            is_wanted = process is not None and self._crew is crew
            if process is not None and is_wanted:
                crew.all.add(process)
                crew.free.append((process, self._monotonic()))
                self._watch(crew)
            crew.failed += process is None
            self._changed.notify_all()
        if process is not None and not is_wanted:
            process.end()

    def _started(self, crew: _Crew) -> VerifyingProcess | None:
        """Start one and wait until it is ready; None where it does not start."""
        process = None
        try:
            process = crew.starter.submit(self._start).result()
            process.wait_until_ready()
        except (ProcessLost, OSError, RuntimeError):
            # The last one: the crew was dismissed meanwhile.
            if process is not None:
                process.end()
            return None
        return process

    def _start(self) -> VerifyingProcess:
        staff = self._staff
        return VerifyingProcess(staff.command, limits=self._limits, words=staff.words)

    def _give_back(self, process: VerifyingProcess, *, is_sound: bool) -> None:
        is_fit = is_sound and not process.is_worn
        with self._changed:
            crew = self._own_crew()
            is_kept = is_fit and process in crew.all
            if is_kept:
                crew.free.append((process, self._monotonic()))
                self._watch(crew)
            else:
                crew.all.discard(process)
            self._changed.notify()
        if not is_kept:
            process.end()

    def _watch(self, crew: _Crew) -> None:
        """Have somebody look again once a second process has waited too long."""
        if crew.timer is not None or len(crew.free) < 2:
            return
        waited = self._monotonic() - crew.free[0][1]
        crew.timer = threading.Timer(max(0.0, self._staff.idle_s - waited), self._end_idle, (crew,))
        crew.timer.daemon = True
        crew.timer.start()

    def _end_idle(self, crew: _Crew) -> None:
        before = self._monotonic() - self._staff.idle_s
        idle = []
        with self._changed:
            crew.timer = None
            while len(crew.free) > 1 and crew.free[0][1] <= before:
                idle.append(crew.free.popleft()[0])
            crew.all.difference_update(idle)
            self._watch(crew)
        _end_all(idle)

    def _own_crew(self) -> _Crew:
        """Return the crew of this web process; a fork leaves that of the parent to the parent."""
        if self._crew is not None and self._crew.owner != os.getpid():
            for process in self._crew.all:
                process.disown()
            self._crew = None
        if self._crew is None:
            starter = ThreadPoolExecutor(1, thread_name_prefix="badger-verify")
            self._crew = _Crew(os.getpid(), starter)
            weakref.finalize(self, _end_crew, self._crew)
        return self._crew


def _end_crew(crew: _Crew) -> None:
    if crew.owner != os.getpid():
        return
    if crew.timer is not None:
        crew.timer.cancel()
    _end_all(tuple(crew.all))
    crew.all.clear()
    crew.free.clear()
    crew.starter.shutdown(wait=False)


def _end_all(processes: Iterable[VerifyingProcess]) -> None:
    for process in processes:
        process.end()


def _with_trust(answer: Answer, question: Question) -> Answer:
    """Say what the lists know of the issuers, which no verifying process is told."""
    lists = question.policy.trust
    reports = tuple(with_trust(report, lists, now=question.now) for report in answer.reports)
    return replace(answer, reports=reports)
