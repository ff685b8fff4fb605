"""Sharing as a person does it on a small phone, without JavaScript, and what a visitor sees."""

import json
from pathlib import Path

import pytest
from playwright.sync_api import Page

from tests.browser.conftest import NOW, Site
from tests.browser.page_checks import AXE, overflow, violations
from tests.browser.steps import follow
from tests.web.play import award


@pytest.fixture
def furnished(site: Site) -> Site:
    """The site with somebody who keeps a badge."""
    award(site.world, now=NOW)
    with site.world.app.app_context():
        site.world.app.extensions["badger"].run_tasks()
    return site


def make_link(page: Page, site: Site) -> str:
    """Take the three steps; return the link."""
    page.goto(site.at("/me/shares/new"))
    page.get_by_label("Esprit d'équipe").check()
    follow(page.get_by_role("button", name="Continuer"))
    page.get_by_label("Où et quand, et qui a vu").check()
    page.get_by_label("Exemple U.").check()
    follow(page.get_by_role("button", name="Voir ce que l'autre verra"))
    follow(page.get_by_role("button", name="faire le lien"))
    return str(page.locator(".link-given a").get_attribute("href"))


def test_the_three_steps_work_without_javascript_on_a_small_phone(furnished: Site):
    page = furnished.open_page("un", java_script_enabled=False)
    link = make_link(page, furnished)
    visitor = furnished.open_page(java_script_enabled=False)
    visitor.goto(link)
    assert "Exemple U. vous montre un badge" == visitor.locator("h1").inner_text()


def test_a_visitor_takes_the_signed_badge_along_without_javascript(furnished: Site):
    link = make_link(furnished.open_page("un", java_script_enabled=False), furnished)
    visitor = furnished.open_page(java_script_enabled=False)
    visitor.goto(link)
    with visitor.expect_download() as download:
        visitor.get_by_role("link", name="Le badge signé, avec où et quand").click()
    part = json.loads(Path(download.value.path()).read_bytes())
    assert "badge-1.json" == download.value.suggested_filename
    assert ("Esprit d'équipe", "ecdsa-sd-2023") == (part["name"], part["proof"]["cryptosuite"])


def test_every_page_of_a_share_is_accessible_and_whole(furnished: Site):
    page = furnished.open_page("un")
    link, axe = make_link(page, furnished), AXE.read_text(encoding="utf-8")
    steps = (page.url, furnished.at("/me/shares"), link, f"{link}/embed")
    troubles = []
    for address in steps:
        page.goto(address)
        troubles += [f"{address}: {one}" for one in violations(page, axe)]
        troubles += [f"{address}: too wide"] * (overflow(page) > 0)
    page.goto(furnished.at("/me/shares/new"))
    page.get_by_label("Esprit d'équipe").check()
    for button in ("Continuer", "Voir ce que l'autre verra"):
        follow(page.get_by_role("button", name=button))
        troubles += [f"{page.url}: {one}" for one in violations(page, axe)]
        troubles += [f"{page.url}: too wide"] * (overflow(page) > 0)
    assert [] == troubles
