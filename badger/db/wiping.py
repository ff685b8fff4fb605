"""What was deleted is no longer in the database's files (hardening G01)."""

from contextlib import closing
from typing import Any

from sqlalchemy import Engine

from badger.db.engine import DatabaseUnavailable, in_turn, translated


def wipe_deleted(engine: Engine) -> None:
    """Write the database's files anew, without what was deleted; nobody writes meanwhile.

    SQLite: everything, its log of writes included. PostgreSQL: `ANALYZE`, as its planner notes
    frequent values, words of people among them, then `VACUUM FULL` of every table, for which
    the site should be closed; its own write-ahead log and backups are the operator's.
    Raises: DatabaseUnavailable, where somebody else has it open too long; nothing is lost then.
    """
    with translated(), in_turn(engine), closing(engine.raw_connection()) as connection:
        # The driver's own connection: what follows may stand in no transaction.
        if engine.dialect.name == "sqlite":
            _wipe_sqlite(connection.driver_connection)
        else:
            _wipe_postgresql(connection.driver_connection)


def wipe_table(engine: Engine, name: str) -> None:
    """Write one table of PostgreSQL anew, without what was deleted. Raises: DatabaseUnavailable."""
    with translated(), closing(engine.raw_connection()) as connection:
        _wipe_postgresql(connection.driver_connection, name)


def _wipe_sqlite(connection: Any) -> None:
    # Any: sqlite3.Connection behind SQLAlchemy's protocol, which names no method.
    connection.execute("PRAGMA query_only = OFF")
    connection.execute("VACUUM")
    busy, _, _ = connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
    if busy:
        raise DatabaseUnavailable


def _wipe_postgresql(connection: Any, table: str = "") -> None:
    # Any: psycopg.Connection, as above.
    connection.autocommit = True
    try:
        connection.execute(f"ANALYZE {table}")
        connection.execute(f"ANALYZE {table}")
        connection.execute(f"VACUUM FULL {table}")
    finally:
        connection.autocommit = False
