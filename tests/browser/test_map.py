"""The map as browsers draw it: every word inside the drawing, whatever the name and the font."""

import pytest
from playwright.sync_api import expect

from badger.db.base import write_session
from badger.db.opening import open_database
from badger.possibilities.doors import DoorDraft, declare_door
from tests.browser.conftest import NOW, Site
from tests.browser.page_checks import broken_words, check_shown, overflow, violations
from tests.browser.steps import follow
from tests.web.play import award

NAME = "Accompagnement à la création d'activité dans l'économie sociale WWWWWWWWWWWWWWWWWWWWWWWWW"
WIDEST = """() => [...document.querySelectorAll('.map-frame svg')].filter(
  svg => svg.getClientRects().length).flatMap(svg => [...svg.querySelectorAll('text')].map(
  text => text.getBBox().x + text.getBBox().width - svg.viewBox.baseVal.width))"""


@pytest.fixture
def furnished(site: Site) -> Site:
    """The site with many doors of long names, and someone with a badge."""
    award(site.world, now=NOW)
    engine = open_database(site.world.settings)
    with write_session(engine) as db:
        for number in range(40):
            draft = DoorDraft(
                code=f"D{number}",
                partner_id=site.world.territory.partners["club"],
                title=NAME,
                goal=("emploi", "qualification", "creation", "experience")[number % 4],
                place=NAME,
                contact=NAME,
                confirmed_on=NOW.date(),
                ways=((site.world.achievement_id,),) if number > 4 else (),
            )
            declare_door(db, draft, actor="test", now=NOW)
    engine.dispose()
    return site


def test_no_label_of_the_map_is_cut_and_one_drawing_is_shown_at_a_time(furnished: Site):
    page = furnished.open_page("un")
    page.goto(furnished.at("/me/possibilities"))
    for width, name in ((360, "map-phone"), (768, "map-phone"), (1280, "map-wide")):
        page.set_viewport_size({"width": width, "height": 800})

        beyond = page.evaluate(WIDEST)

        assert 40 < len(beyond)
        assert max(beyond) <= 0
        shown = page.locator(".map-frame svg:visible")
        assert [name] == [one.get_attribute("class") for one in shown.all()]
        assert page.evaluate("document.documentElement.scrollWidth - window.innerWidth") <= 0


def test_the_list_is_one_click_away_and_back(furnished: Site):
    page = furnished.open_page("un")
    page.goto(furnished.at("/me/possibilities"))
    follow(page.get_by_role("link", name="En liste"))
    assert 40 == page.locator(".station").count()
    follow(page.get_by_role("link", name="En carte"))
    assert 1 == page.locator(".map-frame svg:visible").count()


def test_the_map_grows_and_shrinks_by_buttons_that_need_a_script(furnished: Site):
    page = furnished.open_page("un")
    page.goto(furnished.at("/me/possibilities"))
    drawing = page.locator(".map-frame svg:visible")
    before = drawing.bounding_box()
    page.get_by_role("button", name="Agrandir").click()
    after = drawing.bounding_box()
    assert before and after
    assert after["width"] > before["width"]
    page.get_by_role("button", name="Réduire").click()
    assert before == drawing.bounding_box()

    still = furnished.open_page("un", java_script_enabled=False)
    still.goto(furnished.at("/me/possibilities"))
    assert 0 == still.get_by_role("button", name="Agrandir").count()


def test_without_a_mouse_the_map_grows_to_its_largest_and_is_moved_by_arrows(furnished: Site):
    page = furnished.open_page("un")
    page.goto(furnished.at("/me/possibilities"))
    larger = page.get_by_role("button", name="Agrandir")
    larger.focus()
    for _ in range(4):
        page.keyboard.press("Enter")

    # At its largest the button is no more of use, and whoever stands on it is not lost.
    assert "true" == larger.get_attribute("aria-disabled")
    assert larger.evaluate("button => button === document.activeElement")
    frame = page.get_by_role("group", name="Carte des possibles")
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    assert frame.evaluate("frame => frame === document.activeElement")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowDown")
    for side in ("scrollLeft", "scrollTop"):
        expect(frame).not_to_have_js_property(side, 0)


def test_the_map_is_accessible_with_and_without_keys_and_on_paper(furnished: Site, axe: str):
    for name, path in (("un", "/me/possibilities"), ("deux", "/me/possibilities?lang=en")):
        page = furnished.open_page(name)
        page.goto(furnished.at(path))
        # How heavy 40 doors of usual names are stands in tests/web/test_map_weight.py.
        assert [] == check_shown(page, axe)
        page.emulate_media(media="print")
        assert [] == violations(page, axe)


def test_on_paper_no_door_is_cut_and_each_is_there_once(furnished: Site):
    page = furnished.open_page("un")
    page.goto(furnished.at("/me/possibilities"))
    page.emulate_media(media="print")

    windows = page.evaluate("""() => [...document.querySelectorAll('.map-sheets svg')].map(
      svg => [svg.viewBox.baseVal.y, svg.viewBox.baseVal.y + svg.viewBox.baseVal.height])""")
    page.emulate_media(media="screen")
    page.set_viewport_size({"width": 1280, "height": 900})
    lines = page.evaluate("""() => [...document.querySelectorAll('.map-wide text')].map(
      text => [text.getBBox().y, text.getBBox().y + text.getBBox().height])""")

    assert 1 < len(windows)
    assert 40 < len(lines)
    for top, bottom in lines:
        assert 1 == sum(first <= top and bottom <= last for first, last in windows)


def test_the_list_of_doors_is_no_wider_than_a_phone_with_large_letters(furnished: Site):
    page = furnished.open_page("un")
    page.goto(furnished.at("/me/possibilities/list"))
    broken_words(page)
    assert 0 == overflow(page)
