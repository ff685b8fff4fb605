"""Text written to attack: shown as text; no dialog, no request elsewhere, no policy report."""

from playwright.sync_api import Page

from tests.browser.conftest import Site
from tests.browser.steps import follow

ATTACKS = (
    "Propose <script>alert(1)</script> <img src=x onerror=alert(2)>",
    "Reprend [x](javascript:alert(3)) ![y](https://evil.example/p.png)",
    "Donne \u202egnilleps\u202c </title><svg onload=alert(4)>",
)


def write_badge(site: Site, page: Page) -> str:
    page.goto(site.at("/achievements/new"))
    page.get_by_label("Nom du badge").fill('"><svg/onload=alert(5)>' + "W" * 60)
    page.get_by_label("En une phrase").fill("<iframe src=https://evil.example></iframe>")
    for n, sentence in enumerate(ATTACKS):
        page.locator(f"#sentence-{n}").fill(sentence)
        page.locator(f"#icon_alt-{n}").fill('"><script>alert(6)</script>')
    follow(page.get_by_role("button", name="Enregistrer le brouillon"))
    follow(page.get_by_role("button", name="Publier ce badge"))
    page.get_by_role("link", name="Page publique").wait_for()
    return page.url


def test_w01_hostile_text_stays_text(site: Site):
    """The fixture fails the test when a dialog opens or a request leaves the site."""
    page = site.open_page("pedagogue")
    address = write_badge(site, page)
    public = f"{address}/versions/1"
    for path in (address, f"{address}/edit", public, site.at("/achievements")):
        page.goto(path)
        assert 0 == page.locator("main iframe, main script, main img[src=x]").count()
        assert 0 >= page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
    page.goto(public)
    assert "alert(1)" in page.locator("main").inner_text()
    assert "⟨U+202E⟩" in page.locator("main").inner_text()


def test_w03_no_page_of_ours_opens_inside_another_site(site: Site):
    page = site.open_page("pedagogue")
    for path in ("/me", "/verify", "/achievements"):
        # A page without a policy of its own, as another site's would be.
        page.goto("about:blank")
        page.set_content("<iframe id=inside width=300 height=300></iframe>")
        page.locator("#inside").evaluate("(frame, at) => { frame.src = at }", site.at(path))
        page.wait_for_function("document.querySelector('#inside').contentDocument === null")
        assert "chrome-error://chromewebdata/" == page.frames[1].url, path
