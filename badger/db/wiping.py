"""What was deleted is no longer in the database's files (hardening G01)."""

import time
from contextlib import closing
from typing import Any, Final

from sqlalchemy import Engine

from badger.db.engine import DatabaseUnavailable, in_turn, translated

# How long others may still look at what was deleted, in seconds.
PATIENCE_S: Final = 10.0
_PAUSE_S: Final = 0.05
# Rows that an older snapshot sees are kept by VACUUM FULL and by ANALYZE. What PostgreSQL does by
# itself counts too; where this role may not see what somebody does, it may be that.
_OLDER_SNAPSHOTS: Final = """
    SELECT count(*) FROM pg_stat_activity
    WHERE datname = current_database() AND pid <> pg_backend_pid()
      AND (age(backend_xmin) > age(%s::xid)
           OR backend_xmin IS NULL AND query = '<insufficient privilege>')
"""


def wipe_deleted(engine: Engine, *, patience_s: float = PATIENCE_S) -> None:
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
            _wipe_postgresql(connection.driver_connection, patience_s=patience_s)


def wipe_table(engine: Engine, name: str, *, patience_s: float = PATIENCE_S) -> None:
    """Write one table of PostgreSQL anew, without what was deleted. Raises: DatabaseUnavailable."""
    with translated(), closing(engine.raw_connection()) as connection:
        _wipe_postgresql(connection.driver_connection, name, patience_s=patience_s)


def _wipe_sqlite(connection: Any) -> None:
    # Any: sqlite3.Connection behind SQLAlchemy's protocol, which names no method.
    connection.execute("PRAGMA query_only = OFF")
    connection.execute("VACUUM")
    busy, _, _ = connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
    if busy:
        raise DatabaseUnavailable


def _wipe_postgresql(connection: Any, table: str = "", *, patience_s: float) -> None:
    # Any: psycopg.Connection, as above.
    deadline = time.monotonic() + patience_s
    connection.autocommit = True
    try:
        for statement in ("ANALYZE", "VACUUM FULL"):
            _wait_for_older_snapshots(connection, deadline=deadline)
            connection.execute(f"{statement} {table}")
    finally:
        connection.autocommit = False


def _wait_for_older_snapshots(connection: Any, *, deadline: float) -> None:
    """Wait until nobody sees what was deleted before now. Raises: DatabaseUnavailable."""
    now = "SELECT pg_snapshot_xmax(pg_current_snapshot())::xid::text"
    (mark,) = connection.execute(now).fetchone()
    while connection.execute(_OLDER_SNAPSHOTS, (mark,)).fetchone()[0]:
        if time.monotonic() > deadline:
            raise DatabaseUnavailable
        time.sleep(_PAUSE_S)
