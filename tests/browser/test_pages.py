"""Every page by machine: accessible, light, nothing cut or foreign, in both colour schemes."""

from tests.browser.conftest import Site
from tests.browser.page_checks import check, overflow
from tests.browser.steps import follow
from tests.web_world import WebWorld

# Who looks at what; the addresses are filled in from the territory.
PAGES = [
    ("", "/"),
    ("", "/signin"),
    ("", "/no-network"),
    ("", "/signin/mail"),
    ("", "/signin/mail/code"),
    ("", "/signin/link/1111111111111111111111"),
    ("", "/verify"),
    ("", "/verify?lang=en"),
    ("", "/no-such-page"),
    ("", "/issuers/club"),
    ("", "/achievements/{achievement}/versions/1"),
    ("un", "/me"),
    ("un", "/me/data"),
    ("un", "/me/data/name"),
    ("un", "/me/erase"),
    ("un", "/me/account"),
    ("un", "/me/account/merge"),
    ("un", "/me/account/card"),
    ("un", "/sessions/{session}/info"),
    ("un", "/sessions/{session}/self"),
    ("un", "/sessions/{session}/people/{un}/pictures"),
    ("un", "/sessions/{session}/people/{un}/feedback-request"),
    ("", "/feedback/1111111111111111111111"),
    ("un", "/me/words"),
    ("un", "/me/possibilities"),
    ("un", "/me/shares"),
    ("un", "/me/shares/new"),
    ("", "/shares/1111111111111111111111"),
    ("un", "/me/answers"),
    ("un", "/me/import"),
    ("un", "/me/archive"),
    ("un", "/me/collections"),
    ("un", "/me/experiences"),
    ("un", "/me/possibilities/list"),
    ("un", "/me/experiences/new"),
    ("un", "/me/declare"),
    ("pedagogue", "/sessions/{session}/agreement"),
    ("cartographe", "/agreement"),
    ("coach", "/sessions/{session}/people/{un}/dictation"),
    ("coach", "/sessions"),
    ("coach", "/sessions/{session}?open={un}"),
    ("pedagogue", "/achievements"),
    ("pedagogue", "/achievements/new"),
    ("pedagogue", "/achievements/{achievement}"),
    ("pedagogue", "/achievements/{achievement}/edit"),
    ("pedagogue", "/sessions/new"),
    ("pedagogue", "/sessions/{session}/awards"),
    ("passeur", "/presence"),
    ("pedagogue", "/groups"),
    ("un", "/me/groups"),
    ("un", "/me/messages"),
    ("", "/help"),
    ("", "/directory"),
    ("un", "/me/directory"),
    ("un", "/me/cards"),
    ("cartographe", "/team/help"),
    ("un", "/me/companions"),
    ("un", "/me/companions/new"),
    ("un", "/me/journey"),
    ("referent", "/caseload"),
    ("referent", "/caseload/new"),
    ("pedagogue", "/sessions/{session}/people"),
    ("pedagogue", "/sessions/{session}/invitation"),
    ("pedagogue", "/situations"),
    ("pedagogue", "/situations/new?session={session}"),
    ("un", "/join"),
    ("coach", "/grids"),
    ("coach", "/sessions/{session}/entry"),
    ("issuer", "/credentials"),
    ("issuer", "/endorsements"),
    ("issuer", "/endorsements/new"),
    ("issuer", "/endorsements/ask"),
    ("cartographe", "/keys"),
    ("cartographe", "/keys/club"),
    ("cartographe", "/partners/club/leave"),
    ("", "/invitation"),
    ("cartographe", "/partners"),
    ("cartographe", "/partners/new"),
    ("issuer", "/partners/club"),
    ("issuer", "/partners/club/tokens"),
    ("issuer", "/partners/club/imports"),
    ("issuer", "/charter"),
    ("cartographe", "/charter/new"),
    ("cartographe", "/team"),
    ("pedagogue", "/partners/club/frameworks"),
    ("pedagogue", "/people/new"),
    ("pedagogue", "/doors"),
    ("pedagogue", "/doors/new"),
    ("pedagogue", "/needs"),
    ("un", "/me/needs"),
    ("", "/possibilities"),
]


def address(world: WebWorld, path: str) -> str:
    return path.format(
        achievement=world.achievement_id, session=world.session_id, un=world.people["un"]
    )


def test_every_page_is_accessible_light_and_whole(site: Site, axe: str):
    troubles: list[str] = []
    for name in dict.fromkeys(who for who, _ in PAGES):
        page = site.open_page(name)
        for _, path in (entry for entry in PAGES if entry[0] == name):
            troubles += check(page, site.at(address(site.world, path)), axe)
    assert [] == troubles, "\n".join(troubles)


def test_the_main_targets_are_large_enough_for_a_thumb(site: Site):
    page = site.open_page("coach")
    page.goto(site.at(address(site.world, "/sessions/{session}?open={un}")))
    for target in page.locator("main .level, main summary, main .button").all():
        box = target.bounding_box()
        if box is None or box["height"] == 0:
            continue  # In a name that is not opened, or not said now.
        assert 48 <= round(box["height"]), target.inner_text()
        assert 48 <= round(box["width"]), target.inner_text()


def test_the_header_leaves_four_fifths_of_a_phone_to_the_page(site: Site):
    page = site.open_page("pedagogue", java_script_enabled=False)
    page.goto(site.at("/sessions"))
    header = page.locator("header.top").bounding_box()
    assert header is not None
    assert header["height"] <= 640 / 5
    page.locator("nav.places summary").click()
    follow(page.get_by_role("link", name="Badges", exact=True))
    assert site.at("/achievements") == page.url


def test_a_wide_window_shows_all_places_at_once(site: Site):
    page = site.open_page("pedagogue", size=(1280, 900))
    assert page.locator("nav.places a[href='/achievements']").is_visible()
    assert not page.locator("nav.places summary").is_visible()


def test_pages_work_without_javascript(site: Site):
    page = site.open_page("coach", java_script_enabled=False)
    page.goto(site.at(address(site.world, "/sessions/{session}")))
    page.locator("summary", has_text="Exemple Un").click()
    follow(page.get_by_role("button", name="en autonomie").first)
    assert "1 personne vue" in page.locator(".seen-count").inner_text()


def test_text_at_200_percent_stays_on_the_page(site: Site):
    page = site.open_page()
    for path in ("/", "/verify", "/signin"):
        page.goto(site.at(path))
        page.evaluate("document.documentElement.style.fontSize = '200%'")
        assert overflow(page) <= 0, path


def test_the_keyboard_reaches_the_content_first(site: Site):
    page = site.open_page()
    page.goto(site.at("/verify"))
    page.keyboard.press("Tab")
    assert "Aller au contenu" == page.evaluate("document.activeElement.textContent")
    page.keyboard.press("Enter")
    assert "main" == page.evaluate("document.activeElement.id")
