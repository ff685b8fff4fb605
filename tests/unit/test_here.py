"""The day of the territory: it begins at midnight there."""

from datetime import UTC, date, datetime

import pytest

from badger.here import here_at, here_on


@pytest.mark.parametrize(
    ("moment", "day"),
    [
        (datetime(2026, 3, 14, 22, 59, tzinfo=UTC), date(2026, 3, 14)),
        (datetime(2026, 3, 14, 23, 0, tzinfo=UTC), date(2026, 3, 15)),
        (datetime(2026, 7, 14, 21, 59, tzinfo=UTC), date(2026, 7, 14)),
        (datetime(2026, 7, 14, 22, 0, tzinfo=UTC), date(2026, 7, 15)),
    ],
)
def test_a_day_begins_at_midnight_on_the_territory_in_winter_and_in_summer(moment, day):
    assert day == here_on(moment)


def test_the_last_instant_of_the_calendar_has_a_day_too():
    last = datetime.max.replace(tzinfo=UTC)
    assert (last, date(9999, 12, 31)) == (here_at(last), here_on(last))
