"""A file's bar while its rows are done: moved by a script, and by the page itself without one."""

import pytest

from tests.browser.conftest import Site
from tests.web.test_bulk import BATCH, begin, file_of, line, one_batch, send


@pytest.fixture
def address(site: Site) -> str:
    """The page of a file with rows for two batches, begun."""
    lines = [line(personne=f"Exemple {n}") for n in range(BATCH + 1)]
    return site.at(begin(site.world, send(site.world, file_of(site.world, *lines))))


@pytest.mark.parametrize("with_script", [True, False])
def test_the_bar_moves_and_ends_by_itself(site: Site, address: str, with_script: bool):
    page = site.open_page("issuer", java_script_enabled=with_script)
    page.goto(address)
    assert "0" == page.locator("#progress-done").inner_text()
    one_batch(site.world)
    page.wait_for_selector(f"#progress-done:text-is('{BATCH}')")
    one_batch(site.world)
    page.wait_for_selector("text=Tout est enregistré")
    assert str(BATCH + 1) == page.locator("#progress-done").inner_text()
