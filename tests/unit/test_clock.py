"""The one clock."""

from datetime import UTC

from badger.clock import utc_now


def test_the_present_instant_is_aware_and_in_utc():
    assert UTC is utc_now().tzinfo


def test_the_clock_does_not_go_back():
    assert utc_now() <= utc_now()
