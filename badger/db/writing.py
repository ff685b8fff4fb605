"""Inserts that give way to a row that is there already, on both engines."""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy.dialects import postgresql, sqlite

from badger.db.base import Base, Session
from badger.db.sealed import own_values


def insert_absent(db: Session, row: type[Base], values: Sequence[Mapping[str, object]]) -> None:
    """Insert each of `values` unless one of its unique keys is taken.

    Of two transactions with the same key one waits for the other and inserts nothing.
    """
    if values:
        db.execute(_insert(db, row).on_conflict_do_nothing(), _marked(db, row, values))


def inserted_keys(
    db: Session, row: type[Base], values: Sequence[Mapping[str, object]]
) -> list[tuple[object, ...]]:
    """Insert as `insert_absent` does; return the primary keys of what was inserted."""
    keys = list(row.__table__.primary_key)
    statement = _insert(db, row).on_conflict_do_nothing().returning(*keys)
    return [tuple(inserted) for inserted in db.execute(statement, _marked(db, row, values))]


def _marked(
    db: Session, row: type[Base], values: Sequence[Mapping[str, object]]
) -> list[Mapping[str, object]]:
    return list(own_values(db, row.metadata.tables[row.__tablename__], values))


def _insert(db: Session, row: type[Base]) -> Any:
    # Any: the two dialects' Insert have the same methods and no common type. The table, not
    # the row: its many rows go out in few statements, each compiled once.
    dialect = sqlite if db.get_bind().dialect.name == "sqlite" else postgresql
    return dialect.insert(row.__table__)
