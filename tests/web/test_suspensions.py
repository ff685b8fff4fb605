"""Suspending on the page, and what the public and the person read of it."""

import json

import pytest

from tests.web.play import award, deliver
from tests.web_world import post

REASON = "on relit ce qui a été vu"


@pytest.fixture
def badge(world, now):
    return award(world, now=now)


def suspend(world, badge, *, name="issuer", reason=REASON):
    return post(world.client(name), f"/credentials/{badge}/suspend", reason=reason)


def page(world, address, name=""):
    return world.client(name).get(address).get_data(as_text=True)


def test_the_public_reads_since_when_and_never_why(world, badge):
    assert "Badge authentique" in page(world, f"/badges/{badge}")
    answer = suspend(world, badge)
    assert (303, "/credentials") == (answer.status_code, answer.location)
    text = page(world, f"/badges/{badge}")
    assert "Badge suspendu par l'émetteur" in text.replace("&#39;", "'")
    assert "Suspendu depuis le 14 mars 2026" in text.replace("\u00a0", " ")
    assert "relit" not in text
    assert "Suspended since" in page(world, f"/badges/{badge}?lang=en")


def test_a_lifted_badge_stands_at_the_next_look(world, badge):
    suspend(world, badge)
    assert "Badge suspendu" in page(world, f"/badges/{badge}")
    assert REASON in page(world, f"/credentials/{badge}/suspend", "issuer")
    answer = post(world.client("issuer"), f"/credentials/{badge}/reinstate")
    assert 303 == answer.status_code
    assert "Badge authentique" in page(world, f"/badges/{badge}")


def test_the_list_and_the_persons_page_say_so(world, badge):
    suspend(world, badge)
    deliver(world)
    assert "suspendu depuis le" in page(world, "/credentials", "issuer")
    assert "suspendu pour l&#39;instant" in page(world, "/me", "un")


def test_f12_a_stranger_reads_the_second_list(world, badge):
    suspend(world, badge)
    document = json.loads(world.client().get(f"/badges/{badge}.json").data)
    address = document["credentialStatus"]["statusReference"]
    answer = world.client().get(address.removeprefix("http://localhost:8000"))
    assert ("application/vc", "public, max-age=300") == (
        answer.mimetype,
        answer.headers["Cache-Control"],
    )
    assert "suspension" == json.loads(answer.data)["credentialSubject"]["statusPurpose"]
    assert 404 == world.client().get("/status/none.suspension").status_code


def test_a_revoked_badge_is_not_suspended(world, badge):
    post(world.client("issuer"), f"/credentials/{badge}/revoke", reason="abus")
    answer = suspend(world, badge)
    assert 409 == answer.status_code
    assert "il ne se suspend plus" in answer.get_data(as_text=True)


@pytest.mark.parametrize("reason", ["", "   ", "x" * 501])
def test_a_reason_is_needed_and_bounded(world, badge, reason):
    assert 422 == suspend(world, badge, reason=reason).status_code
    assert "Badge authentique" in page(world, f"/badges/{badge}")


def test_a_reason_with_markup_stays_text(world, badge):
    suspend(world, badge, reason="<script>alert(1)</script>")
    assert "<script>alert" not in page(world, f"/credentials/{badge}/suspend", "issuer")


@pytest.mark.parametrize(
    ("name", "expected"),
    [("cartographe", 303), ("elsewhere", 404), ("coach", 403), ("un", 403), ("passeur", 403)],
)
def test_a08_only_who_answers_for_a_badge_suspends_it(world, badge, name, expected):
    assert expected == suspend(world, badge, name=name).status_code
    client = world.client(name)
    assert expected == post(client, f"/credentials/{badge}/reinstate").status_code


@pytest.mark.parametrize("strange", ["0", "<b>", "é" * 60, "1" * 5000])
def test_a_strange_address_is_not_found(world, strange):
    assert 404 == world.client("issuer").get(f"/credentials/{strange}/suspend").status_code
    assert 404 == suspend(world, strange).status_code
    assert 404 == post(world.client("issuer"), f"/credentials/{strange}/reinstate").status_code
