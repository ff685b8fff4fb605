"""`badger cartographe`: whoever installs a territory can come in."""

from pathlib import Path

import pytest

from badger.db.base import open_engine, read_session
from badger.db.migrate import upgrade
from badger.issuer.people import person_by_login_code
from badger.issuer.people_queries import roles_of
from tests.factories import KEK
from tests.terminal import Terminal, refusal


@pytest.fixture
def terminal(capfdbinary: pytest.CaptureFixture[bytes]) -> Terminal:
    return Terminal(capfdbinary)


@pytest.fixture
def url(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    url = f"sqlite:///{tmp_path / 'new.sqlite3'}"
    monkeypatch.setenv("BADGER_DATABASE_URL", url)
    monkeypatch.setenv("BADGER_BASE_URL", "https://territoire.example")
    monkeypatch.setenv("BADGER_KEK", KEK.hex())
    return url


def test_the_first_cartographe_comes_in_with_the_code_that_is_told(terminal, url):
    terminal.run("migrate")

    answer = terminal.run("cartographe", "Camille")

    told = answer.out.decode()
    assert (0, "") == (answer.code, answer.err)
    assert "https://territoire.example/signin" in told
    code = next(line.strip() for line in told.splitlines() if line.startswith("  "))
    with read_session(open_engine(url)) as db:
        person = person_by_login_code(db, code)
        assert person is not None
        assert "Camille" == person.display_name
        assert [("cartographe", None)] == [
            (grant.role, grant.partner_id) for grant in roles_of(db, person.id)
        ]


def test_a_cartographe_without_a_name_is_refused(terminal, url):
    upgrade(open_engine(url))

    assert refusal(terminal.run("cartographe", "  "), "people.name_invalid")


def test_before_migrate_nobody_is_registered(terminal, url):
    assert refusal(terminal.run("cartographe", "Camille"), "database.schema_missing")
