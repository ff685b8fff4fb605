"""Letters at twice their size on a phone: words stay whole."""

from tests.browser.conftest import NOW, Site
from tests.browser.page_checks import broken_words
from tests.browser.steps import follow
from tests.browser.test_sharing import make_link
from tests.web.play import award, deliver

PAGES = {
    "un": (
        "/me",
        "/me/account",
        "/me/data",
        "/me/directory",
        "/me/erase",
        "/me/journey",
        "/me/possibilities/list",
        "/me/shares",
        "/me?lang=en",
    ),
    "pedagogue": ("/me", "/sessions", "/achievements"),
    "": ("/", "/verify", "/signin"),
}


def test_no_word_of_the_main_pages_is_broken_that_a_line_would_hold(site: Site):
    award(site.world, now=NOW)
    found = {}
    for name, paths in PAGES.items():
        page = site.open_page(name)
        for path in paths:
            page.goto(site.at(path))
            found[name, path] = broken_words(page)
    assert {} == {place: words for place, words in found.items() if words}


def test_no_word_of_a_share_or_of_a_badge_is_broken_that_a_line_would_hold(site: Site):
    badge = award(site.world, now=NOW)
    deliver(site.world)
    mine, stranger = site.open_page("un"), site.open_page()
    link = make_link(mine, site)
    own = mine.url
    mine.goto(site.at("/me/shares/new"))
    mine.get_by_label("Esprit d'équipe").check()
    for button in ("Continuer", "Voir ce que l'autre verra"):
        follow(mine.get_by_role("button", name=button))
    preview = mine.url
    mine.goto(site.at("/me"))
    kept = str(mine.locator("a[href*='/me/badges/']").first.get_attribute("href"))
    address = f"/badges/{badge}"
    seen = {
        mine: (own, preview, site.at(kept), site.at("/me/shares/new"), site.at(address)),
        stranger: (
            link,
            f"{link}/embed",
            f"{link}/message",
            site.at(address),
            site.at(f"{address}?lang=en"),
            site.at(f"/verify?url={site.base_url}{address}"),
        ),
    }
    found = {}
    for page, addresses in seen.items():
        for one in addresses:
            page.goto(one)
            found[one] = broken_words(page)
    assert {} == {place: words for place, words in found.items() if words}


def test_a_word_that_is_broken_for_want_of_a_line_of_its_own_is_seen(site: Site):
    page = site.open_page()
    page.goto(site.at("/verify"))
    page.evaluate("""() => { const words = document.querySelector('main > p:not([hidden])').style;
      words.width = '1.5em'; words.overflowWrap = 'anywhere'; }""")
    assert any(word.startswith("Rien ") for word in broken_words(page))
