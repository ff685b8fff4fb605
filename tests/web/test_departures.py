"""A partner leaves, on the cartographe's pages."""

import pytest

from tests.web.play import award, propose
from tests.web_world import post


def test_c21_the_pages_say_so_and_the_badges_stay(world, now):
    badge = award(world, now=now)
    client = world.client("cartographe")
    assert 'href="/partners/club/leave"' in client.get("/partners/club").text

    answer = post(client, "/partners/club/leave")

    assert (303, "/partners/club/leave") == (answer.status_code, answer.location)
    assert "Ce partenaire est parti" in client.get("/partners/club/leave").text
    assert "Ses badges restent vérifiables." in client.get("/partners/club").text
    assert "Badge authentique" in world.client().get(f"/badges/{badge}").text
    assert 200 == world.client().get("/issuers/club").status_code


def test_a_badge_that_was_accepted_waits_until_it_comes_back(world, now):
    proposal = propose(world, now=now)
    client = world.client("cartographe")
    post(client, "/partners/club/leave")
    post(world.client("un"), f"/me/proposals/{proposal}/accept")
    answer = post(world.client("issuer"), f"/sessions/{world.session_id}/awards")
    assert "a quitté le territoire" in answer.get_data(as_text=True)

    assert 303 == post(client, "/partners/club/return").status_code
    answer = post(world.client("issuer"), f"/sessions/{world.session_id}/awards")
    assert "délivré." in answer.get_data(as_text=True)


@pytest.mark.parametrize("name", ["issuer", "pedagogue", "coach", "un", "passeur"])
def test_only_a_cartographe_lets_a_partner_go(world, name):
    client = world.client(name)
    assert 403 == client.get("/partners/club/leave").status_code
    assert 403 == post(client, "/partners/club/leave").status_code
    assert 403 == post(client, "/partners/club/return").status_code


@pytest.mark.parametrize("strange", ["none", "<b>", "é" * 60, "1" * 3000])
def test_a_partner_that_is_not_there_is_not_found(world, strange):
    client = world.client("cartographe")
    assert 404 == client.get(f"/partners/{strange}/leave").status_code
    assert 404 == post(client, f"/partners/{strange}/leave").status_code
    assert 404 == post(client, f"/partners/{strange}/return").status_code
