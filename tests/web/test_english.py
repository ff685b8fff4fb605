"""English as it is written on this side of the sea: days before months, megabytes."""

from datetime import UTC, date, datetime

import pytest

from badger.sentences import bytes_in_words
from badger.web.presenters.dates import day_in_full, day_short, moment_in_full
from badger.web.presenters.spoken_findings import say


def test_a_day_is_said_before_its_month_and_hours_go_up_to_24(world):
    with world.app.test_request_context("/verify?lang=en"):
        assert "26 November 2026" == day_short(date(2026, 11, 26))
        assert "Thursday 26 November 2026" == day_in_full(date(2026, 11, 26)).replace(",", "")
        evening = datetime(2026, 11, 26, 18, 5, tzinfo=UTC)
        assert "26 November 2026, 19:05" == moment_in_full(evening)
    with world.app.test_request_context("/verify"):
        assert "26 novembre 2026" == day_short(date(2026, 11, 26))


@pytest.mark.parametrize(
    ("number", "french", "english"),
    [
        (800, "800 octets", "800 bytes"),
        (262_144, "256 ko", "256 kB"),
        (2_097_152, "2 Mo", "2 MB"),
        (1_572_864, "1,5 Mo", "1.5 MB"),
        # Rounded up: what is a byte too large is never said to be as large as the limit.
        (2_097_153, "2,1 Mo", "2.1 MB"),
    ],
)
def test_a_size_is_said_in_the_units_of_the_language(number, french, english):
    assert french == bytes_in_words(number)
    assert english == bytes_in_words(number, language="en")


def test_an_error_about_a_size_speaks_the_language_of_the_page(world):
    facts = {"size": 3_145_728, "limit": 2_097_152}
    with world.app.test_request_context("/verify?lang=en"):
        said = say("json.too_large", facts)
        assert "3 MB" in said
        assert "2 MB" in said
        assert "Mo" not in said
    with world.app.test_request_context("/verify"):
        assert "2 Mo" in say("json.too_large", facts).replace("\u00a0", " ")
