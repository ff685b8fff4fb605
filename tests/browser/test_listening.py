"""Reading aloud: the browser's own voice, here one that writes down what it is given."""

from playwright.sync_api import Page

from tests.browser.conftest import Site
from tests.browser.page_checks import check

# A browser without a screen has no voices: this one speaks French and English, and notes it.
VOICES = """
window.said = [];
window.silenced = 0;
const voices = [{lang: "en-GB", localService: true}, {lang: "fr-FR", localService: true}];
window.SpeechSynthesisUtterance = function (text) { this.text = text; };
const speech = {
  getVoices: () => voices,
  speak(one) {
    window.said.push([one.text, one.lang, one.voice.lang]);
    if (!window.slowly) window.setTimeout(() => one.onend(), 0);
  },
  cancel() { window.silenced += 1; },
  addEventListener() {},
};
Object.defineProperty(window, "speechSynthesis", {value: speech});
"""


def listening(site: Site, path: str, *, name: str = "", slowly: bool = False) -> Page:
    page = site.open_page(name)
    page.add_init_script(VOICES + ("window.slowly = true;" if slowly else ""))
    page.goto(site.at(path))
    return page


def said(page: Page) -> list[list[str]]:
    page.locator("#listen[aria-pressed=false]").wait_for()
    return page.evaluate("window.said")


def test_a_page_is_read_from_its_title_on_in_order_and_not_its_menus(site: Site):
    page = listening(site, "/me", name="un")

    page.get_by_role("button", name="Écouter").click()

    texts = [text for text, _, _ in said(page)]
    assert "Bonjour Exemple Un" == texts[0]
    assert 1 < texts.index("Mes badges") < len(texts) - 1
    assert not {"Écouter", "Sortir", "Ma page", "Ma carte des possibles"} & set(texts)


def test_the_voice_is_that_of_the_page_s_language(site: Site):
    page = listening(site, "/?lang=en")

    page.get_by_role("button", name="Listen").click()

    assert {("en-GB", "en-GB")} == {(lang, voice) for _, lang, voice in said(page)}
    page.goto(site.at("/?lang=fr-x-facile"))
    page.get_by_role("button", name="Écouter").click()
    assert {("fr-FR", "fr-FR")} == {(lang, voice) for _, lang, voice in said(page)}


def test_what_is_written_in_french_is_read_by_a_french_voice_on_an_english_page(site: Site):
    page = listening(site, f"/sessions/{site.world.session_id}/info?lang=en", name="un")

    page.get_by_role("button", name="Listen").click()

    voices = {text: voice for text, _, voice in said(page)}
    assert {"en-GB", "fr-FR"} == set(voices.values())
    assert "en-GB" == voices["What is looked at"]
    title = page.locator("h1").inner_text()
    assert "fr-FR" == voices[title]


def test_a_second_tap_stops_and_the_keyboard_starts_anew(site: Site):
    page = listening(site, "/verify", slowly=True)
    button = page.get_by_role("button", name="Écouter")

    button.click()
    assert "true" == button.get_attribute("aria-pressed")
    before = page.evaluate("window.silenced")
    button.click()

    assert "false" == button.get_attribute("aria-pressed")
    assert before < page.evaluate("window.silenced")
    assert 1 == len(page.evaluate("window.said"))
    button.press("Enter")
    assert [["Vérifier un badge", "fr-FR", "fr-FR"]] * 2 == page.evaluate("window.said")


def test_the_button_is_accessible_and_leaves_the_page_whole(site: Site, axe: str):
    page = listening(site, "/verify")

    assert [] == check(page, site.at("/verify"), axe)
    assert page.locator("#listen").is_visible()


def test_a_browser_without_voices_has_no_button(site: Site):
    page = site.open_page()
    page.goto(site.at("/verify"))

    assert page.locator("#listen").is_hidden()
