"""`badger restored`: after a restore no place of a status list is given a second time."""

from pathlib import Path

import pytest

from badger.db.audit import verify_chain
from badger.db.base import open_engine, read_session, write_session
from badger.db.migrate import upgrade
from badger.db.rows import PartnerRow
from badger.issuer.status import reserve_status_entries
from tests.factories import ADDRESSES, KEK, KEYRING, NOW, make_partner
from tests.terminal import Terminal, refusal


@pytest.fixture
def terminal(capfdbinary: pytest.CaptureFixture[bytes]) -> Terminal:
    return Terminal(capfdbinary)


@pytest.fixture
def url(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    url = f"sqlite:///{tmp_path / 'restored.sqlite3'}"
    monkeypatch.setenv("BADGER_DATABASE_URL", url)
    monkeypatch.setenv("BADGER_KEK", KEK.hex())
    return url


def _reserve(db, partner_id: str) -> str:
    """Reserve one place and return the list that it stands in."""
    (place,) = reserve_status_entries(
        db,
        db.get_one(PartnerRow, partner_id),
        count=1,
        signer=KEYRING.signer(db, partner_id),
        addresses=ADDRESSES,
        now=NOW,
    )
    return place.list_id


def test_after_a_restore_the_next_badge_stands_in_another_list(terminal, url):
    engine = open_engine(url)
    upgrade(engine)
    with write_session(engine) as db:
        partner_id = make_partner(db).id
        before = _reserve(db, partner_id)
    with write_session(engine) as db:
        assert before == _reserve(db, partner_id)

    answer = terminal.run("restored")
    again = terminal.run("restored")

    assert (0, 0) == (answer.code, again.code)
    assert "repos : 1." in answer.out.decode()
    assert "repos : 0." in again.out.decode()
    with write_session(engine) as db:
        assert before != _reserve(db, partner_id)
    with read_session(engine) as db:
        assert None is verify_chain(db)


def test_without_a_database_nothing_is_put_to_rest(terminal, url):
    assert refusal(terminal.run("restored"), "database.schema_missing")
