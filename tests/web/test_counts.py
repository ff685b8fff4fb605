"""Tries are counted in memory, each kind until its time is over."""

import threading

from limits import parse
from limits.strategies import FixedWindowRateLimiter

from badger.web.security.counts import SWEEP_S, Counts


class Hand:
    """A clock that is moved by hand, in seconds."""

    def __init__(self) -> None:
        self.at = 1_000.0

    def __call__(self) -> float:
        return self.at


def test_a_count_is_over_with_its_time_and_others_are_not_touched():
    clock = Hand()
    limiter = FixedWindowRateLimiter(Counts(clock))
    rate = parse("2 per minute")
    assert [True, True, False] == [limiter.hit(rate, "a") for _ in range(3)]
    assert (1_060.0, 0) == tuple(limiter.get_window_stats(rate, "a"))
    assert (1_000.0, 2) == tuple(limiter.get_window_stats(rate, "b"))
    clock.at += 59.9
    assert not limiter.hit(rate, "a")
    assert limiter.hit(rate, "b")
    clock.at += 0.1
    assert limiter.test(rate, "a")
    assert limiter.hit(rate, "a")
    assert (1_120.0, 1) == tuple(limiter.get_window_stats(rate, "a"))


def test_what_is_over_is_thrown_away_while_others_are_counted():
    clock = Hand()
    counts = Counts(clock)
    for number in range(50):
        counts.incr(f"key {number}", expiry=5)
    counts.incr("long", expiry=100)
    clock.at += SWEEP_S
    counts.incr("new", expiry=5)
    assert 2 == counts.reset()
    assert 0 == counts.reset()


def test_a_count_can_be_begun_anew():
    counts = Counts()
    counts.incr("a", expiry=60)
    counts.clear("a")
    counts.clear("never counted")
    assert (0, 1) == (counts.get("a"), counts.incr("a", expiry=60))
    assert counts.check()


def test_many_at_once_are_all_counted():
    counts = Counts()
    threads = [
        threading.Thread(target=lambda: [counts.incr("a", expiry=60) for _ in range(1_000)])
        for _ in range(8)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert 8_000 == counts.get("a")
    assert not [one for one in threading.enumerate() if isinstance(one, threading.Timer)]
