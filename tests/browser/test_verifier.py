"""The verifier as visitors meet it: each tone, each language, each width, dark, large, printed."""

import json
import os
from pathlib import Path

import pytest
import qrcode
from playwright.sync_api import Page

from tests.browser.conftest import NOW, PHONE, Site
from tests.browser.page_checks import AXE, SIZES, overflow, violations
from tests.browser.steps import follow
from tests.web.play import award
from tests.world import World

LANGUAGES = ("fr", "fr-x-facile", "en")
MOST_BYTES = 150_000
LONG = "W" * 60 + " \u202eévil " + "Ü" * 60 + ' "><script>alert(1)</script>'


@pytest.fixture(scope="module")
def axe() -> str:
    if not AXE.is_file():
        pytest.skip("axe-core is not installed: run `make assets`")
    return AXE.read_text(encoding="utf-8")


def texts(site: Site) -> dict[str, str]:
    """A badge for each tone of the banner, and one whose every name is hostile."""
    world = World()
    badge = award(site.world, now=NOW)
    genuine = site.world.client().get(f"/badges/{badge}.json").get_data(as_text=True)
    anonymous = world.issue_badge(world.new_issuer())

    def hostile(document: dict) -> None:
        document["issuer"]["name"] = LONG
        document["credentialSubject"]["achievement"]["creator"]["name"] = LONG
        document["credentialSubject"]["achievement"]["name"] = LONG
        document["credentialSubject"]["achievement"]["description"] = LONG
        narrative = f"{LONG} [x](javascript:alert(2)) <img src=//e.example>"
        document["evidence"][0]["narrative"] = narrative

    return {
        "open": genuine,
        "neutral": json.dumps(anonymous),
        "key": genuine.replace("localhost%3A", "club.example%3A"),
        "alert": genuine.replace("Joue pour", "Joua pour"),
        "long": json.dumps(world.issue_badge(world.new_issuer(), change=hostile)),
    }


def verify(page: Page, site: Site, text: str, lang: str) -> None:
    page.goto(site.at(f"/verify?lang={lang}"))
    page.locator("#text").fill(text)
    follow(page.locator("#ask button[type=submit]"))
    page.locator(".banner").wait_for()


def test_every_verdict_is_accessible_and_whole_in_each_language(site: Site, axe: str):
    page = site.open_page()
    troubles = []
    for tone, text in texts(site).items():
        for lang in LANGUAGES:
            verify(page, site, text, lang)
            assert lang == page.locator("html").get_attribute("lang")
            troubles += seen_everywhere(page, axe, f"{tone} ({lang})")
            keep_picture(page, f"{tone}-{lang}")
    assert "" == "\n".join(troubles)


def test_the_other_pages_are_accessible_in_each_language(site: Site, axe: str):
    page = site.open_page()
    badge = award(site.world, now=NOW)
    troubles = []
    for lang in LANGUAGES:
        for name, path in (("ask", "/verify?"), ("badge", f"/badges/{badge}?")):
            page.goto(site.at(f"{path}lang={lang}"))
            troubles += seen_everywhere(page, axe, f"{name} ({lang})")
            keep_picture(page, f"{name}-{lang}")
    assert "" == "\n".join(troubles)


def seen_everywhere(page: Page, axe: str, what: str) -> list[str]:
    """Look at the page in both colours, at each width, with large text, and on paper."""
    troubles = []
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
        troubles += [f"{what} {scheme}: {one}" for one in violations(page, axe)]
    page.emulate_media(color_scheme="light")
    for width, height in SIZES:
        page.set_viewport_size({"width": width, "height": height})
        if overflow(page) > 0:
            troubles.append(f"{what}: {overflow(page)} px too wide at {width}")
    page.set_viewport_size({"width": PHONE[0], "height": PHONE[1]})
    page.evaluate("document.documentElement.style.fontSize = '200%'")
    if overflow(page) > 0:
        troubles.append(f"{what}: {overflow(page)} px too wide at 200 %")
    page.evaluate("document.documentElement.style.fontSize = ''")
    page.emulate_media(media="print")
    if overflow(page) > 0:
        troubles.append(f"{what}: {overflow(page)} px too wide on paper")
    page.emulate_media(media="screen")
    return troubles


def keep_picture(page: Page, name: str) -> None:
    """Write screenshots to the folder that BADGER_PICTURES names, to be looked at."""
    folder = os.environ.get("BADGER_PICTURES")
    if folder:
        page.screenshot(path=Path(folder) / f"{name}.png", full_page=True)


def test_all_that_the_ask_page_loads_weighs_little(site: Site):
    """Everything that comes over the network, the decoder of the camera not yet."""
    page = site.open_page()
    received: list[int] = []
    page.on("response", lambda answer: received.append(len(answer.body())))
    badge = award(site.world, now=NOW)
    for path in ("/verify", f"/verify?url={badge}", f"/badges/{badge}"):
        received.clear()
        page.goto(site.at(path), wait_until="networkidle")
        assert len(received) >= 3, path
        assert sum(received) <= MOST_BYTES, path


def test_a_photo_is_read_without_javascript(site: Site, tmp_path: Path):
    badge = award(site.world, now=NOW)
    photo = tmp_path / "photo.png"
    qrcode.make(site.at(f"/badges/{badge}")).save(photo)
    page = site.open_page(java_script_enabled=False)
    page.goto(site.at("/verify"))
    assert not page.locator("#camera").is_visible()
    page.get_by_label("Une photo du code QR").set_input_files(photo)
    follow(page.get_by_role("button", name="Vérifier"))
    assert "Badge authentique" in page.locator(".banner").inner_text()


def test_a_verdict_is_reached_by_keyboard(site: Site):
    badge = award(site.world, now=NOW)
    page = site.open_page()
    page.goto(site.at("/verify"))
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    for _ in range(12):
        page.keyboard.press("Tab")
        if "url" == page.evaluate("document.activeElement.id"):
            break
    page.keyboard.type(badge)
    page.keyboard.press("Enter")
    assert "Badge authentique" in page.locator(".banner").inner_text()


def test_the_receipt_comes_as_a_file(site: Site):
    badge = award(site.world, now=NOW)
    page = site.open_page()
    page.goto(site.at(f"/badges/{badge}"))
    with page.expect_download() as download:
        page.get_by_role("button", name="Le reçu (PDF)").click()
    assert download.value.suggested_filename.endswith(".pdf")
    assert Path(download.value.path()).read_bytes().startswith(b"%PDF-1.7")


def test_another_language_keeps_the_verdict(site: Site):
    page = site.open_page()
    verify(page, site, texts(site)["open"], "fr")
    follow(page.get_by_role("button", name="English"))
    page.locator("html[lang=en]").wait_for()
    assert "Authentic badge" in page.locator(".banner").inner_text()


def test_h02_a_domain_keeps_its_letters_small(site: Site):
    page = site.open_page()
    page.goto(site.at("/"))
    page.set_content(
        f'<link rel="stylesheet" href="{site.at("/static/built/badger.css")}">'
        '<dl><div class="row"><dd><p class="host">panne.example</p></dd></div></dl>'
    )
    page.wait_for_function("document.styleSheets.length == 1")
    first = "getComputedStyle(document.querySelector('.host'), '::first-letter').textTransform"
    assert "none" == page.evaluate(first)


def test_words_at_200_percent_are_not_broken_where_they_have_room(site: Site):
    page = site.open_page()
    page.goto(site.at("/verify"))
    page.evaluate("document.documentElement.style.fontSize = '200%'")
    label = page.locator("#camera-open > span")
    line = float(label.evaluate("e => parseFloat(getComputedStyle(e).lineHeight)"))
    box = label.bounding_box()
    assert box is not None
    # "Lire le code QR avec la caméra": seven words, four lines; letter by letter it took nine.
    assert round(box["height"] / line) <= 5
