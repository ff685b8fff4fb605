"""Dates at the ends of the calendar are shown, and stop nobody."""

import json
from datetime import UTC, datetime

import pytest

from badger.web.presenters import dates
from tests.web_world import post
from tests.world import World


@pytest.mark.parametrize("until", ["9999-12-31T23:59:59Z", "9999-12-31T23:30:00-00:30"])
def test_t07_a_badge_for_ever_is_shown(world, until):
    def for_ever(unsigned: dict) -> None:
        unsigned["validUntil"] = until

    document = World().issue_badge(change=for_ever)
    answer = post(world.client(), "/verify", text=json.dumps(document))
    assert 200 == answer.status_code


def test_t07_the_last_day_of_the_calendar_is_said_in_utc(world):
    last = datetime(9999, 12, 31, 23, 59, 59, tzinfo=UTC)
    with world.app.test_request_context():
        assert "31 décembre 9999" == dates.day_short(last)
