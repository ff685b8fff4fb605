"""One measured figure beside its goal, and how a run is printed."""

import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass


@dataclass(frozen=True, slots=True)
class Figure:
    """What was measured.

    name:   what was done.
    ms:     milliseconds for one time.
    ratio:  the same against what the goal names.
    unit:   what the ratio counts: "V" (raw Ed25519 verifications), "S" (raw signatures),
            "x" (times faster or slower than a peer, or than less work), "MiB".
    at_most, at_least: the goal; None where the figure is only told.
    """

    name: str
    ms: float
    ratio: float
    unit: str
    at_most: float | None = None
    at_least: float | None = None

    @property
    def met(self) -> bool | None:
        """Tell whether the goal is met; None where there is none."""
        if self.at_most is not None:
            return self.ratio <= self.at_most
        return None if self.at_least is None else self.ratio >= self.at_least

    @property
    def goal(self) -> str:
        """Write the goal."""
        if self.at_most is not None:
            return f"<= {self.at_most:g} {self.unit}"
        return "" if self.at_least is None else f">= {self.at_least:g} {self.unit}"


def as_json(figures: Iterable[Figure], *, run: dict[str, object]) -> str:
    """Write a run as JSON: what it ran on, then the figures."""
    listed = [{**asdict(figure), "met": figure.met} for figure in figures]
    return json.dumps({"run": run, "figures": listed}, indent=2, ensure_ascii=False)


def as_table(figures: Iterable[Figure], *, run: dict[str, object]) -> str:
    """Write a run as a table for people."""
    lines = [", ".join(f"{name}: {value}" for name, value in run.items()), ""]
    lines.append(f"{'what':58} {'ms':>10} {'ratio':>10}    {'goal':12} met")
    lines.extend(_line(figure) for figure in figures)
    return "\n".join(lines)


def _line(figure: Figure) -> str:
    word = {True: "yes", False: "NO", None: ""}[figure.met]
    ratio = f"{figure.ratio:.2f} {figure.unit}"
    return f"{figure.name:58} {figure.ms:>10.4f} {ratio:>10}    {figure.goal:12} {word}"
