"""Interleaved medians: every task runs in every round, so that a slow moment hurts all alike."""

import gc
import math
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from statistics import median
from typing import Protocol


class Task(Protocol):
    """Something that can be done many times over."""

    def run(self, count: int) -> float:
        """Do it `count` times; return the seconds that it took."""
        ...


@dataclass(frozen=True, slots=True)
class Here:
    """A function of this process."""

    function: Callable[[], object]

    def run(self, count: int) -> float:
        """Call the function so many times."""
        function = self.function
        begin = time.perf_counter()
        for _ in range(count):
            function()
        return time.perf_counter() - begin


def interleaved(
    tasks: Mapping[str, Task], *, rounds: int, batch_s: float = 0.02
) -> dict[str, float]:
    """Measure all tasks side by side; give the median seconds of each for one time.

    rounds:  how often each task has its turn.
    batch_s: how long one turn shall take; a slow task is done once.
    """
    # What was loaded before, peers and their tables, is no work of the task that is measured.
    gc.collect()
    gc.freeze()
    counts = {name: _count(task, batch_s) for name, task in tasks.items()}
    times: dict[str, list[float]] = {name: [] for name in tasks}
    order = list(tasks)
    for _ in range(rounds):
        for name in order:
            tasks[name].run(1 + counts[name] // 5)  # Warm again after the others' turns.
            times[name].append(tasks[name].run(counts[name]) / counts[name])
        order.append(order.pop(0))
    return {name: median(found) for name, found in times.items()}


def _count(task: Task, batch_s: float) -> int:
    task.run(3)  # Caches, compiled schemas and tables are part of no figure but the cold one.
    once = task.run(1)
    return max(1, math.ceil(batch_s / max(once, 1e-7)))
