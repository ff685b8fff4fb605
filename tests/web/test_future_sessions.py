"""Before its day, nothing is seen in a session, and nothing comes of it (T08, F2, F3)."""

from datetime import timedelta
from pathlib import Path

import pytest

from tests.web_world import WebWorld, open_world, post


@pytest.fixture
def eve(world, tmp_path: Path, now) -> WebWorld:
    """The same territory, a day earlier than its session."""
    return open_world(tmp_path, world.territory, clock=lambda: now - timedelta(days=1))


def test_t08_a_mark_before_the_day_is_refused_with_a_sentence(eve):
    address = f"/sessions/{eve.session_id}/people/{eve.people['un']}/marks"
    answer = post(eve.client("coach"), address, key="k", mark=f"{eve.criteria[0]}:2")
    assert 409 == answer.status_code
    assert "pas encore commencé" in answer.get_data(as_text=True)


def test_t08_nobody_places_herself_before_the_day(eve):
    levels = {f"level-{eve.criteria[0]}": "2"}
    answer = post(eve.client("un"), f"/sessions/{eve.session_id}/self", **levels)
    assert 409 == answer.status_code


def test_what_may_be_chosen_in_a_session_follows_its_day(eve, world, tmp_path, now):
    later = open_world(tmp_path, world.territory, clock=lambda: now + timedelta(days=1))
    said = ("Dire où j&#39;en suis", "Je ne viens plus", "Accepter des photos de moi")
    pages = [
        one.client("un").get(f"/sessions/{one.session_id}/info").get_data(as_text=True)
        for one in (eve, world, later)
    ]
    seen = [[words in page for words in said] for page in pages]
    assert [[False, True, True], [True, True, True], [True, False, False]] == seen
    assert ["Venir sans être" in page for page in pages] == [True, True, False]
    assert ["Rien de plus ne sera noté." in page for page in pages] == [False, False, True]


@pytest.mark.parametrize("what", ["proposals", "awards"])
def test_t08_nothing_is_proposed_or_issued_before_the_day(eve, what):
    answer = post(eve.client("pedagogue"), f"/sessions/{eve.session_id}/{what}")
    assert 409 == answer.status_code


@pytest.mark.parametrize("day", ["20260314", "2026-W11-6", "2026-3-14", "0001-01-01", "9999-12-31"])
def test_f2_a_day_is_written_in_one_way_and_near_our_time(world, day):
    fields = {
        "partner": world.territory.partners["club"],
        "family": "sport",
        "title": "Escalade",
        "situation": "Une matinée d'escalade",
        "starts_on": day,
        "place": "Gymnase",
        "commune": "Bourg d'exemple",
        "activity": "escalade",
        "criterion": list(world.criteria),
        "observer-0": world.people["coach"],
        "role-0": "coach sportif",
    }
    answer = post(world.client("pedagogue"), "/sessions", **fields)
    assert 422 == answer.status_code
