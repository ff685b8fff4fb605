"""What was accepted while nothing could be signed is issued once the keys are back (Q08)."""

from dataclasses import replace
from datetime import timedelta

from sqlalchemy import Engine, delete, select
from structlog.testing import capture_logs

from badger.db.base import read_session, write_session
from badger.db.rows import CredentialRow, ObservationRow, ProposalRow
from badger.issuer.keyring import Keyring
from badger.jobs.awards import issue_waiting, issue_waiting_quietly
from tests.factories import ADDRESSES, KEYRING, NOW, ready_to_award

LATER = NOW + timedelta(minutes=1)
ROUND = {
    "keyring": KEYRING,
    "clock": lambda: LATER,
    "addresses": ADDRESSES,
    "stopping": lambda: False,
}


def accepted(engine: Engine, *, people: int = 1) -> list[str]:
    """Give people a badge to which they said yes at NOW, of no session (a larger badge)."""
    with write_session(engine) as db:
        _, proposals = ready_to_award(db, people=people)
        for one in proposals:
            row = db.get(ProposalRow, one)
            row.session_id, row.answered_at = None, NOW
    return proposals


def issued(engine: Engine) -> set[str]:
    with read_session(engine) as db:
        asked = select(CredentialRow.proposal_id).where(CredentialRow.state == "issued")
        return set(db.scalars(asked))


def test_q08_a_yes_is_issued_once_the_keys_are_back_whatever_it_came_from(engine: Engine):
    proposals = accepted(engine, people=2)

    assert 0 == issue_waiting(engine, **ROUND | {"keyring": Keyring(None)})
    assert set() == issued(engine)
    assert 2 == issue_waiting(engine, **ROUND)

    assert set(proposals) == issued(engine)
    assert 0 == issue_waiting(engine, **ROUND)


def test_a_yes_of_this_moment_is_left_to_whoever_answers_it(engine: Engine):
    accepted(engine)

    assert 0 == issue_waiting(engine, **ROUND | {"clock": lambda: NOW + timedelta(seconds=29)})


def test_a_badge_that_is_no_longer_possible_holds_up_no_other(engine: Engine):
    first, second = accepted(engine, people=2)
    with write_session(engine) as db:
        row = db.get(ProposalRow, first)
        row.answered_at = NOW - timedelta(hours=1)
        db.execute(delete(ObservationRow).where(ObservationRow.person_id == row.person_id))

    assert 1 == issue_waiting(engine, **ROUND)

    assert {second} == issued(engine)
    with read_session(engine) as db:
        assert "accepted" == db.get(ProposalRow, first).state


def test_who_is_told_to_stop_leaves_the_rest_for_later(engine: Engine):
    accepted(engine)

    assert 0 == issue_waiting(engine, **ROUND | {"stopping": lambda: True})


def test_a_defect_of_ours_is_logged_and_ends_no_round(engine: Engine):
    accepted(engine)
    broken = replace(KEYRING, key_encryption_key=object())

    with capture_logs() as said:
        assert 0 == issue_waiting_quietly(engine, **ROUND | {"keyring": broken})

    assert ["waiting_awards"] == [line["event"] for line in said]
    assert 1 == issue_waiting_quietly(engine, **ROUND)
