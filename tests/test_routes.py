"""Every route of the application stands in the table of permissions, and is refused to others.

The checks run over the application's own routes: a view that nobody has listed fails here.
"""

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from flask import Flask
from werkzeug.routing import Rule

from badger.web.security import permissions
from badger.web.security.permissions import EVERYONE, GRANTS, SIGNED_IN, STATELESS, VIEWS
from badger.web.security.viewer import Viewer, may
from tests.web_world import WebWorld, make_world, token_of

NOW = datetime(2026, 3, 14, 9, 30, tzinfo=UTC)
SAFE = {"GET", "HEAD"}
PLACEHOLDERS = {
    "badge_id": "1111111111111111111111",
    "achievement_id": "1111111111111111111111",
    "version_id": "1111111111111111111111",
    "session_id": "1111111111111111111111",
    "person_id": "1111111111111111111111",
    "member_id": "1111111111111111111111",
    "collection_id": "1111111111111111111111",
    "holding_id": "1111111111111111111111",
    "proposal_id": "1111111111111111111111",
    "list_id": "1111111111111111111111",
    "invitation_id": "1111111111111111111111",
    "request_id": "1111111111111111111111",
    "code": "1111111111111111111111",
    "feedback_id": "1111111111111111111111",
    "experience_id": "1111111111111111111111",
    "situation_id": "1111111111111111111111",
    "need_id": "1111111111111111111111",
    "door_id": "1111111111111111111111",
    "join_code": "1111111111111111111111",
    "identity_id": "1111111111111111111111",
    "passkey_id": "1111111111111111111111",
    "email_id": "1111111111111111111111",
    "token": "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
    "picture_id": "6f9619ff-8b86-4011-b42d-00cf4fc964ff",
    "slug": "club",
    "award_id": "1111111111111111111111",
    "import_id": "1111111111111111111111",
    "share_id": "1111111111111111111111",
    "token_id": "1111111111111111111111",
    "accompaniment_id": "1111111111111111111111",
    "entry_id": "1111111111111111111111",
    "card_id": "1111111111111111111111",
    "message_id": "1111111111111111111111",
    "step_id": "1111111111111111111111",
    "endorsement_id": "1111111111111111111111",
    "multikey": "z6Mk1111111111111111111111",
    "place": "ailleurs",
    "number": 1,
    "filename": "favicon.svg",
}


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> WebWorld:
    return make_world(tmp_path_factory.mktemp("routes"), clock=lambda: NOW)


def rules_of(app: Flask) -> list[Rule]:
    return list(app.url_map.iter_rules())


def address_of(app: Flask, endpoint: str) -> str:
    rule = next(rule for rule in rules_of(app) if rule.endpoint == endpoint)
    with app.test_request_context():
        values = {name: PLACEHOLDERS[name] for name in rule.arguments}
        return app.url_map.bind("localhost").build(endpoint, values)


def test_every_route_has_one_line_in_the_table(world):
    assert set(VIEWS) == {rule.endpoint for rule in rules_of(world.app)}


def test_every_view_answers_the_one_method_of_its_line(world):
    for rule in rules_of(world.app):
        expected = SAFE if VIEWS[rule.endpoint].method == "GET" else {VIEWS[rule.endpoint].method}
        assert expected == rule.methods, rule.endpoint


def test_every_view_has_one_address(world):
    endpoints = [rule.endpoint for rule in rules_of(world.app)]
    assert len(set(endpoints)) == len(endpoints)


def test_every_permission_of_the_table_is_granted_to_somebody():
    assert set(GRANTS) == {access.permission for access in VIEWS.values()}
    assert all(GRANTS.values())


def test_only_the_api_and_what_wallets_ask_go_without_a_token():
    expected = {"verify_api.verify_credential", "partner_api.bring"}
    assert expected | {"wallet.token", "wallet.nonce", "wallet.credential"} == set(STATELESS)


def guarded() -> list[str]:
    return [name for name, access in VIEWS.items() if access.roles is not EVERYONE]


@pytest.mark.parametrize("endpoint", guarded())
def test_nobody_enters_without_signing_in(world, endpoint):
    client, address = world.client(), address_of(world.app, endpoint)
    if VIEWS[endpoint].method == "GET":
        answer = client.get(address)
        assert (303, "/signin") == (answer.status_code, answer.location.partition("?")[0])
    else:
        answer = client.post(address, data={"csrf_token": token_of(client)})
        assert 403 == answer.status_code


@pytest.mark.parametrize(
    "endpoint", [name for name in guarded() if VIEWS[name].roles is not SIGNED_IN]
)
def test_a_person_without_the_role_is_refused(world, endpoint):
    client, address = world.client("un"), address_of(world.app, endpoint)
    if VIEWS[endpoint].method == "GET":
        answer = client.get(address)
    else:
        answer = client.post(address, data={"csrf_token": token_of(client)})
    assert 403 == answer.status_code


@pytest.mark.parametrize(
    "endpoint",
    [name for name, access in VIEWS.items() if access.method == "POST" and name not in STATELESS],
)
def test_w05_a_post_without_token_is_refused(world, endpoint):
    answer = world.client("pedagogue").post(address_of(world.app, endpoint), data={})
    assert 403 == answer.status_code


@pytest.mark.parametrize("endpoint", sorted(VIEWS))
def test_w02_every_answer_carries_the_headers(world, endpoint):
    client, address = world.client(), address_of(world.app, endpoint)
    answer = client.get(address) if VIEWS[endpoint].method == "GET" else client.post(address)
    policy = answer.headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert "frame-ancestors 'none'" in policy
    assert "nosniff" == answer.headers["X-Content-Type-Options"]
    assert "no-referrer" == answer.headers["Referrer-Policy"]
    answer.close()


@pytest.mark.parametrize("endpoint", guarded())
def test_w14_no_proxy_keeps_what_is_personal(world, endpoint):
    client, address = world.client("pedagogue"), address_of(world.app, endpoint)
    answer = client.get(address) if VIEWS[endpoint].method == "GET" else client.post(address)
    assert "no-store" == answer.headers["Cache-Control"]


@pytest.mark.parametrize("method", ["put", "delete", "patch", "options", "trace"])
def test_other_methods_are_not_allowed(world, method):
    assert 405 == world.client().open("/verify", method=method.upper()).status_code


def test_a_view_that_nobody_listed_is_refused(world):
    app = make_app_with_forgotten_view(world)
    assert 404 == app.test_client().get("/forgotten").status_code


def make_app_with_forgotten_view(world: WebWorld) -> Flask:
    folder = Path(world.settings.database_url.removeprefix("sqlite:///")).parent / "forgotten"
    folder.mkdir(exist_ok=True)
    app = make_world(folder, clock=lambda: NOW).app
    app.add_url_rule("/forgotten", "forgotten", lambda: "secret", methods=["GET"])
    return app


def viewer(*roles: str) -> Viewer:
    return Viewer(person_id="x", display_name="x", grants=tuple((role, "p") for role in roles))


@pytest.mark.parametrize(
    ("endpoint", "roles", "expected"),
    [
        ("home.show", (), True),
        ("me.home", (), True),
        ("achievements.create", ("pedagogue",), True),
        ("achievements.create", ("issuer",), False),
        ("marks.save", ("observer",), True),
        ("marks.save", ("pedagogue", "issuer", "cartographe"), False),
        ("awards.issue", ("issuer",), True),
        ("awards.issue", ("observer",), False),
        ("credentials.revoke", ("cartographe",), True),
        ("credentials.revoke", ("pedagogue",), False),
    ],
)
def test_a_role_opens_what_the_table_says(endpoint, roles, expected):
    assert expected == may(VIEWS[endpoint], who=viewer(*roles))


def test_nobody_may_what_only_signed_in_people_may():
    assert may(VIEWS["home.show"], who=None)
    assert not may(VIEWS["me.home"], who=None)


def test_an_unknown_endpoint_is_nobodys():
    assert permissions.access_of(None) is None
    assert permissions.access_of("unknown.view") is None
    assert "credential.read" == replace(VIEWS["credentials.index"]).permission
