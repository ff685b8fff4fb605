"""Adding a way to come in is for whoever has just come in (hardening A12)."""

import pytest

from badger.web.security.entering import SINCE_KEY
from badger.web.security.permissions import RECENTLY, VIEWS
from tests.web_world import code_of, post, token_of

QUARTER_S = 15 * 60
ADD = "/me/account/emails"


def came_in(world, *, before_s: int, name="un"):
    client = world.client(name)
    with client.session_transaction() as session:
        session[SINCE_KEY] -= before_s
    return client


def test_a12_every_view_that_adds_a_way_in_asks_for_it():
    asked = {view for view, access in VIEWS.items() if access.permission in RECENTLY}
    assert {"account.add", "passkeys.begin", "passkeys.add", "openid.link"} == asked


@pytest.mark.parametrize(
    "path", [ADD, "/me/account/passkeys", "/me/account/passkeys/add", "/me/account/openid"]
)
def test_a12_whoever_came_in_long_ago_comes_in_again_first(world, path):
    answer = post(came_in(world, before_s=QUARTER_S + 1), path, email="un@exemple.fr")
    assert (303, "/signin?next=/me/account") == (answer.status_code, answer.location)


def test_a12_within_a_quarter_of_an_hour_nothing_more_is_asked(world):
    answer = post(came_in(world, before_s=QUARTER_S - 1), ADD, email="un@exemple.fr")
    assert "/me/account" == answer.location.partition("#")[0]


def test_a12_a_cookie_that_does_not_say_when_is_asked_again(world):
    client = world.client("un")
    with client.session_transaction() as session:
        del session[SINCE_KEY]
    assert "/signin" == post(client, ADD, email="un@exemple.fr").location.partition("?")[0]


def test_a12_after_coming_in_again_one_is_back_and_may_add(world):
    client = came_in(world, before_s=QUARTER_S + 1)
    page = client.get("/me/account").get_data(as_text=True)
    assert "Entrer à nouveau" in page
    assert 'name="email"' not in page

    sent = {"code": code_of("un"), "next": "/me/account", "csrf_token": token_of(client)}
    assert "/me/account" == client.post("/signin", data=sent).location

    assert 'name="email"' in client.get("/me/account").get_data(as_text=True)


def test_what_was_typed_before_is_there_after_coming_in_again(world):
    client = came_in(world, before_s=QUARTER_S + 1)
    client.get("/me/account")
    post(client, ADD, email="un+essai@exemple.fr")
    assert "Ce que vous avez tapé n&#39;est pas perdu." in client.get("/signin").text

    sent = {"code": code_of("un"), "next": "/me/account", "csrf_token": token_of(client)}
    client.post("/signin", data=sent)

    assert 'value="un+essai@exemple.fr"' in client.get("/me/account").text
    assert 303 == post(client, ADD, email="un+essai@exemple.fr").status_code
    assert 'value="un+essai@exemple.fr"' not in client.get("/me/account").text


def test_a12_what_one_typed_is_shown_to_nobody_who_comes_in_after(world):
    client = came_in(world, before_s=QUARTER_S + 1)
    post(client, ADD, email="un@exemple.fr")
    sent = {"code": code_of("deux"), "next": "/me/account", "csrf_token": token_of(client)}
    client.post("/signin", data=sent)
    assert "un@exemple.fr" not in client.get("/me/account").text


@pytest.mark.parametrize("typed", ["<script>", "x" * 5000, "é" * 300])
def test_w01_what_is_kept_over_a_sign_in_is_short_and_stays_text(world, typed):
    client = came_in(world, before_s=QUARTER_S + 1)
    post(client, ADD, email=typed)
    sent = {"code": code_of("un"), "next": "/me/account", "csrf_token": token_of(client)}
    client.post("/signin", data=sent)
    page = client.get("/me/account").text
    assert "<script>" not in page
    assert "x" * 255 not in page


def test_a12_looking_and_removing_need_no_second_sign_in(world):
    client = came_in(world, before_s=QUARTER_S + 1)
    assert 200 == client.get("/me/account").status_code
    assert 404 == post(client, "/me/account/emails/1111111111111111111111/remove").status_code
