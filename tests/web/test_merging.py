"""Two pages made one by whoever has both cards; a lost card made anew."""

import pytest

from badger.db.base import read_session
from badger.db.opening import open_database
from badger.db.rows import PersonRow
from badger.web.security.entering import SINCE_KEY
from tests.web.play import award, everything_about
from tests.web_world import code_of, post


def come_in(world, name: str = "un"):
    client = world.client()
    assert 303 == post(client, "/signin", code=code_of(name)).status_code
    return client


def long_ago(world, name: str):
    client = world.client(name)
    with client.session_transaction() as session:
        session[SINCE_KEY] -= 15 * 60 + 1
    return client


def exists(world, name: str) -> bool:
    with read_session(open_database(world.settings)) as db:
        return db.get(PersonRow, world.people[name]) is not None


def merge(client, code: str, **more: str):
    return post(client, "/me/account/merge", code=code, understood="on", **more)


def test_two_pages_become_one_with_the_badges_of_both(world, now):
    badge = award(world, now=now)
    client = come_in(world, "deux")

    assert 303 == merge(client, code_of("un")).status_code

    assert not exists(world, "un") and exists(world, "deux")
    assert badge in everything_about(client)
    assert 200 == world.client().get(f"/badges/{badge}").status_code
    assert 422 == post(world.client(), "/signin", code=code_of("un")).status_code


def test_the_browser_of_the_other_page_opens_nothing_any_more(world):
    other = come_in(world, "un")
    merge(come_in(world, "deux"), code_of("un"))
    assert "/signin" in other.get("/me").location


@pytest.mark.parametrize("code", ["", "FAUX-FAUXFAUX", "x" * 65, "<b>"])
def test_without_the_right_code_nothing_is_merged(world, code):
    answer = merge(come_in(world, "deux"), code)
    assert 422 == answer.status_code
    assert 'role="alert"' in answer.get_data(as_text=True)
    assert exists(world, "un") and exists(world, "deux")


def test_without_the_tick_nothing_is_merged_and_the_code_comes_back(world):
    answer = post(come_in(world, "deux"), "/me/account/merge", code=code_of("un"))
    assert 422 == answer.status_code
    assert code_of("un") in answer.get_data(as_text=True)
    assert exists(world, "un")


def test_whoever_came_in_long_ago_has_to_come_in_again(world):
    client = long_ago(world, "deux")
    assert "/signin?next=/me/account/merge" in client.get("/me/account/merge").text
    assert 422 == merge(client, code_of("un")).status_code
    assert exists(world, "un")


def test_ones_own_code_is_told_to_be_ones_own(world):
    answer = merge(come_in(world, "un"), code_of("un"))
    assert 422 == answer.status_code and exists(world, "un")


def test_a10_codes_of_others_cannot_be_guessed_here(world):
    client = come_in(world, "deux")
    wrong = code_of("un")[:-1] + "8"
    answers = [merge(client, wrong).status_code for _ in range(11)]
    assert [422] * 10 + [429] == answers
    assert 429 == merge(client, code_of("un")).status_code


def test_a_lost_card_is_made_anew_and_the_old_one_dies(world):
    client = come_in(world)
    answer = post(client, "/me/account/card")

    assert 201 == answer.status_code
    assert code_of("un") not in answer.get_data(as_text=True)
    assert 422 == post(world.client(), "/signin", code=code_of("un")).status_code


def test_a_card_is_made_only_for_whoever_has_just_come_in(world):
    client = long_ago(world, "un")
    assert "/signin?next=/me/account/card" in client.get("/me/account/card").text
    assert 422 == post(client, "/me/account/card").status_code
    assert 303 == post(world.client(), "/signin", code=code_of("un")).status_code
