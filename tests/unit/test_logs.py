"""The log: one line for each event, and nobody's words in it."""

import json

import pytest
import structlog

from badger.logs import install_logs


@pytest.fixture
def log():
    before = structlog.get_config()
    install_logs()
    yield structlog.get_logger("badger.test")
    structlog.configure(**before)


def fail_over(badge: str) -> int:
    return len(badge) // 0


def test_r05_q07_a_trace_names_places_and_not_what_stood_there(log, capsys):
    try:
        fail_over("".join(("Exemple", " Un")))
    except ZeroDivisionError as error:
        log.error("bug", number="500", exc_info=error)
    written = capsys.readouterr().err
    assert "Exemple Un" not in written
    assert "in fail_over" in json.loads(written)["exception"]


def test_an_event_is_one_line_whatever_it_holds(log, capsys):
    log.warning("odd", endpoint="a\n{}\u2028b")
    (line,) = capsys.readouterr().err.split("\n")[:-1]
    event = json.loads(line)
    assert ("odd", "warning", "a\n{}\u2028b") == (event["event"], event["level"], event["endpoint"])
