"""`badger trust`: lists of recognised issuers, from the terminal."""

import json
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from badger.clock import utc_now
from badger.commands import trust as command
from badger.db.base import open_engine, read_session, write_session
from badger.db.migrate import upgrade
from badger.issuer.trust_lists import lists_of_others
from badger.issuer.trust_queries import partners_by_slug
from badger.verify.signed_lists import signed_list
from badger.verify.trust import RecognisedIssuer
from tests.factories import KEK, make_partner
from tests.terminal import Terminal, refusal
from tests.world import Issuer, World

NEIGHBOUR = "did:web:voisin.example"
ADDRESS = "https://voisin.example/trust/issuers.json"


@pytest.fixture
def terminal(capfdbinary: pytest.CaptureFixture[bytes]) -> Terminal:
    return Terminal(capfdbinary)


@pytest.fixture
def database(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    url = f"sqlite:///{tmp_path / 'trust.sqlite3'}"
    engine = open_engine(url)
    upgrade(engine)
    with write_session(engine) as db:
        make_partner(db)
    engine.dispose()
    monkeypatch.setenv("BADGER_DATABASE_URL", url)
    monkeypatch.setenv("BADGER_BASE_URL", "https://territoire.example")
    monkeypatch.setenv("BADGER_TERRITORY_NAME", "Bocage d'exemple")
    monkeypatch.setenv("BADGER_KEK", KEK.hex())
    return url


@pytest.fixture
def neighbour(monkeypatch: pytest.MonkeyPatch) -> Issuer:
    """Another territory, on an internet in memory that the command fetches from."""
    world = World()
    monkeypatch.setattr(command, "GuardedFetcher", lambda: world)
    return world.new_issuer(NEIGHBOUR)


def _publish(neighbour: Issuer, *, now: datetime | None = None, by: Issuer | None = None) -> None:
    document = signed_list(
        [RecognisedIssuer(id="did:web:x.example", name="Atelier X")],
        address=ADDRESS,
        name="Le voisin",
        issuer=NEIGHBOUR,
        signer=(by or neighbour).key,
        now=now or utc_now(),
    )
    neighbour.world.publish(ADDRESS, document)


def _imported(database: str) -> list[str]:
    engine = open_engine(database)
    with read_session(engine) as db:
        names = [one.name for one in lists_of_others(db)]
    engine.dispose()
    return names


def _import(terminal: Terminal, *more: str):
    return terminal.run("trust", "import", ADDRESS, "--signed-by", NEIGHBOUR, *more)


def test_the_list_of_a_neighbour_is_imported_listed_refreshed_and_removed(
    terminal: Terminal, database: str, neighbour: Issuer
):
    _publish(neighbour)

    answer = _import(terminal)
    assert (0, "Liste importée : Le voisin (1 émetteurs, signée le") == (
        answer.code,
        answer.out.decode()[:50],
    )
    assert b"Atelier X" in terminal.run("trust", "list").out
    assert 0 == terminal.run("trust", "refresh").code
    assert ["Le voisin"] == _imported(database)

    assert 0 == terminal.run("trust", "remove", ADDRESS).code
    assert [] == _imported(database)
    assert refusal(terminal.run("trust", "remove", ADDRESS), "trust.unknown_list")


def test_a_list_that_somebody_else_signed_is_not_imported(
    terminal: Terminal, database: str, neighbour: Issuer
):
    _publish(neighbour, by=neighbour.world.new_issuer("did:web:evil.example"))

    assert refusal(_import(terminal), "trust.refused")
    assert [] == _imported(database)


def test_h05_a_list_that_cannot_be_fetched_any_more_stays_as_it_is(
    terminal: Terminal, database: str, neighbour: Issuer
):
    _publish(neighbour)
    _import(terminal)
    del neighbour.world.pages[ADDRESS]

    answer = terminal.run("trust", "refresh")

    assert (2, b"") == (answer.code, answer.out)
    assert ADDRESS in answer.err
    assert ["Le voisin"] == _imported(database)


def test_h05_an_older_list_takes_no_newer_ones_place(
    terminal: Terminal, database: str, neighbour: Issuer
):
    _publish(neighbour)
    _import(terminal)
    _publish(neighbour, now=utc_now() - timedelta(days=1))

    assert refusal(_import(terminal), "trust.older")


def test_a_list_is_imported_without_a_network_from_files(
    terminal: Terminal, database: str, neighbour: Issuer, tmp_path: Path
):
    _publish(neighbour)
    saved = tmp_path / "documents"
    saved.mkdir()
    (saved / "voisin.json").write_text(json.dumps(neighbour.document()))
    file = tmp_path / "list.json"
    file.write_bytes(neighbour.world.pages.pop(ADDRESS))

    answer = _import(terminal, "--file", str(file), "--documents", str(saved))

    assert 0 == answer.code
    assert ["Le voisin"] == _imported(database)


def test_the_own_list_is_published_with_the_days_of_each_mandate(
    terminal: Terminal, database: str, slug: str
):
    assert 0 == terminal.run("trust", "mandate", slug, "--until", "2031-01-31").code

    answer = terminal.run("trust", "publish")
    shown = terminal.run("trust", "list").out.decode()

    assert b"https://territoire.example/trust/issuers.json\n" == answer.out
    assert "Bocage d'exemple (1 émetteurs)" in shown
    assert "jusqu'au 2031-01-31" in shown


def test_a_mandate_that_ends_before_it_begins_is_refused(
    terminal: Terminal, database: str, slug: str
):
    answer = terminal.run(
        "trust", "mandate", slug, "--since", "2031-02-01", "--until", "2031-01-31"
    )

    assert refusal(answer, "trust.mandate_reversed")
    assert refusal(terminal.run("trust", "mandate", "nobody"), "partners.unknown")
    assert 64 == terminal.run("trust", "mandate", slug, "--since", "demain").code


@pytest.fixture
def slug(database: str) -> str:
    engine = open_engine(database)
    with read_session(engine) as db:
        found = partners_by_slug(db)[0].slug
    engine.dispose()
    return found


def test_the_day_of_a_mandate_is_written_in_full(terminal: Terminal, database: str, slug: str):
    terminal.run("trust", "mandate", slug, "--since", "2025-09-01")

    assert "depuis le 2025-09-01" in terminal.run("trust", "list").out.decode()
