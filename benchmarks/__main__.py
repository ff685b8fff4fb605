"""`python -m benchmarks [--json] [--only NAME …]`: measure, compare with the goals, print."""

import argparse
import os
import platform
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import cryptography

from benchmarks import (
    bounds,
    cold,
    memory,
    people,
    recipes,
    serving,
    storing,
    templates,
    tokens,
    verifying,
)
from benchmarks.badge import Realistic, realistic_badge
from benchmarks.figures import Figure, as_json, as_table

Part = Callable[[Realistic, int, Path], Iterator[Figure]]

STORED_BADGES = 10_000
PEOPLE = 10_000
PAGES = 50_000
SIGNED_BADGES = 100_000
# A turn of a server takes a second.
SERVER_ROUNDS = 9

PARTS: dict[str, Part] = {
    "verify": lambda badge, rounds, folder: verifying.measure(badge, rounds=rounds, folder=folder),
    "recipes": lambda badge, rounds, _: recipes.measure(badge, rounds=rounds),
    "jwt": lambda badge, rounds, _: tokens.measure(badge, rounds=rounds),
    "small": lambda badge, rounds, _: bounds.measure_small(badge, rounds=rounds),
    "growth": lambda badge, rounds, _: bounds.measure_growth(badge, rounds=rounds),
    "poison": lambda badge, rounds, _: bounds.measure_poison(badge, rounds=rounds),
    "cold": lambda badge, rounds, folder: cold.measure(badge, rounds=rounds, folder=folder),
    "templates": lambda _, rounds, __: templates.measure(badges=SIGNED_BADGES, rounds=rounds),
    "store": lambda _, rounds, folder: storing.measure(
        badges=STORED_BADGES, rounds=rounds, folder=folder
    ),
    "people": lambda _, rounds, folder: people.measure(
        people=PEOPLE, rounds=rounds, turns=min(rounds, SERVER_ROUNDS), folder=folder / "people"
    ),
    "api": lambda badge, rounds, folder: serving.measure_api(
        badge, rounds=min(rounds, SERVER_ROUNDS), folder=folder
    ),
    "memory": lambda badge, _, __: memory.measure(badge),
}


def main() -> int:
    """Run the parts that are asked for; exit 1 when a goal is not met."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("--json", action="store_true", help="print JSON instead of a table")
    parser.add_argument(
        "--only", nargs="+", choices=[*PARTS, "page"], default=[*PARTS, "page"], metavar="PART"
    )
    parser.add_argument("--rows", type=int, default=PAGES, help="badges stored for the page")
    parser.add_argument("--rounds", type=int, default=41, help="turns of each task (median)")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        badge = realistic_badge()
        parts = {**PARTS, "page": _page_part(asked.rows)}
        figures: list[Figure] = []
        for name in asked.only:
            print(f"{name} …", file=sys.stderr, flush=True)
            figures.extend(parts[name](badge, asked.rounds, Path(folder)))
    print((as_json if asked.json else as_table)(figures, run=_run_facts()))
    return 1 if any(figure.met is False for figure in figures) else 0


def _page_part(rows: int) -> Part:
    return lambda _, rounds, folder: serving.measure_page(
        rows=rows, rounds=min(rounds, SERVER_ROUNDS), folder=folder
    )


def _run_facts() -> dict[str, object]:
    return {
        "python": platform.python_version(),
        "cryptography": cryptography.__version__,
        "cores": os.cpu_count(),
        "load": round(os.getloadavg()[0], 2),
    }


if __name__ == "__main__":
    sys.exit(main())
