"""Times as the standard writes them."""

from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from badger.credentials.datetimes import (
    MalformedTime,
    NaiveTime,
    TimeOutOfRange,
    format_timestamp,
    parse_timestamp,
)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2026-03-14T09:30:00Z", datetime(2026, 3, 14, 9, 30, tzinfo=UTC)),
        ("2026-03-14T10:30:00+01:00", datetime(2026, 3, 14, 9, 30, tzinfo=UTC)),
        ("2026-03-14T09:30:00-00:00", datetime(2026, 3, 14, 9, 30, tzinfo=UTC)),
        ("2026-03-14T09:30:00.5Z", datetime(2026, 3, 14, 9, 30, 0, 500_000, tzinfo=UTC)),
        ("2026-03-14T09:30:00.123456789Z", datetime(2026, 3, 14, 9, 30, 0, 123_456, tzinfo=UTC)),
        ("2026-12-31T24:00:00Z", datetime(2027, 1, 1, tzinfo=UTC)),
        ("2024-02-29T24:00:00.000-14:00", datetime(2024, 3, 1, 14, tzinfo=UTC)),
        ("0001-01-01T00:00:00Z", datetime(1, 1, 1, tzinfo=UTC)),
        ("9999-12-31T23:59:59+14:00", datetime(9999, 12, 31, 9, 59, 59, tzinfo=UTC)),
    ],
)
def test_a_timestamp_is_read_in_utc(text, expected):
    assert expected == parse_timestamp(text)
    assert timedelta(0) == parse_timestamp(text).utcoffset()


@pytest.mark.parametrize(
    ("moment", "expected"),
    [
        (datetime(2026, 3, 14, 9, 30, tzinfo=UTC), "2026-03-14T09:30:00Z"),
        (
            datetime(2026, 3, 14, 9, 30, 59, 999_999, tzinfo=timezone(timedelta(hours=2))),
            "2026-03-14T07:30:59Z",
        ),
        (datetime(33, 1, 1, tzinfo=UTC), "0033-01-01T00:00:00Z"),
    ],
)
def test_a_time_is_written_in_utc_to_the_second(moment, expected):
    assert expected == format_timestamp(moment)


def test_a_time_without_a_zone_is_not_written():
    with pytest.raises(NaiveTime):
        format_timestamp(datetime(2026, 3, 14))


@given(st.datetimes(timezones=st.just(UTC)))
def test_what_is_written_is_read_back(moment):
    assert moment.replace(microsecond=0) == parse_timestamp(format_timestamp(moment))


@given(st.from_regex(r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9:.Zz+-]{8,16}") | st.text(max_size=30))
def test_no_text_escapes_the_errors_of_times(text):
    try:
        assert parse_timestamp(text).tzinfo is UTC
    except (MalformedTime, TimeOutOfRange) as error:
        assert error.reason.startswith("time.")
