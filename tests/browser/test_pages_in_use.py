"""Pages that need something to show: badges, editions, files, supports; by machine, and printed."""

from collections.abc import Iterator

from badger.db.base import read_session
from badger.db.opening import open_database
from badger.db.rows import EndorsementRow, ObservationSessionRow, SituationRow
from tests.browser.conftest import NOW, Site
from tests.browser.page_checks import check, check_shown
from tests.browser.steps import follow
from tests.web import test_bulk as bulk
from tests.web import test_translated_badges as editions
from tests.web.play import award, deliver
from tests.web.test_achievements import create, publish
from tests.web.test_endorsements import endorse
from tests.web.test_my_imports import together
from tests.web.test_session_families import situation
from tests.web_world import WebWorld, code_of
from tests.world import World


def pages_in_use(world: WebWorld) -> Iterator[tuple[str, str]]:
    """Make what the pages show; name who looks at which address."""
    badge = award(world, now=NOW)
    for name in ("correct", "revoke", "suspend"):
        yield "issuer", f"/credentials/{badge}/{name}"
    yield "", f"/badges/{badge}"
    yield "", f"/badges/{badge}?lang=en"
    yield "un", "/me"
    endorse(world, "/issuers/club")
    situation(world)
    kept = bulk.send(world, bulk.file_of(world, *bulk.two_looks()))
    yield "issuer", kept.location
    client, answer = create(world)
    publish(client, answer.location)
    yield "pedagogue", f"/achievements/new?translates={answer.location.rpartition('/')[2]}"
    arabic = editions.again(world, client, answer.location).location
    publish(client, arabic)
    yield "pedagogue", arabic
    yield "", f"{arabic}/versions/1"
    yield "", f"{answer.location}/versions/1"
    engine = open_database(world.settings)
    with read_session(engine) as db:
        yield "", f"/verify?url={world.settings.base_url}/badges/{badge}"
        (supported,) = db.query(EndorsementRow)
        yield "", f"/endorsements/{supported.id}"
        yield "pedagogue", f"/situations/{db.query(SituationRow).one().id}/edit"
        code = db.get(ObservationSessionRow, world.session_id).join_code
        yield "passeur", f"/join/{code}"
    engine.dispose()


def test_pages_in_use_are_accessible_light_and_whole(site: Site, axe: str):
    troubles: list[str] = []
    found = list(pages_in_use(site.world))
    for name in dict.fromkeys(who for who, _ in found):
        page = site.open_page(name)
        for _, path in (entry for entry in found if entry[0] == name):
            address = path if path.startswith("http") else site.at(path)
            troubles += check(page, address, axe)
    assert [] == troubles, "\n".join(troubles)


def test_an_archive_that_was_brought_and_two_pages_to_join_are_accessible(site: Site, axe: str):
    award(site.world, now=NOW)
    deliver(site.world)
    page = site.open_page("un")
    data = site.world.client("un").get("/me/archive/file").data
    page.goto(site.at("/me/archive"))
    file = {"name": "x.zip", "mimeType": "application/zip", "buffer": data}
    page.set_input_files("input[type=file]", [file])
    follow(page.locator("main form button[type=submit]"))
    assert "1 badge" in page.locator("main").inner_text().replace("\u00a0", " ")
    troubles = check_shown(page, axe)

    other = site.open_page("deux")
    other.goto(site.at("/me/account/merge"))
    other.get_by_label("code").first.fill(code_of("un"))
    other.keyboard.press("Enter")
    other.wait_for_url("**/merge/both")
    assert [] == [*troubles, *check_shown(other, axe)]


def test_several_badges_to_bring_are_accessible_and_kept(site: Site, axe: str):
    outside, page = World(), site.open_page("un")
    genuine = outside.issue_badge(outside.new_issuer())
    data = together(genuine, {**genuine, "name": "x"}, 5)
    page.goto(site.at("/me/import"))
    file = {"name": "x.json", "mimeType": "application/json", "buffer": data}
    page.set_input_files("#file", [file])
    follow(page.get_by_role("button", name="Regarder ce badge"))

    assert 3 == page.locator(".banner").count()
    assert [] == check_shown(page, axe)
    follow(page.get_by_role("button", name="Garder les badges cochés"))
    assert "1 badge ajouté" in page.locator("main").inner_text().replace("\u00a0", " ")
