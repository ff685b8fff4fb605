"""Engines and transactions: who may write says so before the transaction begins."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

import psycopg
from sqlalchemy import Connection, Engine, create_engine, event, make_url
from sqlalchemy.exc import ArgumentError, OperationalError
from sqlalchemy.exc import TimeoutError as NoConnectionFree
from sqlalchemy.orm import Session

from badger.db.writers import WriterQueue
from badger.errors import BadgerError

BUSY_TIMEOUT_MS = 5000
# RETURNING came with 3.35; below 3.51.3 a WAL reset under several writing processes may lose
# pages (sqlite.org, 2026-04-09), so such a version is reported and wants one writing process.
OLDEST_SQLITE = (3, 35, 0)
SAFE_WAL_SQLITE = (3, 51, 3)
READING = "badger_reading"
READER = "badger_reader"
WRITERS = "badger_writers"
# Connections that stay open: one for each thread of a web process, and for what works beside
# them. What is asked for above these is opened anew each time, and forgets what it prepared.
KEPT_OPEN = 10
PASSING_SQLITE_ERRORS = frozenset(
    {
        sqlite3.SQLITE_BUSY,
        sqlite3.SQLITE_LOCKED,
        sqlite3.SQLITE_IOERR,
        sqlite3.SQLITE_FULL,
        sqlite3.SQLITE_CANTOPEN,
        sqlite3.SQLITE_READONLY,
    }
)


class DatabaseUnsupported(BadgerError):
    """The address names an engine that this product does not run on, or cannot be read."""

    code = "database.unsupported"


class DatabaseUnavailable(BadgerError):
    """The database is busy, full or out of reach; asking again later may do."""

    code = "database.unavailable"


class DatabaseTooOld(BadgerError):
    """The SQLite library is older than what the product needs."""

    code = "database.too_old"


def open_engine(url: str) -> Engine:
    """Open the database at `url`; connects only when first used.

    The values of statements stay out of errors and logs: they are people's words.

    url:    sqlite:///path or postgresql+psycopg://…
    Raises: DatabaseUnsupported, DatabaseTooOld.
    """
    name = _engine_name(url)
    if name == "sqlite":
        check_sqlite(sqlite3.sqlite_version_info)
        engine = create_engine(
            url,
            connect_args={"timeout": BUSY_TIMEOUT_MS / 1000},
            execution_options={WRITERS: WriterQueue()},
            hide_parameters=True,
            pool_size=KEPT_OPEN,
        )
        event.listen(engine, "connect", _prepare_sqlite)
        event.listen(engine, "begin", _begin_sqlite)
        reader = engine.execution_options(**{READING: True})
    else:
        engine = create_engine(url, pool_pre_ping=True, hide_parameters=True, pool_size=KEPT_OPEN)
        event.listen(engine, "connect", _prepare_postgresql)
        event.listen(engine, "begin", _begin_postgresql)
        reader = engine.execution_options(**{READING: True}, isolation_level="AUTOCOMMIT")
    engine.update_execution_options(**{READER: reader})
    return engine


def check_sqlite(version: tuple[int, ...]) -> None:
    """Refuse a SQLite library that lacks what the statements need. Raises: DatabaseTooOld."""
    if version < OLDEST_SQLITE:
        raise DatabaseTooOld(version=".".join(map(str, version)))


def make_private(engine: Engine) -> None:
    """Make the file of a new SQLite database one that its owner alone reads and writes.

    SQLite gives what it puts beside it the same mode. Where it cannot be made, opening says so.
    """
    file = (engine.url.database or "").removeprefix("file:")
    if engine.dialect.name == "sqlite" and file not in ("", ":memory:"):
        with suppress(OSError):
            Path(file).touch(mode=0o600)


def storage_warnings(engine: Engine, version: tuple[int, ...] | None = None) -> tuple[str, ...]:
    """Name what the operator should know about the storage, as codes (hardening X15)."""
    current = version or sqlite3.sqlite_version_info
    if engine.dialect.name == "sqlite" and current < SAFE_WAL_SQLITE:
        return ("database.one_writing_process",)
    return ()


def new_session(engine: Engine) -> Session:
    """Make a session that may write; its transaction begins with the first statement."""
    return Session(engine, expire_on_commit=False)


@contextmanager
def read_session(engine: Engine) -> Iterator[Session]:
    """Open a session that takes no write lock, and in which a write is refused.

    SQLite shows one moment in it. PostgreSQL gives each statement its own, as it does within
    a transaction of ours, and is spared what begins and ends one: half of the ways to it.
    Raises: DatabaseUnavailable.
    """
    with translated(), Session(engine.get_execution_options()[READER]) as db:
        yield db


@contextmanager
def read_transaction(engine: Engine) -> Iterator[Session]:
    """Open the same as a transaction on both engines: what is read in pieces needs one.

    Raises: DatabaseUnavailable.
    """
    with translated(), Session(engine.execution_options(**{READING: True})) as db:
        yield db


@contextmanager
def write_session(engine: Engine) -> Iterator[Session]:
    """Open a transaction that may write; commits at the end, undoes everything on an error.

    Raises: DatabaseUnavailable; nothing is half done then.
    """
    with translated(), in_turn(engine), new_session(engine) as db, db.begin():
        yield db


@contextmanager
def in_turn(engine: Engine) -> Iterator[None]:
    """Stand in the line of this process's writers, where the engine has one (SQLite)."""
    line = engine.get_execution_options().get(WRITERS)
    if line is None:
        yield
        return
    if not line.take(patience_s=BUSY_TIMEOUT_MS / 1000):
        raise DatabaseUnavailable
    try:
        yield
    finally:
        line.end()


@contextmanager
def translated() -> Iterator[None]:
    """Say that the database is unavailable where the same request may do later.

    Raises: DatabaseUnavailable.
    """
    try:
        yield
    except OperationalError as error:
        if _may_pass(error.orig):
            raise DatabaseUnavailable from error
        raise
    except NoConnectionFree as error:
        raise DatabaseUnavailable from error


def _may_pass(error: BaseException | None) -> bool:
    """Tell what passes (a lock, a full disk, a lost server) from a bug (a missing table)."""
    if isinstance(error, sqlite3.OperationalError):
        return error.sqlite_errorcode & 0xFF in PASSING_SQLITE_ERRORS
    return isinstance(error, psycopg.OperationalError)


def _engine_name(url: str) -> str:
    try:
        name = make_url(url).get_backend_name()
    except ArgumentError as error:
        raise DatabaseUnsupported(engine="?") from error
    if name not in ("sqlite", "postgresql"):
        raise DatabaseUnsupported(engine=name)
    return name


def _prepare_sqlite(connection: Any, _record: object) -> None:
    # Any: the driver's own connection, wrapped by the pool. The driver must not begin
    # transactions by itself: the kind of BEGIN is chosen in `_begin_sqlite`.
    connection.isolation_level = None
    cursor = connection.cursor()
    cursor.execute("PRAGMA journal_mode = WAL")
    cursor.execute("PRAGMA synchronous = FULL")
    cursor.execute("PRAGMA foreign_keys = ON")
    # What is deleted is overwritten with zeros; `db.wiping` does the rest (hardening G01).
    cursor.execute("PRAGMA secure_delete = ON")
    cursor.execute(f"PRAGMA busy_timeout = {BUSY_TIMEOUT_MS}")
    cursor.close()


def _begin_sqlite(connection: Connection) -> None:
    # BEGIN IMMEDIATE: a deferred transaction that reads and then writes fails at once with
    # SQLITE_BUSY when another wrote in between (hardening X14).
    if connection.get_execution_options().get(READING):
        connection.exec_driver_sql("PRAGMA query_only = ON")
        connection.exec_driver_sql("BEGIN")
    else:
        connection.exec_driver_sql("PRAGMA query_only = OFF")
        connection.exec_driver_sql("BEGIN IMMEDIATE")


def _prepare_postgresql(connection: Any, _record: object) -> None:
    # Any: psycopg's own connection, wrapped by the pool. What stands in no transaction only
    # reads; each transaction says of itself that it may write.
    connection.autocommit = True
    connection.execute("SET default_transaction_read_only = on")
    connection.autocommit = False
    connection.read_only = False


def _begin_postgresql(connection: Connection) -> None:
    options = connection.get_execution_options()
    if options.get(READING) and options.get("isolation_level") != "AUTOCOMMIT":
        connection.exec_driver_sql("SET TRANSACTION READ ONLY")
