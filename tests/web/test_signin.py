"""Coming in and going out: codes, cookies, and where the browser is sent next."""

import re
from pathlib import Path

import pytest

from badger.web.security import entering
from badger.web.security.entering import own_path
from tests.web_world import code_of, post, token_of

REFUSED = [
    "//evil.example",
    "///evil.example",
    "/\\evil.example",
    "\\\\evil.example",
    "https:evil.example",
    "https://evil.example",
    "http://localhost:8000/me",
    "javascript:alert(1)",
    "/\t/evil.example",
    "/\n/evil.example",
    " //evil.example",
    "/ /evil.example",
    "/%09/evil.example",
    "/me#//evil.example",
    "/@evil.example",
    "me",
    "./me",
    "../me",
    "/..//evil.example",
    "/me?next=https://evil.example",
    "/.evil.example",
    "/me\x00",
    "/mé",
]


@pytest.mark.parametrize("target", REFUSED)
def test_w04_another_site_is_never_the_next_page(target):
    assert "" == own_path(target)


@pytest.mark.parametrize("target", ["/", "/me", "/sessions/abc-DEF_1", "/verify?url=x%2Fy&a=1"])
def test_w04_a_page_of_ours_may_be_the_next(target):
    assert target == own_path(target)


def test_a_known_code_opens_the_persons_page(world):
    answer = post(world.client(), "/signin", code=code_of("un"))
    assert (303, "/me") == (answer.status_code, answer.location)


def test_a_code_is_read_without_regard_to_case_and_blanks(world):
    answer = post(world.client(), "/signin", code=f" {code_of('un').lower()} ")
    assert 303 == answer.status_code


@pytest.mark.parametrize(
    "typed",
    [
        lambda code: code.replace("-", ""),
        lambda code: code.replace("-", " "),
        lambda code: code.replace("-", " - "),
        lambda code: code.replace("-", "\u2013"),
        lambda code: code.replace("-", "\u2011").lower(),
        lambda code: code.replace("U", "\u00d9").replace("E", "\u00e9"),
    ],
)
def test_a_code_is_read_as_a_hand_types_it(world, typed):
    assert 303 == post(world.client(), "/signin", code=typed(code_of("un"))).status_code


def test_a_code_that_was_refused_is_still_in_the_field(world):
    page = post(world.client(), "/signin", code="UNXX-WRONG").get_data(as_text=True)
    assert 'value="UNXX-WRONG"' in page


def test_a_code_leads_to_the_page_that_was_asked_for(world):
    answer = post(world.client(), "/signin", code=code_of("coach"), next="/sessions")
    assert "/sessions" == answer.location


def test_w04_a_code_leads_nowhere_else(world):
    answer = post(world.client(), "/signin", code=code_of("coach"), next="//evil.example")
    assert "/me" == answer.location


@pytest.mark.parametrize(
    "code", ["", "NOBODY-NOBODYNOBODY", "x", "é" * 100, "UNXXXXXX-WRONG7777777"]
)
def test_an_unknown_code_is_refused_with_a_sentence(world, code):
    answer = post(world.client(), "/signin", code=code)
    assert 422 == answer.status_code
    assert 'role="alert"' in answer.get_data(as_text=True)


def test_w06_the_browser_session_begins_anew(world):
    client = world.client()
    before = token_of(client)
    answer = post(client, "/signin", code=code_of("un"))
    assert 303 == answer.status_code
    assert before != token_of(client, "/verify")


def test_w06_the_cookie_is_for_this_site_alone(world):
    answer = post(world.client(), "/signin", code=code_of("un"))
    cookie = answer.headers["Set-Cookie"]
    assert "HttpOnly" in cookie
    assert "SameSite=Lax" in cookie
    assert "Path=/" in cookie


def test_leaving_forgets_who_was_here(world):
    client = world.client("un")
    assert 200 == client.get("/me").status_code
    answer = client.post("/signout", data={"csrf_token": token_of(client, "/me")})
    assert "/" == answer.location
    assert 303 == client.get("/me").status_code


def test_w05_another_site_cannot_sign_somebody_in(world):
    client = world.client()
    data = {"csrf_token": token_of(client), "code": code_of("un")}
    answer = client.post("/signin", data=data, headers={"Sec-Fetch-Site": "cross-site"})
    assert 403 == answer.status_code


def test_a10_codes_cannot_be_tried_all_day(world):
    client = world.client()
    token = token_of(client)
    data = {"csrf_token": token, "code": "NOBODY-NOBODYNOBODY"}
    answers = [client.post("/signin", data=data).status_code for _ in range(11)]
    assert [422] * 10 + [429] == answers


def test_a10_a_house_full_of_people_signs_in_from_one_address(world):
    answers = [post(world.client(), "/signin", code=code_of("un")).status_code for _ in range(12)]
    assert [303] * 12 == answers


def test_a12_only_a_way_of_signing_in_makes_somebody_the_viewer():
    """Nobody acts as somebody else: what begins a browser session is a sign-in or a new card."""
    pages = Path(entering.__file__).parent.parent / "pages"
    entrances = {
        path.stem
        for path in pages.glob("*.py")
        if {"come_in", "enter_as", "PERSON_KEY"} & set(re.findall(r"\w+", path.read_text("utf-8")))
    }
    assert {"signin", "signin_mail", "passkeys", "openid", "invitations", "my_card"} == entrances
