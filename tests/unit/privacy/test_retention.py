"""What nobody needs any more goes by itself (hardening G05)."""

from collections.abc import Iterable
from datetime import timedelta

import pytest
from sqlalchemy import insert, select, update

from badger.db.base import Base, open_engine, write_session
from badger.db.migrate import upgrade
from badger.jobs.retention import Retention
from badger.privacy.retention import IMPORTS_KEPT, PERIODS, forget_in_time
from tests.factories import NOW, make_person
from tests.unit.privacy.filled import fill_every_table

MOMENT = timedelta(microseconds=1)


def fail(person_ids: Iterable[str]) -> int:
    for one in person_ids:
        raise AssertionError(one)
    return 0


def count(db, name: str) -> int:
    return len(db.execute(select(Base.metadata.tables[name])).all())


def fill(db) -> None:
    """One row of each, whose instants are NOW, used and begun by nobody."""
    fill_every_table(db, person_id=make_person(db).id)
    outbox = {"task": "deliver", "facts": {}, "asked_at": NOW, "attempts": 1, "done_at": NOW}
    db.execute(insert(Base.metadata.tables["outbox"]).values(**outbox))
    for name, period in PERIODS.items():
        if period.blank:
            blank = dict.fromkeys(period.blank)
            db.execute(update(Base.metadata.tables[name]).values(**blank))
    # Rows that point at others of these would keep them.
    db.execute(update(Base.metadata.tables["bulk_imports"]).values(finished_at=None))


@pytest.mark.parametrize("name", sorted(PERIODS))
def test_g05_a_row_stays_until_its_time_is_over_and_goes_then(db, name):
    fill(db)
    over = NOW + PERIODS[name].keep

    forget_in_time(db, now=over)
    assert 1 == count(db, name)

    assert 1 == forget_in_time(db, now=over + MOMENT)[name]
    assert 0 == count(db, name)
    assert name not in forget_in_time(db, now=over + MOMENT)


@pytest.mark.parametrize("name", sorted(name for name in PERIODS if PERIODS[name].blank))
def test_g05_what_was_confirmed_used_or_begun_stays(db, name):
    fill(db)
    used = dict.fromkeys(PERIODS[name].blank, NOW)
    db.execute(update(Base.metadata.tables[name]).values(**used))

    forget_in_time(db, now=NOW + timedelta(days=4000))

    assert 1 == count(db, name)


def test_g05_a_task_that_is_not_done_stays(db):
    fill(db)
    db.execute(update(Base.metadata.tables["outbox"]).values(done_at=None))

    forget_in_time(db, now=NOW + timedelta(days=4000))

    assert 1 == count(db, "outbox")


def test_g05_a_file_that_is_done_forgets_its_people_after_a_week(db):
    fill(db)
    table = Base.metadata.tables["bulk_imports"]
    db.execute(update(table).values(started_at=NOW, finished_at=NOW))

    forget_in_time(db, now=NOW + IMPORTS_KEPT)
    assert [["kanarie-bulk_imports-rows"]] == list(db.scalars(select(table.c.rows)))

    forget_in_time(db, now=NOW + IMPORTS_KEPT + MOMENT)
    assert [[]] == list(db.scalars(select(table.c.rows)))


def test_g05_it_is_done_once_an_hour(engine):
    hours = iter((0, 0, 0, 0, 1, 1, 1))
    with write_session(engine) as db:
        fill(db)
    later = NOW + timedelta(days=4000)
    retention = Retention(
        engine, clock=lambda: later + timedelta(hours=next(hours)), erase=fail, page="/"
    )

    assert set(PERIODS) == set(retention.run_when_due())
    assert {} == retention.run_when_due()
    assert {} == retention.run_when_due()


def test_g05_a_database_out_of_reach_stops_nobody(unreachable):
    assert {} == Retention(unreachable, clock=lambda: NOW, erase=fail, page="/").run_when_due()


def test_g05_what_went_wrong_is_tried_again_after_a_pause(tmp_path):
    clocks = [NOW + timedelta(days=4000)]
    engine = open_engine(f"sqlite:///{tmp_path}/later/badger.db")
    job = Retention(engine, clock=lambda: clocks[-1], erase=fail, page="/")
    assert {} == job.run_when_due()

    (tmp_path / "later").mkdir()
    upgrade(engine)
    with write_session(engine) as db:
        fill(db)
    clocks.append(clocks[0] + timedelta(minutes=4))
    assert {} == job.run_when_due()
    clocks.append(clocks[0] + timedelta(minutes=5))
    assert set(PERIODS) == set(job.run_when_due())


@pytest.fixture
def unreachable(tmp_path):
    return open_engine(f"sqlite:///{tmp_path}/no/such/folder.db")
