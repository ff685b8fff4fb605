"""The outbox is worked off: badges reach their backpacks."""

from datetime import timedelta

import pytest

from badger.backpack.queries import holdings_of
from badger.db.base import open_engine, read_session, write_session
from badger.db.outbox import ask_later, pending_tasks
from badger.issuer.award import AwardRequest, reserve_awards
from badger.issuer.keyring import Keyring
from badger.jobs.tasks import TaskUnknown, task_named
from badger.jobs.worker import run_once, run_pending, run_quietly
from tests.factories import ADDRESSES, KEYRING, NOW, award, ready_to_award


def _run(db) -> int:
    return run_pending(db, now=NOW, addresses=ADDRESSES)


def test_an_awarded_badge_reaches_the_backpack_byte_for_byte(db):
    scene, (proposal_id,) = ready_to_award(db)
    row = award(db, proposal_id)

    assert 1 == _run(db)

    (holding,) = holdings_of(db, scene.person.id)
    assert (row.signed, "Esprit d'équipe") == (holding.document, holding.name)
    assert [] == list(pending_tasks(db, limit=5))


def test_delivering_twice_keeps_one_badge(db):
    scene, (proposal_id,) = ready_to_award(db)
    row = award(db, proposal_id)
    ask_later(db, "deliver", facts=[{"credential": row.id}], now=NOW)

    assert 2 == _run(db)
    assert 0 == _run(db)

    assert 1 == len(holdings_of(db, scene.person.id))


def test_a_task_that_fails_is_tried_again_and_stops_nobody(db):
    scene, (proposal_id,) = ready_to_award(db)
    ask_later(db, "no such task", facts=[{}], now=NOW)
    award(db, proposal_id)

    assert 1 == _run(db)

    (task,) = pending_tasks(db, limit=5)
    assert (1, "jobs.task_unknown") == (task.attempts, task.last_code)
    assert 1 == len(holdings_of(db, scene.person.id))


def test_a_changed_credential_is_not_delivered(db):
    scene, (proposal_id,) = ready_to_award(db)
    row = award(db, proposal_id)
    row.signed = row.signed.replace(b"quipe", b"quiPe", 1)
    db.flush()

    assert 0 == _run(db)

    assert [] == list(holdings_of(db, scene.person.id))
    assert "backpack.not_authentic" == pending_tasks(db, limit=5)[0].last_code


def test_what_is_gone_needs_no_delivery(db):
    ask_later(db, "deliver", facts=[{"credential": "none"}], now=NOW)

    assert 1 == _run(db)


def test_a_bug_in_one_task_is_recorded_and_stops_nobody(db):
    ask_later(db, "deliver", facts=[{}], now=NOW)
    scene, (proposal_id,) = ready_to_award(db)
    award(db, proposal_id)

    assert 1 == _run(db)

    (task,) = pending_tasks(db, limit=5)
    assert (1, "jobs.defect") == (task.attempts, task.last_code)
    assert 1 == len(holdings_of(db, scene.person.id))


def test_a_run_that_fails_as_a_whole_is_an_answer_for_a_page(tmp_path):
    engine = open_engine(f"sqlite:///{tmp_path / 'empty.db'}")

    assert 0 == run_quietly(engine, keyring=KEYRING, now=NOW, addresses=ADDRESSES)


def test_an_unknown_task_is_named():
    with pytest.raises(TaskUnknown) as refusal:
        task_named("party")

    assert {"task": "party"} == refusal.value.facts


def test_a_task_is_done_at_the_instant_of_the_run(db):
    ask_later(db, "deliver", facts=[{"credential": "none"}], now=NOW - timedelta(days=1))
    (task,) = pending_tasks(db, limit=5)

    _run(db)

    assert NOW == task.done_at


def test_one_run_finishes_what_a_crash_left_and_delivers_it(engine):
    with write_session(engine) as db:
        scene, (proposal_id,) = ready_to_award(db)
        reserve_awards(
            db,
            [AwardRequest(proposal_id, "k")],
            keyring=KEYRING,
            now=NOW,
            addresses=ADDRESSES,
        )
    later = NOW + timedelta(minutes=1)

    locked = run_once(engine, keyring=Keyring(None), now=later, addresses=ADDRESSES)
    done = run_once(engine, keyring=KEYRING, now=later, addresses=ADDRESSES)

    with read_session(engine) as db:
        assert (0, 1, 1) == (locked, done, len(holdings_of(db, scene.person.id)))
