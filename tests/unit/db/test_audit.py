"""The audit chain."""

import threading

import pytest
from sqlalchemy import delete, text, update

from badger.db.audit import AuditEvent, append_event, append_events, verify_chain
from badger.db.base import write_session
from badger.db.rows import AuditEventRow, AuditHeadRow


def _append(db, now, subject="b1") -> None:
    append_event(
        db, kind="credential.issued", actor="p1", subject=subject, facts={"list": "l1"}, now=now
    )


@pytest.fixture
def chain(db, now):
    for number in range(5):
        _append(db, now, subject=f"b{number}")
    db.flush()
    return db


def test_an_empty_chain_fits(db):
    assert None is verify_chain(db)


def test_an_untouched_chain_fits(chain):
    chain.expire_all()
    assert None is verify_chain(chain)


def test_the_hash_is_the_one_of_the_published_recipe(db, now):
    """SHA-256 over the previous hash, a line feed and the entry as canonical JSON."""
    _append(db, now)

    row = db.query(AuditEventRow).one()

    # printf '%064d\n[1,"2026-03-14T09:30:00.000000+00:00","credential.issued","p1","b1",
    #         "{\"list\":\"l1\"}"]' 0 | sha256sum      (on one line)
    assert "dc3963eaef561e06889e95732c10bc482462ae1433c9fb662a79133781634449" == row.hash


@pytest.mark.parametrize(
    "change",
    [
        {"kind": "credential.revoked"},
        {"actor": "p2"},
        {"subject": "b9"},
        {"facts": "{}"},
        {"previous_hash": "1" * 64},
        {"hash": "1" * 64},
    ],
)
def test_r17_a_changed_entry_is_named(chain, change):
    chain.execute(update(AuditEventRow).where(AuditEventRow.seq == 3).values(**change))
    chain.expire_all()

    assert 3 == verify_chain(chain)


def test_r17_a_changed_time_is_named(chain, now):
    chain.execute(
        update(AuditEventRow).where(AuditEventRow.seq == 3).values(at=now.replace(minute=31))
    )
    chain.expire_all()

    assert 3 == verify_chain(chain)


@pytest.mark.parametrize("seq", [1, 3, 5])
def test_r17_a_removed_entry_is_named(chain, seq):
    chain.execute(delete(AuditEventRow).where(AuditEventRow.seq == seq))
    chain.expire_all()

    assert seq == verify_chain(chain)


def test_r17_a_head_set_back_is_noticed(chain):
    chain.execute(update(AuditHeadRow).values(seq=4))

    assert 6 == verify_chain(chain)


def test_no_event_leaves_the_chain_alone(db, now):
    append_events(db, [], now=now)

    assert 0 == db.scalar(text("SELECT seq FROM audit_head"))


def test_parallel_writers_make_one_chain(engine, now):
    def append() -> None:
        for _ in range(10):
            with write_session(engine) as db:
                append_events(db, [AuditEvent("a", "p", "s", {})] * 2, now=now)

    threads = [threading.Thread(target=append) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    with write_session(engine) as db:
        assert None is verify_chain(db)
        assert 80 == db.scalar(text("SELECT seq FROM audit_head"))
