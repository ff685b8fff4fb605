"""The cartographe's page of keys: replaced, taken back, and what the public reads of it."""

import json

import pytest

from badger.db.base import read_session
from badger.db.opening import open_database
from badger.issuer.people_queries import keys_of_partner
from tests.web.play import award
from tests.web_world import post


def keys_of(world, slug="club"):
    engine = open_database(world.settings)
    with read_session(engine) as db:
        keys = [one.public_multikey for one in keys_of_partner(db, world.territory.partners[slug])]
    engine.dispose()
    return keys


def compromise(world, *, name="cartographe", **fields):
    data = {"key": keys_of(world)[0], "since": "2026-03-14", "sure": "on", **fields}
    return post(world.client(name), "/keys/club/compromise", **data)


def test_the_list_leads_to_each_partner(world):
    page = world.client("cartographe").get("/keys").get_data(as_text=True)
    assert 'href="/keys/club"' in page
    assert "1 clé" in page
    assert 'href="/keys"' in world.client("cartographe").get("/partners").text


def test_q05_a_replaced_key_stays_published_and_its_badges_verify(world, now):
    badge = award(world, now=now)
    answer = post(world.client("cartographe"), "/keys/club/rotate")
    assert (303, "/keys/club") == (answer.status_code, answer.location)
    document = json.loads(world.client().get("/issuers/club/did.json").data)
    # The signing keys, then those for badges shown in part.
    ends = ["expires" in one for one in document["verificationMethod"]]
    assert [True, False, True, False] == ends
    assert "Badge authentique" in world.client().get(f"/badges/{badge}").text
    page = world.client("cartographe").get("/keys/club").text
    assert ("Remplacée" in page, "Elle signe" in page) == (True, True)


def test_q06_a_stolen_key_is_taken_back_and_its_register_is_public(world, now):
    badge = award(world, now=now)
    # The badge is of this very day: the register of the days before does not have it.
    assert 303 == compromise(world).status_code
    assert "Badge authentique" not in world.client().get(f"/badges/{badge}").text
    key = keys_of(world)[0]
    answer = world.client().get(f"/registers/{key}.json")
    assert ("application/json", "IssuanceRegister") == (
        answer.mimetype,
        json.loads(answer.data)["type"],
    )
    page = world.client("cartographe").get("/keys/club").text
    assert "badger keys reissue club" in page
    assert f"/registers/{key}.json" in page


def test_a_register_that_is_not_there_is_not_found(world):
    assert 404 == world.client().get("/registers/z6MkNone.json").status_code
    assert 404 == world.client().get(f"/registers/{keys_of(world)[0]}.json").status_code


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({"sure": ""}, 422),
        ({"since": ""}, 422),
        ({"since": "14/03/2026"}, 422),
        ({"since": "2026-03-15"}, 409),
        ({"since": "9999-12-31"}, 409),
        ({"key": "z6MkNone"}, 422),
        ({"key": "<script>"}, 422),
    ],
)
def test_what_is_not_complete_takes_nothing_back(world, fields, expected):
    answer = compromise(world, **fields)
    assert expected == answer.status_code
    assert 'role="alert"' in answer.get_data(as_text=True)
    assert "<script>" not in answer.get_data(as_text=True)
    assert 1 == len(keys_of(world))


def test_a09_the_key_of_another_partner_is_not_taken_back_here(world):
    assert 422 == compromise(world, key=keys_of(world, "atelier")[0]).status_code
    assert 1 == len(keys_of(world, "atelier"))


@pytest.mark.parametrize("name", ["issuer", "pedagogue", "coach", "un", "passeur"])
def test_only_a_cartographe_looks_after_keys(world, name):
    client = world.client(name)
    assert 403 == client.get("/keys").status_code
    assert 403 == client.get("/keys/club").status_code
    assert 403 == post(client, "/keys/club/rotate").status_code
    assert 403 == compromise(world, name=name).status_code


@pytest.mark.parametrize("strange", ["none", "<b>", "é" * 60, "1" * 3000])
def test_a_partner_that_is_not_there_is_not_found(world, strange):
    client = world.client("cartographe")
    assert 404 == client.get(f"/keys/{strange}").status_code
    assert 404 == post(client, f"/keys/{strange}/rotate").status_code
    assert 404 == post(client, f"/keys/{strange}/compromise").status_code


def test_q01_no_secret_stands_on_the_page(world):
    engine = open_database(world.settings)
    with read_session(engine) as db:
        sealed = [
            row.sealed_seed.hex() for row in keys_of_partner(db, world.territory.partners["club"])
        ]
    engine.dispose()
    page = world.client("cartographe").get("/keys/club").text
    assert not any(one in page for one in sealed)
