"""The pages of people, on both engines: among few and among many, and with many visitors at once.

That a page asks the same number of queries is a test; that none of them grows with the territory,
and that visitors do not wait for each other, is measured here.
"""

import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import cycle, islice
from pathlib import Path
from statistics import median

from flask import Flask
from sqlalchemy import Engine, text

from badger.app import create_app
from badger.db.base import read_session, write_session
from badger.here import here_on
from badger.possibilities.ground import load_ground
from badger.possibilities.map import possibilities_on
from badger.possibilities.map_queries import own_of
from badger.web.security.entering import SINCE_KEY
from badger.web.security.viewer import PERSON_KEY
from benchmarks.figures import Figure
from benchmarks.loading import Turns, get, open_sites, take_turns
from benchmarks.sites import PEOPLE_ADDRESS, people_settings
from benchmarks.storing import two_engines
from benchmarks.territory import BADGES_EACH, DOORS, NOW, make_holders, make_place

FEW_PEOPLE = 100
# How much slower a page may be among 100 times as many people.
GROWTH_GOAL = 2.0
VISITORS = 20
P95_GOAL_MS = 300.0
BACKPACK, MAP = "/me", "/me/possibilities"
SAID = {BACKPACK: b"shelf-badge", MAP: b"map-wide"}
OURS, BARE = "badger-people", "bare-people"


def measure(*, people: int, rounds: int, turns: int, folder: Path) -> Iterator[Figure]:
    """Ask for pages with few people on the territory, then with `people`, five badges each."""
    folder.mkdir()
    with two_engines(folder) as engines:
        for engine in engines:
            with write_session(engine) as db:
                place = make_place(db)
                first = make_holders(db, FEW_PEOPLE, place=place)
            few = _medians(engine, first, rounds=rounds)
            with write_session(engine) as db:
                later = make_holders(db, people - FEW_PEOPLE, place=place)
            many = _medians(engine, later, rounds=rounds)
            yield from _grown(engine.dialect.name, few, many, people=people)
            yield from _visited(engine, later, turns=turns, folder=folder)


def _grown(
    engine: str, few: Mapping[str, float], many: Mapping[str, float], *, people: int
) -> Iterator[Figure]:
    among = f"among {people} people, {people * BADGES_EACH} badges, {engine}"
    for name, seconds in few.items():
        yield Figure(f"{name}, among {FEW_PEOPLE} people, {engine}", seconds * 1e3, 1.0, "x")
        grown = many[name] / seconds
        yield Figure(f"{name}, {among}", many[name] * 1e3, grown, "x", at_most=GROWTH_GOAL)


def _medians(engine: Engine, people: Sequence[str], *, rounds: int) -> dict[str, float]:
    _count_rows(engine)
    app = create_app(people_settings(_address(engine)), clock=lambda: NOW)
    tasks: dict[str, Callable[[str], None]] = {
        "a map, loaded": lambda person: _load(engine, person),
        f"page {BACKPACK}": lambda person: _open(app, person, BACKPACK),
        f"page {MAP}": lambda person: _open(app, person, MAP),
    }
    taken: dict[str, list[float]] = {name: [] for name in tasks}
    # The first turn is left out: what is compiled and cached once is warm after it.
    for number, person in enumerate(islice(people, rounds + 1)):
        for name, task in tasks.items():
            begin = time.perf_counter()
            task(person)
            if number:
                taken[name].append(time.perf_counter() - begin)
    return {name: median(seconds) for name, seconds in taken.items()}


def _count_rows(engine: Engine) -> None:
    """Let PostgreSQL know at once what its own rounds would tell it within minutes."""
    if engine.dialect.name == "postgresql":
        with engine.begin() as connection:
            connection.execute(text("ANALYZE"))


def _load(engine: Engine, person: str) -> None:
    with read_session(engine) as db:
        ground = load_ground(db, compositions=(), today=here_on(NOW))
        assert DOORS == len(possibilities_on(ground, own_of(db, person)).doors)


def _open(app: Flask, person: str, path: str) -> None:
    client = app.test_client()
    client.set_cookie("badger", _cookie(app, person))
    answer = client.get(path)
    assert answer.status_code == 200, answer.status
    assert SAID[path] in answer.data


def _visited(
    engine: Engine, people: Sequence[str], *, turns: int, folder: Path
) -> Iterator[Figure]:
    """Let twenty people at once ask two processes; the bare page stands beside in the same run."""
    (folder / PEOPLE_ADDRESS).write_text(_address(engine))
    app = create_app(people_settings(_address(engine)), clock=lambda: NOW)
    cookies = [f"badger={_cookie(app, person)}" for person in islice(people, 200)]
    for path in (BACKPACK, MAP):
        found = _turns(path, cookies, turns=turns, folder=folder)
        bare = found[BARE].p95_ms
        name = f"{VISITORS} at once, {engine.dialect.name}, p95"
        yield Figure(f"bare page, {name}", bare, 1.0, "x")
        ours = found[OURS].p95_ms
        yield Figure(f"page {path}, {name}", ours, ours / bare, "x")
        yield Figure(f"page {path}, {name}, in ms", ours, ours, "ms", at_most=P95_GOAL_MS)


def _turns(path: str, cookies: Sequence[str], *, turns: int, folder: Path) -> dict[str, Turns]:
    asked = list(islice(cycle(get(path, cookie=cookie) for cookie in cookies), 1000))

    def ask(number: int) -> bytes:
        return asked[number % len(asked)]

    wanted = {OURS: (ask, SAID[path]), BARE: (lambda _: get("/"), b"</html>")}
    with open_sites(wanted, folder=folder) as sites:
        return take_turns(sites, rounds=turns, at_once=VISITORS)


def _cookie(app: Flask, person: str) -> str:
    """Sign somebody in, as a sign-in does: the cookie that her browser would hold."""
    serializer = app.session_interface.get_signing_serializer(app)  # type: ignore[attr-defined]
    return str(serializer.dumps({PERSON_KEY: person, SINCE_KEY: int(NOW.timestamp())}))


def _address(engine: Engine) -> str:
    return engine.url.render_as_string(hide_password=False)
