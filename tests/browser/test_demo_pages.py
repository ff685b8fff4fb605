"""The demo territory has something to show on nearly every page: each is looked at once.

Its links are followed as several of its people; what `test_pages` lists is left to it.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from playwright.sync_api import Browser, Page

from badger.app import create_app
from badger.db.base import Session, read_session
from badger.db.opening import open_database
from badger.db.rows import AchievementRow, ContinuedSessionRow, HoldingRow, WelcomeCardRow
from badger.demo.home import DemoHome
from badger.demo.load import load_demo
from badger.issuer.people import person_by_login_code
from badger.verify.fetching import OfflineFetcher
from badger.web.security.entering import SINCE_KEY
from badger.web.security.permissions import VIEWS
from badger.web.security.viewer import PERSON_KEY
from tests.browser.conftest import NOW, pages_of, served
from tests.browser.demo_walk import Walk, walk
from tests.browser.page_checks import check, check_shown
from tests.browser.steps import follow
from tests.browser.test_pages import PAGES
from tests.ports import free_port
from tests.web_world import post

# Who looks, by the beginning of the sign-in code; "" is a stranger.
LOOKERS = (
    "",
    *(f"EXEMPLE{number}" for number in (1, 2, 3, 4, 5)),
    *("PEDAGOGUE", "COACH", "PARTENAIRE", "PASSEUR", "REFERENT", "CARTOGRAPHE"),
)
LARGER = "Compagnon d'atelier"
# Looked at in `test_pages_in_use`, or only ever seen on the way to another page.
ELSEWHERE = {
    "bulk.progress",
    "bulk.show",
    "experiences.file",
    "invitations.open",
    "joining.show",
    "openid.answer",
    "pictures.show",
    "shared.picture",
}


@dataclass(frozen=True, slots=True)
class Demo:
    """The demo, served; a client and a sign-in code for each looker."""

    app: Flask
    home: DemoHome
    badge: Path
    base_url: str
    people: dict[str, str]
    codes: dict[str, str]
    clients: dict[str, FlaskClient]
    open_page: Callable[..., Page]

    def page_of(self, who: str) -> Page:
        """A browser in which somebody is signed in."""
        page = self.open_page()
        cookie = self.clients[who].get_cookie(self.app.config["SESSION_COOKIE_NAME"])
        if who and cookie is not None:
            own = {"name": cookie.key, "value": cookie.value, "url": self.base_url}
            page.context.add_cookies([own])
        return page


@pytest.fixture
def demo(tmp_path: Path, browser: Browser) -> Iterator[Demo]:
    port = free_port()
    base_url = f"http://localhost:{port}"
    home = DemoHome(tmp_path / "demo")
    summary = load_demo(home, served_at=base_url, now=NOW)
    settings = replace(home.settings(base_url), verify_processes=0)
    app = create_app(settings, clock=lambda: NOW, fetcher=OfflineFetcher())
    codes = {login.code.partition("-")[0]: login.code for login in summary.logins}
    engine = open_database(settings)
    with read_session(engine) as db:
        people = {who: person_by_login_code(db, codes[who]).id for who in LOOKERS if who}
    engine.dispose()
    clients = {who: app.test_client() for who in LOOKERS}
    for who, person_id in people.items():
        with clients[who].session_transaction() as session:
            session[PERSON_KEY], session[SINCE_KEY] = person_id, int(NOW.timestamp())
    with served(app, port), pages_of(browser, base_url) as open_page:
        badge = Path(summary.badges[0].png)
        yield Demo(app, home, badge, base_url, people, codes, clients, open_page)


def address_in(page: str, pattern: str) -> str:
    """Return the first address of a page that looks like `pattern`."""
    found = re.search(rf'"({pattern})"', page)
    assert found is not None, pattern
    return found[1]


def read(demo: Demo, ask: Callable[[Session], str]) -> str:
    """Ask the demo's database for something."""
    engine = open_database(demo.home.settings(demo.base_url))
    with read_session(engine) as db:
        answer = ask(db)
    engine.dispose()
    return answer


def pages_of_gathered_things(demo: Demo) -> list[tuple[str, str]]:
    """Return the pages that look otherwise with a larger badge, or with cycles."""
    larger = read(demo, lambda db: db.query(AchievementRow).filter_by(code="C01").one().id)
    gathered = read(demo, lambda db: db.query(HoldingRow).filter_by(name=LARGER).one().id)
    linked = read(demo, lambda db: db.query(ContinuedSessionRow).first().session_id)
    return [
        ("", f"/achievements/{larger}/versions/1"),
        ("PEDAGOGUE", f"/achievements/{larger}"),
        ("EXEMPLE3", f"/me/badges/{gathered}"),
        ("EXEMPLE4", "/me/words"),
        ("EXEMPLE4", f"/sessions/{linked}/info"),
    ]


def made_beforehand(demo: Demo) -> dict[str, list[str]]:
    """Make what the story leaves to visitors; return where it is seen, by whom."""
    first, second = demo.clients["EXEMPLE1"], demo.clients["EXEMPLE2"]
    post(first, "/me/cards", place="Mairie d'exemple, mardi matin", phone="02 00 00 00 00")
    code = read(demo, lambda db: db.query(WelcomeCardRow).one().code)
    collection = post(second, "/me/collections", name="Pour la conserverie").location
    holding = address_in(second.get("/me").text, r"/me/badges/\w+").rpartition("/")[2]
    post(second, f"{collection}/badges", holding=holding)
    session = address_in(demo.clients["COACH"].get("/sessions").text, r"/sessions/\w+")
    word_on_first = f"{session}/people/{demo.people['EXEMPLE1']}/feedback-request"
    version = re.search(r'name="version" value="(\w+)"', first.get(word_on_first).text)[1]
    link = re.search(r"/feedback/\w{22}", post(first, word_on_first, version=version).text)[0]
    post(
        demo.clients["EXEMPLE3"],
        f"{session}/feedback",
        peer=demo.people["EXEMPLE1"],
        version=version,
        relation="voisin·e",
        note="A passé le ballon.",
    )
    giver = demo.clients["EXEMPLE3"]
    given = giver.get(address_in(giver.get("/me/shares").text, r"/me/shares/\w{22}")).text
    shared = re.search(r"/shares/[0-9a-f]{32}", given)[0]
    post(first, "/me/account/merge", code=demo.codes["EXEMPLE5"])
    wish = f"badge={holding}&name=initial&days=30&evidence={holding}"
    return {
        "": [f"/welcome/{code}", link, shared],
        "EXEMPLE1": ["/me/answers", "/me/account/merge/both"],
        "EXEMPLE2": [
            collection,
            f"/me/shares/new/details?{wish}",
            f"/me/shares/new/preview?{wish}",
        ],
    }


def prepare_a_code(demo: Demo, page: Page, found: Walk) -> None:
    """Ask for the code of the person's own wallet."""
    page.goto(demo.base_url + found.pages["own_wallet.ask"][1])
    follow(page.get_by_role("button", name="Préparer mon code"))
    page.get_by_text("Votre code est prêt").wait_for()


def look_at_a_file(demo: Demo, page: Page, _: Walk) -> None:
    """Bring a badge, and see it before it is kept."""
    page.goto(f"{demo.base_url}/me/import")
    page.get_by_label("Le fichier ou l'image du badge").set_input_files(demo.badge)
    follow(page.get_by_role("button", name="Regarder ce badge"))
    page.get_by_role("link", name="Apporter un autre badge").wait_for()


def look_at_a_grid(demo: Demo, page: Page, found: Walk) -> None:
    """Bring a filled grid, and see what it would add."""
    entry = found.pages["entry.show"][1]
    empty = demo.clients["COACH"].get(entry.replace("/entry", "/grid.csv")).get_data(as_text=True)
    first, *rows = empty.splitlines()
    cells = rows[0].split(";")
    filled = "\r\n".join([first, ";".join([*cells[:2], "2", *cells[3:]]), *rows[1:]])
    page.goto(demo.base_url + entry)
    page.get_by_text("Saisir dans un tableur").click()
    file = {"name": "grille.csv", "mimeType": "text/csv", "buffer": filled.encode()}
    page.get_by_label("Le fichier rempli (CSV)").set_input_files(file)
    follow(page.get_by_role("button", name="Regarder ce fichier"))
    page.get_by_label("Choisir un autre fichier").wait_for()


# Pages that answer a form: who sends it.
ACTS = {
    "EXEMPLE1": (look_at_a_file,),
    "EXEMPLE2": (prepare_a_code,),
    "COACH": (look_at_a_grid,),
}


def pages_left_out(found: Walk) -> set[str]:
    """Return the views that are asked with GET and that nothing here has reached."""
    asked = {view for view, access in VIEWS.items() if access.method == "GET"}
    kinds = (
        *("documents.", "partner_api.", "wallet."),
        *("offline.", "no_network.worker", "home.icon"),
    )
    pages = {view for view in asked if not view.startswith(kinds)}
    listed = listed_views(found.view_at)
    return pages - found.pages.keys() - found.others - listed - ELSEWHERE


def listed_views(view_at: Callable[[str], str | None]) -> set[str | None]:
    """Return the views of the addresses that `test_pages` looks at."""
    names = {"achievement": "a", "session": "s", "un": "u"}
    over = ("/shares/", "/feedback/")
    return {view_at(path.format(**names)) for _, path in PAGES if not path.startswith(over)}


def test_every_page_of_the_demo_is_accessible_light_and_whole(demo: Demo, axe: str):
    found = walk(demo.app, demo.clients, made_beforehand(demo))
    assert set() == pages_left_out(found)
    listed = listed_views(found.view_at)
    left = [page for view, page in found.pages.items() if view not in listed]
    left += pages_of_gathered_things(demo)
    troubles: list[str] = []
    for who in LOOKERS:
        page = demo.page_of(who)
        for path in (path for looker, path in left if looker == who):
            troubles += check(page, demo.base_url + path, axe)
        for act in ACTS.get(who, ()):
            act(demo, page, found)
            troubles += check_shown(page, axe)
    assert [] == troubles, "\n".join(troubles)
