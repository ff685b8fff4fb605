"""Many at once: the same request, places of a list, revocations (hardening I01, I04 to I07).

The figures are smaller than those of a release run (`make faults`): BADGER_FAULTS_SCALE
multiplies them.
"""

import json
import multiprocessing
import os
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, suppress
from datetime import timedelta

from sqlalchemy import Engine, func, select

from badger.credentials.status_list import bit_at, expand_bitstring
from badger.db.audit import verify_chain
from badger.db.base import Session, open_engine, read_session, write_session
from badger.db.engine import DatabaseUnavailable
from badger.db.rows import AuditEventRow, CredentialRow, PartnerRow, StatusEntryRow, StatusListRow
from badger.issuer.award import AwardRequest, reserve_awards
from badger.issuer.correction import reissue_badge
from badger.issuer.revocation import revoke_credential
from badger.issuer.status import (
    published_status_list,
    published_suspensions,
    reserve_status_entries,
)
from badger.issuer.suspension import lift_suspension, suspend_credential
from badger.issuer.sweep import finish_or_void
from tests.factories import ADDRESSES, KEYRING, NOW, award, make_partner, ready_to_award, report_on

SCALE = int(os.environ.get("BADGER_FAULTS_SCALE", "1"))
THREADS = 16
PLACES_EACH = 5 * SCALE
REQUESTS = 4 * SCALE
TRIES = 20
PARTS = {"actor": "test", "now": NOW, "keyring": KEYRING, "addresses": ADDRESSES}


def _in_parallel(act: Callable[[int], object], count: int) -> list[object]:
    with ThreadPoolExecutor(max_workers=32) as pool:
        return list(pool.map(act, range(count)))


def test_i01_the_same_request_32_times_at_once_gives_one_credential(engine: Engine):
    with write_session(engine) as db:
        _, proposals = ready_to_award(db, people=REQUESTS)

    def ask(proposal_id: str) -> tuple[str, bytes]:
        with write_session(engine) as db:
            row = award(db, proposal_id)
            return row.id, row.signed

    for proposal_id in proposals:
        answers = _in_parallel(lambda _, one=proposal_id: ask(one), 32)
        assert (32, 1) == (len(answers), len(set(answers)))

    with read_session(engine) as db:
        assert REQUESTS == db.scalar(select(func.count()).select_from(CredentialRow))
        assert REQUESTS == db.scalar(select(func.count()).select_from(StatusEntryRow))
        assert None is verify_chain(db)


def _reserve_one(db: Session, partner_id: str, length: int) -> None:
    reserve_status_entries(
        db,
        db.get(PartnerRow, partner_id),
        count=1,
        signer=KEYRING.signer(db, partner_id),
        addresses=ADDRESSES,
        now=NOW,
        length=length,
    )


def _until_done(engine: Engine, act: Callable[[Session], object]) -> None:
    """Do what a client does: after a 503 the same request is sent again."""
    for _ in range(TRIES):
        with suppress(DatabaseUnavailable), write_session(engine) as db:
            act(db)
            return
    raise AssertionError(f"no answer after {TRIES} tries")


def _reserve_in_own_process(url: str, partner_id: str, length: int) -> None:
    engine = open_engine(url)

    def reserve(_: int) -> None:
        for _ in range(PLACES_EACH):
            _until_done(engine, lambda db: _reserve_one(db, partner_id, length))

    with ThreadPoolExecutor(max_workers=THREADS) as pool:
        list(pool.map(reserve, range(THREADS)))
    engine.dispose()


def _reserve_in_two_processes(engine: Engine, url: str, *, length: int) -> None:
    with write_session(engine) as db:
        partner_id = make_partner(db).id
    start = multiprocessing.get_context("spawn")
    workers = [
        start.Process(target=_reserve_in_own_process, args=(url, partner_id, length))
        for _ in range(2)
    ]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    assert [0, 0] == [worker.exitcode for worker in workers]


def test_i04_two_processes_of_16_threads_never_share_a_place(engine: Engine, database_url: str):
    _reserve_in_two_processes(engine, database_url, length=131_072)

    expected = 2 * THREADS * PLACES_EACH
    with read_session(engine) as db:
        assert expected == db.scalar(select(func.count()).select_from(StatusEntryRow))
        assert [(1, expected)] == [
            tuple(row) for row in db.execute(select(StatusListRow.number, StatusListRow.reserved))
        ]


def test_i07_a_list_that_fills_up_is_followed_by_one_new_list(engine: Engine, database_url: str):
    _reserve_in_two_processes(engine, database_url, length=64)

    expected = 2 * THREADS * PLACES_EACH
    with read_session(engine) as db:
        rows = db.execute(
            select(StatusListRow.number, StatusListRow.reserved).order_by(StatusListRow.number)
        ).all()
        counted = db.execute(
            select(StatusEntryRow.list_id, func.count()).group_by(StatusEntryRow.list_id)
        ).all()
    full, rest = divmod(expected, 57)
    assert [57] * full + [rest] * bool(rest) == [reserved for _, reserved in rows]
    assert list(range(1, len(rows) + 1)) == [number for number, _ in rows]
    assert sorted(reserved for _, reserved in rows) == sorted(count for _, count in counted)


def _award_several(engine: Engine, count: int) -> list[str]:
    with write_session(engine) as db:
        _, proposals = ready_to_award(db, people=count)
        return [award(db, proposal_id).id for proposal_id in proposals]


def _revoke(engine: Engine, credential_id: str) -> None:
    _until_done(engine, lambda db: revoke_credential(db, credential_id, reason="Test.", **PARTS))


def test_i05_parallel_revocations_of_one_list_lose_no_bit(engine: Engine):
    credentials = _award_several(engine, 24 * SCALE)

    _in_parallel(lambda number: _revoke(engine, credentials[number]), len(credentials))

    with read_session(engine) as db:
        revoked = set(
            db.scalars(
                select(StatusEntryRow.list_index).where(StatusEntryRow.revoked_at.is_not(None))
            )
        )
        (list_id,) = db.scalars(select(StatusListRow.id))
        assert len(credentials) == len(revoked)
        assert revoked == _published_bits(published_status_list(db, list_id))
        assert None is verify_chain(db)


def test_i05_parallel_suspensions_and_liftings_lose_no_bit(engine: Engine):
    credentials = _award_several(engine, 12 * SCALE)
    for credential_id in credentials[::2]:
        _suspend(engine, credential_id)

    def act(number: int) -> None:
        change = _suspend if number % 2 else _lift
        change(engine, credentials[number])

    _in_parallel(act, len(credentials))

    with read_session(engine) as db:
        rows = [db.get(CredentialRow, one) for one in credentials[1::2]]
        (list_id,) = db.scalars(select(StatusListRow.id))
        expected = {row.list_index for row in rows}
        assert expected == _published_bits(published_suspensions(db, list_id))
        assert None is verify_chain(db)


def _suspend(engine: Engine, credential_id: str) -> None:
    _until_done(engine, lambda db: suspend_credential(db, credential_id, reason="Test.", **PARTS))


def _lift(engine: Engine, credential_id: str) -> None:
    _until_done(engine, lambda db: lift_suspension(db, credential_id, **PARTS))


def _published_bits(published: bytes) -> set[int]:
    bits = expand_bitstring(json.loads(published)["credentialSubject"]["encodedList"])
    return {index for index in range(len(bits) * 8) if bit_at(bits, index)}


def test_i06_a_reader_always_sees_a_whole_list_that_verifies(engine: Engine):
    """While badges are revoked one by one, a badge that is not revoked stays verified."""
    *doomed, kept = _award_several(engine, 9)
    with read_session(engine) as db:
        signed = db.get(CredentialRow, kept).signed

    def act(number: int) -> object:
        if number % 2 == 0:
            return _revoke(engine, doomed[number // 2])
        with read_session(engine) as db:
            return report_on(db, signed).verdict

    answers = _in_parallel(act, 2 * len(doomed))

    assert {"verified"} == {answer for answer in answers if answer is not None}


def test_revoking_and_awarding_at_once_never_wait_for_each_other_forever(engine: Engine):
    with write_session(engine) as db:
        _, proposals = ready_to_award(db, people=12)
    first = proposals[:6]
    with write_session(engine) as db:
        credentials = [award(db, proposal_id).id for proposal_id in first]

    def act(number: int) -> None:
        if number < 6:
            _revoke(engine, credentials[number])
            return
        with write_session(engine) as db:
            award(db, proposals[number])

    _in_parallel(act, 12)

    with read_session(engine) as db:
        assert None is verify_chain(db)
        assert 12 == db.scalar(select(func.count()).select_from(CredentialRow))


def test_f12_the_same_correction_8_times_at_once_gives_one_badge(engine: Engine):
    (former,) = _award_several(engine, 1)
    parts = {"reason": "Test.", "actor": "test", "now": NOW}

    def act(_: int) -> str:
        with write_session(engine) as db:
            return reissue_badge(db, former, keyring=KEYRING, addresses=ADDRESSES, **parts).id

    answers = set(_in_parallel(act, 8))

    with read_session(engine) as db:
        assert 1 == len(answers)
        assert {former, *answers} == set(db.scalars(select(CredentialRow.id)))
        assert None is verify_chain(db)


def test_one_key_is_active_whatever_two_rotations_do_at_once(engine: Engine):
    with write_session(engine) as db:
        partner_id = make_partner(db).id

    def rotate(_: int) -> None:
        with ExitStack() as stack:
            db = stack.enter_context(write_session(engine))
            KEYRING.rotate(db, partner_id, actor="test", now=NOW)

    _in_parallel(rotate, 4)

    with write_session(engine) as db:
        assert KEYRING.signer(db, partner_id)
        assert None is verify_chain(db)


def test_i02_sweepers_and_retries_at_once_finish_each_credential_once(engine: Engine):
    with write_session(engine) as db:
        _, proposals = ready_to_award(db, people=4)
    requests = [AwardRequest(proposal, f"key-{proposal}") for proposal in proposals]
    with write_session(engine) as db:
        reserve_awards(db, requests, keyring=KEYRING, now=NOW, addresses=ADDRESSES)
    later = NOW + timedelta(minutes=1)

    def act(number: int) -> int:
        with write_session(engine) as db:
            if number % 2:
                award(db, proposals[number // 2])
                return 0
            return finish_or_void(db, keyring=KEYRING, now=later, addresses=ADDRESSES).finished

    finished = _in_parallel(act, 8)

    with read_session(engine) as db:
        rows = db.scalars(select(CredentialRow)).all()
        assert ["issued"] * 4 == [row.state for row in rows]
        assert sum(finished) <= 4
        issued = select(func.count()).where(AuditEventRow.kind == "credential.issued")
        assert 4 == db.scalar(issued)
        assert None is verify_chain(db)
