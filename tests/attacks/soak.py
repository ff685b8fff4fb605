"""`python -m tests.attacks.soak [SECONDS]`: honest visitors beside hostile ones, for a while.

Goals R10 and R21: nobody honest is refused, the slow ones among them wait no longer than three
times what they wait alone, and memory grows by less than a tenth. Exit 1 where one is missed.
"""

import contextlib
import json
import os
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import cycle
from pathlib import Path
from statistics import quantiles

from flask import Flask

from badger.verify.isolation import IsolatedJudge
from badger.verify.limits import MIB, resident_bytes
from tests.attacks.fetch_doors import app_over
from tests.attacks.poison import poisons
from tests.world import World

HONEST = 3
HOSTILE = 4
ALONE_S = 15.0
PROCESSES = 4


@dataclass
class Load:
    """Visitors of one kind; `waits` are seconds of their answers, `wrong` what was no answer."""

    app: Flask
    waits: list[float] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)

    def ask(self, data: bytes, *, sender: str, is_honest: bool) -> None:
        """Verify once."""
        begin = time.monotonic()
        answer = self.app.test_client().post(
            "/api/v1/verify",
            data=data,
            content_type="application/octet-stream",
            environ_base={"REMOTE_ADDR": sender},
        )
        self.waits.append(time.monotonic() - begin)
        verdict = json.loads(answer.get_data()).get("verdict")
        is_wrong = (verdict == "verified") != is_honest
        if is_wrong or answer.status_code not in (200, 413, 422):
            self.wrong.append(f"{answer.status_code} {verdict}")

    def told(self, name: str) -> str:
        """Say how many there were, and how long they waited."""
        cuts = quantiles(self.waits, n=100)
        figures = ", ".join(f"p{place} {cuts[place - 1] * 1000:.0f} ms" for place in (50, 95, 99))
        return f"{name}: {len(self.waits)} verifications, {len(self.wrong)} wrong, {figures}"


@contextlib.contextmanager
def hostile(load: Load, poison: tuple[bytes, ...]) -> Iterator[None]:
    """Send poison for as long as the block lasts."""
    stop = threading.Event()

    def send(number: int) -> None:
        for data in cycle(poison[number:] + poison[:number]):
            if stop.is_set():
                return
            load.ask(data, sender=f"198.51.100.{number}", is_honest=False)

    threads = [threading.Thread(target=send, args=(number,)) for number in range(HOSTILE)]
    for thread in threads:
        thread.start()
    try:
        yield
    finally:
        stop.set()
        for thread in threads:
            thread.join()


def honest(load: Load, data: bytes, *, seconds: float) -> None:
    """Verify a good badge again and again."""
    end = time.monotonic() + seconds

    def visit(number: int) -> None:
        while time.monotonic() < end:
            load.ask(data, sender=f"192.0.2.{number}", is_honest=True)

    threads = [threading.Thread(target=visit, args=(number,)) for number in range(HONEST)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def held(judge: IsolatedJudge) -> int:
    """Bytes that this process and those that verify hold together."""
    numbers = (os.getpid(), *judge.processes())
    return sum(resident_bytes(Path(f"/proc/{number}/statm")) for number in numbers)


def soak(folder: Path, *, seconds: float) -> bool:
    """Run, print, and tell whether every goal was met."""
    world = World()
    good, poison = json.dumps(world.issue_revocable()).encode(), tuple(poisons(world).values())
    app = app_over(folder, world, processes=PROCESSES)
    judge = app.extensions["badger"].judge
    alone, beside, bad = Load(app), Load(app), Load(app)
    with hostile(Load(app), poison):
        honest(Load(app), good, seconds=5.0)
    honest(alone, good, seconds=ALONE_S)
    before = held(judge)
    with hostile(bad, poison):
        honest(beside, good, seconds=seconds)
    growth = held(judge) - before
    slower = quantiles(beside.waits, n=20)[18] / quantiles(alone.waits, n=20)[18]
    print(alone.told("honest, alone"))
    print(beside.told(f"honest, beside {HOSTILE} hostile senders"))
    print(bad.told("hostile"))
    print(f"p95 beside / p95 alone: {slower:.2f} (goal: 3)")
    print(f"memory: {before // MIB} MiB, grown by {growth // MIB} MiB (goal: a tenth)")
    print(f"verifying processes: {len(judge.processes())} (goal: {PROCESSES})")
    wrong = alone.wrong + beside.wrong + bad.wrong
    print(f"wrong: {sorted(set(wrong)) or 'none'}")
    processes = len(judge.processes())
    judge.close()
    return not wrong and slower <= 3 and growth <= before / 10 and processes <= PROCESSES


def main() -> int:
    """Soak for as many seconds as the first word says; ten minutes else."""
    seconds = float(sys.argv[1]) if len(sys.argv) > 1 else 600.0
    with tempfile.TemporaryDirectory() as folder:
        return 0 if soak(Path(folder), seconds=seconds) else 1


if __name__ == "__main__":
    sys.exit(main())
