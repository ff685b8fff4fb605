"""What one verification may take of the machine, and that it is given back."""

import os
import resource
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from badger.verify import limits
from badger.verify.limits import MIB, Limits, Stopped, address_space, resident_bytes, run_bounded

LIMITED = (resource.RLIMIT_AS, resource.RLIMIT_CPU)


def state() -> tuple[object, ...]:
    handlers = [signal.getsignal(number) for number in (signal.SIGALRM, signal.SIGXCPU)]
    limits = [resource.getrlimit(name) for name in LIMITED]
    return (*handlers, *limits, signal.getitimer(signal.ITIMER_REAL))


def test_what_takes_too_long_is_stopped_and_everything_is_as_before():
    before = state()
    with pytest.raises(Stopped) as stopped:
        run_bounded(lambda: time.sleep(60), Limits(wall_s=0.05))
    assert "limits.time" == stopped.value.code
    assert before == state()


def test_an_alarm_that_comes_late_stops_nothing():
    guard = limits._Guard()
    guard.arm(Limits())
    late = signal.getsignal(signal.SIGALRM)
    guard.leave()
    assert late(signal.SIGALRM, None) is None


# A signal that comes while something is traced is raised where the tracer looks, not where the
# work is: what is stopped in the middle of a calculation is stopped in an untraced process.
UNTRACED = """
import resource, signal, sys, time
from functools import partial
from badger.verify.limits import Limits, Stopped, run_bounded

def state():
    handlers = [signal.getsignal(number) for number in (signal.SIGALRM, signal.SIGXCPU)]
    limits = [resource.getrlimit(name) for name in (resource.RLIMIT_AS, resource.RLIMIT_CPU)]
    return *handlers, *limits, signal.getitimer(signal.ITIMER_REAL)

def spin(seconds):
    end = time.perf_counter() + seconds
    while time.perf_counter() < end:
        pass

before = state()
"""
LONG = """
try:
    run_bounded(partial(spin, 60), Limits(cpu_s=0, wall_s=60))
except Stopped as stopped:
    print(stopped.code, state() == before)
"""
CLOSE = """
stopped = leaks = 0
for number in range(3_000):
    wall_s = 2e-5 + number % 200 * 2e-6
    try:
        run_bounded(partial(spin, 0.9 * wall_s), Limits(wall_s=wall_s))
    except Stopped:
        stopped += 1
    leaks += state() != before
print(stopped > 0, leaks)
"""


def untraced(program: str) -> str:
    environment = {
        name: value for name, value in os.environ.items() if not name.startswith("COVERAGE")
    }
    command = [sys.executable, "-c", UNTRACED + program]
    return subprocess.run(
        command, env=environment, capture_output=True, text=True, check=True
    ).stdout.strip()


def test_what_calculates_too_long_is_stopped():
    assert "limits.time True" == untraced(LONG)


def test_an_alarm_on_the_way_in_or_out_leaves_nothing_behind():
    """Three thousand alarms, each as the work ends: some before it, some after, some between."""
    assert "True 0" == untraced(CLOSE)


def test_what_takes_too_much_memory_is_stopped_and_memory_is_given_back():
    before = state()
    with pytest.raises(Stopped) as stopped:
        run_bounded(lambda: bytearray(512 * MIB), Limits(memory=32 * MIB))
    assert "limits.memory" == stopped.value.code
    assert before == state()
    assert 64 * MIB == len(bytearray(64 * MIB))


def test_a_stop_is_no_error_that_a_step_could_take_for_its_own():
    assert not issubclass(Stopped, Exception)


def test_limits_that_are_lower_already_stay():
    soft, hard = resource.getrlimit(resource.RLIMIT_AS)
    lower = address_space() + 128 * MIB
    resource.setrlimit(resource.RLIMIT_AS, (lower, hard))
    try:
        inside = run_bounded(
            lambda: resource.getrlimit(resource.RLIMIT_AS), Limits(memory=1024 * MIB)
        )
        assert (lower, hard) == inside
    finally:
        resource.setrlimit(resource.RLIMIT_AS, (soft, hard))


@pytest.mark.parametrize("text", ["", "words", "1"])
def test_where_no_file_tells_it_the_memory_is_unknown_and_not_bounded(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, text: str
):
    assert 0 == address_space(tmp_path / "nothing")
    (tmp_path / "statm").write_text(text, encoding="ascii")
    assert 0 == resident_bytes(tmp_path / "statm")
    monkeypatch.setattr("badger.verify.limits.address_space", lambda: 0)
    before = resource.getrlimit(resource.RLIMIT_AS)
    assert before == run_bounded(lambda: resource.getrlimit(resource.RLIMIT_AS))


def test_the_memory_that_a_process_takes_is_read_in_bytes(tmp_path: Path):
    (tmp_path / "statm").write_text("300 200 9 9 0 9 0\n", encoding="ascii")
    page = resource.getpagesize()
    assert (300 * page, 200 * page) == (
        address_space(tmp_path / "statm"),
        resident_bytes(tmp_path / "statm"),
    )


# Limits that hold for good are set in a process of their own.
CONFINED = """
import resource, sys
from badger.verify import limits
from badger.verify import limits
from badger.verify.limits import MIB, Limits
limits.address_space = lambda: int(sys.argv[1])
limits.confine(Limits(memory=512 * MIB, open_files=32))
limits.confine(Limits(memory=1024 * MIB, open_files=64))
limits.allow_cpu(3)
limits.allow_cpu(5)
for name in (resource.RLIMIT_CORE, resource.RLIMIT_NOFILE, resource.RLIMIT_AS):
    print(*resource.getrlimit(name))
soft, hard = resource.getrlimit(resource.RLIMIT_CPU)
print(6 <= soft <= 20, hard == int(sys.argv[2]))
"""


@pytest.mark.parametrize(("base", "cpu"), [(MIB, -1), (0, 20)])
def test_a_confined_process_cannot_take_anything_back(base: int, cpu: int):
    def bound() -> None:
        if cpu > 0:
            resource.setrlimit(resource.RLIMIT_CPU, (cpu, cpu))

    command = [sys.executable, "-c", CONFINED, str(base), str(cpu)]
    said = subprocess.run(
        command, preexec_fn=bound, capture_output=True, text=True, check=True
    ).stdout.splitlines()

    memory = str(513 * MIB) if base else "-1"
    assert ["0 0", "32 32", f"{memory} {memory}", "True True"] == said


def test_a_process_is_confined_for_good_and_no_limit_is_raised(monkeypatch: pytest.MonkeyPatch):
    """What the process above is asked from outside, here as the calls that it makes."""
    held = {
        resource.RLIMIT_CORE: (5, resource.RLIM_INFINITY),
        resource.RLIMIT_NOFILE: (16, 20),
        resource.RLIMIT_AS: (resource.RLIM_INFINITY, resource.RLIM_INFINITY),
        resource.RLIMIT_CPU: (resource.RLIM_INFINITY, resource.RLIM_INFINITY),
    }
    monkeypatch.setattr(resource, "getrlimit", held.__getitem__)
    monkeypatch.setattr(resource, "setrlimit", held.__setitem__)
    monkeypatch.setattr(limits, "address_space", lambda: MIB)
    monkeypatch.setattr(limits, "_cpu_seconds", lambda: 7)

    limits.confine(Limits(memory=2 * MIB, open_files=64))
    limits.allow_cpu(3)

    assert [(0, 0), (20, 20), (3 * MIB, 3 * MIB), (11, resource.RLIM_INFINITY)] == list(
        held.values()
    )

    held[resource.RLIMIT_CPU] = (11, 12)
    monkeypatch.setattr(limits, "address_space", lambda: 0)
    limits.confine(Limits(memory=MIB, open_files=8))
    limits.allow_cpu(5)

    assert [(0, 0), (8, 8), (3 * MIB, 3 * MIB), (12, 12)] == list(held.values())
