"""A site whose keys lie in a token, and the token taken away (hardening Q08)."""

from dataclasses import replace

import pytest

from badger.app import start_app
from badger.db.base import read_session, write_session
from badger.db.opening import keys_behind, open_database
from badger.db.rows import SigningKeyRow
from badger.db.site_key import close_tokens
from badger.issuer.keyring import keyring_of
from tests.tokens import new_token
from tests.web.test_sessions import accepted_in_the_browser, kept_by, post
from tests.web_world import KEK, make_app


@pytest.fixture
def token(tmp_path, monkeypatch):
    yield new_token(tmp_path / "token", monkeypatch)
    close_tokens()


@pytest.fixture
def site(world, token, now):
    """The territory, its keys moved under the token."""
    settings = replace(
        world.settings,
        key_encryption_key=None,
        former_key_encryption_key=KEK,
        token_key=token.address,
        token_timeout_s=60,
    )
    engine = open_database(settings)
    with write_session(engine) as db:
        keyring_of(settings).rewrap(db)
    keys_behind(engine.dialect).rewrap()
    engine.dispose()
    settings = replace(settings, former_key_encryption_key=None)
    app = make_app(settings, clock=lambda: now)
    app.extensions["badger"].require_person_keys()
    return replace(world, app=app, settings=settings)


def test_q08_issuing_pauses_with_the_token_and_goes_on_with_it(site, token, now):
    token.take_away()
    accepted_in_the_browser(site, now)
    address = f"/sessions/{site.session_id}/awards"
    told = post(site.client("issuer"), address)
    verifying = site.client().get("/verify")

    assert 200 == told.status_code
    assert "le coffre des clés ne répond pas" in told.get_data(as_text=True)
    assert 200 == verifying.status_code
    assert b"keys.token_away" == site.client().get("/ready").data.strip()
    assert [] == kept_by(site, "un")

    token.bring_back()
    assert "coffre" not in site.client("issuer").get(address).get_data(as_text=True)
    post(site.client("issuer"), address)
    assert ["Esprit d'équipe"] == kept_by(site, "un")


def test_q08_a_site_starts_without_its_token_and_signs_once_it_is_there(site, token, now):
    token.take_away()
    close_tokens()
    app = start_app(site.settings, clock=lambda: now)
    app.extensions["badger"].postman.stop()
    started = replace(site, app=app)
    assert 200 == started.client().get("/verify").status_code
    assert b"keys.token_away" == started.client().get("/ready").data.strip()

    token.bring_back()

    assert b"keys.token_away" != started.client().get("/ready").data.strip()


def test_q01_under_a_token_the_database_and_the_site_hold_no_key_that_opens(site):
    engine = open_database(site.settings)
    keyring = keyring_of(site.settings)
    with read_session(engine) as db:
        names = {row.wrapped_by for row in db.query(SigningKeyRow)}
        left = keyring.left_to_rewrap(db)
        keyring.require_unlocked(db)
    engine.dispose()
    assert ({keyring.key_encryption_key.name}, 0) == (names, left)
