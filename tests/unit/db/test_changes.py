"""What was read is read again once something was written, by whomever."""

import os
import sqlite3
from pathlib import Path

import pytest
from sqlalchemy import Engine, create_engine, text

from badger.db.changes import Changes, WhileUnchanged


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "x.sqlite3"


@pytest.fixture
def engine(file: Path):
    made = create_engine(f"sqlite:///{file}")
    write(made, "CREATE TABLE t (n INTEGER)")
    yield made
    made.dispose()


def write(engine: Engine, statement: str = "INSERT INTO t VALUES (1)") -> None:
    with engine.begin() as connection:
        connection.execute(text(statement))


def test_a_stamp_changes_with_every_commit_of_this_and_of_other_processes(
    engine: Engine, file: Path
):
    changes = Changes(engine)
    first = changes.stamp()
    assert first == changes.stamp()
    write(engine)
    second = changes.stamp()
    assert first != second == changes.stamp()
    other = sqlite3.connect(file)
    other.execute("INSERT INTO t VALUES (2)")
    other.commit()
    other.close()
    assert second != changes.stamp()


def test_after_a_fork_a_connection_of_its_own_watches(
    engine: Engine, monkeypatch: pytest.MonkeyPatch
):
    changes = Changes(engine)
    first = changes.stamp()
    number = os.getpid()
    monkeypatch.setattr(os, "getpid", lambda: number + 1)
    assert first != changes.stamp() == changes.stamp()


def test_a_database_that_does_not_answer_may_have_changed(engine: Engine, file: Path):
    changes = Changes(engine)
    changes.stamp()
    file.write_bytes(b"no database any more" * 900)
    assert changes.stamp() != changes.stamp()


def test_a_database_in_memory_may_always_have_changed():
    changes = Changes(create_engine("sqlite:///:memory:"))
    assert changes.stamp() != changes.stamp()


class Elsewhere:
    """As much of a PostgreSQL engine as is looked at: its commits are told, its file is none."""

    seconds = 5.0

    def __call__(self) -> float:
        return self.seconds


def test_elsewhere_a_commit_of_ours_counts_at_once_and_of_others_after_a_second(
    engine: Engine, monkeypatch: pytest.MonkeyPatch
):
    clock = Elsewhere()
    monkeypatch.setattr(engine.dialect, "name", "postgresql")
    changes = Changes(engine, clock)
    first = changes.stamp()
    assert first == changes.stamp()
    write(engine)
    second = changes.stamp()
    assert first != second
    clock.seconds += 1
    assert second != changes.stamp()


def test_a_value_is_read_once_until_something_is_written(engine: Engine):
    read: list[str] = []

    def value(key: str) -> int:
        read.append(key)
        return len(read)

    remembered = WhileUnchanged(value, Changes(engine))
    assert [1, 1, 2, 2] == [remembered(key) for key in "aabb"]
    write(engine)
    assert [3, 3] == [remembered("a"), remembered("a")]


def test_few_values_are_remembered_where_few_may_be(engine: Engine):
    read: list[str] = []
    remembered = WhileUnchanged(read.append, Changes(engine), most=1)
    for key in "aba":
        remembered(key)
    assert list("aba") == read
