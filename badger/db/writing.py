"""Inserts that give way to a row that is there already, on both engines."""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy.dialects import postgresql, sqlite

from badger.db.base import Base, Session


def insert_absent(db: Session, row: type[Base], values: Sequence[Mapping[str, object]]) -> None:
    """Insert each of `values` unless one of its unique keys is taken, in one statement.

    Of two transactions with the same key one waits for the other and inserts nothing.
    """
    if values:
        db.execute(_insert(db, row).values(list(values)).on_conflict_do_nothing())


def insert_if_absent(db: Session, row: type[Base], values: Mapping[str, object]) -> bool:
    """Insert one row unless one of its unique keys is taken; tell whether it was inserted."""
    keys = list(row.__table__.primary_key)
    statement = _insert(db, row).values(**values).on_conflict_do_nothing().returning(*keys)
    return db.execute(statement).first() is not None


def _insert(db: Session, row: type[Base]) -> Any:
    # Any: the two dialects' Insert have the same methods and no common type.
    dialect = sqlite if db.get_bind().dialect.name == "sqlite" else postgresql
    return dialect.insert(row)
