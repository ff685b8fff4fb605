"""Bring the schema up to date, with the migrations of this package."""

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine

from badger.db.engine import READING, make_private, translated
from badger.errors import BadgerError

SCRIPTS = Path(__file__).parent / "migrations"
# Any number will do, as long as nobody else of this database takes it.
MIGRATION_LOCK = 0x6261646765


class SchemaTooNew(BadgerError):
    """The database was made by a later release than this one."""

    code = "database.schema_too_new"


class SchemaMissing(BadgerError):
    """The database lacks the tables of this release: `badger migrate` makes them."""

    code = "database.schema_missing"


def upgrade(engine: Engine) -> None:
    """Apply the missing migrations, all or none; two processes at once take turns.

    Raises: SchemaTooNew, and then changes nothing.
    """
    make_private(engine)
    with engine.begin() as connection:
        if connection.dialect.name == "postgresql":
            connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({MIGRATION_LOCK})")
        _refuse_unknown(connection)
        command.upgrade(_configuration(connection), "head")


def require_current_schema(engine: Engine) -> None:
    """Refuse a database that is not of this release.

    Raises: SchemaTooNew, SchemaMissing, DatabaseUnavailable.
    """
    reading = engine.execution_options(**{READING: True})
    with translated(), reading.connect() as connection:
        if _refuse_unknown(connection) != _script().get_current_head():
            raise SchemaMissing


def _refuse_unknown(connection: Connection) -> str | None:
    """Return the revision that the database stands at. Raises: SchemaTooNew."""
    current = MigrationContext.configure(connection).get_current_revision()
    known = {script.revision for script in _script().walk_revisions()}
    if current is not None and current not in known:
        raise SchemaTooNew(revision=current)
    return current


def _script() -> ScriptDirectory:
    return ScriptDirectory.from_config(_configuration(None))


def _configuration(connection: Connection | None) -> Config:
    configuration = Config()
    # Alembic reads the setting with configparser, where a percent sign is special.
    configuration.set_main_option("script_location", str(SCRIPTS).replace("%", "%%"))
    configuration.attributes["connection"] = connection
    return configuration
