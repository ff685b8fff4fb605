"""Engines and transactions."""

import sqlite3
import threading
import time
from contextlib import closing

import pytest
from psycopg.pq import TransactionStatus
from sqlalchemy import Engine, event, select, text
from sqlalchemy.exc import DatabaseError, OperationalError
from sqlalchemy.pool import QueuePool

from badger.db.base import (
    new_id,
    open_engine,
    read_session,
    read_transaction,
    write_session,
)
from badger.db.engine import (
    KEPT_OPEN,
    DatabaseTooOld,
    DatabaseUnavailable,
    DatabaseUnsupported,
    check_sqlite,
    storage_warnings,
    translated,
)
from badger.db.rows import PersonRow


def _person(now) -> PersonRow:
    return PersonRow(display_name="Exemple Un", minor=False, created_at=now)


def _count(engine: Engine) -> int:
    with read_session(engine) as db:
        return db.scalar(text("SELECT count(*) FROM people"))


def test_a_write_session_commits_at_its_end(engine, now):
    with write_session(engine) as db:
        db.add(_person(now))

    assert 1 == _count(engine)


def test_a_write_session_undoes_everything_on_an_error(engine, now):
    with pytest.raises(ZeroDivisionError), write_session(engine) as db:
        db.add(_person(now))
        db.flush()
        1 / 0  # noqa: B018

    assert 0 == _count(engine)


def test_a_read_session_refuses_to_write(engine, now):
    with read_session(engine) as db:
        db.add(_person(now))
        with pytest.raises(DatabaseError):
            db.flush()

    assert 0 == _count(engine)


def test_what_is_read_in_pieces_is_read_in_a_transaction_that_refuses_to_write(engine, now):
    with write_session(engine) as db:
        db.add_all([_person(now), _person(now)])

    with read_transaction(engine) as db:
        assert 2 == len(list(db.scalars(select(PersonRow)).yield_per(1)))
        db.add(_person(now))
        with pytest.raises(DatabaseError):
            db.flush()

    assert 2 == _count(engine)


def test_reading_leaves_no_transaction_to_end_on_postgresql(postgres_url):
    engine = open_engine(postgres_url)
    with read_session(engine) as db:
        db.execute(text("SELECT 1"))
        driver = db.connection().connection.dbapi_connection
        assert TransactionStatus.IDLE == driver.info.transaction_status
    engine.dispose()


def test_as_many_connections_as_work_at_once_stay_open(engine):
    opened = []
    event.listen(engine, "connect", lambda *_: opened.append(1))
    counts = []
    for _ in range(2):
        busy = [engine.connect() for _ in range(KEPT_OPEN)]
        for one in busy:
            one.execute(text("SELECT 1"))
            one.close()
        counts.append(len(opened))

    assert counts[0] == counts[1]


def test_a_connection_that_read_may_write_the_next_time(engine, now):
    assert 0 == _count(engine)

    with write_session(engine) as db:
        db.add(_person(now))

    assert 1 == _count(engine)


def test_a_reader_does_not_wait_for_a_writer(engine, now):
    with write_session(engine) as db:
        db.add(_person(now))
        db.flush()
        assert 0 == _count(engine)


def test_x14_writers_that_read_first_are_never_refused(engine, now):
    """With a deferred BEGIN the second of two such writers fails at once."""
    errors = []

    def add_after_reading() -> None:
        try:
            for _ in range(10):
                with write_session(engine) as db:
                    db.scalar(text("SELECT count(*) FROM people"))
                    db.add(_person(now))
        except Exception as error:  # noqa: BLE001 - the test shows whatever came
            errors.append(error)

    threads = [threading.Thread(target=add_after_reading) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert [] == errors
    assert 80 == _count(engine)


def test_instants_come_back_aware_and_in_utc(engine, now):
    with write_session(engine) as db:
        db.add(_person(now))

    with read_session(engine) as db:
        row = db.query(PersonRow).one()
        assert (now, "UTC") == (row.created_at, row.created_at.tzname())


def test_an_instant_without_a_zone_is_refused(db, now):
    db.add(_person(now.replace(tzinfo=None)))
    with pytest.raises(Exception, match="time zone"):
        db.flush()


def test_sqlite_is_durable_and_checks_references(sqlite_url):
    with open_engine(sqlite_url).connect() as connection:
        pragmas = [
            connection.exec_driver_sql(f"PRAGMA {name}").scalar()
            for name in ("journal_mode", "synchronous", "foreign_keys", "busy_timeout")
        ]

    assert ["wal", 2, 1, 5000] == pragmas


@pytest.mark.parametrize("url", ["mysql://localhost/badger", "not an address"])
def test_another_engine_is_refused(url):
    with pytest.raises(DatabaseUnsupported):
        open_engine(url)


def test_a_sqlite_without_returning_is_refused():
    with pytest.raises(DatabaseTooOld) as refusal:
        check_sqlite((3, 34, 1))

    assert {"version": "3.34.1"} == refusal.value.facts


@pytest.mark.parametrize(
    ("version", "expected"),
    [((3, 51, 2), ("database.one_writing_process",)), ((3, 51, 3), ())],
)
def test_x15_an_old_sqlite_asks_for_one_writing_process(sqlite_url, version, expected):
    assert expected == storage_warnings(open_engine(sqlite_url), version)


def test_postgresql_has_no_warning(postgres_url):
    assert () == storage_warnings(open_engine(postgres_url))


def test_identifiers_are_22_characters_and_never_the_same():
    made = {new_id() for _ in range(10_000)}

    assert 10_000 == len(made)
    assert {22} == {len(one) for one in made}
    assert all(one.isalnum() for one in made)


@pytest.mark.slow
def test_i09_a_writer_waits_five_seconds_and_is_told_to_come_back(sqlite_url, now):
    engine = open_engine(sqlite_url)
    with closing(sqlite3.connect(sqlite_url.removeprefix("sqlite:///"))) as other:
        other.execute("BEGIN IMMEDIATE")
        start = time.monotonic()
        with pytest.raises(DatabaseUnavailable), write_session(engine) as db:
            db.add(_person(now))
            db.flush()
        waited = time.monotonic() - start

    # It may have been woken late on a busy machine.
    assert 4.5 < waited < 30
    assert 0 == _count(engine)


def test_a_server_out_of_reach_is_said_to_be_so(tmp_path):
    engine = open_engine(f"postgresql+psycopg://x@/x?host={tmp_path}")

    with pytest.raises(DatabaseUnavailable), read_session(engine) as db:
        db.scalar(text("SELECT 1"))


def test_a_folder_out_of_reach_is_said_to_be_so(tmp_path):
    engine = open_engine(f"sqlite:///{tmp_path / 'none' / 'badger.db'}")

    with pytest.raises(DatabaseUnavailable), read_session(engine) as db:
        db.scalar(text("SELECT 1"))


def test_i10_a_process_without_a_free_connection_asks_to_come_back():
    pool = QueuePool(lambda: sqlite3.connect(":memory:"), pool_size=1, max_overflow=0, timeout=0.01)
    with closing(pool.connect()), pytest.raises(DatabaseUnavailable), translated():
        pool.connect()
    pool.dispose()


def test_a_missing_table_is_a_bug_and_is_not_hidden(sqlite_url):
    engine = open_engine(sqlite_url)

    with pytest.raises(OperationalError), read_session(engine) as db:
        db.scalar(text("SELECT 1 FROM nothing"))


def test_q07_the_words_of_people_do_not_stand_in_database_errors(engine):
    with pytest.raises(DatabaseError) as caught, read_session(engine) as db:
        db.execute(text("SELECT * FROM nowhere WHERE note = :note"), {"note": "CANARI-MOTS"})
    assert "CANARI-MOTS" not in str(caught.value)
