"""Coming in by another site, with a real OpenID provider on the loopback."""

import html
import re
import shutil
import warnings
from dataclasses import dataclass
from http.client import HTTPConnection
from importlib import import_module
from urllib.parse import urlencode, urlsplit

import pytest

from badger.clock import utc_now
from badger.db.base import write_session
from badger.db.opening import open_database
from badger.db.rows import EmailRow
from badger.settings import OpenIdSettings
from tests.ports import free_port
from tests.web_world import WebWorld, open_world, post, token_of

USERS = {
    "alice": {"email": "un@example.org", "email_verified": True},
    "bob": {"email": "un@example.org", "email_verified": False},
    "carol": {},
}

# The provider's package, in its own threads, uses parts of its library that go out of use.
pytestmark = pytest.mark.filterwarnings("ignore:get_jwt_config:DeprecationWarning")


@dataclass
class Abroad:
    """The application and the other site."""

    world: WebWorld
    issuer: str


def _settings(port: int) -> OpenIdSettings:
    return OpenIdSettings(
        issuer=f"http://localhost:{port}", client_id="badger", client_secret="s", name="Login"
    )


def _world(tmp_path, built, port: int) -> WebWorld:
    folder, territory = built
    shutil.copy(folder / "web.sqlite3", tmp_path / "web.sqlite3")
    # The other site's clock is the machine's.
    return open_world(tmp_path, territory, clock=utc_now, openid=_settings(port))


@pytest.fixture(scope="module")
def provider():
    with warnings.catch_warnings():
        # The provider's package uses a part of its library that is going out of use.
        warnings.simplefilter("ignore")
        mock = import_module("oidc_provider_mock")
    users = [mock.User(sub=sub, claims=claims) for sub, claims in USERS.items()]
    with mock.run_server_in_thread(require_nonce=True, user_claims=users) as server:
        yield server.server_port


@pytest.fixture
def abroad(tmp_path, built, provider):
    return Abroad(_world(tmp_path, built, provider), f"http://localhost:{provider}")


def confirm_email(world: WebWorld, name: str, email: str) -> None:
    engine = open_database(world.settings)
    with write_session(engine) as db:
        db.add(
            EmailRow(
                person_id=world.people[name],
                email=email,
                added_at=utc_now(),
                verified_at=utc_now(),
                code_tries=0,
            )
        )
    engine.dispose()


def leads_to(answer) -> str:
    page = answer.get_data(as_text=True)
    return html.unescape(re.search(r'content="0; url=([^"]*)"', page)[1])


def let_in(address: str, sub: str, **fields: str) -> str:
    """Log in at the other site; return the path that it sends the visitor back to."""
    parts = urlsplit(address)
    connection = HTTPConnection(parts.hostname, parts.port, timeout=10)
    connection.request(
        "POST",
        f"{parts.path}?{parts.query}",
        urlencode({"sub": sub, **fields}),
        {"Content-Type": "application/x-www-form-urlencoded"},
    )
    location = connection.getresponse().getheader("Location")
    connection.close()
    back = urlsplit(location)
    return f"{back.path}?{back.query}"


def enter(client, sub: str, **fields: str):
    return client.get(let_in(leads_to(post(client, "/signin/openid", **fields)), sub))


def link(client, sub: str):
    return client.get(let_in(leads_to(post(client, "/me/account/openid")), sub))


def who(client) -> str:
    page = client.get("/me", follow_redirects=True).get_data(as_text=True)
    found = re.search(r'class="who">(.*?)</span>', page)
    return re.sub("<[^>]*>", "", found[1]) if found else ""


def alert(answer) -> str:
    text = re.search(r'role="alert">([^<]*)<', answer.get_data(as_text=True))[1]
    return html.unescape(text).replace("\u00a0", " ")


def test_a_confirmed_address_of_both_sites_links_them(abroad):
    confirm_email(abroad.world, "un", "un@example.org")
    client = abroad.world.client()

    answer = enter(client, "alice", next="/me/account")

    assert (303, "/me/account") == (answer.status_code, answer.location)
    assert "Exemple Un" == who(client)


def test_an_address_that_only_we_confirmed_links_nobody(abroad):
    confirm_email(abroad.world, "un", "un@example.org")

    answer = enter(abroad.world.client(), "bob")

    assert 422 == answer.status_code
    assert "relié à aucune page" in alert(answer)


def test_a_stranger_is_told_how_to_link(abroad):
    client = abroad.world.client()
    answer = enter(client, "carol")

    assert (422, "") == (answer.status_code, who(client))
    assert "reliez-le" in alert(answer)


def test_a_person_links_the_other_site_comes_in_by_it_and_unlinks_it(abroad):
    client = abroad.world.client("deux")
    assert "/me/account" == link(client, "carol").location
    page = client.get("/me/account").get_data(as_text=True)
    assert "Relier" not in page
    assert "Login" in page

    visitor = abroad.world.client()
    assert 303 == enter(visitor, "carol").status_code
    assert "Exemple Deux" == who(visitor)

    address = re.search(r'"(/me/account/openid/\w+/remove)"', page)[1]
    assert 404 == post(abroad.world.client("un"), address).status_code
    assert 303 == post(client, address).status_code
    assert 422 == enter(abroad.world.client(), "carol").status_code


def test_linking_twice_is_once_and_never_to_two_people(abroad):
    client = abroad.world.client("deux")
    assert [303, 303] == [link(client, "carol").status_code for _ in range(2)]
    assert 1 == client.get("/me/account").get_data(as_text=True).count("/me/account/openid/")

    answer = link(abroad.world.client("un"), "carol")

    assert (422, "Ce compte est déjà relié à une autre page.") == (
        answer.status_code,
        alert(answer),
    )


def test_w06_the_browser_session_begins_anew(abroad):
    confirm_email(abroad.world, "un", "un@example.org")
    client = abroad.world.client()
    before = token_of(client)
    enter(client, "alice")

    assert before != token_of(client, "/verify")


def test_w04_the_other_site_leads_nowhere_else(abroad):
    confirm_email(abroad.world, "un", "un@example.org")

    assert "/me" == enter(abroad.world.client(), "alice", next="//evil.example").location


def test_an_answer_counts_once_and_in_the_browser_that_asked(abroad):
    confirm_email(abroad.world, "un", "un@example.org")
    client, thief = abroad.world.client(), abroad.world.client()
    back = let_in(leads_to(post(client, "/signin/openid")), "alice")
    post(thief, "/signin/openid")

    assert 422 == thief.get(back).status_code
    assert 303 == client.get(back).status_code
    assert 422 == client.get(back).status_code


def test_w05_another_state_is_refused(abroad):
    confirm_email(abroad.world, "un", "un@example.org")
    client = abroad.world.client()
    back = let_in(leads_to(post(client, "/signin/openid")), "alice")
    stranger = re.sub(r"state=[^&]*", "state=x", back)

    assert 422 == client.get(stranger).status_code
    assert "" == who(client)


def test_w05_what_one_person_asked_is_not_linked_to_another(abroad):
    client = abroad.world.client("deux")
    back = let_in(leads_to(post(client, "/me/account/openid")), "carol")
    with client.session_transaction() as session:
        session["person"] = abroad.world.people["un"]

    assert 422 == client.get(back).status_code


def test_whoever_stops_at_the_other_site_is_told_that_nothing_changed(abroad):
    client = abroad.world.client()
    back = let_in(leads_to(post(client, "/signin/openid")), "alice", action="deny")

    answer = client.get(back)

    assert (422, "Vous avez arrêté sur l'autre site. Rien n'a changé.") == (
        answer.status_code,
        alert(answer),
    )


@pytest.mark.parametrize(
    "query",
    [
        "",
        "?code=x",
        "?code=x&state=x",
        "?state=%ED%A0%80&code=x",
        "?error=<script>alert(1)</script>",
    ],
)
def test_hostile_answers_are_refused_with_a_sentence(abroad, query):
    client = abroad.world.client()
    post(client, "/signin/openid")

    answer = client.get("/signin/openid/answer" + query)

    assert 422 == answer.status_code
    assert "<script>alert" not in answer.get_data(as_text=True)


@pytest.mark.parametrize("code", ["wrong", "x" * 3000, "é&client_id=x"])
def test_a_code_that_the_other_site_did_not_give_lets_nobody_in(abroad, code):
    client = abroad.world.client()
    asked = leads_to(post(client, "/signin/openid"))
    state = re.search(r"state=([^&]*)", asked)[1]

    answer = client.get("/signin/openid/answer?" + urlencode({"code": code, "state": state}))

    assert (503, "") == (answer.status_code, who(client))


def test_another_issuer_in_the_answer_is_refused(abroad):
    confirm_email(abroad.world, "un", "un@example.org")
    client = abroad.world.client()
    back = let_in(leads_to(post(client, "/signin/openid")), "alice")

    assert 422 == client.get(f"{back}&iss=https%3A%2F%2Fevil.example").status_code


def test_a_site_that_is_down_is_told_and_the_code_remains(tmp_path, built):
    world = _world(tmp_path, built, free_port())

    answer = post(world.client(), "/signin/openid")

    assert (503, True) == (answer.status_code, "ne répond pas" in alert(answer))
    assert 200 == world.client().get("/signin").status_code


def test_without_another_site_there_is_no_button_and_no_page(world):
    assert "/signin/openid" not in world.client().get("/signin").get_data(as_text=True)
    assert "/me/account/openid" not in world.client("un").get("/me/account").get_data(as_text=True)
    assert 404 == post(world.client(), "/signin/openid").status_code
    assert 404 == world.client().get("/signin/openid/answer?code=x").status_code


def test_the_page_that_leads_there_names_the_site(abroad):
    page = post(abroad.world.client(), "/signin/openid").get_data(as_text=True)
    assert "Login" in page
    assert abroad.issuer in page
