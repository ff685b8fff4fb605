"""The application over a territory of its own, for each test."""

from datetime import datetime
from pathlib import Path

import pytest

from tests.web_world import WebWorld, make_world


@pytest.fixture
def world(tmp_path: Path, now: datetime) -> WebWorld:
    """A territory with one published badge and one session, at the fixed instant."""
    return make_world(tmp_path, clock=lambda: now)
