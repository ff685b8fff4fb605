"""The judge of a server: real processes, started, shared, renewed and ended."""

import gc
import json
import os
import signal
import sys
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from badger.verify import Question, UnreadableInput, Verdict, VerificationPolicy
from badger.verify.isolation import Busy, Desk, IsolatedJudge, Limits, Staff
from badger.verify.isolation.process import ProcessLost, VerifyingProcess, environment
from badger.verify.sources import OwnDocuments
from badger.verify.trust import RecognisedIssuer, TrustList
from tests.world import World

NOTHING = OwnDocuments(lambda _address: None)
PATIENCE_S = 30.0
# A busy machine, and the measuring of what is run, take their time.
LEISURE = Limits(wall_s=60, cpu_s=30)
Make = Callable[..., IsolatedJudge]


@pytest.fixture
def make() -> Iterator[Make]:
    """Makes judges, and closes them all."""
    made: list[IsolatedJudge] = []

    def judge(desk: Desk | None = None, limits: Limits | None = None, **staff: object):
        words = {"words": ("--offline",), "patience_s": PATIENCE_S}
        found = IsolatedJudge(
            desk or Desk(own=NOTHING), limits=limits or LEISURE, staff=Staff(**(words | staff))
        )
        made.append(found)
        return found

    yield judge
    for one in made:
        one.close()
        one.close()


def question(now: datetime, world: World, *, is_revocable: bool = False) -> Question:
    issue = world.issue_revocable if is_revocable else world.issue_badge
    document = issue() if is_revocable else world.issue_badge(world.new_issuer())
    return Question(policy=VerificationPolicy(), now=now, data=json.dumps(document).encode())


def wait_for(what: Callable[[], bool]) -> None:
    end = time.monotonic() + PATIENCE_S
    while not what():
        assert time.monotonic() < end
        time.sleep(0.02)


def test_what_is_unreadable_is_said_and_the_process_stays(make: Make, now: datetime, world: World):
    judge = make()
    with pytest.raises(UnreadableInput):
        judge.answer(Question(policy=VerificationPolicy(), now=now, data=b"nothing"))
    before = judge.processes()
    assert Verdict.VERIFIED is judge.answer(question(now, world)).report.verdict
    assert before == judge.processes()


def test_documents_come_from_the_web_process(make: Make, now: datetime, world: World):
    judge = make(Desk(own=NOTHING, fetcher=world))
    asked = question(now, world, is_revocable=True)
    assert Verdict.VERIFIED is judge.answer(asked).report.verdict
    assert world.fetched


def test_what_the_process_cannot_fetch_leaves_the_badge_open(
    make: Make, now: datetime, world: World
):
    report = make().answer(question(now, world, is_revocable=True)).report
    assert Verdict.INCONCLUSIVE is report.verdict
    assert "fetch.offline" == report.finding("proof").code


# The fetcher of a verifying process, replaced in it: pages out of a file.
FETCHING = """
import json, sys
from badger.verify.isolation import worker
class Pages:
    def fetch(self, url, *, timeout_s):
        return json.loads(open({file!r}).read())[url].encode()
    fetch_on_host = fetch
worker.GuardedFetcher = Pages
worker.main()
"""


def test_the_process_fetches_what_the_web_process_has_not(
    make: Make, now: datetime, world: World, tmp_path: Path
):
    asked = question(now, world, is_revocable=True)
    file = tmp_path / "pages.json"
    file.write_text(json.dumps({url: data.decode() for url, data in world.pages.items()}))
    command = (sys.executable, "-c", FETCHING.format(file=str(file)))
    judge = make(command=command, words=())

    assert Verdict.VERIFIED is judge.answer(asked).report.verdict
    file.unlink()
    assert Verdict.VERIFIED is judge.answer(asked).report.verdict


def test_lists_of_issuers_are_read_in_the_web_process(make: Make, now: datetime, world: World):
    issuer = world.new_issuer()
    known = TrustList(
        name="liste", issuers={issuer.id: RecognisedIssuer(id=issuer.id, name="Club")}
    )
    data = json.dumps(world.issue_badge(issuer)).encode()
    asked = Question(policy=VerificationPolicy(trust=(known,)), now=now, data=data)
    assert ("recognised", "liste") == (
        (trust := make().answer(asked).report.trust).state,
        trust.list,
    )


def test_two_questions_share_one_process(make: Make, now: datetime, world: World):
    judge, asked = make(most=1), question(now, world)
    judge.warm()
    (number,) = judge.processes()
    os.kill(number, signal.SIGSTOP)
    with ThreadPoolExecutor(2) as pool:
        answers = [pool.submit(judge.answer, asked) for _ in range(2)]
        time.sleep(0.3)
        os.kill(number, signal.SIGCONT)
        verdicts = [one.result().report.verdict for one in answers]
    assert [Verdict.VERIFIED] * 2 == verdicts
    assert (number,) == judge.processes()


def two_at_leisure(judge: IsolatedJudge, asked: Question) -> None:
    """Have a second process started while the first is busy, and both free afterwards."""
    judge.warm()
    (number,) = judge.processes()
    os.kill(number, signal.SIGSTOP)
    thread = threading.Thread(target=judge.answer, args=(asked,))
    thread.start()
    # The second one begins once the question has taken the first.
    wait_for(lambda: judge.warm() or 2 == len(judge.processes()))
    os.kill(number, signal.SIGCONT)
    thread.join()


def test_a_second_process_ends_when_nobody_asks_it(make: Make, now: datetime, world: World):
    judge = make(most=2, idle_s=0.3)
    asked = question(now, world)
    two_at_leisure(judge, asked)
    judge.answer(asked)

    wait_for(lambda: 1 == len(judge.processes()))
    time.sleep(0.5)
    assert 1 == len(judge.processes())
    assert Verdict.VERIFIED is judge.answer(asked).report.verdict


def test_closing_ends_both_processes_and_the_watch_over_the_second(
    make: Make, now: datetime, world: World
):
    judge = make(most=2, idle_s=3600)
    before = set(threading.enumerate())
    two_at_leisure(judge, question(now, world))
    watches = [
        thread
        for thread in set(threading.enumerate()) - before
        if isinstance(thread, threading.Timer)
    ]
    numbers = judge.processes()

    judge.close()

    assert 2 == len(numbers)
    for number in numbers:
        with pytest.raises(ProcessLookupError):
            os.kill(number, 0)
    assert 1 == len(watches)
    wait_for(lambda: not watches[0].is_alive())


def test_a_question_whose_process_is_killed_is_inconclusive(
    make: Make, now: datetime, world: World
):
    judge = make(most=2)
    judge.warm()
    (number,) = judge.processes()
    os.kill(number, signal.SIGSTOP)
    with ThreadPoolExecutor(1) as pool:
        answer = pool.submit(judge.answer, question(now, world))
        # The second one begins once the question has taken the first.
        wait_for(lambda: judge.warm() or 2 == len(judge.processes()))
        os.kill(number, signal.SIGKILL)
        assert Verdict.INCONCLUSIVE is answer.result().report.verdict


def test_a_process_killed_at_leisure_is_replaced_for_the_next_question(
    make: Make, now: datetime, world: World
):
    judge = make(most=1)
    judge.warm()
    (number,) = judge.processes()
    os.kill(number, signal.SIGKILL)
    os.waitid(os.P_PID, number, os.WEXITED | os.WNOWAIT)

    assert Verdict.VERIFIED is judge.answer(question(now, world)).report.verdict
    assert number not in judge.processes()


@pytest.mark.parametrize(
    "limits", [replace(LEISURE, questions=2), replace(LEISURE, growth=-(2**40))]
)
def test_a_process_is_renewed_after_so_many_questions_or_so_much_growth(
    make: Make, now: datetime, world: World, limits: Limits
):
    judge, asked = make(limits=limits, most=1), question(now, world)
    seen = set()
    for _ in range(3):
        assert Verdict.VERIFIED is judge.answer(asked).report.verdict
        seen |= set(judge.processes())
    judge.warm()
    seen |= set(judge.processes())
    assert len(judge.processes()) <= 1
    assert len(seen) <= 2


@pytest.mark.parametrize(
    "command",
    [
        ("/nowhere/at/all",),
        (sys.executable, "-c", "pass"),
        (
            sys.executable,
            "-c",
            "import socket,sys; socket.socket(fileno=int(sys.argv[1])).sendall(b'Z'+bytes(8))",
        ),
    ],
)
def test_a_process_that_does_not_start_is_a_busy_site(make: Make, command: tuple[str, ...]):
    judge = make(command=command, words=())
    with pytest.raises(Busy):
        judge.warm()
    assert () == judge.processes()


# Dies as often as there are letters missing in a file, each time with one more; then works.
STUMBLING = """
import sys, pathlib
file = pathlib.Path({file!r})
starts = file.read_text()
file.write_text(starts + "x")
if len(starts) < {deaths}:
    sys.exit(1)
from badger.verify.isolation.worker import main
main()
"""


@pytest.mark.parametrize(("deaths", "is_ready"), [(2, True), (3, False)])
def test_a_process_that_is_lost_while_it_starts_is_started_again(
    make: Make, tmp_path: Path, deaths: int, is_ready: bool
):
    file = tmp_path / "starts"
    file.write_text("")
    judge = make(command=(sys.executable, "-c", STUMBLING.format(file=str(file), deaths=deaths)))
    if is_ready:
        judge.warm()
    else:
        with pytest.raises(Busy):
            judge.warm()
    assert int(is_ready) == len(judge.processes())
    assert 3 == len(file.read_text())


# Notes its number, and is ready only when a file is there, as on a machine that has much to do.
SLEEPY = """
import os, pathlib, time
folder = pathlib.Path({folder!r})
(folder / "started").write_text(str(os.getpid()))
(folder / "started").rename(folder / "number")
while not (folder / "go").exists():
    time.sleep(0.02)
from badger.verify.isolation.worker import main
main()
"""


def sleepy(folder: Path) -> tuple[str, ...]:
    return (sys.executable, "-c", SLEEPY.format(folder=str(folder)))


def test_r4_nobody_waits_longer_for_a_process_that_starts_than_for_one_that_works(
    make: Make, now: datetime, world: World, tmp_path: Path
):
    judge = make(command=sleepy(tmp_path), patience_s=0.1)
    asked = question(now, world)

    with pytest.raises(Busy):
        judge.answer(asked)

    # It is there for whoever comes next.
    (tmp_path / "go").touch()
    wait_for(lambda: 1 == len(judge.processes()))
    assert Verdict.VERIFIED is judge.answer(asked).report.verdict
    assert 1 == len(judge.processes())


def test_a_process_that_arrives_after_everybody_has_left_is_ended(make: Make, tmp_path: Path):
    file = tmp_path / "number"
    judge = make(command=sleepy(tmp_path), patience_s=0.1)
    with pytest.raises(Busy):
        judge.answer(Question(policy=VerificationPolicy(), now=datetime.now(UTC), data=b"{}"))
    wait_for(file.exists)

    judge.close()
    (tmp_path / "go").touch()

    wait_for(lambda: not Path(f"/proc/{file.read_text()}").exists())
    assert () == judge.processes()


def test_r4_the_time_that_a_question_waited_is_part_of_its_time(now: datetime, world: World):
    process = VerifyingProcess(limits=Limits(wall_s=60.0), words=("--offline",))
    try:
        process.wait_until_ready()
        os.kill(process.number, signal.SIGSTOP)
        with pytest.raises(ProcessLost) as lost:
            process.answer(question(now, world), Desk(own=NOTHING), waited_s=59.5)
    finally:
        process.end()

    assert "limits.time" == lost.value.code


def test_nobody_waits_where_nobody_may(make: Make):
    with pytest.raises(Busy):
        make(waiting=0).warm()


def test_after_a_fork_the_processes_of_the_parent_are_left_alone(
    make: Make, monkeypatch: pytest.MonkeyPatch
):
    judge = make()
    judge.warm()
    (number,) = judge.processes()
    with monkeypatch.context() as child:
        child.setattr(os, "getpid", lambda: -1)
        assert () == judge.processes()
    # Nobody ended it: with its channel closed it ends by itself.
    assert (number, 0) == os.waitpid(number, 0)


def test_a_closing_child_ends_nothing_and_a_forgotten_judge_everything(
    make: Make, monkeypatch: pytest.MonkeyPatch
):
    del make
    judge = IsolatedJudge(Desk(own=NOTHING), staff=Staff(words=("--offline",)))
    judge.warm()
    (number,) = judge.processes()
    with monkeypatch.context() as child:
        child.setattr(os, "getpid", lambda: -1)
        judge.close()
    os.kill(number, 0)

    del judge
    gc.collect()
    with pytest.raises(ProcessLookupError):
        os.kill(number, 0)


def test_our_settings_are_not_handed_on():
    handed = environment({"BADGER_KEK": "secret", "PATH": "/bin"})
    assert {"PATH": "/bin", "MALLOC_ARENA_MAX": "1"} == handed
