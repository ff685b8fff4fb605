"""A page that is the same for everybody is made once a minute, and never shown when it is old."""

import re
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from badger.web.kept_pages import KeptPages
from tests.web.play import award
from tests.web_world import token_of

NOW = datetime(2026, 3, 14, 9, 30, tzinfo=UTC)


class Kitchen:
    """Pages with a stamp and a clock that a test turns; counts what was made."""

    def __init__(self, *, most: int = 8) -> None:
        self.stamp, self.now, self.made = 0, NOW, 0
        self.kept = KeptPages(lambda: self.stamp, lambda: self.now, most=most)

    def page(self, key: str = "a", *, visitor: int = 1) -> bytes:
        token = f"t-{visitor}"

        def make() -> bytes:
            self.made += 1
            return f"page {self.made} {token}".encode()

        return self.kept.page(key, make, token=token)


def test_within_a_minute_a_page_is_made_once():
    kitchen = Kitchen()
    assert b"page 1 t-1" == kitchen.page()
    kitchen.now += timedelta(seconds=59)
    assert b"page 1 t-1" == kitchen.page()


def test_each_visitor_gets_her_own_form_token():
    kitchen = Kitchen()
    kitchen.page(visitor=1)
    assert b"page 1 t-2" == kitchen.page(visitor=2)


def test_the_next_minute_has_a_page_of_its_own():
    kitchen = Kitchen()
    kitchen.page()
    kitchen.now += timedelta(seconds=60)
    assert b"page 2 t-1" == kitchen.page()


def test_after_a_write_the_page_is_made_anew():
    kitchen = Kitchen()
    kitchen.page()
    kitchen.stamp += 1
    assert b"page 2 t-1" == kitchen.page()


def test_a_page_made_while_something_is_written_is_not_kept():
    kitchen = Kitchen()

    def make() -> bytes:
        kitchen.stamp += 1
        return b"old"

    kitchen.kept.page("a", make, token="t")
    assert b"page 1 t-1" == kitchen.page()


def test_no_more_pages_are_kept_than_allowed():
    kitchen = Kitchen(most=2)
    for key in "abc":
        kitchen.page(key)
    kitchen.page("a")
    assert 4 == kitchen.made


def test_two_visitors_of_a_badge_get_two_tokens_and_both_may_verify_again(world, now):
    badge = award(world, now=now)
    for client in (world.client(), world.client()):
        token = token_of(client, f"/badges/{badge}")
        address = f"http://localhost:8000/badges/{badge}"
        answer = client.post("/verify", data={"csrf_token": token, "url": address})
        assert 200 == answer.status_code


def test_who_is_signed_in_sees_a_page_of_her_own(world, now):
    badge = award(world, now=now)
    anybody = world.client().get(f"/badges/{badge}").get_data(as_text=True)
    mine = world.client("issuer").get(f"/badges/{badge}").get_data(as_text=True)
    again = world.client().get(f"/badges/{badge}").get_data(as_text=True)
    assert [False, True, False] == ["Sortir" in text for text in (anybody, mine, again)]


def test_each_language_has_a_page_of_its_own(world, now):
    badge = award(world, now=now)
    address = f"/badges/{badge}"
    tags = ("fr", "en", "fr-x-facile", "fr")
    pages = [world.client().get(f"{address}?lang={tag}").get_data(as_text=True) for tag in tags]
    assert list(tags) == [re.search('<html lang="([^"]+)"', page)[1] for page in pages]


@pytest.mark.parametrize("is_exact", [True, False])
def test_what_was_revoked_has_another_page_at_the_next_look(world, now, is_exact):
    """A stamp that comes late, as on PostgreSQL, never shows a revoked badge as valid."""
    badge = award(world, now=now)
    here = world.app.extensions["badger"]
    stamp = here.kept._stamp if is_exact else lambda: "late"
    kept = KeptPages(stamp, lambda: now, is_exact=is_exact)
    world.app.extensions["badger"] = replace(here, kept=kept)
    client = world.client()
    assert "Badge authentique" in client.get(f"/badges/{badge}").get_data(as_text=True)
    issuer, address = world.client("issuer"), f"/credentials/{badge}/revoke"
    token = token_of(issuer, address)
    issuer.post(address, data={"csrf_token": token, "reason": "faute de frappe"})
    page = client.get(f"/badges/{badge}").get_data(as_text=True)
    assert "Badge authentique" not in page
    assert "Badge retiré" in page
