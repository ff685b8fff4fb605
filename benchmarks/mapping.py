"""A person's map, loaded on both engines: on a small territory, then among 50,000 badges.

The same number of queries is a test; that none of them grows with the territory is measured here.
"""

import time
from collections.abc import Iterator, Sequence
from itertools import islice
from pathlib import Path
from statistics import median

from sqlalchemy import Engine, insert

from badger.db.base import Session, new_id, read_session, write_session
from badger.db.rows import CredentialRow, PersonRow, StatusEntryRow, StatusListRow
from badger.possibilities.doors import GOALS, DoorDraft, declare_door
from badger.possibilities.map import possibilities_of
from benchmarks.figures import Figure
from benchmarks.storing import two_engines
from tests.factories import NOW, make_badge, make_partner

BADGES_EACH = 5
FEW_PEOPLE = 100
DOORS = 14
# Bits of one list.
LENGTH = 131_072
# How much slower a map may be among 100 times as many people.
GROWTH_GOAL = 2.0


def measure(*, people: int, rounds: int, folder: Path) -> Iterator[Figure]:
    """Load maps with few people on the territory, then with `people`, five badges each."""
    folder.mkdir()
    with two_engines(folder) as engines:
        for engine in engines:
            places = iter(range(LENGTH))
            with write_session(engine) as db:
                facts = _territory(db)
                first = _holders(db, FEW_PEOPLE, facts, places)
            few = _median(engine, first, rounds=rounds)
            with write_session(engine) as db:
                later = _holders(db, people - FEW_PEOPLE, facts, places)
            many = _median(engine, later, rounds=rounds)
            name = engine.dialect.name
            yield Figure(f"a map among {FEW_PEOPLE} people, {name}", few * 1e3, 1.0, "x")
            yield Figure(
                f"a map among {people} people, {people * BADGES_EACH} badges, {name}",
                many * 1e3,
                many / few,
                "x",
                at_most=GROWTH_GOAL,
            )


def _median(engine: Engine, people: Sequence[str], *, rounds: int) -> float:
    taken = []
    for person in islice(people, rounds):
        with read_session(engine) as db:
            begin = time.perf_counter()
            found = possibilities_of(db, person, now=NOW)
            taken.append(time.perf_counter() - begin)
        assert len(found.doors) == DOORS
    return median(taken)


def _territory(db: Session) -> dict[str, object]:
    """Make a partner with badges and doors; return what every credential shares."""
    partner = make_partner(db)
    versions = [make_badge(db, partner.id) for _ in range(BADGES_EACH)]
    for number in range(DOORS):
        ways = (tuple(one.achievement_id for one in versions[: number % 4]),)
        draft = DoorDraft(
            code=f"D{number}",
            partner_id=partner.id,
            title="Une porte",
            goal=GOALS[number % len(GOALS)],
            place="Bocage d'exemple",
            contact="Exemple",
            confirmed_on=NOW.date(),
            ways=ways,
        )
        declare_door(db, draft, actor="bench", now=NOW)
    status_list = StatusListRow(
        partner_id=partner.id, number=1, length=LENGTH, reserved=0, version=0, created_at=NOW
    )
    db.add(status_list)
    db.flush()
    return {
        "issuer": partner.id,
        "list": status_list.id,
        "versions": [version.id for version in versions],
    }


def _holders(
    db: Session, people: int, facts: dict[str, object], places: Iterator[int]
) -> list[str]:
    """Write people who hold every badge, as rows: awarding is not what is measured."""
    ids = [new_id() for _ in range(people)]
    db.execute(
        insert(PersonRow),
        [{"id": one, "display_name": "Exemple", "minor": False, "created_at": NOW} for one in ids],
    )
    versions = facts["versions"]
    assert isinstance(versions, list)
    held = [(one, version, next(places)) for one in ids for version in versions]
    db.execute(
        insert(StatusEntryRow),
        [
            {"list_id": facts["list"], "list_index": place, "reserved_at": NOW}
            for _, _, place in held
        ],
    )
    db.execute(
        insert(CredentialRow),
        [
            {
                "id": new_id(),
                "issuer_id": facts["issuer"],
                "version_id": version,
                "person_id": one,
                "list_id": facts["list"],
                "list_index": place,
                "state": "issued",
                "reserved_at": NOW,
                "issued_at": NOW,
            }
            for one, version, place in held
        ],
    )
    return ids
