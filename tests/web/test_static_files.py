"""Static files are packed for browsers that can unpack them, and a long session stays light."""

import gzip
import re
from datetime import date

import pytest

from badger.db.base import write_session
from badger.db.opening import open_database
from badger.issuer.achievement_queries import criteria_of
from badger.issuer.people import create_person
from badger.issuer.recognition.sessions import (
    SessionDraft,
    add_observer,
    add_participant,
    create_session,
)
from badger.web.assets import BUILT, STATIC
from tests.factories import make_badge

MOST_BYTES = 150_000
PACKED = {"Accept-Encoding": "gzip, deflate, br"}


@pytest.mark.parametrize("path", ["favicon.svg", "css/10-base.css"])
def test_a_packed_file_is_the_same_file(world, path):
    client = world.client()
    packed = client.get(f"/static/{path}", headers=PACKED)
    plain = client.get(f"/static/{path}")
    assert ("gzip", None) == (
        packed.headers["Content-Encoding"],
        plain.headers.get("Content-Encoding"),
    )
    assert (STATIC / path).read_bytes() == gzip.decompress(packed.data) == plain.data
    for answer in (packed, plain):
        assert "Accept-Encoding" in answer.headers["Vary"]
        assert "max-age=31536000" in answer.headers["Cache-Control"]
    assert packed.headers["Content-Type"] == plain.headers["Content-Type"]
    plain.close()


def test_who_asks_for_an_icon_at_the_usual_place_gets_ours(world):
    answer = world.client().get("/favicon.ico")
    assert (200, "image/svg+xml") == (answer.status_code, answer.mimetype)
    assert (STATIC / "favicon.svg").read_bytes() == answer.data
    assert "max-age=86400" in answer.headers["Cache-Control"]
    answer.close()


@pytest.mark.parametrize("wanted", ["identity", "gzip;q=0", "br", ""])
def test_who_cannot_unpack_gets_the_file_as_it_is(world, wanted):
    answer = world.client().get("/static/favicon.svg", headers={"Accept-Encoding": wanted})
    assert "Content-Encoding" not in answer.headers
    answer.close()


def test_a_packed_file_that_the_browser_has_is_not_sent_again(world):
    first = world.client().get("/static/favicon.svg", headers=PACKED)
    again = {**PACKED, "If-None-Match": first.headers["ETag"]}
    assert 304 == world.client().get("/static/favicon.svg", headers=again).status_code


@pytest.mark.parametrize("path", ["../app.py.css", "..%2f..%2fapp.css", "none.js"])
def test_no_file_outside_is_packed(world, path):
    assert 404 == world.client().get(f"/static/{path}", headers=PACKED).status_code


def test_no_page_is_packed(world):
    """Its length would tell of what stands in it beside a token (BREACH)."""
    answer = world.client("un").get("/me", headers=PACKED)
    assert "Content-Encoding" not in answer.headers


def long_session(world, now) -> str:
    """Twenty people and six criteria; returns its id."""
    engine = open_database(world.settings)
    with write_session(engine) as db:
        club = world.territory.partners["club"]
        more = [row.id for row in criteria_of(db, make_badge(db, club).id)]
        draft = SessionDraft(
            partner_id=club,
            family="atelier",
            title="Un atelier",
            situation="Un atelier à vingt.",
            starts_on=date(2026, 3, 14),
            ends_on=date(2026, 3, 14),
            place="La salle",
            commune="Bourg d'exemple",
            criterion_ids=(*world.criteria, *more[:2]),
        )
        session = create_session(db, draft, actor="test", now=now)
        add_observer(db, session.id, person_id=world.people["coach"], role="coach sportif", now=now)
        for number in range(20):
            person = create_person(
                db, display_name=f"Exemple Numéro {number}", actor="test", now=now
            )
            add_participant(db, session.id, person_id=person.id, now=now)
    engine.dispose()
    return session.id


def test_twenty_people_and_six_criteria_weigh_less_than_150_kilobytes(world, now):
    if not (BUILT / "observe.js").is_file():
        pytest.skip("the scripts are not built: run `make assets`")
    client = world.client("coach")
    page = client.get(f"/sessions/{long_session(world, now)}")
    text = page.get_data(as_text=True)
    files = set(re.findall(r'(?:href|src)="(/static/[^"#]+)', text))
    weights = {one: len(client.get(one, headers=PACKED).data) for one in files}
    assert 20 * 6 == text.count('<fieldset class="criterion"')
    assert any("observe.js" in one for one in files)
    assert MOST_BYTES > len(page.data) + sum(weights.values())


def test_each_level_of_a_session_is_drawn_by_an_icon_of_the_page(world):
    text = world.client("coach").get(f"/sessions/{world.session_id}").get_data(as_text=True)
    drawn = set(re.findall(r'<use href="#i-([a-z-]+)"/>', text))
    assert {"hand", "hand-heart", "hand-helping", "goal"} <= drawn
    assert drawn == set(re.findall(r'<symbol id="i-([a-z-]+)"', text))
