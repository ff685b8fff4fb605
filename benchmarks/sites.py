"""Servers that the benchmarks ask over the loopback: badger, and the bare Flask beside it.

`python -m benchmarks.sites NAME PORT FOLDER`: all on the server that `badger serve` starts, two
processes with threads. FOLDER holds the database of the page.
"""

import json
import sqlite3
import sys
import threading
from collections.abc import Callable
from pathlib import Path

from flask import Flask, Response, abort, render_template, request

from badger.app import create_app
from badger.clock import utc_now
from badger.commands.server import Listening, serve_app
from badger.db.base import open_engine
from badger.schemas.conformity import load_explanations
from badger.settings import Settings
from badger.verify import Resolver, VerificationPolicy, read_presented, to_json, verify
from badger.verify.errors import Undetermined
from badger.verify.fetching import FETCH_TIMEOUT_S
from badger.verify.isolation import IsolatedJudge
from badger.verify.sources import url_of
from badger.web.services import services
from benchmarks import territory
from benchmarks.badge import NOW, published_documents
from benchmarks.verifying import Published, encoded
from tests.factories import KEK

WORKERS = 2
DATABASE = "page.sqlite3"
# The file that holds the address of the database of the pages of people.
PEOPLE_ADDRESS = "people-address"
SECRET = "benchmarks " * 4
NO_LIMIT = 1_000_000_000
PAGE = """<!doctype html><html lang="fr"><head><meta charset="utf-8"><title>{{ title }}</title>
</head><body><h1>{{ title }}</h1><p>{{ day }}</p><pre>{{ text }}</pre></body></html>"""


class PublishedFetcher:
    """What issuers published, as it is fetched."""

    def __init__(self) -> None:
        documents = published_documents()
        self._bytes = {url_of(name): encoded(value) for name, value in documents.items()}

    def fetch(self, url: str, *, timeout_s: float = FETCH_TIMEOUT_S) -> bytes:  # noqa: ARG002
        """Give the bytes of a document. Raises: Undetermined."""
        if url not in self._bytes:
            raise Undetermined("fetch.not_found", address=url)
        return self._bytes[url]

    def fetch_on_host(self, url: str, *, timeout_s: float = FETCH_TIMEOUT_S) -> bytes:
        """Give the same. Raises: Undetermined."""
        return self.fetch(url, timeout_s=timeout_s)


def badger_site(folder: Path) -> Flask:
    """Make badger as it is installed, at today's clock, for its pages."""
    return _warm(create_app(_settings(folder), clock=utc_now))


def badger_api(folder: Path) -> Flask:
    """Make badger with the issuers of the measured badge in reach."""
    return _warm(create_app(_settings(folder), clock=lambda: NOW, fetcher=PublishedFetcher()))


def badger_api_in_process(folder: Path) -> Flask:
    """Make the same without processes apart, as no server runs."""
    settings = _settings(folder, verify_processes=0)
    return _warm(create_app(settings, clock=lambda: NOW, fetcher=PublishedFetcher()))


def bare_api(_folder: Path) -> Flask:
    """Make a view that verifies in its own process, and nothing else."""
    app = Flask("bare")
    resolver, policy = Resolver(Published(published_documents())), VerificationPolicy()

    @app.post("/api/v1/verify")
    def answer() -> Response:
        report = verify(read_presented(request.get_data()), policy, resolver, NOW)
        return Response(json.dumps(to_json(report)), content_type="application/json")

    return app


def bare_page(folder: Path) -> Flask:
    """Make a page with one SELECT and one template, and nothing else."""
    app, mine = Flask("bare"), threading.local()
    template = app.jinja_env.from_string(PAGE)  # Compiled once, as templates of files are.

    @app.get("/badges/<badge_id>")
    def show(badge_id: str) -> str:
        if not hasattr(mine, "db"):
            mine.db = sqlite3.connect(folder / DATABASE)
        asked = "SELECT issued_at, signed FROM credentials WHERE id = ?"
        row = mine.db.execute(asked, (badge_id,)).fetchone()
        if row is None:
            abort(404)
        return render_template(template, title=badge_id, day=row[0], text=row[1].decode())

    return app


def badger_people(folder: Path) -> Flask:
    """Make badger over the territory of the pages of people, at the clock of its rows."""
    address = (folder / PEOPLE_ADDRESS).read_text()
    return create_app(people_settings(address), clock=lambda: territory.NOW)


def bare_people(folder: Path) -> Flask:
    """Make a page with one SELECT of the same database and one template, and nothing else."""
    app, engine = Flask("bare"), open_engine((folder / PEOPLE_ADDRESS).read_text())
    template = app.jinja_env.from_string(PAGE)

    @app.get("/")
    def show() -> str:
        with engine.connect() as connection:
            row = connection.exec_driver_sql("SELECT title, place FROM doors LIMIT 1").one()
        return render_template(template, title=row.title, day="", text=row.place)

    return app


SITES: dict[str, Callable[[Path], Flask]] = {
    "badger": badger_site,
    "badger-api": badger_api,
    "badger-api-in-process": badger_api_in_process,
    "bare-api": bare_api,
    "bare-page": bare_page,
    "badger-people": badger_people,
    "bare-people": bare_people,
}


def people_settings(database_url: str) -> Settings:
    """Return the settings under which the pages of people are measured."""
    return Settings(
        database_url=database_url, key_encryption_key=KEK, secret_key=SECRET, outbound=False
    )


def _settings(folder: Path, *, verify_processes: int = 4) -> Settings:
    return Settings(
        database_url=f"sqlite:///{folder / DATABASE}",
        key_encryption_key=KEK,
        secret_key=SECRET,
        outbound=False,
        verify_per_minute=NO_LIMIT,
        verify_processes=verify_processes,
    )


def _warm(app: Flask) -> Flask:
    load_explanations()
    with app.app_context():
        judge = services().judge
    if isinstance(judge, IsolatedJudge):
        judge.warm()
    return app


def main() -> None:
    """Serve until the process is ended."""
    name, port, folder = sys.argv[1:4]
    listening = Listening(host="127.0.0.1", port=int(port), workers=WORKERS)
    serve_app(lambda: SITES[name](Path(folder)), listening)


if __name__ == "__main__":
    main()
