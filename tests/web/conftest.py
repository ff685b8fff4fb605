"""The application over a territory of its own, for each test."""

import shutil
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from badger.web.vc_api.contexts import allow_test_contexts, forbid_test_contexts
from tests.web_world import Territory, WebWorld, build_territory, open_world

# A clock as it is: never on the very second.
MICROSECONDS = timedelta(microseconds=123_456)
BUILT_AT = datetime(2026, 3, 14, 9, 30, tzinfo=UTC)


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Territory]:
    """A territory built once; each test gets a copy."""
    folder = tmp_path_factory.mktemp("territory")
    return folder, build_territory(folder, now=BUILT_AT)


@pytest.fixture
def world(tmp_path: Path, built: tuple[Path, Territory], now: datetime) -> WebWorld:
    """A territory with one published badge and one session, at the fixed instant."""
    folder, territory = built
    shutil.copy(folder / "web.sqlite3", tmp_path / "web.sqlite3")
    return open_world(tmp_path, territory, clock=lambda: now + MICROSECONDS)


@pytest.fixture
def suite_contexts() -> Iterator[None]:
    """The contexts of the W3C's suites, which are defined for the tests of their mode alone."""
    allow_test_contexts()
    yield
    forbid_test_contexts()
