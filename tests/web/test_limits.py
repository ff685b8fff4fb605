"""Who is told to wait, and who is not (A10, A14)."""

import threading
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest
from flask import Flask
from limits import parse
from limits.strategies import FixedWindowRateLimiter

from badger.accounts.emails import MOST_ADDRESSES
from badger.accounts.short_codes import DIGITS, MOST_TRIES
from badger.verify import UnreadableInput
from badger.verify.fetching import OfflineFetcher
from badger.web.security.counts import Counts
from badger.web.security.limits import AT_ONCE, ManyAtOnce, Places
from badger.web.security.tries import (
    MAILS_TO_ONE_A_DAY,
    MAILS_TO_ONE_FROM_ONE_A_DAY,
    Count,
    TriesUsedUp,
    count_tries,
    remote_address,
)
from badger.web.services import services
from tests.web_world import code_of, make_app, post, token_of

WRONG = "-WRONG7777777"


def tries(client, code: str, number: int, **options: object) -> list[int]:
    data = {"csrf_token": token_of(client), "code": code}
    return [client.post("/signin", data=data, **options).status_code for _ in range(number)]


def test_a14_the_right_code_opens_though_another_was_mistyped_at_the_same_address(world):
    assert [422] * 10 + [429] == tries(world.client(), f"DEUXXXXX{WRONG}", 11)
    assert 303 == post(world.client(), "/signin", code=code_of("un")).status_code


def test_a10_one_code_cannot_be_tried_in_other_spellings(world):
    tries(world.client(), f"UNXXXXXX{WRONG}", 10)
    assert [429] == tries(world.client(), f"unxxxxxx{WRONG}".replace("-", " "), 1)


def test_a10_many_tries_at_once_are_no_more_than_one_after_the_other(world):
    client = world.client()
    token = token_of(client)
    cookie = client.get_cookie("badger").value

    def one_try(_: int) -> int:
        other = world.app.test_client()
        other.set_cookie("badger", cookie)
        data = {"csrf_token": token, "code": f"UNXXXXXX{WRONG}"}
        return other.post("/signin", data=data).status_code

    with ThreadPoolExecutor(8) as pool:
        answers = sorted(pool.map(one_try, range(16)))
    assert [422] * 10 + [429] * 6 == answers


def test_a14_behind_a_proxy_each_visitor_is_counted_alone(world, now):
    settings = replace(world.settings, trusted_proxies=1, verify_per_minute=1)
    client = make_app(settings, clock=lambda: now, fetcher=OfflineFetcher()).test_client()
    data = {"csrf_token": token_of(client), "text": "{}"}

    def answer(forwarded: str) -> int:
        headers = {"X-Forwarded-For": forwarded}
        return client.post("/verify", data=data, headers=headers).status_code

    assert [422, 422] == [answer("192.0.2.1"), answer("192.0.2.2")]
    assert 429 == answer("198.51.100.7, 192.0.2.1")


def test_a14_without_a_proxy_nobody_chooses_her_address(world, now):
    settings = replace(world.settings, verify_per_minute=1)
    client = make_app(settings, clock=lambda: now, fetcher=OfflineFetcher()).test_client()
    data = {"csrf_token": token_of(client), "text": "{}"}
    headers = [{"X-Forwarded-For": f"192.0.2.{n}"} for n in (1, 2)]
    assert [422, 429] == [client.post("/verify", data=data, headers=h).status_code for h in headers]


@pytest.mark.parametrize(
    ("address", "counted"),
    [
        ("2001:db8:1:2:aaaa::1", "2001:db8:1:2::/64"),
        ("2001:db8:1:2:bbbb::2", "2001:db8:1:2::/64"),
        ("2001:db8:1:3::1", "2001:db8:1:3::/64"),
        ("::ffff:192.0.2.1", "192.0.2.1"),
        ("192.0.2.1", "192.0.2.1"),
        ("no address", "no address"),
        (None, "127.0.0.1"),
    ],
)
def test_a14_addresses_of_one_connection_are_one_visitor(address, counted):
    app = Flask("counted")
    with app.test_request_context(environ_base={"REMOTE_ADDR": address}):
        assert counted == remote_address()


class SlowJudge:
    """Answers nobody until it is told to."""

    def __init__(self) -> None:
        self.asked = threading.Semaphore(0)
        self.may_answer = threading.Event()

    def answer(self, _question):
        self.asked.release()
        self.may_answer.wait(30)
        raise UnreadableInput("input.missing")


def test_f_one_address_has_at_most_four_verifications_under_way(world, monkeypatch):
    slow = SlowJudge()
    with world.app.app_context():
        kept = services()
    monkeypatch.setitem(world.app.extensions, "badger", replace(kept, judge=slow))

    def ask(address: str = "127.0.0.1"):
        from_there = {"REMOTE_ADDR": address}
        client = world.app.test_client()
        return client.post("/api/v1/verify", data=b"x", environ_base=from_there)

    with ThreadPoolExecutor(AT_ONCE + 1) as pool:
        under_way = [pool.submit(ask) for _ in range(AT_ONCE)]
        for _ in under_way:
            assert slow.asked.acquire(timeout=30)
        refused = ask()
        elsewhere = pool.submit(ask, "192.0.2.7")
        assert slow.asked.acquire(timeout=30)
        slow.may_answer.set()
        answers = [one.result().status_code for one in (*under_way, elsewhere)]

    assert 429 == refused.status_code
    assert "Plusieurs vérifications de votre adresse" in refused.get_json()["detail"]
    assert [422] * (AT_ONCE + 1) == answers
    assert 422 == ask().status_code


def test_f_a_place_is_given_back_whatever_happens():
    places = Places(most=1)
    with pytest.raises(RuntimeError), places.one_for("a"):
        raise RuntimeError
    with places.one_for("a"), places.one_for("b"), pytest.raises(ManyAtOnce):
        places.one_for("a").__enter__()
    with places.one_for("a"):
        pass


def test_a10_one_connection_has_not_all_mails_of_a_letter_box_in_a_day():
    assert 86_400 == MAILS_TO_ONE_FROM_ONE_A_DAY.get_expiry()
    assert MAILS_TO_ONE_FROM_ONE_A_DAY.amount < MAILS_TO_ONE_A_DAY.amount


def test_a10_a_day_of_guesses_at_mailed_codes_opens_one_page_in_more_than_100_000():
    """Each address of a page gets its mails, and each of two processes counts by itself."""
    guesses = MOST_TRIES * MAILS_TO_ONE_A_DAY.amount * MOST_ADDRESSES * 2
    assert 86_400 == MAILS_TO_ONE_A_DAY.get_expiry()
    assert guesses * 100_000 < 10**DIGITS


@pytest.mark.parametrize(
    ("most", "code"),
    [
        ("1 per 15 minutes", "tries.quarter_hour"),
        ("1 per hour", "tries.hour"),
        ("1 per day", "tries.day"),
    ],
)
def test_whoever_tried_often_is_told_when_to_come_back(most, code):
    app = Flask("counted")
    app.add_url_rule("/", "view", lambda: "")
    count = Count(parse(most), "mine", lambda: "me")
    count_tries(app, "view", limiter=FixedWindowRateLimiter(Counts()), counts=(count,))
    with app.test_request_context():
        app.view_functions["view"]()
        with pytest.raises(TriesUsedUp) as refused:
            app.view_functions["view"]()
    assert code == refused.value.reason
