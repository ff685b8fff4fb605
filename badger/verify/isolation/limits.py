"""What a process that reads hostile bytes may take of the machine (hardening, section 4)."""

import ctypes
import resource
import signal
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Final

MIB: Final = 1024 * 1024
_PR_SET_PDEATHSIG: Final = 1
_STATM: Final = Path("/proc/self/statm")


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """How much one question, and the process that answers it, may take.

    wall_s:     seconds for the whole of one question: reading, fetching and judging.
    cpu_s:      seconds of CPU for one question.
    memory:     bytes of address space beyond what the process takes when it begins.
    open_files: descriptors.
    """

    wall_s: float = 5.0
    cpu_s: int = 3
    memory: int = 256 * MIB
    open_files: int = 64


LIMITS: Final = Limits()


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
    used = resource.getrusage(resource.RUSAGE_SELF)
    limit = int(used.ru_utime + used.ru_stime) + seconds + 1
    _, hard = resource.getrlimit(resource.RLIMIT_CPU)
    soft = limit if hard == resource.RLIM_INFINITY else min(limit, hard)
    resource.setrlimit(resource.RLIMIT_CPU, (soft, hard))


def address_space(statm: Path = _STATM) -> int:
    """Return the bytes of address space that this process takes; 0 where no file tells it."""
    return _pages(statm, 0)


def resident_bytes(statm: Path = _STATM) -> int:
    """Return the bytes of memory that this process holds; 0 where no file tells it."""
    return _pages(statm, 1)


def end_with_parent(platform: str = sys.platform) -> None:
    """Ask the system to end this process when the thread that started it is gone.

    Elsewhere than on Linux, the end of the channel has to do.
    """
    if platform == "linux":
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL, 0, 0, 0)


def _pages(statm: Path, place: int) -> int:
    try:
        return int(statm.read_text(encoding="ascii").split()[place]) * resource.getpagesize()
    except OSError:
        return 0


def _lower(name: int, value: int) -> None:
    """Set a limit of which nothing can be taken back, or leave one that is lower already."""
    _, hard = resource.getrlimit(name)
    limit = value if hard == resource.RLIM_INFINITY else min(value, hard)
    resource.setrlimit(name, (limit, limit))
