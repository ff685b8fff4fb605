"""Fail when less is tested than design asks: a table of what was measured and what is missing.

The core of the promise (credentials, verify, decide, reach) is covered line by line and branch
by branch; every other package to 95 %. Run after `pytest --cov`, from the folder of pyproject.
"""

import json
import sys
import tempfile
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from coverage import Coverage

COMPLETE = (
    "badger/credentials/",
    "badger/verify/",
    "badger/issuer/recognition/decide.py",
    "badger/possibilities/reach.py",
)
ELSEWHERE_PERCENT = 95.0


@dataclass(frozen=True, slots=True)
class FileCoverage:
    """What was run of one file: statements and branches together."""

    path: str
    possible: int
    covered: int
    missing: str


@dataclass(frozen=True, slots=True)
class Gate:
    """One line of the table: a name, the percentage asked for, and the files that count."""

    name: str
    asked: float
    files: tuple[FileCoverage, ...]

    @property
    def percent(self) -> float:
        """The share that was run, 100 for nothing to run; rounded down to one decimal."""
        possible = sum(file.possible for file in self.files)
        covered = sum(file.covered for file in self.files)
        return 100.0 if possible == 0 else int(covered * 1000 / possible) / 10

    @property
    def is_open(self) -> bool:
        """Tell whether enough was run."""
        return self.percent >= self.asked


def measured_files() -> list[FileCoverage]:
    """Read the combined coverage data of this folder."""
    coverage = Coverage()
    coverage.load()
    with tempfile.TemporaryDirectory() as folder:
        report = Path(folder) / "coverage.json"
        coverage.json_report(outfile=str(report))
        files = json.loads(report.read_text(encoding="utf-8"))["files"]
    return [_read_file(path, values) for path, values in sorted(files.items())]


def _read_file(path: str, values: Mapping[str, object]) -> FileCoverage:
    summary = values["summary"]
    return FileCoverage(
        path=path,
        possible=summary["num_statements"] + summary["num_branches"],
        covered=summary["covered_lines"] + summary["covered_branches"],
        missing=_missing(values),
    )


def _missing(values: Mapping[str, object]) -> str:
    lines = [str(line) for line in values["missing_lines"]]
    branches = [f"{start}->{end}" for start, end in values["missing_branches"]]
    return " ".join([*lines, *branches])


def gates(files: Iterable[FileCoverage]) -> list[Gate]:
    """Sort the files into gates: one for each complete place, one for each other package."""
    groups: dict[str, list[FileCoverage]] = {name: [] for name in COMPLETE}
    for file in files:
        groups.setdefault(_group(file.path), []).append(file)
    return [
        Gate(name, 100.0 if name in COMPLETE else ELSEWHERE_PERCENT, tuple(members))
        for name, members in groups.items()
    ]


def _group(path: str) -> str:
    for name in COMPLETE:
        if path.startswith(name):
            return name
    parts = path.split("/")
    return f"{parts[0]}/{parts[1]}/" if len(parts) > 2 else f"{parts[0]}/*.py"


def table(all_gates: Iterable[Gate]) -> str:
    """Write one line for each gate, and under a closed one what was not run."""
    lines = []
    for gate in all_gates:
        mark = "ok    " if gate.is_open else "CLOSED"
        lines.append(f"{mark} {gate.name:40} {gate.percent:6.1f} %  asked {gate.asked:5.1f} %")
        if not gate.is_open:
            lines += [
                f"         {file.path}: {file.missing}" for file in gate.files if file.missing
            ]
    return "\n".join(lines)


def main() -> int:
    """Print the table; 1 when a gate stays closed or a complete place was not measured."""
    found = gates(measured_files())
    print(table(found))
    unmeasured = [gate.name for gate in found if not gate.files]
    if unmeasured:
        print("not measured at all:", ", ".join(unmeasured))
    return 0 if all(gate.is_open and gate.files for gate in found) else 1


if __name__ == "__main__":
    sys.exit(main())
