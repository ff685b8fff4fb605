"""The doors of the web, two processes each, beside a bare Flask that does the same."""

import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

from sqlalchemy import select

from badger.db.base import open_engine, read_session
from badger.db.migrate import upgrade
from badger.db.rows import CredentialRow
from benchmarks.badge import Realistic
from benchmarks.figures import Figure
from benchmarks.loading import Turns, get, open_sites, post, take_turns
from benchmarks.sites import DATABASE
from benchmarks.storing import TRANSACTION, award, prepare
from benchmarks.verifying import encoded

API_GOAL, PAGE_GOAL, P95_GOAL_MS = 60.0, 50.0, 500.0
# What is shown on one day: badges that are opened again and again among all that there are.
OPENED = 300
API, API_HERE, API_BARE = "badger-api", "badger-api-in-process", "bare-api"
PAGE, PAGE_BARE = "badger", "bare-page"


def measure_api(badge: Realistic, *, rounds: int, folder: Path) -> Iterator[Figure]:
    """Ask for the verification of the realistic badge."""
    upgrade(open_engine(f"sqlite:///{folder / DATABASE}"))
    asked = post("/api/v1/verify", encoded(badge.signed), kind="application/vc")
    wanted = (lambda _: asked, b'"verdict": "verified"')
    with open_sites(dict.fromkeys((API, API_HERE, API_BARE), wanted), folder=folder) as sites:
        found = take_turns(sites, rounds=rounds)
    bare = found[API_BARE]
    yield _told("bare Flask view that verifies", bare)
    yield _share("badger: POST /api/v1/verify", found[API], bare, API_GOAL)
    yield _share("badger: the same, not isolated (no server runs so)", found[API_HERE], bare)


def measure_page(*, rows: int, rounds: int, folder: Path) -> Iterator[Figure]:
    """Ask for the pages of badges: of the few that are opened on one day, then of any."""
    ids = _stored(rows, folder)
    opened = ids[:: max(1, rows // OPENED)]
    for which, asked in (("opened again", opened), ("any", ids)):
        found = _pages(asked, rounds=rounds, folder=folder)
        bare, ours = found[PAGE_BARE], found[PAGE]
        yield _told(f"bare Flask page, {which} of {rows}", bare)
        goal = PAGE_GOAL if asked is opened else None
        yield _share(f"badger: page of a badge, {which} of {rows}", ours, bare, goal)
        yield Figure(f"badger: p95, {which}", ours.p95_ms, ours.p95_ms, "ms", at_most=P95_GOAL_MS)


def _pages(ids: Sequence[str], *, rounds: int, folder: Path) -> dict[str, Turns]:
    def ask(number: int) -> bytes:
        return get(f"/badges/{ids[number * 7919 % len(ids)]}")

    wanted = {PAGE: (ask, b"Badge authentique"), PAGE_BARE: (ask, b"</html>")}
    with open_sites(wanted, folder=folder) as sites:
        return take_turns(sites, rounds=rounds)


def _stored(rows: int, folder: Path) -> list[str]:
    """Award so many badges by the real path; return their ids."""
    engine = open_engine(f"sqlite:///{folder / DATABASE}")
    upgrade(engine)
    proposals = prepare(engine, rows)
    for start in range(0, rows, TRANSACTION):
        award(engine, proposals[start : start + TRANSACTION])
        print(f"\r{start + TRANSACTION} badges", end="", file=sys.stderr, flush=True)
    print(file=sys.stderr)
    with read_session(engine) as db:
        ids = list(db.scalars(select(CredentialRow.id)))
    engine.dispose()
    return ids


def _told(name: str, turns: Turns) -> Figure:
    return Figure(f"{name}: {turns.rate:.0f}/s", 1e3 / turns.rate, 100.0, "%")


def _share(name: str, ours: Turns, bare: Turns, goal: float | None = None) -> Figure:
    share = 100 * ours.rate / bare.rate
    return Figure(f"{name}: {ours.rate:.0f}/s", 1e3 / ours.rate, share, "%", at_least=goal)
