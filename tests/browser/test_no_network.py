"""A person's telephone without a network: a page in plain words, and nobody's name kept on it."""

from playwright.sync_api import expect

from tests.browser.conftest import Site
from tests.browser.page_checks import overflow
from tests.browser.steps import follow

KEPT = """async () => {
  const kept = [];
  for (const name of await caches.keys()) {
    const cache = await caches.open(name);
    for (const asked of await cache.keys()) {
      kept.push(await (await cache.match(asked)).text());
    }
  }
  return kept;
}"""


def test_without_a_network_every_page_of_hers_says_what_still_works(site: Site):
    page = site.open_page("un")
    page.evaluate("navigator.serviceWorker.ready.then(() => null)")
    kept = page.evaluate(KEPT)
    assert [text for text in kept if "Pas de réseau" in text]
    assert [] == [text for text in kept if "Exemple Un" in text]

    page.context.set_offline(True)
    for address in ("/me", "/me/possibilities", "/me/shares"):
        page.goto(site.at(address))
        expect(page.locator("h1")).to_contain_text("Pas de réseau")
        expect(page.locator("main")).to_contain_text("Montrez votre carte en papier")
        assert "Exemple Un" not in page.content()
        assert 0 == overflow(page)
    page.context.set_offline(False)
    follow(page.get_by_role("link", name="Essayer encore"))
    page.wait_for_url(site.at("/me/shares"))
    expect(page.locator("h1")).to_contain_text("Mes partages")
