"""What a process that reads hostile bytes may take of the machine (hardening, section 4)."""

import resource
import signal
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from types import FrameType
from typing import Final, TypeVar

_Result = TypeVar("_Result")

MIB: Final = 1024 * 1024
_AGAIN_S: Final = 1.0
_STATM: Final = Path("/proc/self/statm")


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """How much one question, and the process that answers it, may take.

    wall_s:     seconds for the whole of one question: reading, fetching and judging.
    cpu_s:      seconds of CPU for one question.
    memory:     bytes of address space beyond what the process takes when it begins.
    open_files: descriptors.
    questions:  answered ones after which the process is renewed.
    growth:     bytes held beyond those at its start after which it is renewed: what it remembers
                is bounded (memory.py), so something leaks.
    """

    wall_s: float = 5.0
    cpu_s: int = 3
    memory: int = 256 * MIB
    open_files: int = 64
    questions: int = 5_000
    growth: int = 96 * MIB


LIMITS: Final = Limits()


# Not an Exception: what is in the middle of its work must not take it for an error of its own.
class Stopped(BaseException):
    """What was being done took too much; `code` says it to people."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


class _Guard:
    """Stops what is done within limits, and nothing once that is over."""

    def __init__(self) -> None:
        self._is_on = True
        self._undo: list[Callable[[], object]] = []

    def arm(self, limits: Limits) -> None:
        """Set handlers, timer and limits, each with what gives back what was."""
        base = address_space()
        for number in (signal.SIGALRM, signal.SIGXCPU):
            self._undo.append(partial(signal.signal, number, signal.signal(number, self._stop)))
        self._undo.append(partial(signal.setitimer, signal.ITIMER_REAL, 0))
        # Once more where the first one was lost in a place that cannot be left.
        signal.setitimer(signal.ITIMER_REAL, limits.wall_s, _AGAIN_S)
        self._soften(resource.RLIMIT_CPU, _cpu_seconds() + limits.cpu_s + 1)
        if base:
            self._soften(resource.RLIMIT_AS, base + limits.memory)

    def leave(self) -> None:
        """Give everything back; an alarm that comes meanwhile interrupts nothing any more."""
        self._is_on = False
        while self._undo:
            self._undo.pop()()

    def _stop(self, _number: int, _frame: FrameType | None) -> None:
        if self._is_on:
            raise Stopped("limits.time")

    def _soften(self, name: int, value: int) -> None:
        """Lower a limit of this process."""
        soft, hard = resource.getrlimit(name)
        if soft == resource.RLIM_INFINITY or value < soft:
            self._undo.append(partial(resource.setrlimit, name, (soft, hard)))
            resource.setrlimit(name, (value, hard))


def run_bounded(work: Callable[[], _Result], limits: Limits = LIMITS) -> _Result:
    """Do some work within bounds of time, CPU and memory; afterwards the process is as before.

    For the main thread of a process that reads what its own user shows it. A function and no
    context: an alarm that comes between two of its calls would skip the way out of a context.
    Raises: Stopped.
    """
    guard = _Guard()
    try:
        try:
            guard.arm(limits)
            return work()
        except MemoryError:
            raise Stopped("limits.memory") from None
        finally:
            guard.leave()
    except Stopped:
        # It may have come on the way out, before anything was given back.
        guard.leave()
        raise


def confine(limits: Limits = LIMITS) -> None:
    """Bound this process for good: memory, descriptors, no core file, nothing that is new.

    To be called once everything that a verification needs has been imported.
    """
    _lower(resource.RLIMIT_CORE, 0)
    _lower(resource.RLIMIT_NOFILE, limits.open_files)
    base = address_space()
    if base:
        _lower(resource.RLIMIT_AS, base + limits.memory)


def allow_cpu(seconds: int) -> None:
    """Allow this process `seconds` more of CPU from now on; beyond, the system ends it.

    The wall clock of whoever waits is the limit; this one holds where nobody waits any more.
    """
    limit = _cpu_seconds() + seconds + 1
    _, hard = resource.getrlimit(resource.RLIMIT_CPU)
    soft = limit if hard == resource.RLIM_INFINITY else min(limit, hard)
    resource.setrlimit(resource.RLIMIT_CPU, (soft, hard))


def address_space(statm: Path = _STATM) -> int:
    """Return the bytes of address space that this process takes; 0 where no file tells it."""
    return _pages(statm, 0)


def resident_bytes(statm: Path = _STATM) -> int:
    """Return the bytes of memory that this process holds; 0 where no file tells it."""
    return _pages(statm, 1)


def _pages(statm: Path, place: int) -> int:
    try:
        # Read after every question: without a buffer and a decoder it takes half the time.
        with statm.open("rb", buffering=0) as file:
            return int(file.read(256).split()[place]) * resource.getpagesize()
    except (OSError, ValueError, IndexError):
        return 0


def _cpu_seconds() -> int:
    used = resource.getrusage(resource.RUSAGE_SELF)
    return int(used.ru_utime + used.ru_stime)


def _lower(name: int, value: int) -> None:
    """Set a limit of which nothing can be taken back, or leave one that is lower already."""
    _, hard = resource.getrlimit(name)
    limit = value if hard == resource.RLIM_INFINITY else min(value, hard)
    resource.setrlimit(name, (limit, limit))
