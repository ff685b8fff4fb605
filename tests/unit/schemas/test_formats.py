"""The formats of the schemas mean the same for every validator."""

import pytest

from badger.schemas.formats import is_date, is_date_time


@pytest.mark.parametrize(
    "text",
    [
        "2026-03-14T09:30:00Z",
        "2026-03-14t09:30:00z",
        "2026-03-14T09:30:00.123456789123+14:00",
        "2024-02-29T23:59:59-00:00",
        "0001-01-01T00:00:00+23:59",
    ],
)
def test_a_time_of_rfc_3339_passes(text):
    assert is_date_time(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "2026-03-14",
        "2026-03-14T09:30:00",
        "2026-03-14 09:30:00Z",
        "2026-02-29T09:30:00Z",
        "2026-13-01T09:30:00Z",
        "0000-01-01T00:00:00Z",
        "10000-01-01T00:00:00Z",
        "2026-03-14T24:00:00Z",
        "2016-12-31T23:59:60Z",
        "2026-03-14T09:60:00Z",
        "2026-03-14T09:30:00.Z",
        "2026-03-14T09:30:00+24:00",
        "2026-03-14T09:30:00+0100",
        "2026-03-14T09:30:00Z\n",
        "٢٠٢٦-03-14T09:30:00Z",
        "20260314T093000Z",
    ],
)
def test_t07_a_text_that_is_no_time_of_rfc_3339_fails(text):
    assert not is_date_time(text)


def test_a_day_must_be_on_the_calendar():
    assert is_date("2024-02-29")
    assert not is_date("2026-02-29")
    assert not is_date("20260314")
    assert not is_date("2026-03-14\n")


@pytest.mark.parametrize("value", [None, 5, [], {}])
def test_a_format_looks_at_texts_alone(value):
    assert is_date(value)
    assert is_date_time(value)
