"""Everything about me on one page: read, corrected, taken along, erased."""

import json
from datetime import timedelta
from html import unescape

import pytest
from sqlalchemy import select

from badger.db.base import read_session
from badger.db.opening import open_database
from badger.db.rows import CredentialRow, ObservationRow, PersonRow
from badger.privacy.erasure import NAMELESS
from tests.web.play import award, deliver, everything_about
from tests.web_world import code_of, open_world, post, token_of


def come_in(world, name: str = "un"):
    client = world.client()
    assert 303 == post(client, "/signin", code=code_of(name)).status_code
    return client


def text_of(client, page: str) -> str:
    return unescape(client.get(page).get_data(as_text=True))


def person(world, name: str = "un"):
    with read_session(open_database(world.settings)) as db:
        return db.get(PersonRow, world.people[name])


def test_g04_the_page_tells_what_is_kept_and_names_nobody_else(world, now):
    award(world, now=now)
    page = text_of(world.client("un"), "/me/data")

    assert 'href="/me/archive/file"' in page
    for words in ("Exemple Un", "Ce qui a été vu", "Encourage un partenaire", "Vos badges"):
        assert words in page
    assert "Maé Coach" not in page and world.people["coach"] not in page


def test_g04_each_badge_is_told_once_with_its_days(world, now):
    award(world, now=now)
    deliver(world)
    page = text_of(world.client("un"), "/me/data")

    badges = page[page.index("Vos badges") :].partition("</details>")[0]
    assert 1 == badges.count("<strong>")
    for words in ("Proposé le 14 mars 2026", "Délivré le", "Gardé dans votre sac le"):
        assert words in badges.replace("\u00a0", " ")


def test_g04_the_file_holds_every_personal_fact_and_no_secret(world, now):
    badge = award(world, now=now)
    text = everything_about(world.client("un"))

    data = json.loads(text)
    assert ["Exemple Un"] == [row["display_name"] for row in data["data"]["people"]]
    assert [badge] == [row["id"] for row in data["data"]["credentials"]]
    assert {"observations", "self_assessments", "proposals"} <= set(data["data"])
    assert "Encourage un partenaire" in text
    for secret in ("code_hash", "selector", "argon2", world.people["coach"], "Maé"):
        assert secret not in text


def test_a08_the_file_holds_nothing_of_somebody_else(world, now):
    award(world, now=now)
    other = everything_about(world.client("deux"))

    assert world.people["un"] not in other and "Exemple Un" not in other


@pytest.mark.parametrize("page", ["/me/data", "/me/archive/file", "/me/data/name", "/me/erase"])
def test_a_stranger_is_asked_to_come_in(world, page):
    assert "/signin" in world.client().get(page).location


def test_a_name_is_corrected(world):
    client = world.client("un")
    assert 303 == post(client, "/me/data/name", name="  Exemple   Juste ").status_code
    assert "Exemple Juste" == person(world).display_name


@pytest.mark.parametrize("typed", ["", "   ", "x" * 101])
def test_a_name_that_is_none_is_refused_and_comes_back(world, typed):
    answer = post(world.client("un"), "/me/data/name", name=typed)

    assert 422 == answer.status_code
    assert 'role="alert"' in answer.get_data(as_text=True)
    assert "Exemple Un" == person(world).display_name


def test_g02_the_page_says_what_cannot_be_recalled(world):
    page = text_of(come_in(world), "/me/erase")

    assert "Un badge déjà donné à quelqu'un reste chez lui." in page
    assert "J'efface tout, pour toujours." in page


def test_g01_a_person_erases_everything_and_is_nobody_any_more(world, now):
    badge = award(world, now=now)
    client = come_in(world)

    assert 303 == post(client, "/me/erase", choice="erase").status_code

    assert person(world) is None
    assert "/signin" in client.get("/me").location
    assert 404 == world.client().get(f"/badges/{badge}").status_code
    again = post(world.client(), "/signin", code=code_of("un"))
    assert 422 == again.status_code


def test_g01_whoever_observed_erases_herself_and_what_she_saw_of_others_stays(world, now):
    badge = award(world, now=now)
    coach = come_in(world, "coach")
    words = "Ce qui reste, sans votre nom"
    assert words in text_of(coach, "/me/erase") and words not in text_of(
        come_in(world), "/me/erase"
    )

    assert 303 == post(coach, "/me/erase", choice="erase").status_code

    assert person(world, "coach") is None
    with read_session(open_database(world.settings)) as db:
        observers = set(db.scalars(select(ObservationRow.observer_id)))
        names = {db.get(PersonRow, one).display_name for one in observers}
    assert {NAMELESS, "Noa Formateur"} == names
    assert 200 == world.client().get(f"/badges/{badge}").status_code


def test_g01_other_browsers_of_hers_open_nothing_any_more(world):
    other = come_in(world)
    assert 303 == post(come_in(world), "/me/erase", choice="erase").status_code
    assert "/signin" in other.get("/me").location


def test_g02_her_badges_are_taken_back_where_she_asks_for_it(world, now):
    badge = award(world, now=now)
    client = come_in(world)
    assert 303 == post(client, "/me/erase", choice="erase", badges="on").status_code

    with read_session(open_database(world.settings)) as db:
        row = db.get(CredentialRow, badge)
        assert ("erased", None) == (row.state, row.revocation_reason) and row.revoked_at


def test_g01_keeping_the_page_erases_nothing(world):
    assert 303 == post(come_in(world), "/me/erase", choice="keep").status_code
    assert person(world) is not None


@pytest.mark.parametrize("choice", ["", "yes", "ERASE", "<script>"])
def test_g01_without_a_plain_choice_nothing_is_erased(world, choice):
    assert 422 == post(come_in(world), "/me/erase", choice=choice).status_code
    assert person(world) is not None


def test_g01_whoever_came_in_long_ago_has_to_come_in_again(world, tmp_path, now):
    client = come_in(world)
    kept = client.get_cookie("badger").value
    later = open_world(tmp_path, world.territory, clock=lambda: now + timedelta(minutes=16))
    old = later.app.test_client()
    old.set_cookie("badger", kept)

    page = old.get("/me/erase").get_data(as_text=True)
    assert "/signin?next=/me/erase" in page and 'name="choice"' not in page
    token = token_of(old, "/me/account")
    answer = old.post("/me/erase", data={"csrf_token": token, "choice": "erase"})
    assert 422 == answer.status_code
    assert person(world) is not None
