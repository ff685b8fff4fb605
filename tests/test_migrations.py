"""The migrations give the schema of the rows, on both engines."""

import os

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy import Engine, inspect, text

import badger.db.rows  # noqa: F401 - fills the metadata
from badger.db.base import Base, open_engine
from badger.db.migrate import (
    SchemaMissing,
    SchemaTooNew,
    _configuration,
    _script,
    require_current_schema,
    upgrade,
)
from badger.privacy.registry import TABLES
from tests.databases import ENGINES, make_database

WORKER = os.environ.get("PYTEST_XDIST_WORKER", "main")


@pytest.fixture(params=ENGINES)
def empty(request, tmp_path):
    """A database without any table, on each engine in turn."""
    if request.param == "sqlite":
        url = f"sqlite:///{tmp_path / 'empty.db'}"
    else:
        url = make_database(request.getfixturevalue("postgres_server"), f"empty_{WORKER}")
    engine = open_engine(url)
    yield engine
    engine.dispose()


def _tables(engine: Engine) -> set[str]:
    return set(inspect(engine).get_table_names()) - {"alembic_version"}


def test_the_migrations_give_the_schema_of_the_rows(empty):
    upgrade(empty)

    with empty.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert [] == compare_metadata(context, Base.metadata)
    assert set(Base.metadata.tables) == _tables(empty)


def test_g01_the_privacy_registry_speaks_of_every_table_and_column():
    """How to write an entry: the docstring of `badger.privacy.registry`."""
    schema = {name: sorted(table.columns.keys()) for name, table in Base.metadata.tables.items()}
    assert schema == {name: sorted(table.columns()) for name, table in TABLES.items()}


def test_upgrading_twice_changes_nothing(empty):
    upgrade(empty)
    upgrade(empty)

    require_current_schema(empty)


def test_r14_every_step_goes_down_and_up_again(empty):
    upgrade(empty)
    for _ in _script().walk_revisions():
        with empty.begin() as connection:
            command.downgrade(_configuration(connection), "-1")
    assert set() == _tables(empty)

    upgrade(empty)

    assert set(Base.metadata.tables) == _tables(empty)


def test_the_audit_chain_has_its_beginning(empty):
    upgrade(empty)

    with empty.connect() as connection:
        head = connection.execute(text("SELECT id, seq, hash FROM audit_head")).one()
    assert (1, 0, "0" * 64) == tuple(head)


def test_a_database_without_tables_is_said_to_lack_them(empty):
    with pytest.raises(SchemaMissing):
        require_current_schema(empty)


def test_a_newer_schema_is_refused_and_left_alone(empty):
    upgrade(empty)
    with empty.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))

    with pytest.raises(SchemaTooNew) as refusal:
        upgrade(empty)
    with pytest.raises(SchemaTooNew):
        require_current_schema(empty)

    assert {"revision": "9999"} == refusal.value.facts
    assert set(Base.metadata.tables) == _tables(empty)


def test_no_column_is_made_for_a_sensitive_status(empty):
    """Domain C11, F11 AC5: what must never be revealed has no place at all."""
    forbidden = (
        "birth", "naissance", "address", "adresse", "email", "phone", "gender", "nationality",
        "rsa", "rqth", "handicap", "disab", "health", "sante", "justice", "judicial", "migration",
        "refugee", "programme", "cohort", "funding", "origin", "photo", "score", "rank", "fail",
    )  # fmt: skip
    columns = {f"{t.name}.{c.name}" for t in Base.metadata.tables.values() for c in t.columns}

    kept = ("id", "display_name", "minor", "kind", "registered_by", "sign_in_number", "created_at")
    assert {f"people.{name}" for name in kept} == {
        column for column in columns if column.startswith("people.")
    }
    # An e-mail address is kept where a person gave it to come in by, and of somebody without an
    # account who writes and waits for an answer. A telephone is that of a place, never a person's.
    given = ("id", "person_id", "email", "added_at", "verified_at", "code_hash", "code_until",
             "code_tries", "mail_id")  # fmt: skip
    asked_for = {f"emails.{name}" for name in given} | {"sign_in_links.email"}
    asked_for |= {"messages.sender_email", "help_contact.phone", "welcome_cards.phone"}
    assert asked_for == {c for c in columns if any(word in c for word in forbidden)}


def test_q01_a_new_file_is_read_by_its_owner_alone_whatever_the_umask(tmp_path):
    """With what SQLite puts beside it while it is open."""
    before = os.umask(0o022)
    try:
        engine = open_engine(f"sqlite:///{tmp_path / 'new.db'}")
        upgrade(engine)
        with engine.connect() as connection:
            connection.execute(text("SELECT 1"))
            modes = {file.name: oct(file.stat().st_mode & 0o777) for file in tmp_path.iterdir()}
        engine.dispose()
    finally:
        os.umask(before)
    assert {"new.db": "0o600", "new.db-shm": "0o600", "new.db-wal": "0o600"} == modes
