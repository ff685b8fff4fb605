"""`badger keys`: rotation, compromise, signing anew and rewrapping, from the terminal."""

import json
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import select

from badger.clock import utc_now
from badger.db.base import Engine, read_session, write_session
from badger.db.migrate import upgrade
from badger.db.opening import open_database
from badger.db.rows import CredentialRow, HoldingRow, PartnerRow, SigningKeyRow
from badger.issuer.keyring import Keyring
from badger.issuer.people_queries import all_keys
from badger.settings import Settings
from tests.factories import KEK, award, make_partner, ready_to_award
from tests.terminal import Terminal, refusal

NEW_KEK = bytes(reversed(range(32)))


@pytest.fixture
def terminal(capfdbinary: pytest.CaptureFixture[bytes]) -> Terminal:
    return Terminal(capfdbinary)


@pytest.fixture
def database(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    url = f"sqlite:///{tmp_path / 'keys.sqlite3'}"
    engine = open_database(Settings(database_url=url, key_encryption_key=KEK))
    upgrade(engine)
    with write_session(engine) as db:
        _, proposals = ready_to_award(db, people=2)
        for proposal_id in proposals:
            award(db, proposal_id)
    engine.dispose()
    monkeypatch.setenv("BADGER_DATABASE_URL", url)
    monkeypatch.setenv("BADGER_BASE_URL", "http://localhost:8000")
    monkeypatch.setenv("BADGER_KEK", KEK.hex())
    return url


def _slug(database: str) -> str:
    return _read(database, lambda db: db.scalars(select(PartnerRow.slug)).one())


def _opened(database: str) -> Engine:
    """Open the database in the middle of a change of keys, before and after alike."""
    return open_database(
        Settings(database_url=database, key_encryption_key=NEW_KEK, former_key_encryption_key=KEK)
    )


def _read(database: str, ask):
    engine = _opened(database)
    with read_session(engine) as db:
        found = ask(db)
    engine.dispose()
    return found


def _standing(database: str) -> list[dict]:
    def ask(db):
        rows = db.scalars(select(CredentialRow).where(CredentialRow.revoked_at.is_(None)))
        return [json.loads(row.signed) for row in rows]

    return _read(database, ask)


def test_q05_a_key_is_replaced_and_both_are_listed(terminal: Terminal, database: str):
    slug = _slug(database)

    assert 0 == terminal.run("keys", "rotate", slug).code
    listed = terminal.run("keys", "list", slug)

    first, second = listed.out.decode().splitlines()
    assert ("remplacée le" in first, "signe depuis le" in second) == (True, True)


def test_q06_the_drill_declared_signed_anew_delivered(terminal: Terminal, database: str):
    slug = _slug(database)
    old = {one["proof"]["verificationMethod"] for one in _standing(database)}

    declared = terminal.run("keys", "compromised", slug, "--since", "2026-03-01")
    reissued = terminal.run("keys", "reissue", slug)
    again = terminal.run("keys", "reissue", slug)

    assert (0, 0, 0) == (declared.code, reissued.code, again.code)
    assert "http://localhost:8000/registers/z6Mk" in declared.out.decode()
    assert "2 badges signés de nouveau." in reissued.out.decode()
    assert "0 badges signés de nouveau." in again.out.decode()
    standing = _standing(database)
    assert 2 == len(standing)
    assert old.isdisjoint({one["proof"]["verificationMethod"] for one in standing})
    held = _read(database, lambda db: len(db.scalars(select(HoldingRow)).all()))
    assert 2 == held
    listed = terminal.run("keys", "list", slug).out.decode()
    assert "reprise depuis le 2026-03-01 00:00" in listed


def test_a_theft_to_come_an_unknown_partner_and_a_bad_day_are_refused(
    terminal: Terminal, database: str
):
    slug = _slug(database)
    tomorrow = f"{utc_now() + timedelta(days=2):%Y-%m-%d}"

    later = terminal.run("keys", "compromised", slug, "--since", tomorrow)
    unknown = terminal.run("keys", "rotate", "nobody")
    bad = terminal.run("keys", "compromised", slug, "--since", "hier")

    assert refusal(later, "keys.compromised_later")
    assert refusal(unknown, "partners.unknown")
    assert 64 == bad.code


def test_q04_keys_move_to_the_new_key_and_the_command_can_be_run_again(
    terminal: Terminal, database: str, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setenv("BADGER_KEK", NEW_KEK.hex())
    monkeypatch.setenv("BADGER_FORMER_KEK", KEK.hex())

    first = terminal.run("keys", "rewrap")
    again = terminal.run("keys", "rewrap")

    assert ("2 clés protégées de nouveau." in first.out.decode(), 0) == (True, first.code)
    assert "0 clés protégées de nouveau." in again.out.decode()
    _read(database, lambda db: Keyring(NEW_KEK).require_unlocked(db))


def test_q04_without_the_former_key_nothing_is_lost(
    terminal: Terminal, database: str, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setenv("BADGER_KEK", NEW_KEK.hex())

    refused = terminal.run("keys", "rewrap")

    assert refusal(refused, "keys.wrong_key_encryption_key")
    _read(database, lambda db: Keyring(KEK).require_unlocked(db))


def test_q04_interrupted_anywhere_every_key_opens_and_the_rest_moves_later(database: str):
    engine = _opened(database)
    with write_session(engine) as db:
        for _ in range(4):
            make_partner(db)
    both = Keyring(NEW_KEK, former_key=KEK)
    for killed_after in range(10):
        try:
            with write_session(engine) as db:
                both.rewrap(db, limit=killed_after + 1)
                raise KeyboardInterrupt
        except KeyboardInterrupt:
            pass
        with write_session(engine) as db:
            both.require_unlocked(db)
            assert 10 - killed_after == both.left_to_rewrap(db)
            assert 1 == both.rewrap(db, limit=1)
    with read_session(engine) as db:
        Keyring(NEW_KEK).require_unlocked(db)
        assert 10 == len(all_keys(db))
        assert 0 == both.left_to_rewrap(db)
    engine.dispose()


def test_q03_keys_of_two_partners_swapped_in_the_database_do_not_open(
    terminal: Terminal, database: str
):
    engine = _opened(database)
    with write_session(engine) as db:
        make_partner(db)
    with write_session(engine) as db:
        one, two = db.scalars(select(SigningKeyRow)).all()
        one.sealed_seed, two.sealed_seed = two.sealed_seed, one.sealed_seed
        slug = db.get(PartnerRow, one.partner_id).slug
    engine.dispose()

    refused = terminal.run("keys", "compromised", slug, "--since", "2026-03-01")
    moved = terminal.run("keys", "rotate", slug)

    # The next key is another one, so the lists are signed; the swapped seeds open nowhere.
    assert (0, 0) == (refused.code, moved.code)
    with pytest.raises(Exception, match=r"keys\.damaged"):
        _read(database, lambda db: Keyring(KEK).require_unlocked(db))
