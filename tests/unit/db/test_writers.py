"""The line of writers: first come, first served, and nobody waits without end."""

import threading
import time

import pytest

from badger.db.base import open_engine, write_session
from badger.db.engine import WRITERS, DatabaseUnavailable
from badger.db.writers import WriterQueue


def _until(condition) -> None:
    end = time.monotonic() + 30
    while not condition():
        assert time.monotonic() < end
        time.sleep(0.001)


def _write(engine, seen, name) -> None:
    with write_session(engine) as db:
        db.connection()
        seen.append(name)


def test_x14_writers_get_their_turn_in_the_order_in_which_they_asked(sqlite_url):
    engine = open_engine(sqlite_url)
    line = engine.get_execution_options()[WRITERS]
    seen: list[int] = []
    threads = []
    with write_session(engine) as db:
        db.connection()
        for number in range(8):
            threads.append(threading.Thread(target=_write, args=(engine, seen, number)))
            threads[-1].start()
            _until(lambda: len(line._waiting) == len(threads))
            # The longer one waits, the longer SQLite's own waiting sleeps between two tries.
            time.sleep(0.03)
    for thread in threads:
        thread.join()
    engine.dispose()

    assert list(range(8)) == seen


def test_a_turn_that_does_not_come_is_an_answer():
    line = WriterQueue()

    assert [True, False] == [line.take(patience_s=0), line.take(patience_s=0.01)]


def test_who_left_the_line_is_passed_over():
    line = WriterQueue()
    line.take(patience_s=0)
    line.take(patience_s=0.01)
    line.end()

    assert line.take(patience_s=0)


def test_a_turn_that_comes_with_the_end_of_patience_is_not_lost():
    """The writer's event is set while it leaves: the turn is its own."""
    line = WriterQueue()
    line.take(patience_s=0)
    turn = threading.Event()
    line._waiting.append(turn)
    line.end()

    assert line._came_at_last(turn)


def test_a_turn_that_is_ended_goes_to_the_one_who_waits():
    line = WriterQueue()
    line.take(patience_s=0)
    answers: list[bool] = []
    waiting = threading.Thread(target=lambda: answers.append(line.take(patience_s=10)))
    waiting.start()
    _until(lambda: line._waiting)

    line.end()
    waiting.join()

    assert [True] == answers
    assert not line.take(patience_s=0)


def test_an_error_ends_the_turn(sqlite_url):
    engine = open_engine(sqlite_url)
    with pytest.raises(ZeroDivisionError), write_session(engine):
        1 / 0  # noqa: B018
    seen: list[int] = []

    _write(engine, seen, 1)
    engine.dispose()

    assert [1] == seen


@pytest.mark.slow
def test_i09_a_writer_whose_turn_does_not_come_is_told_to_come_back(sqlite_url):
    engine = open_engine(sqlite_url)
    with write_session(engine):
        start = time.monotonic()
        with pytest.raises(DatabaseUnavailable), write_session(engine):
            pass
        waited = time.monotonic() - start
    engine.dispose()

    # It may have been woken late on a busy machine.
    assert 4.5 < waited < 30
