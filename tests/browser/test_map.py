"""The map as browsers draw it: every word inside the drawing, whatever the name and the font."""

import pytest

from badger.db.base import write_session
from badger.db.opening import open_database
from badger.possibilities.doors import DoorDraft, declare_door
from tests.browser.conftest import NOW, Site
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
        for number in range(12):
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
    page.get_by_role("link", name="En liste").click()
    assert 12 == page.locator(".station").count()
    page.get_by_role("link", name="En carte").click()
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
