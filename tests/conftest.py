"""What every test stands on: a fixed instant, the published vectors, and no network."""

import gc
import ipaddress
import os
import socket
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest

from tests.databases import (  # noqa: F401 - fixtures
    database_url,
    db,
    engine,
    postgres_server,
    postgres_url,
    sqlite_url,
)

REPOSITORY = Path(__file__).parent.parent


class NetworkBlocked(RuntimeError):
    """A test reached for another machine. Not an OSError, so no code can swallow it."""


def _is_loopback(host: object) -> bool:
    if host in (None, "", "localhost", b"localhost"):
        return True
    try:
        return ipaddress.ip_address(str(host).partition("%")[0]).is_loopback
    except ValueError:
        return False


def _needs_no_network(host: object) -> bool:
    """Tell whether `host` is this machine, or a number that no name server is asked for."""
    if _is_loopback(host):
        return True
    try:
        socket.inet_pton(socket.AF_INET6, str(host).partition("%")[0])
    except OSError:
        try:
            socket.inet_aton(str(host))
        except OSError:
            return False
    return True


def guard_network(event: str, arguments: tuple[object, ...]) -> None:
    """Refuse to resolve a name or to reach an address outside this machine.

    An audit hook sees every socket that Python opens and patches nothing; it cannot be removed.
    """
    if event in ("socket.connect", "socket.sendto"):
        connection, address = arguments[0], arguments[1]
        outside = getattr(connection, "family", None) in (socket.AF_INET, socket.AF_INET6)
        if outside and not _is_loopback(address[0]):  # type: ignore[index]
            raise NetworkBlocked(f"connection to {address} from a test")
    elif event == "socket.getaddrinfo" and not _needs_no_network(arguments[0]):
        raise NetworkBlocked(f"look-up of {arguments[0]!r} from a test")


sys.addaudithook(guard_network)


@pytest.fixture
def now() -> datetime:
    """The instant of every test, unless it says otherwise: Saturday 14 March 2026, 09:30 UTC."""
    return datetime(2026, 3, 14, 9, 30, tzinfo=UTC)


@pytest.fixture(scope="session")
def vectors() -> Path:
    """The folder of the published test vectors (BADGER_VECTORS, else ../shared/vectors)."""
    folder = Path(os.environ.get("BADGER_VECTORS", REPOSITORY.parent / "shared" / "vectors"))
    if not folder.is_dir():
        if os.environ.get("BADGER_REQUIRE_VECTORS") == "1":
            pytest.fail(f"BADGER_REQUIRE_VECTORS is set and there are no vectors at {folder}")
        pytest.skip(f"no published vectors at {folder} (set BADGER_VECTORS)")
    return folder


def pytest_collection_finish() -> None:
    """Leave what stands until the end out of each collection of garbage: a sixth of the time."""
    gc.collect()
    gc.freeze()


def pytest_report_header() -> list[str]:
    """Say on top of every run what may be left out of it."""
    names = ("BADGER_REQUIRE_BROWSER", "BADGER_REQUIRE_POSTGRES", "BADGER_REQUIRE_VECTORS")
    return [f"{name}={os.environ.get(name, '')}" for name in names]
