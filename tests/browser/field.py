"""A session on a pitch: twelve people, two observers, a server that may be killed, telephones."""

import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from playwright.sync_api import BrowserContext, Locator, Page, Playwright, expect
from sqlalchemy import func, select

from badger.clock import utc_now
from badger.db.base import Session, read_session, write_session
from badger.db.opening import open_database
from badger.db.rows import DeviceEventRow, ObservationRow
from badger.issuer.people import create_person
from badger.issuer.queries import session_board
from badger.issuer.recognition.sessions import add_participant
from badger.settings import Settings
from tests.browser.conftest import CHROMIUM, FLAGS, PHONE
from tests.browser.steps import follow
from tests.web_world import KEK, Territory, build_territory, code_of

REPOSITORY = Path(__file__).parents[2]
NUMBERS = ("Trois", "Quatre", "Cinq", "Six", "Sept", "Huit", "Neuf", "Dix", "Onze", "Douze")


@dataclass
class Field:
    """The served territory; `start` and `kill` its server, `phone` opens a telephone."""

    folder: Path
    port: int
    playwright: Playwright
    territory: Territory
    server: subprocess.Popen | None = None
    phones: dict[str, BrowserContext] = field(default_factory=dict)
    strange: list[str] = field(default_factory=list)

    @property
    def base_url(self) -> str:
        return f"http://localhost:{self.port}"

    @property
    def session_address(self) -> str:
        return f"{self.base_url}/sessions/{self.territory.session_id}"

    def start(self) -> None:
        """Start the server, and wait until its door is open."""
        command = [sys.executable, "-m", "tests.browser.served", str(self.folder), str(self.port)]
        self.server = subprocess.Popen(
            command, cwd=REPOSITORY, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
        )
        assert self.server.stdout is not None
        assert "open\n" == self.server.stdout.readline()

    def kill(self) -> None:
        """End the server without warning, as a power cut does."""
        if self.server is not None:
            self.server.kill()
            self.server.wait()
            self.server.stdout.close()
            self.server = None

    def phone(self, name: str) -> BrowserContext:
        """Open the telephone of someone, with all that it kept."""
        context = self.playwright.chromium.launch_persistent_context(
            str(self.folder / f"phone-{name}"),
            executable_path=CHROMIUM,
            args=FLAGS,
            viewport={"width": PHONE[0], "height": PHONE[1]},
            locale="fr-FR",
            has_touch=True,
            is_mobile=True,
            accept_downloads=True,
        )
        context.set_default_timeout(15_000)
        context.on("console", self._heard)
        self.phones[name] = context
        return context

    def _heard(self, message) -> None:
        if "Content Security" in message.text:
            self.strange.append(message.text)

    def put_away(self, name: str) -> None:
        """Close a telephone's browser whole; what is on its disk stays."""
        self.phones.pop(name).close()

    def sign_in(self, page: Page, name: str) -> None:
        """Enter with the code on paper."""
        page.goto(f"{self.base_url}/signin")
        page.get_by_label("Votre code").fill(code_of(name))
        follow(page.get_by_role("button", name="Entrer", exact=True))
        page.wait_for_url("**/me")

    def open_session(self, page: Page) -> None:
        """Open the session; ready once taps are kept here."""
        page.goto(self.session_address)
        ready(page)

    def observe(self, name: str) -> Page:
        """Take a new telephone, sign in, open the session, wait until it works offline."""
        page = self.phone(name).new_page()
        self.sign_in(page, name)
        self.open_session(page)
        until(page, lambda: page.evaluate(KEPT_FOR_LATER, self.territory.session_id))
        return page

    def marks(self, name: str) -> dict[tuple[str, str], int]:
        """Return the level that stands for each (person, criterion) of an observer."""
        engine = open_database(settings_of(self.folder))
        with read_session(engine) as db:
            board = session_board(db, self.territory.session_id)
            found = {
                (mark.person_id, mark.criterion_id): mark.level
                for mark in board.marks
                if mark.observer_id == self.territory.people[name]
            }
        engine.dispose()
        return found

    def stored(self) -> tuple[int, int]:
        """Count the observations and the signed events in the database."""
        engine = open_database(settings_of(self.folder))
        with read_session(engine) as db:
            counts = tuple(
                db.scalar(select(func.count()).select_from(row))
                for row in (ObservationRow, DeviceEventRow)
            )
        engine.dispose()
        return counts


KEPT_FOR_LATER = """async (id) => {
  const pages = await caches.open('badger-sessions');
  const parts = await (await caches.open('badger-parts')).keys();
  const kept = await pages.match('/sessions/' + id, {ignoreVary: true});
  return Boolean(kept) && ['observe.js', 'badger.css', 'icons.svg'].every(
    (name) => parts.some((part) => part.url.includes(name)));
}"""


def lay_out(folder: Path) -> Territory:
    """Make the territory, with twelve people in its session. Slow: made once for all tests."""
    territory = build_territory(folder, now=utc_now())
    with writing(folder) as db:
        for number in NUMBERS:
            person = create_person(
                db, display_name=f"Exemple {number}", actor="test", now=utc_now()
            )
            add_participant(db, territory.session_id, person_id=person.id, now=utc_now())
    return territory


@contextmanager
def writing(folder: Path) -> Iterator[Session]:
    """Change the territory behind the server's back."""
    engine = open_database(settings_of(folder))
    with write_session(engine) as db:
        yield db
    engine.dispose()


def settings_of(folder: Path) -> Settings:
    """Return what names the territory's database, and the key of the server."""
    return Settings(database_url=f"sqlite:///{folder / 'web.sqlite3'}", key_encryption_key=KEK)


def ready(page: Page) -> None:
    """Wait until the page's script has taken over."""
    page.wait_for_selector("html[data-observing=ready]")


@dataclass
class Thumb:
    """Taps on a page, and counts the taps."""

    page: Page
    taps: int = 0

    def tap(self, target: Locator) -> None:
        """Tap once."""
        target.tap()
        self.taps += 1

    def open(self, number: int) -> Locator:
        """Open a name by its place in the list; return its list item."""
        person = self.page.locator(".people > li").nth(number)
        self.tap(person.locator("summary").first)
        return person

    def mark(self, person: Locator, criterion: int, level: int) -> None:
        """Tap one of the three hands."""
        box = person.locator(".criterion").nth(criterion)
        self.tap(box.locator(f".level[value$=':{level}']"))


def wait_until_sent(page: Page, arrived: int) -> None:
    """Wait until the page says that nothing waits, and how many marks have arrived."""
    expect(page.locator("#arrived")).to_have_text(str(arrived), timeout=20_000)
    expect(page.locator("#kept-here")).to_have_text("0", timeout=20_000)


def wait_until_kept(page: Page, number: int) -> None:
    """Wait until the page says how many observations wait on the telephone."""
    expect(page.locator("#kept-here")).to_have_text(str(number))


def until(page: Page, condition: Callable[[], bool]) -> None:
    """Wait until something holds that no locator tells."""
    for _ in range(400):
        if condition():
            return
        page.wait_for_timeout(50)
    raise AssertionError("it never came to hold")
