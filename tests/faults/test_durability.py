"""What was acknowledged is on the disk; what is published is what the rows say (I03, I06).

A kill does not lose what the system still holds in memory, so the order of the calls is read
instead, with strace: between two acknowledgements the database was written to the disk.
"""

import json
import os
import random
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from sqlalchemy import Engine, select, text

from badger.credentials.status_list import bit_at, expand_bitstring
from badger.db.audit import verify_chain
from badger.db.base import open_engine, read_session, read_transaction, write_session
from badger.db.rows import CredentialRow, StatusEntryRow, StatusListRow
from tests.factories import award, ready_to_award, report_on
from tests.faults.nursery import open_nursery

REPOSITORY = Path(__file__).parent.parent.parent
ROUNDS = 4 * int(os.environ.get("BADGER_FAULTS_SCALE", "1"))
# So many badges for each round, of which one can revoke that many before it is killed.
BADGES_A_ROUND, MOST_A_ROUND = 10, 30
SYNCED = re.compile(r"\bf(data)?sync\(\d+\) += 0")
RESUMED = re.compile(r"<\.\.\. f(data)?sync resumed>\) += 0")

AWARDING = """
import sys
from badger.db.base import open_engine, write_session
from tests.factories import award

engine = open_engine(sys.argv[1])
for proposal_id in sys.argv[2:]:
    with write_session(engine) as db:
        credential_id = award(db, proposal_id).id
    print("acknowledged", credential_id, flush=True)
"""


def _environment() -> dict[str, str]:
    return {**os.environ, "PYTHONPATH": str(REPOSITORY)}


@pytest.fixture
def strace() -> str:
    """The program that tells which calls another makes; BADGER_REQUIRE_STRACE=1 insists."""
    found = shutil.which("strace")
    if found and subprocess.run([found, "true"], capture_output=True, check=False).returncode == 0:
        return found
    if os.environ.get("BADGER_REQUIRE_STRACE") == "1":
        pytest.fail("BADGER_REQUIRE_STRACE is set and strace cannot be used here")
    pytest.skip("strace cannot be used here (BADGER_REQUIRE_STRACE=1 insists)")


def test_i03_each_badge_is_on_the_disk_before_it_is_acknowledged(strace, sqlite_url, tmp_path):
    engine = open_engine(sqlite_url)
    with write_session(engine) as db:
        _, proposals = ready_to_award(db, people=5)
    engine.dispose()
    calls = tmp_path / "calls"
    watched = [strace, "-f", "-e", "trace=fsync,fdatasync,write", "-o", str(calls)]

    subprocess.run(
        [*watched, sys.executable, "-c", AWARDING, sqlite_url, *proposals],
        cwd=REPOSITORY,
        env=_environment(),
        check=True,
        capture_output=True,
    )

    assert [True] * 5 == _written_before_each_answer(calls.read_text())


def _written_before_each_answer(calls: str) -> list[bool]:
    """Tell for each acknowledgement whether something reached the disk since the one before."""
    answers, written = [], False
    for line in calls.splitlines():
        written = written or bool(SYNCED.search(line) or RESUMED.search(line))
        if 'write(1, "acknowledged' in line:
            answers.append(written)
            written = False
    return answers


def test_i03_an_answer_without_writing_is_seen():
    """The reading of the calls can say no."""
    calls = '7 fdatasync(3) = 0\n7 write(1, "acknowledged a"\n7 write(1, "acknowledged b"\n'
    assert [True, False] == _written_before_each_answer(calls)


def test_i06_a_kill_between_revoking_and_publishing_leaves_both_or_neither(
    engine: Engine, database_url: str
):
    chance = random.Random(6)  # noqa: S311 - the same instants in every run
    with write_session(engine) as db:
        _, proposals = ready_to_award(db, people=BADGES_A_ROUND * ROUNDS)
        left = [award(db, proposal_id).id for proposal_id in proposals]
        signed = {row.id: row.signed for row in db.scalars(select(CredentialRow))}
    acknowledged: set[str] = set()
    with open_nursery() as nursery:
        for _ in range(ROUNDS):
            after_s = chance.uniform(0, 0.1)
            doomed = left[:MOST_A_ROUND]
            acknowledged |= set(nursery.kill("revoke", database_url, *doomed, after_s=after_s))
            revoked = _revoked_in_rows_and_list(engine)
            assert acknowledged <= revoked
            left = [one for one in left if one not in revoked]
    with read_session(engine) as db:
        assert ROUNDS <= len(acknowledged)
        assert "not_verified" == report_on(db, signed[min(acknowledged)]).verdict
        assert None is verify_chain(db)


def _revoked_in_rows_and_list(engine: Engine) -> set[str]:
    """Return the badges that are revoked; rows, places and published bits say the same.

    All as of one moment: PostgreSQL may still be ending what a killed worker had asked for.
    """
    with read_transaction(engine) as db:
        if engine.dialect.name == "postgresql":
            db.execute(text("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ"))
        (published,) = db.scalars(select(StatusListRow.published))
        bits = expand_bitstring(json.loads(published)["credentialSubject"]["encodedList"])
        places = select(StatusEntryRow.list_index).where(StatusEntryRow.revoked_at.is_not(None))
        rows = db.scalars(select(CredentialRow).where(CredentialRow.revoked_at.is_not(None))).all()
        expected = {row.list_index for row in rows}
        assert expected == set(db.scalars(places))
        assert expected == {index for index in range(len(bits) * 8) if bit_at(bits, index)}
        return {row.id for row in rows}
