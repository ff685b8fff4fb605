"""A real headless Chromium on the real application, served on this machine.

BADGER_REQUIRE_BROWSER=1 makes a missing browser a failure; otherwise these tests are left out
and say so. BADGER_CHROMIUM names the browser where it is not at Debian's place.
"""

import os
import shutil
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import pytest
from flask import Flask
from playwright.sync_api import Browser, Page, Playwright, sync_playwright
from werkzeug.serving import BaseWSGIServer

from tests.browser.kept_threads import KeptThreadsServer
from tests.browser.page_checks import AXE
from tests.browser.steps import follow
from tests.ports import free_port
from tests.web_world import Territory, WebWorld, build_territory, code_of, open_world

CHROMIUM = Path(os.environ.get("BADGER_CHROMIUM", "/usr/bin/chromium"))
FLAGS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
# A clock as it is: never on the very second.
NOW = datetime(2026, 3, 14, 9, 30, 0, 123_456, tzinfo=UTC)
PHONE = (360, 640)


@dataclass(frozen=True, slots=True)
class Site:
    """The served application: `at` makes addresses, `open_page` opens a browser of its own."""

    world: WebWorld
    base_url: str
    open_page: Callable[..., Page]

    def at(self, path: str) -> str:
        """Return the address of a path."""
        return self.base_url + path


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def playwright() -> Iterator[Playwright]:
    if not CHROMIUM.is_file():
        if os.environ.get("BADGER_REQUIRE_BROWSER") == "1":
            pytest.fail(f"BADGER_REQUIRE_BROWSER is set and there is no browser at {CHROMIUM}")
        pytest.skip(f"no browser at {CHROMIUM} (set BADGER_CHROMIUM)")
    with sync_playwright() as running:
        yield running


@pytest.fixture(scope="session")
def browser(playwright: Playwright) -> Iterator[Browser]:
    running = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
    yield running
    running.close()


@pytest.fixture(scope="session")
def axe() -> str:
    """The source of axe-core."""
    if not AXE.is_file():
        if os.environ.get("BADGER_REQUIRE_BROWSER") == "1":
            pytest.fail("BADGER_REQUIRE_BROWSER is set and the assets are not built")
        pytest.skip("axe-core is not installed: run `make assets`")
    return AXE.read_text(encoding="utf-8")


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Territory]:
    """A territory built once; each test gets a copy."""
    folder = tmp_path_factory.mktemp("territory")
    return folder, build_territory(folder, now=NOW)


@pytest.fixture
def site(tmp_path: Path, built: tuple[Path, Territory], browser: Browser) -> Iterator[Site]:
    """A territory of its own for each test, and pages that report what they should not do."""
    folder, territory = built
    shutil.copy(folder / "web.sqlite3", tmp_path / "web.sqlite3")
    port = free_port()
    base_url = f"http://localhost:{port}"
    world = open_world(tmp_path, territory, clock=lambda: NOW, base_url=base_url)
    with served(world.app, port), pages_of(browser, base_url) as open_page:
        yield Site(world, base_url, open_page)


@contextmanager
def served(app: Flask, port: int) -> Iterator[None]:
    """Serve an application on this machine."""
    server = KeptThreadsServer("127.0.0.1", port, app)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield
    finally:
        _stop(server, thread)


@contextmanager
def pages_of(browser: Browser, base_url: str) -> Iterator[Callable[..., Page]]:
    """Open pages of a site, each in a context of its own; what they should not do fails."""
    strange: list[str] = []
    contexts: list[object] = []

    def open_page(name: str = "", **options: object) -> Page:
        return _open_page(browser, contexts, strange, base_url=base_url, name=name, **options)

    try:
        yield open_page
    finally:
        for context in contexts:
            context.close()  # type: ignore[attr-defined]
    assert [] == strange


def _open_page(
    browser: Browser,
    contexts: list,
    strange: list[str],
    *,
    base_url: str,
    name: str = "",
    size: tuple[int, int] = PHONE,
    **options: object,
) -> Page:
    """Open a page in a context of its own; dialogs and requests to others are kept as strange."""
    width, height = size
    context = browser.new_context(
        viewport={"width": width, "height": height}, locale="fr-FR", **options
    )
    contexts.append(context)
    page = context.new_page()
    page.set_default_timeout(15_000)
    page.on("dialog", lambda dialog: (strange.append(dialog.message), dialog.dismiss()))
    page.on("request", lambda r: strange.append(r.url) if _is_foreign(r.url, base_url) else None)
    page.on("console", lambda m: strange.append(m.text) if "Content Security" in m.text else None)
    if name:
        page.goto(f"{base_url}/signin")
        page.get_by_label("Votre code").fill(code_of(name))
        follow(page.get_by_role("button", name="Entrer", exact=True))
        page.wait_for_url("**/me")
    return page


def _is_foreign(url: str, base_url: str) -> bool:
    return not url.startswith((base_url, "data:", "about:", "blob:"))


def _stop(server: BaseWSGIServer, thread: threading.Thread) -> None:
    server.shutdown()
    thread.join()
    server.server_close()
