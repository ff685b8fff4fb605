"""The outbox."""

from badger.db.base import write_session
from badger.db.outbox import MAX_ATTEMPTS, ask_later, pending_tasks


def test_tasks_come_back_in_the_order_of_asking(db, now):
    ask_later(db, "deliver", facts=[{"credential": "a"}, {"credential": "b"}], now=now)

    assert [{"credential": "a"}, {"credential": "b"}] == [
        task.facts for task in pending_tasks(db, limit=5)
    ]


def test_asking_for_nothing_asks_nothing(db, now):
    ask_later(db, "deliver", facts=[], now=now)

    assert [] == list(pending_tasks(db, limit=5))


def test_a_task_that_was_done_or_failed_too_often_is_not_pending(db, now):
    ask_later(db, "deliver", facts=[{"n": 1}, {"n": 2}, {"n": 3}], now=now)
    first, second, _ = pending_tasks(db, limit=5)
    first.done_at = now
    second.attempts = MAX_ATTEMPTS

    assert [{"n": 3}] == [task.facts for task in pending_tasks(db, limit=5)]


def test_what_was_asked_in_an_undone_transaction_is_not_asked(engine, now):
    try:
        with write_session(engine) as db:
            ask_later(db, "deliver", facts=[{"n": 1}], now=now)
            raise RuntimeError
    except RuntimeError:
        pass

    with write_session(engine) as db:
        assert [] == list(pending_tasks(db, limit=5))
