"""Tokens of partners' programs: who makes them, what they open, when they stop."""

import re
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from html import unescape

import pytest
from werkzeug.test import TestResponse

from badger.db.base import read_session, write_session
from badger.db.opening import open_database
from badger.db.rows import ApiTokenRow, AuditEventRow
from badger.issuer.api_tokens import SCOPES, TokenDraft, make_token
from badger.verify.fetching import OfflineFetcher
from badger.web.security.permissions import API_SCOPES, STATELESS, VIEWS
from tests.test_routes import PLACEHOLDERS, address_of
from tests.web_world import WebWorld, make_app, post, token_of

PAGE = "/partners/club/tokens"
HOSTILE = ["<script>alert(1)</script>", "' OR 1=1 --", "{{ 7*7 }}", "=HYPERLINK(1)", "\u202eelp"]


def stored(world: WebWorld, kind):
    engine = open_database(world.settings)
    with read_session(engine) as db:
        found = [dict(row.__dict__) for row in db.query(kind)]
    engine.dispose()
    return found


def give_token(world: WebWorld, now, *, slug: str = "club", scopes=SCOPES, days: int = 90) -> str:
    engine = open_database(world.settings)
    draft = TokenDraft(
        partner_id=world.territory.partners[slug], name="Logiciel", scopes=scopes, days=days
    )
    with write_session(engine) as db:
        _, token = make_token(db, draft, actor="test", now=now)
    engine.dispose()
    return token


def make(world: WebWorld, who: str = "issuer", **fields: object) -> TestResponse:
    values = {"name": "Suivi des parcours", "scope": list(SCOPES), "days": "90", **fields}
    return post(world.client(who), PAGE, **values)


def told(answer: TestResponse) -> str:
    return re.search(r'class="code">(bdg_[A-Za-z0-9_-]+)<', answer.get_data(as_text=True))[1]


def asked(world: WebWorld, token: str, address: str = "/api/v1/achievements") -> TestResponse:
    return world.client().get(address, headers={"Authorization": f"Bearer {token}"})


def test_a_token_is_told_once_and_kept_as_a_digest(world):
    answer = make(world)
    token = told(answer)
    assert 201 == answer.status_code
    assert 47 == len(token)
    assert token not in world.client("issuer").get(PAGE).get_data(as_text=True)
    assert token not in str(stored(world, ApiTokenRow)) + str(stored(world, AuditEventRow))
    assert {"api_token.made"} <= {row["kind"] for row in stored(world, AuditEventRow)}


def test_a_token_lists_the_published_badges_of_its_partner_only(world, now):
    mine = asked(world, give_token(world, now)).get_json()["achievements"]
    theirs = asked(world, give_token(world, now, slug="atelier")).get_json()
    assert [("B03", 1, 4)] == [(b["code"], b["version"], len(b["criteria"])) for b in mine]
    assert {"achievements": []} == theirs


def test_the_page_knows_the_last_day_of_use_and_not_the_hour(world, now):
    asked(world, give_token(world, now))
    assert now.date() == stored(world, ApiTokenRow)[0]["last_used_on"]
    assert "utilisée le 14 mars 2026" in unescape(
        world.client("issuer").get(PAGE).get_data(as_text=True)
    ).replace("\N{NO-BREAK SPACE}", " ")


def test_the_day_of_use_is_that_of_the_territory(world):
    # Half past midnight there, still the day before in UTC.
    late = datetime(2026, 3, 14, 23, 30, tzinfo=UTC)
    there = replace(world, app=make_app(world.settings, clock=lambda: late))

    asked(there, give_token(world, late))

    assert date(2026, 3, 15) == stored(world, ApiTokenRow)[0]["last_used_on"]


def test_a_revoked_token_opens_nothing_at_the_next_request(world):
    token = told(make(world))
    (row,) = stored(world, ApiTokenRow)
    assert 200 == asked(world, token).status_code
    assert 303 == post(world.client("issuer"), f"{PAGE}/{row['id']}/revoke").status_code
    answer = asked(world, token)
    assert (401, "api_token.refused") == (answer.status_code, answer.get_json()["code"])
    assert "Bearer" == answer.headers["WWW-Authenticate"]
    assert "api_token.revoked" in {one["kind"] for one in stored(world, AuditEventRow)}


@pytest.mark.parametrize(("days_ago", "expected"), [(89, 200), (90, 401)])
def test_a_token_ends_on_its_day(world, now, days_ago, expected):
    token = give_token(world, now - timedelta(days=days_ago))
    assert expected == asked(world, token).status_code


@pytest.mark.parametrize(
    "header",
    ["", "Bearer", "Bearer ", "Basic bdg_x", "Bearer bdg_" + "A" * 43, "Bearer \u00e9", "bdg_x"],
)
def test_without_a_token_that_stands_the_api_answers_401(world, header):
    answer = world.client().get("/api/v1/achievements", headers={"Authorization": header})
    assert (401, "application/problem+json") == (answer.status_code, answer.mimetype)
    assert answer.get_json()["detail"]


@pytest.mark.parametrize("endpoint", sorted(API_SCOPES))
@pytest.mark.parametrize("scope", SCOPES)
def test_a_scope_opens_its_own_addresses_and_no_other(world, now, endpoint, scope):
    token = give_token(world, now, scopes=(scope,))
    client, address = world.client(), address_of(world.app, endpoint)
    headers = {"Authorization": f"Bearer {token}"}
    answer = client.open(address, method=VIEWS[endpoint].method, headers=headers)
    if API_SCOPES[endpoint] == scope:
        assert answer.status_code not in (401, 403)
    else:
        assert (403, "api_token.scope") == (answer.status_code, answer.get_json()["code"])


def test_every_view_for_programs_has_a_scope_and_reads_no_cookie():
    called = {name for name, access in VIEWS.items() if access.permission == "api.call"}
    assert called == set(API_SCOPES)
    assert {name for name in called if VIEWS[name].method == "POST"} <= STATELESS
    assert set(API_SCOPES.values()) <= set(SCOPES)


def test_a_cookie_opens_nothing_of_the_api(world):
    assert 401 == world.client("issuer").get("/api/v1/achievements").status_code


def test_a14_a_token_asks_so_often_and_no_more(world, now):
    settings = replace(world.settings, api_per_minute=2)
    app = make_app(settings, clock=lambda: now, fetcher=OfflineFetcher())
    first, second = give_token(world, now), give_token(world, now)

    def status(token: str) -> int:
        headers = {"Authorization": f"Bearer {token}"}
        return app.test_client().get("/api/v1/achievements", headers=headers).status_code

    assert [200, 200, 429] == [status(first) for _ in range(3)]
    assert 200 == status(second)


@pytest.mark.parametrize(
    ("fields", "marker"),
    [
        ({"name": ""}, "Quel logiciel"),
        ({"name": "x" * 81}, "80 signes"),
        ({"scope": []}, "pourra demander"),
        ({"scope": ["everything"]}, "pourra demander"),
        ({"days": "0"}, "entre 1 et 365"),
        ({"days": "366"}, "entre 1 et 365"),
        ({"days": "-1"}, "entre 1 et 365"),
    ],
)
def test_a_token_without_name_scope_or_end_is_not_made(world, fields, marker):
    answer = make(world, **fields)
    assert 422 == answer.status_code
    assert marker in unescape(answer.get_data(as_text=True))
    assert [] == stored(world, ApiTokenRow)


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_name_is_shown_as_text(world, name):
    answer = make(world, name=name)
    assert 201 == answer.status_code
    assert "<script>alert" not in answer.get_data(as_text=True)


def test_w08_fields_that_nobody_offers_change_nothing(world):
    make(world, partner_id=world.territory.partners["atelier"], made_by="x", revoked_at="x")
    (row,) = stored(world, ApiTokenRow)
    assert world.territory.partners["club"] == row["partner_id"]
    assert world.people["issuer"] == row["made_by"]


def test_a08_another_partner_neither_sees_nor_takes_back_a_token(world):
    token = told(make(world))
    (row,) = stored(world, ApiTokenRow)
    other = world.client("elsewhere")
    assert 404 == other.get(PAGE).status_code
    assert 404 == post(other, PAGE, name="x", scope="badges.read", days="1").status_code
    assert 404 == post(other, f"/partners/atelier/tokens/{row['id']}/revoke").status_code
    assert 404 == post(other, f"{PAGE}/{row['id']}/revoke").status_code
    assert 200 == asked(world, token).status_code


def test_the_page_asks_for_a_role(world):
    client = world.client("un")
    assert 403 == client.get(PAGE).status_code
    assert 403 == client.post(PAGE, data={"csrf_token": token_of(client)}).status_code
    assert PLACEHOLDERS["token_id"]
