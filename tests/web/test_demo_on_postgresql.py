"""The demo's story is played into PostgreSQL, and its links are followed as its people.

Most pages are tested on SQLite; what one engine alone refuses shows here.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from badger.app import create_app
from badger.db.base import read_session
from badger.db.opening import open_database
from badger.demo.home import DemoHome
from badger.demo.load import load_demo
from badger.issuer.people import person_by_login_code
from badger.settings import Settings
from badger.verify.fetching import OfflineFetcher
from badger.web.security.entering import SINCE_KEY
from badger.web.security.viewer import PERSON_KEY
from tests.browser.demo_walk import walk
from tests.databases import make_database

NOW = datetime(2026, 3, 14, 9, 30, 0, 123_456, tzinfo=UTC)
SITE = "http://localhost:8000"


@dataclass(frozen=True, slots=True)
class HomeOnPostgresql(DemoHome):
    """A demo whose database is on a server, and the keys of its people in a file."""

    server_url: str = ""

    def settings(self, base_url: str) -> Settings:
        """Return the settings of the demo with the other database."""
        return replace(
            super(HomeOnPostgresql, self).settings(base_url),
            database_url=self.server_url,
            person_keys=f"sqlite:///{self.folder / 'keys.sqlite3'}",
            verify_processes=0,
        )


@pytest.fixture
def clients(postgres_server: str, tmp_path: Path) -> Iterator[tuple[Flask, dict[str, FlaskClient]]]:
    """The demo's application, and a browser of each who has a code; "" is a stranger."""
    home = HomeOnPostgresql(tmp_path / "demo", make_database(postgres_server, "badger_demo"))
    summary = load_demo(home, served_at=SITE, now=NOW)
    settings = home.settings(SITE)
    app = create_app(settings, clock=lambda: NOW, fetcher=OfflineFetcher())
    engine = open_database(settings)
    found = {"": app.test_client()}
    with read_session(engine) as db:
        for login in summary.logins:
            client = app.test_client()
            with client.session_transaction() as session:
                session[PERSON_KEY] = person_by_login_code(db, login.code).id
                session[SINCE_KEY] = int(NOW.timestamp())
            found[login.code.partition("-")[0]] = client
    engine.dispose()
    yield app, found
    with app.extensions["badger"].writing() as db:
        engine = db.get_bind()
    engine.dispose()


def test_x11_every_page_that_the_demo_leads_to_opens_on_postgresql(clients):
    app, people = clients

    found = walk(app, people, {"PARTENAIRE": ["/credentials?q=equipe"]})

    assert [] == found.broken
    # That there is something to see: every page of the product but those of a moment.
    assert 125 < len(found.pages) + len(found.others)
