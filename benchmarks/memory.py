"""The memory that a verifying process holds after many verifications of many badges."""

import sys
import time
from collections.abc import Iterator
from pathlib import Path

from badger.verify import Question, VerificationPolicy
from badger.verify.isolation import Desk, IsolatedJudge, Staff
from badger.verify.limits import MIB, Limits, resident_bytes
from benchmarks.badge import NOW, Realistic, sign
from benchmarks.figures import Figure
from benchmarks.verifying import Published, encoded

BADGES = 1_000
LOOKS = (10_000, 50_000, 100_000)
GOAL_MIB, FLAT_MIB = 120.0, 8.0


def measure(badge: Realistic) -> Iterator[Figure]:
    """Verify so many times in one process; look at its memory on the way."""
    shown = [encoded(sign({**badge.unsigned, "id": f"urn:uuid:{n:032x}"})) for n in range(BADGES)]
    policy = VerificationPolicy()
    desk = Desk(own=Published(badge.documents), stamp=lambda: "1")
    # Never renewed here: what one process comes to hold is what is measured.
    limits = Limits(questions=2 * LOOKS[-1], growth=1024 * MIB)
    judge = IsolatedJudge(desk, limits=limits, staff=Staff(most=1, words=("--offline",)))
    held: list[float] = []
    begin, process = time.perf_counter(), None
    for number in range(1, LOOKS[-1] + 1):
        found = judge.answer(Question(policy=policy, now=NOW, data=shown[number % BADGES]))
        assert found.report.verdict.value == "verified", found
        if number in LOOKS:
            numbers = judge.processes()
            # The one that began still answers: memory was not had by starting anew.
            assert process in (None, numbers), numbers
            process = numbers
            held.append(resident_bytes(Path(f"/proc/{numbers[0]}/statm")) / MIB)
            print(f"{number}: {held[-1]:.1f} MiB", file=sys.stderr, flush=True)
    judge.close()
    once = (time.perf_counter() - begin) / LOOKS[-1] * 1e3
    for number, mib in zip(LOOKS, held, strict=True):
        name = f"verifying process after {number} verifications"
        yield Figure(name, once, mib, "MiB", at_most=GOAL_MIB)
    growth = held[-1] - held[0]
    yield Figure(f"growth since {LOOKS[0]}", once, growth, "MiB", at_most=FLAT_MIB)
