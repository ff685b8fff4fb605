"""Passkeys in the real application; the real browser is asked in tests/browser."""

import html
import json
import re

import pytest

from tests.devices import Device
from tests.web_world import post, token_of


def options_of(answer) -> dict:
    page = answer.get_data(as_text=True)
    return json.loads(html.unescape(re.search(r'data-options="([^"]*)"', page)[1]))


def add(client, device: Device):
    challenge = options_of(post(client, "/me/account/passkeys"))["challenge"]
    return post(client, "/me/account/passkeys/add", **device.create(challenge))


def ask(client, **fields) -> str:
    return options_of(post(client, "/signin/passkey", **fields))["challenge"]


def test_a_key_is_added_and_lets_in(world):
    device = Device()
    assert "/me/account" == add(world.client("un"), device).location

    visitor = world.client()
    answer = post(
        visitor, "/signin/passkey/enter", next="/verify", **device.get(ask(visitor, next="/verify"))
    )

    assert (303, "/verify") == (answer.status_code, answer.location)
    assert "Exemple Un" in visitor.get("/me").get_data(as_text=True)


def test_w06_the_browser_session_begins_anew(world):
    device, visitor = Device(), world.client()
    add(world.client("un"), device)
    challenge, before = ask(visitor), token_of(visitor)

    post(visitor, "/signin/passkey/enter", **device.get(challenge))

    assert before != token_of(visitor, "/verify")


def test_w04_a_key_leads_nowhere_else(world):
    device, visitor = Device(), world.client()
    add(world.client("un"), device)

    answer = post(
        visitor, "/signin/passkey/enter", next="//evil.example", **device.get(ask(visitor))
    )

    assert "/me" == answer.location


def test_an_answer_given_in_another_browser_is_refused(world):
    device, visitor, thief = Device(), world.client(), world.client()
    add(world.client("un"), device)
    fields = device.get(ask(visitor))
    ask(thief)

    assert 422 == post(thief, "/signin/passkey/enter", **fields).status_code
    assert 303 == post(visitor, "/signin/passkey/enter", **fields).status_code


def test_a_kept_cookie_does_not_bring_a_question_back(world):
    device, visitor = Device(), world.client()
    add(world.client("un"), device)
    fields = device.get(ask(visitor))
    kept = visitor.get_cookie("badger").value
    post(visitor, "/signin/passkey/enter", **fields)
    thief = world.client()
    thief.set_cookie("badger", kept)

    assert 422 == post(thief, "/signin/passkey/enter", **fields).status_code


@pytest.mark.parametrize("part", ["", "x", "é", "A" * 9000, "<script>alert(1)</script>"])
def test_hostile_answers_are_refused_with_a_sentence(world, part):
    visitor, person = world.client(), world.client("un")
    ask(visitor)
    names = ("credential_id", "client_data", "authenticator_data", "signature")
    signed = post(visitor, "/signin/passkey/enter", **dict.fromkeys(names, part))
    post(person, "/me/account/passkeys")
    made = post(person, "/me/account/passkeys/add", client_data=part, attestation_object=part)

    assert [422, 422] == [signed.status_code, made.status_code]
    for page in (signed, made):
        assert 'role="alert">' in page.get_data(as_text=True)
        assert "<script>alert" not in page.get_data(as_text=True)


def test_keys_are_listed_and_removed(world):
    client, device = world.client("un"), Device()
    add(client, device)
    page = client.get("/me/account").get_data(as_text=True)
    address = re.search(r'"(/me/account/passkeys/\w+/remove)"', page)[1]

    assert 404 == post(world.client("deux"), address).status_code
    assert 303 == post(client, address).status_code
    assert address not in client.get("/me/account").get_data(as_text=True)
    visitor = world.client()
    assert 422 == post(visitor, "/signin/passkey/enter", **device.get(ask(visitor))).status_code


def test_an_eleventh_key_is_refused_with_a_sentence(world):
    client = world.client("un")
    for _ in range(10):
        assert 303 == add(client, Device()).status_code

    answer = post(client, "/me/account/passkeys")

    assert (422, True) == (answer.status_code, "Retirez-en une" in answer.get_data(as_text=True))


def test_a10_signatures_cannot_be_tried_all_day(world):
    client = world.client()
    token = token_of(client)
    for _ in range(200):
        client.post("/signin/passkey/enter", data={"csrf_token": token})

    assert 429 == client.post("/signin/passkey/enter", data={"csrf_token": token}).status_code
