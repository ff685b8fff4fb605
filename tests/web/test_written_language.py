"""On English pages, what people wrote carries its language: another voice reads it (WCAG 3.1.2)."""

import re
from collections.abc import Iterator
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import String, inspect
from sqlalchemy.types import TypeEngine

from badger.db.base import Base, Session
from badger.demo.home import DemoHome
from badger.demo.load import load_demo
from badger.issuer.people import person_by_login_code
from badger.verify.fetching import OfflineFetcher
from badger.web.language import FRENCH
from badger.web.presenters.text import marked, quoted, visible, written
from badger.web.security.entering import SINCE_KEY
from badger.web.security.viewer import PERSON_KEY
from badger.web.services import services
from badger.web.spoken_views import speaks
from tests.browser.demo_walk import walk
from tests.web.play import NOW
from tests.web_world import WebWorld, make_app

VOID = frozenset(("br", "img", "input", "link", "meta", "hr", "wbr"))
SPOKEN_ATTRIBUTES = ("alt", "aria-label", "title")
# Names of people, houses and territories have no language: WCAG 3.1.2 leaves proper names out.
UNSPOKEN_COLUMNS = frozenset(("display_name", "shown_name", "signatory", "sender_name", "email"))
UNSPOKEN_TABLES = frozenset(("partners", "people", "trust_lists"))
# Words, not identifiers: letters and a space.
WORDS = re.compile(r"[A-Za-zÀ-ÿ«].{6,}", re.DOTALL)


class Spoken(HTMLParser):
    """The texts of a page, each with the language it is read in."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self._open: list[tuple[str, str]] = [("", "")]
        self.texts: list[tuple[str, str]] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        own = dict(attrs)
        tongue = own.get("lang") or self._open[-1][1]
        self.texts += [(tongue, own[name] or "") for name in SPOKEN_ATTRIBUTES if name in own]
        if tag not in VOID:
            self._open.append((tag, tongue))

    def handle_endtag(self, tag: str) -> None:
        while len(self._open) > 1 and self._open.pop()[0] != tag:
            pass

    def handle_data(self, data: str) -> None:
        tag, tongue = self._open[-1]
        if tag not in ("script", "style", "textarea"):
            self.texts.append((tongue, data))

    def said_in(self, tongue: str) -> str:
        """Return all that is read in a language."""
        return "\n".join(text for of, text in self.texts if of == tongue)


def test_words_of_another_language_are_told_apart():
    page = '<html lang="en"><p>By <bdi lang="fr">le club</bdi><br> here <img alt="x"></p></html>'
    assert "By \n here \nx" == Spoken(page).said_in("en")
    assert "le club" == Spoken(page).said_in("fr")


def test_what_is_written_says_its_language_on_an_english_page_alone(world: WebWorld):
    app = world.app
    with app.test_request_context("/verify?lang=en"):
        assert '<bdi lang="fr">Esprit d&#39;équipe</bdi>' == written("Esprit d'équipe")
        assert "<bdi>Team spirit</bdi>" == written("Team spirit", tongue="en")
        assert "<bdi>Ohne Angabe</bdi>" == written("Ohne Angabe", tongue="")
        assert '<bdi>By <bdi lang="fr">&lt;b&gt;</bdi></bdi>' == marked(f"By {quoted('<b>')}")
        # Who writes the signs that set words apart writes what is seen, and no markup.
        assert "⟨U+2068⟩" in marked(quoted("\u2068x"))
    for other in ("fr", "fr-x-facile"):
        with app.test_request_context(f"/verify?lang={other}"):
            assert visible("Esprit d'équipe") == written("Esprit d'équipe")
            assert '<bdi lang="en">Team spirit</bdi>' == written("Team spirit", tongue="en")
            assert "Esprit d'équipe" == quoted("Esprit d'équipe")


@pytest.fixture
def demo(tmp_path: Path) -> Iterator[tuple[Flask, dict[str, FlaskClient], set[str]]]:
    home = DemoHome(tmp_path / "demo")
    summary = load_demo(home, served_at="http://localhost:8000", now=NOW)
    settings = replace(home.settings("http://localhost:8000"), verify_processes=0)
    app = make_app(settings, clock=lambda: NOW, fetcher=OfflineFetcher())
    clients = {"": app.test_client()}
    with app.app_context(), services().reading() as db:
        for login in summary.logins:
            who, clients[login.code] = person_by_login_code(db, login.code), app.test_client()
            with clients[login.code].session_transaction() as session:
                session[PERSON_KEY], session[SINCE_KEY] = who.id, int(NOW.timestamp())
        stored = {text for one in Base.registry.mappers for text in texts_of(db, one.class_)}
    for client in clients.values():
        client.get("/?lang=en")
    yield app, clients, stored


def texts_of(db: Session, row_class: type) -> Iterator[str]:
    """Yield what people wrote into a table: phrases, in no other language than French."""
    columns = [
        column.key
        for column in inspect(row_class).column_attrs
        if is_text(column.columns[0].type) and column.key not in UNSPOKEN_COLUMNS
    ]
    if row_class.__tablename__ in UNSPOKEN_TABLES:
        return
    for row in db.query(row_class):
        if getattr(row, "language", FRENCH) == FRENCH:
            values = [str(getattr(row, name)) for name in columns if getattr(row, name)]
            yield from (value for value in values if " " in value and WORDS.match(value))


def is_text(kind: TypeEngine[object]) -> bool:
    """Tell whether a column holds words, sealed or not."""
    return isinstance(getattr(kind, "impl", kind), String)


def test_every_text_that_is_stored_in_french_says_so_on_english_pages(demo):
    app, clients, stored = demo
    found = walk(app, clients, {})
    pages = {view: place for view, place in found.pages.items() if speaks(view)}
    assert {"me.home", "my_badges.show", "possibilities.show", "badges.show"} <= pages.keys()
    assert 100 < len(stored)
    in_english = []
    for view, (who, path) in pages.items():
        spoken = Spoken(clients[who].get(path).text)
        said = spoken.said_in("en").replace("\u00a0", " ")
        in_english += [(view, path, text) for text in stored if text in said]
    assert [] == in_english, "\n".join(map(str, in_english))
