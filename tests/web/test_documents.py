"""Documents for machines, and what the site says of itself."""

import json
import sqlite3
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from badger.app import create_app
from badger.credentials.did import verification_method
from badger.credentials.proof import verify_proof
from badger.db.engine import SAFE_WAL_SQLITE
from badger.db.migrate import upgrade
from badger.db.opening import open_database
from badger.settings import SettingInvalid, SettingMissing, Settings
from badger.web import assets


def test_a_partners_keys_are_published_under_its_did(world):
    answer = world.client().get("/issuers/club/did.json")
    document = json.loads(answer.get_data())
    assert "did:web:localhost%3A8000:issuers:club" == document["id"]
    assert document["assertionMethod"]
    assert "*" == answer.headers["Access-Control-Allow-Origin"]
    assert "public, max-age=300" == answer.headers["Cache-Control"]


def test_a_partners_page_is_for_people_and_machines(world):
    client = world.client()
    assert "Club omnisports" in client.get("/issuers/club").get_data(as_text=True)
    answer = client.get("/issuers/club", headers={"Accept": "application/json"})
    assert client.get("/issuers/club/did.json").get_data() == answer.get_data()


def test_a_version_is_for_people_and_machines(world):
    client, address = world.client(), f"/achievements/{world.achievement_id}/versions/1"
    assert "Partage la parole et le matériel" in client.get(address).get_data(as_text=True)
    document = json.loads(client.get(address, headers={"Accept": "application/json"}).get_data())
    assert f"http://localhost:8000{address}" == document["id"]
    assert 4 == len(document["resultDescription"])


@pytest.mark.parametrize(
    "path",
    [
        "/issuers/nobody",
        "/issuers/nobody/did.json",
        "/achievements/1111111111111111111111/versions/1",
        "/status/1111111111111111111111",
        "/pictures/1111111111111111111111.svg",
        "/issuers/..%2f..%2fetc",
    ],
)
def test_what_is_not_there_is_not_found(world, path):
    answer = world.client().get(path)
    assert 404 == answer.status_code
    assert "Traceback" not in answer.get_data(as_text=True)


def test_the_picture_of_a_version_is_public(world):
    answer = world.client().get(f"/pictures/{world.territory.version_id}.svg")
    assert "image/svg+xml" == answer.mimetype


def test_the_site_says_that_it_is_well(world):
    client = world.client()
    assert "ok" == client.get("/health").get_data(as_text=True).split("\n")[0]
    assert 200 == client.get("/ready").status_code


def test_x15_an_old_sqlite_is_named_by_the_health_page(world):
    lines = world.client().get("/health").get_data(as_text=True).split("\n")
    old = sqlite3.sqlite_version_info < SAFE_WAL_SQLITE
    assert old == ("warning: database.one_writing_process" in lines)


def ready(settings, now):
    answer = create_app(settings, clock=lambda: now).test_client().get("/ready")
    return answer.status_code, answer.get_data(as_text=True).strip()


@pytest.mark.parametrize("kek", [None, bytes(32)])
def test_o08_not_ready_without_the_right_key(world, now, kek):
    code = "keys.wrong_key_encryption_key" if kek else "keys.locked"
    assert (503, code) == ready(replace(world.settings, key_encryption_key=kek), now)


def test_o08_not_ready_with_a_clock_behind_the_audit_log(world, now):
    assert (200, "ok") == ready(world.settings, now - timedelta(minutes=5))
    assert (503, "clock.behind") == ready(world.settings, now - timedelta(minutes=6))


def test_o08_not_ready_where_the_database_cannot_be_written(world, now):
    path = world.settings.database_url.removeprefix("sqlite:///")
    closed = replace(world.settings, database_url=f"sqlite:///file:{path}?mode=ro&uri=true")
    assert (503, "database.unavailable") == ready(closed, now)


def test_o08_not_ready_where_the_database_is_out_of_reach(world, now, tmp_path):
    nowhere = replace(world.settings, database_url=f"sqlite:///{tmp_path}/none/badger.db")
    assert (503, "database.unavailable") == ready(nowhere, now)


def test_the_site_is_not_ready_without_its_tables(tmp_path):
    settings = Settings(database_url=f"sqlite:///{tmp_path / 'empty.sqlite3'}", secret_key="x" * 32)
    client = create_app(settings).test_client()
    assert (503, "database.schema_missing\n") == (
        client.get("/ready").status_code,
        client.get("/ready").get_data(as_text=True),
    )


def test_w13_a_bug_shows_a_number_and_nothing_of_the_inside(tmp_path):
    settings = Settings(database_url=f"sqlite:///{tmp_path / 'empty.sqlite3'}", secret_key="x" * 32)
    client = create_app(settings).test_client()
    answer = client.get("/issuers/club")
    page = answer.get_data(as_text=True)
    assert 500 == answer.status_code
    assert "500-" in page
    for inside in ("Traceback", "sqlite", "SELECT", "/badger/", "OperationalError"):
        assert inside not in page


def test_w13_the_api_answers_errors_as_problems(world):
    answer = world.client().get("/api/v1/verify")
    assert (405, "application/problem+json") == (answer.status_code, answer.mimetype)
    assert "http.405" == json.loads(answer.get_data())["code"]


def test_a_site_without_secret_does_not_start():
    with pytest.raises(SettingMissing):
        create_app(Settings(database_url="sqlite://"))


def test_a_trust_file_that_cannot_be_read_stops_the_start(tmp_path):
    settings = Settings(
        database_url="sqlite://", secret_key="x" * 32, trust_file=tmp_path / "none.json"
    )
    with pytest.raises(SettingInvalid):
        create_app(settings)


def test_a_trust_file_stands_beside_the_territorys_list(tmp_path, world):
    file = tmp_path / "list.json"
    file.write_text('{"name": "la liste X", "issuers": [{"id": "did:web:x.example", "name": "X"}]}')
    settings = replace(world.settings, trust_file=file)
    own, local = create_app(settings).extensions["badger"].trust()
    assert "territory" == own.kind
    assert "did:web:localhost%3A8000:issuers:club" in own.issuers
    assert ("local", "la liste X") == (local.kind, local.name)
    assert ["did:web:x.example"] == list(local.issuers)


def test_on_https_the_cookie_and_the_transport_are_bound_to_the_host(tmp_path):
    settings = Settings(
        database_url=f"sqlite:///{tmp_path / 'x.sqlite3'}",
        base_url="https://badges.example",
        secret_key="x" * 32,
    )
    answer = create_app(settings).test_client().get("/signin", base_url="https://badges.example")
    cookie = answer.headers["Set-Cookie"]
    assert cookie.startswith("__Host-badger=")
    assert "Secure" in cookie
    assert "max-age=31536000" == answer.headers["Strict-Transport-Security"]


def test_static_files_are_kept_for_a_year_under_their_digest(world):
    page = world.client().get("/").get_data(as_text=True)
    address = page.partition('rel="stylesheet" href="')[2].partition('"')[0]
    answer = world.client().get(address)
    assert "max-age=31536000" in answer.headers["Cache-Control"]
    answer.close()


def test_the_pages_have_their_style_before_the_first_build():
    parts = [f"css/{part.name}" for part in sorted(assets.STYLE_PARTS.glob("*.css"))]
    assert "css/00-tokens.css" == parts[0]
    assert assets.style_sheets() in (("built/badger.css",), tuple(parts))


def test_the_pages_folder_is_the_checkouts_or_the_wheels():
    assert (Path(assets.templates_folder()) / "base.html").is_file()


def test_the_signed_list_of_issuers_is_public_and_verifies(world):
    client = world.client()
    answer = client.get("/trust/issuers.json")
    own = client.get("/.well-known/did.json")
    document = json.loads(answer.get_data())
    keys = json.loads(own.get_data())
    method = verification_method(keys, document["proof"]["verificationMethod"])

    verify_proof(document, document["proof"], key=method.key)

    assert "did:web:localhost%3A8000" == document["issuer"] == keys["id"]
    assert {"did:web:localhost%3A8000:issuers:club"} <= {one["id"] for one in document["issuers"]}
    assert "*" == answer.headers["Access-Control-Allow-Origin"]
    assert answer.get_data() == client.get("/trust/issuers.json").get_data()
    assert own.get_data() == client.get("/did.json").get_data()


def test_without_a_key_to_sign_there_is_no_list_yet(tmp_path, world):
    settings = replace(
        world.settings,
        database_url=f"sqlite:///{tmp_path / 'locked.sqlite3'}",
        key_encryption_key=None,
    )
    engine = open_database(settings)
    upgrade(engine)
    engine.dispose()

    answer = create_app(settings).test_client().get("/trust/issuers.json")

    assert 404 == answer.status_code
