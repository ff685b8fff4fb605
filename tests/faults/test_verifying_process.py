"""A verifying process that dies, hangs, lies or takes too much: the next visitor is served."""

import os
import signal
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from badger.verify import Question, Verdict, VerificationPolicy
from badger.verify.isolation import Busy, Desk, IsolatedJudge, Limits, Staff
from badger.verify.limits import MIB
from badger.verify.sources import OwnDocuments
from tests.factories import NOW

NOTHING = OwnDocuments(lambda _address: None)
# Here a question may wait for a process that is only starting: the machine has others to serve.
PATIENCE_S = 30.0
# What a verifying process says that is ready: kind, two lengths of nothing.
READY = "import socket,sys,time; c=socket.socket(fileno=int(sys.argv[1])); c.sendall(b'+'+bytes(8))"

SILENT = "time.sleep(60)"


def question(data: bytes = b'{"@context": [], "type": []}', *, address: str = "") -> Question:
    return Question(policy=VerificationPolicy(), now=NOW, data=data, address=address)


def judge_of(program: str = "", *, wall_s: float = 5.0, memory: int = 256 * MIB, **staff: object):
    command = (sys.executable, "-c", f"{READY}; c.recv(9); {program}")
    words = {"command": command, "patience_s": PATIENCE_S}
    limits = Limits(wall_s=wall_s, memory=memory)
    return IsolatedJudge(Desk(own=NOTHING), limits=limits, staff=Staff(**(words | staff)))


@pytest.fixture
def judge() -> Iterator[IsolatedJudge]:
    """The judge of a server, with one real process."""
    found = IsolatedJudge(
        Desk(own=NOTHING),
        limits=Limits(wall_s=PATIENCE_S, cpu_s=30),
        staff=Staff(most=1, words=("--offline",), patience_s=PATIENCE_S),
    )
    yield found
    found.close()


def codes(judge: IsolatedJudge) -> tuple[Verdict, str]:
    report = judge.answer(question()).report
    return report.verdict, report.findings[0].code


def test_fault_2_a_process_killed_while_it_waits_is_replaced(judge: IsolatedJudge):
    expected = judge.answer(question())
    (first,) = judge.processes()
    os.kill(first, signal.SIGKILL)
    # Until it is dead, whose end its judge has still to see.
    os.waitid(os.P_PID, first, os.WEXITED | os.WNOWAIT)

    assert expected == judge.answer(question())
    assert first not in judge.processes()


def test_fault_2_a_process_killed_while_it_verifies_is_inconclusive(tmp_path: Path):
    judge = judge_of(telling(tmp_path), wall_s=PATIENCE_S, most=1)
    judge.warm()
    (number,) = judge.processes()

    with ThreadPoolExecutor(1) as pool:
        answer = pool.submit(codes, judge)
        wait_until_it_verifies(tmp_path)
        os.kill(number, signal.SIGKILL)

    assert (Verdict.INCONCLUSIVE, "limits.stopped") == answer.result()
    assert () == judge.processes()
    judge.close()


def telling(folder: Path) -> str:
    """A program that tells by a file that it was asked, and never answers."""
    return f"open({str(folder / 'asked')!r}, 'w').close(); time.sleep(60)"


def wait_until_it_verifies(folder: Path) -> None:
    end = time.monotonic() + PATIENCE_S
    while not (folder / "asked").exists():
        assert time.monotonic() < end
        time.sleep(0.01)


@pytest.mark.parametrize(
    ("expected", "program"),
    [
        ("limits.time", SILENT),
        ("limits.time", "import os,signal; os.kill(os.getpid(), signal.SIGXCPU)"),
        ("limits.memory", "c.sendall(b'M'+bytes(8)); time.sleep(60)"),
        ("limits.stopped", "sys.exit(0)"),
        ("limits.stopped", "c.close(); time.sleep(60)"),
        ("limits.stopped", "c.sendall(b'U'+bytes(8)); time.sleep(60)"),
        ("limits.stopped", "c.sendall(b'garbage' * 9); time.sleep(60)"),
        ("limits.stopped", "c.sendall(b'A' + b'\\xff' * 8); time.sleep(60)"),
        ("limits.stopped", "c.sendall(b'A\\0\\0\\0\\x02\\0\\0\\0\\0[]'); time.sleep(60)"),
        ("limits.stopped", "c.sendall(b'A\\0\\0\\0\\x01\\0\\0\\0\\0{'); time.sleep(60)"),
        ("limits.stopped", "c.sendall(b'Z' + bytes(8)); time.sleep(60)"),
    ],
)
def test_a_process_that_does_not_answer_is_inconclusive(expected: str, program: str):
    judge = judge_of(program, wall_s=0.5 if program == SILENT else PATIENCE_S)
    try:
        assert (Verdict.INCONCLUSIVE, expected) == codes(judge)
        assert () == judge.processes()
    finally:
        judge.close()


def test_fault_14_a_verification_without_memory_is_inconclusive():
    small = Limits(wall_s=PATIENCE_S, cpu_s=30, memory=2 * MIB)
    judge = IsolatedJudge(
        Desk(own=NOTHING), limits=small, staff=Staff(words=("--offline",), patience_s=PATIENCE_S)
    )
    try:
        report = judge.answer(question(b'{"@context": "' + b"x" * 2_000_000 + b'"}')).report
        assert Verdict.INCONCLUSIVE is report.verdict
        assert report.findings[0].code in ("limits.memory", "limits.stopped")
    finally:
        judge.close()


def test_too_many_questions_at_once_are_told_to_come_back(tmp_path: Path):
    judge = judge_of(telling(tmp_path), wall_s=PATIENCE_S, most=1, patience_s=0.1)
    judge.warm()
    (number,) = judge.processes()
    with ThreadPoolExecutor(1) as pool:
        first = pool.submit(codes, judge)
        try:
            wait_until_it_verifies(tmp_path)
            with pytest.raises(Busy):
                judge.answer(question())
        finally:
            os.kill(number, signal.SIGKILL)
    assert (Verdict.INCONCLUSIVE, "limits.stopped") == first.result()
    judge.close()


def test_the_process_knows_no_setting_and_has_its_limits(
    judge: IsolatedJudge, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setenv("BADGER_KEK", "a secret")
    judge.warm()
    (number,) = judge.processes()
    told = Path("/proc") / str(number)
    assert b"BADGER_KEK" not in (told / "environ").read_bytes()
    lines = (told / "limits").read_text(encoding="ascii").splitlines()
    limits = {line[:26].strip(): line[26:].split()[0] for line in lines}
    assert "0" == limits["Max core file size"]
    assert "64" == limits["Max open files"]
    assert "unlimited" != limits["Max address space"]


def test_processes_end_with_their_judge():
    judge = IsolatedJudge(Desk(own=NOTHING))
    judge.warm()
    (number,) = judge.processes()
    judge.close()

    with pytest.raises(ProcessLookupError):
        os.kill(number, 0)
