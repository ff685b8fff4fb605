"""An observer's telephone on the pitch: few taps, no network, nothing lost and nothing doubled."""

import io
import shutil
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from PIL import Image
from playwright.sync_api import Page, Playwright, expect
from sqlalchemy import delete

from badger.clock import utc_now
from badger.db.rows import RoleGrantRow
from badger.issuer.recognition.picture_queries import pictures_of
from badger.issuer.recognition.pictures import allow_pictures, refuse_pictures
from badger.issuer.recognition.sessions import add_participant
from tests.browser.field import (
    Field,
    Thumb,
    lay_out,
    ready,
    until,
    wait_until_kept,
    wait_until_sent,
    writing,
)
from tests.ports import free_port
from tests.web_world import Territory

CRITERIA = range(4)
PEOPLE = range(12)
MOST_TAPS = 60
MOST_BYTES = 150_000
SMALLEST = 48
TARGETS = ".people summary:visible, .people .level:visible, .people .quiet:visible, main .button"
NO_ED25519 = """
const make = crypto.subtle.generateKey.bind(crypto.subtle);
crypto.subtle.generateKey = (kind, ...rest) =>
  kind.name === 'Ed25519' ? Promise.reject(new DOMException('', 'NotSupportedError'))
                          : make(kind, ...rest);
"""


@pytest.fixture(scope="module")
def laid_out(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Territory]:
    folder = tmp_path_factory.mktemp("field")
    return folder, lay_out(folder)


@pytest.fixture
def field(
    tmp_path: Path, laid_out: tuple[Path, Territory], playwright: Playwright
) -> Iterator[Field]:
    shutil.copy(laid_out[0] / "web.sqlite3", tmp_path / "web.sqlite3")
    place = Field(tmp_path, free_port(), playwright, laid_out[1])
    place.start()
    yield place
    for name in list(place.phones):
        place.put_away(name)
    place.kill()
    assert [] == place.strange


def mark_all(page: Page, *, level: int, people: range) -> int:
    """Mark everybody on every criterion; return the taps that it took."""
    thumb = Thumb(page)
    for number in people:
        person = thumb.open(number)
        for criterion in CRITERIA:
            thumb.mark(person, criterion, level)
    return thumb.taps


def person_id(page: Page, number: int) -> str:
    return page.locator(".people > li").nth(number).get_attribute("data-person")


def pressed(page: Page, number: int, criterion: int) -> str | None:
    box = page.locator(".people > li").nth(number).locator(".criterion").nth(criterion)
    button = box.locator(".level[aria-pressed=true]")
    return button.get_attribute("value").partition(":")[2] if button.count() else None


def word(page: Page) -> str:
    return page.locator("#net-word").inner_text()


def test_twelve_people_and_four_criteria_take_at_most_sixty_taps(field: Field):
    page = field.observe("coach")
    taps = mark_all(page, level=2, people=PEOPLE)
    wait_until_sent(page, 48)
    assert MOST_TAPS >= taps
    assert "12 personnes vues sur 12" in page.locator(".seen-count").inner_text()
    assert 48 == len(field.marks("coach"))
    assert (48, 48) == field.stored()


def test_targets_fit_a_glove_and_the_page_a_slow_network(field: Field):
    page = field.phone("coach").new_page()
    weights: list[int] = []
    field.sign_in(page, "coach")
    session = page.context.new_cdp_session(page)
    session.send("Network.enable")
    session.on("Network.loadingFinished", lambda end: weights.append(end["encodedDataLength"]))
    session.send("Network.setCacheDisabled", {"cacheDisabled": True})
    field.open_session(page)
    thumb = Thumb(page)
    thumb.mark(thumb.open(0), 0, 2)
    wait_until_sent(page, 1)
    assert MOST_BYTES > sum(weights)
    for target in page.locator(TARGETS).all():
        box = target.bounding_box()
        if box is not None and box["height"]:
            assert SMALLEST <= round(box["height"]), target.inner_text()
            assert SMALLEST <= round(box["width"]), target.inner_text()


def test_what_was_not_observed_is_blank_and_a_second_level_moves_the_mark(field: Field):
    page = field.observe("coach")
    thumb = Thumb(page)
    person = thumb.open(0)
    assert pressed(page, 0, 0) is None
    thumb.mark(person, 0, 1)
    thumb.mark(person, 0, 3)
    # The page counts one place seen after the first tap as after the second.
    until(page, lambda: [3] == list(field.marks("coach").values()))
    assert "3" == pressed(page, 0, 0)
    field.open_session(page)
    assert "3" == pressed(page, 0, 0)
    assert [3] == list(field.marks("coach").values())


def test_a_mark_is_taken_back_without_a_network(field: Field):
    page = field.observe("coach")
    thumb = Thumb(page)
    person = thumb.open(0)
    thumb.mark(person, 0, 1)
    wait_until_sent(page, 1)
    page.context.set_offline(True)
    thumb.tap(person.get_by_role("button", name="Effacer").first)
    wait_until_kept(page, 1)
    assert pressed(page, 0, 0) is None
    page.context.set_offline(False)
    wait_until_sent(page, 0)
    assert {} == field.marks("coach")


def test_a_word_says_what_was_seen_in_280_characters(field: Field):
    page = field.observe("coach")
    thumb = Thumb(page)
    person = thumb.open(0)
    thumb.mark(person, 0, 2)
    thumb.tap(person.locator(".note summary").first)
    area = person.get_by_label("Décrivez ce que vous avez vu, pas la personne.").first
    assert "280" == area.get_attribute("maxlength")
    area.fill("Passe deux fois le ballon.")
    thumb.tap(person.get_by_role("button", name="Garder ce mot").first)
    expect(person.locator(".kept-note").first).to_contain_text("Passe deux fois le ballon.")
    wait_until_sent(page, 1)
    until(page, lambda: field.stored() == (2, 2))
    area.fill("Passe trois fois.")
    person.locator("legend").nth(1).tap()
    until(page, lambda: field.stored() == (3, 3))


def test_i01_a_double_tap_is_one_tap(field: Field):
    page = field.observe("coach")
    button = Thumb(page).open(0).locator(".level").first
    button.dblclick()
    button.evaluate("button => { button.click(); button.click(); }")
    wait_until_sent(page, 1)
    assert (1, 1) == field.stored()


def test_two_observers_twice_without_a_network_lose_and_double_nothing(field: Field):
    for name in ("coach", "trainer"):
        field.observe(name)
    for level, people in ((1, range(3)), (2, range(2, 6))):
        for name, context in field.phones.items():
            context.set_offline(True)
            page = context.pages[-1]
            before = int(page.locator("#kept-here").inner_text())
            mark_all(page, level=level + (name == "trainer"), people=people)
            wait_until_kept(page, before + 4 * len(people))
            expect(page.locator("#net-word")).to_contain_text("Pas de réseau")
        for name in ("coach", "trainer"):
            field.put_away(name)
            context = field.phone(name)
            context.set_offline(True)
            page = context.new_page()
            field.open_session(page)
            wait_until_kept(page, 4 * len(people))
            assert str(level + (name == "trainer")) == pressed(page, people[-1], 3)
        for context in field.phones.values():
            context.set_offline(False)
        for context in field.phones.values():
            wait_until_sent(context.pages[-1], 4 * (people[-1] + 1))
    coach, trainer = field.marks("coach"), field.marks("trainer")
    assert (24, 24) == (len(coach), len(trainer))
    assert {1: 8, 2: 16} == {level: list(coach.values()).count(level) for level in (1, 2)}
    assert {2: 8, 3: 16} == {level: list(trainer.values()).count(level) for level in (2, 3)}
    assert (56, 56) == field.stored()


def test_i02_a_server_killed_in_the_middle_of_a_batch_gets_each_mark_once(field: Field):
    page = field.observe("coach")
    page.context.set_offline(True)
    mark_all(page, level=2, people=PEOPLE)
    wait_until_kept(page, 48)
    page.context.set_offline(False)
    until(page, lambda: field.stored()[1] > 0)
    field.kill()
    before = field.stored()[1]
    assert 0 < before < 48
    field.start()
    wait_until_sent(page, 48)
    assert (48, 48) == field.stored()


def test_i01_an_answer_that_is_lost_doubles_nothing(field: Field):
    page = field.observe("coach")
    lost: list[int] = []
    healed = threading.Event()

    def lose(route):
        if healed.is_set():
            route.continue_()
            return
        lost.append(route.fetch().status)
        route.abort()

    page.context.route("**/api/v1/observations", lose)
    thumb = Thumb(page)
    person = thumb.open(0)
    for criterion in CRITERIA:
        thumb.mark(person, criterion, 2)
    until(page, lambda: field.stored() == (4, 4))
    wait_until_kept(page, 4)
    healed.set()
    page.evaluate("window.dispatchEvent(new Event('online'))")
    wait_until_sent(page, 4)
    assert (4, 4) == field.stored()
    assert 200 in lost


def test_an_expired_login_keeps_the_marks_until_one_enters_again(field: Field):
    page = field.observe("coach")
    page.context.clear_cookies()
    thumb = Thumb(page)
    thumb.mark(thumb.open(0), 0, 2)
    wait_until_kept(page, 1)
    expect(page.locator("#net-word")).to_contain_text("Il faut entrer à nouveau")
    page.get_by_role("link", name="Entrer et envoyer").tap()
    page.wait_for_url("**/signin**")
    assert (0, 0) == field.stored()
    field.sign_in(page, "coach")
    field.open_session(page)
    wait_until_sent(page, 1)
    assert (1, 1) == field.stored()


def test_a_page_kept_from_before_signing_in_again_sends_with_a_new_token(field: Field):
    page = field.observe("coach")
    other = page.context.new_page()
    page.context.clear_cookies()
    field.sign_in(other, "coach")
    thumb = Thumb(page)
    thumb.mark(thumb.open(0), 0, 2)
    wait_until_sent(page, 1)
    assert (1, 1) == field.stored()


def test_a13_an_observer_who_was_removed_keeps_her_marks_on_the_telephone(field: Field):
    page = field.observe("coach")
    coach = field.territory.people["coach"]
    with writing(field.folder) as db:
        db.execute(delete(RoleGrantRow).where(RoleGrantRow.person_id == coach))
    thumb = Thumb(page)
    thumb.mark(thumb.open(0), 0, 2)
    wait_until_kept(page, 1)
    expect(page.locator("#net-word")).to_contain_text("ne peut plus envoyer")
    assert (0, 0) == field.stored()


def test_somebody_else_on_the_same_telephone_sends_only_her_own(field: Field):
    page = field.observe("coach")
    page.context.clear_cookies()
    thumb = Thumb(page)
    thumb.mark(thumb.open(0), 0, 1)
    wait_until_kept(page, 1)
    other = page.context.new_page()
    field.sign_in(other, "trainer")
    field.open_session(other)
    assert pressed(other, 0, 0) is None
    thumb = Thumb(other)
    thumb.mark(thumb.open(0), 0, 3)
    wait_until_sent(other, 1)
    page.evaluate("window.dispatchEvent(new Event('online'))")
    expect(page.locator("#net-word")).to_contain_text("Une autre personne")
    assert ({}, [3]) == (field.marks("coach"), list(field.marks("trainer").values()))


def choose(field: Field, person: str, *, observed: bool) -> None:
    with writing(field.folder) as db:
        session = field.territory.session_id
        add_participant(db, session, person_id=person, observed=observed, now=utc_now())


def test_a_refused_mark_stays_with_its_reason_and_is_sent_again(field: Field):
    page = field.observe("coach")
    page.context.set_offline(True)
    thumb = Thumb(page)
    for number in (0, 1):
        thumb.mark(thumb.open(number), 0, 2)
    wait_until_kept(page, 2)
    choose(field, person_id(page, 0), observed=False)
    page.context.set_offline(False)
    line = page.locator("#kept-back li")
    expect(line).to_contain_text("Cette personne n'est pas observée dans cette séance.")
    wait_until_kept(page, 1)
    assert 1 == len(field.marks("coach"))
    choose(field, person_id(page, 0), observed=True)
    page.get_by_role("button", name="Envoyer à nouveau").tap()
    wait_until_sent(page, 2)
    expect(page.locator("#kept-back")).to_be_hidden()
    assert 2 == len(field.marks("coach"))


def test_a_refused_mark_is_erased_by_hand(field: Field):
    page = field.observe("coach")
    choose(field, person_id(page, 0), observed=False)
    thumb = Thumb(page)
    thumb.mark(thumb.open(0), 0, 2)
    page.get_by_role("button", name="Effacer de ce téléphone").tap()
    wait_until_kept(page, 0)
    assert (0, 0) == field.stored()


def test_a_second_telephone_of_the_same_observer_is_taken_as_well(field: Field):
    first = field.observe("coach")
    thumb = Thumb(first)
    thumb.mark(thumb.open(0), 0, 1)
    wait_until_sent(first, 1)
    context = field.phone("coach-2")
    page = context.new_page()
    page.add_init_script(NO_ED25519)
    field.sign_in(page, "coach")
    field.open_session(page)
    assert "1" == pressed(page, 0, 0)
    thumb = Thumb(page)
    thumb.mark(thumb.open(0), 0, 3)
    thumb.mark(page.locator(".people > li").first, 1, 3)
    wait_until_sent(page, 2)
    field.open_session(first)
    assert ("3", "3") == (pressed(first, 0, 0), pressed(first, 0, 1))
    assert (3, 3) == field.stored()


def test_two_tabs_show_and_send_the_same(field: Field):
    one = field.observe("coach")
    other = one.context.new_page()
    field.open_session(other)
    one.context.set_offline(True)
    for number in range(4):
        for page in (one, other):
            button = page.locator(".people > li").nth(number).locator(".criterion")
            place = button.nth(0 if page is one else 1).locator(".level").first
            place.evaluate("button => button.click()")
    for page in (one, other):
        wait_until_kept(page, 8)
    one.context.set_offline(False)
    for page in (one, other):
        wait_until_sent(page, 8)
    assert (8, 8) == field.stored()


def test_the_back_button_shows_what_was_tapped(field: Field):
    page = field.observe("coach")
    page.context.set_offline(True)
    thumb = Thumb(page)
    thumb.mark(thumb.open(0), 0, 2)
    wait_until_kept(page, 1)
    page.goto(f"{field.base_url}/sessions")
    assert "Football" in page.locator("main").inner_text()
    page.go_back()
    ready(page)
    wait_until_kept(page, 1)
    assert "2" == pressed(page, 0, 0)


def test_a_full_telephone_says_so_and_its_file_is_taken(field: Field, tmp_path: Path):
    field.observe("coach")
    field.put_away("coach")
    page = field.phone("coach").new_page()
    devtools = page.context.new_cdp_session(page)
    quota = {"origin": field.base_url, "quotaSize": 1}
    # Before the browser has asked how much room there is: it remembers that for a while.
    devtools.send("Storage.overrideQuotaForOrigin", quota)
    field.open_session(page)
    page.context.set_offline(True)
    thumb = Thumb(page)
    person = thumb.open(0)
    for criterion in CRITERIA:
        thumb.mark(person, criterion, 2)
    wait_until_kept(page, 4)
    expect(page.locator("#net-word")).to_contain_text("n'a plus de place")
    with page.expect_download() as download:
        page.get_by_role("button", name="Télécharger ces observations").last.tap()
    file = tmp_path / "observations.json"
    download.value.save_as(file)
    assert (0, 0) == field.stored()

    desk = field.phone("desk").new_page()
    field.sign_in(desk, "coach")
    field.open_session(desk)
    for expected in ("Arrivées maintenant : 4", "Déjà là : 4"):
        desk.locator("summary", has_text="Envoyer un fichier").tap()
        desk.get_by_label("Le fichier que votre téléphone a gardé").set_input_files(file)
        desk.get_by_role("button", name="Envoyer ce fichier").tap()
        back = desk.get_by_role("link", name="Revenir à la séance")
        back.wait_for()
        assert expected in desk.locator("main").inner_text().replace("\xa0", " ")
        back.tap()
        ready(desk)
    assert 4 == len(field.marks("coach"))
    page.context.set_offline(False)
    wait_until_sent(page, 4)
    assert (4, 4) == field.stored()


def test_a_clock_that_is_wrong_is_told_and_orders_nothing(field: Field):
    page = field.phone("coach").new_page()
    page.clock.install(time="2031-01-01T00:00:00Z")
    field.sign_in(page, "coach")
    field.open_session(page)
    thumb = Thumb(page)
    person = thumb.open(0)
    thumb.mark(person, 0, 3)
    thumb.mark(person, 0, 1)
    until(page, lambda: [1] == list(field.marks("coach").values()))
    expect(page.locator("#net-word")).to_contain_text("L'heure de ce téléphone")
    assert [1] == list(field.marks("coach").values())


def test_the_worker_serves_the_sessions_and_no_other_page(field: Field):
    page = field.observe("coach")
    scopes = "navigator.serviceWorker.getRegistrations().then(all => all.map(one => one.scope))"
    assert f"{field.base_url}/sessions" in page.evaluate(scopes)
    page.goto(f"{field.base_url}/me")
    worker = "(navigator.serviceWorker.controller || { scriptURL: '' }).scriptURL"
    assert "/sessions-worker.js" not in page.evaluate(worker)


def test_whoever_signs_out_leaves_no_names_on_the_telephone(field: Field):
    page = field.observe("coach")
    with page.expect_navigation():
        page.get_by_role("button", name="Sortir").tap()
    until(page, lambda: not page.evaluate("caches.has('badger-sessions')"))


def allow_pictures_of(field: Field, person: str) -> None:
    with writing(field.folder) as db:
        allow_pictures(db, field.territory.session_id, person_id=person, now=utc_now())


def pictures(field: Field, person: str) -> list[bytes]:
    with writing(field.folder) as db:
        rows = pictures_of(db, field.territory.session_id, person_id=person)
        return [row.jpeg for row in rows]


def large_photo(file: Path) -> Path:
    exif = Image.Exif()
    exif[0x010F] = "BADGER-CANARY"
    Image.new("RGB", (3000, 2000), "green").save(file, "JPEG", exif=exif)
    return file


def test_a_picture_taken_without_a_network_arrives_later_once(field: Field, tmp_path: Path):
    person = field.territory.people["un"]
    allow_pictures_of(field, person)
    page = field.observe("coach")
    page.context.set_offline(True)
    item = page.locator(f"#p-{person}")
    item.locator("summary").first.tap()
    expect(page.locator("[data-take]")).to_have_count(1)
    item.locator("[data-take] input").set_input_files(large_photo(tmp_path / "photo.jpg"))
    wait_until_kept(page, 1)
    field.put_away("coach")
    page = field.phone("coach").new_page()
    page.context.set_offline(True)
    field.open_session(page)
    wait_until_kept(page, 1)
    page.context.set_offline(False)
    wait_until_kept(page, 0)
    (jpeg,) = pictures(field, person)
    assert b"BADGER-CANARY" not in jpeg
    with Image.open(io.BytesIO(jpeg)) as kept:
        assert (1600, 1067) == kept.size


def test_a_picture_of_somebody_who_no_longer_allows_it_stays_with_its_reason(
    field: Field, tmp_path: Path
):
    person = field.territory.people["un"]
    allow_pictures_of(field, person)
    page = field.observe("coach")
    with writing(field.folder) as db:
        refuse_pictures(db, field.territory.session_id, person_id=person, now=utc_now())
    item = page.locator(f"#p-{person}")
    item.locator("summary").first.tap()
    item.locator("[data-take] input").set_input_files(large_photo(tmp_path / "photo.jpg"))
    expect(page.locator("#kept-back li")).to_contain_text("pas donné son accord")
    assert [] == pictures(field, person)
    page.get_by_role("button", name="Effacer de ce téléphone").tap()
    wait_until_kept(page, 0)
