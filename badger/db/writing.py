"""Inserts that give way to a row that is there already, on both engines."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from sqlalchemy.dialects import postgresql, sqlite

from badger.db.base import Base, Session

# SQLite takes at most 32,766 values in one statement.
ROWS_PER_STATEMENT = 2000


def insert_absent(db: Session, row: type[Base], values: Sequence[Mapping[str, object]]) -> None:
    """Insert each of `values` unless one of its unique keys is taken.

    Of two transactions with the same key one waits for the other and inserts nothing.
    """
    inserted_keys(db, row, values)


def inserted_keys(
    db: Session, row: type[Base], values: Sequence[Mapping[str, object]]
) -> list[tuple[object, ...]]:
    """Insert as `insert_absent` does; return the primary keys of what was inserted."""
    keys = list(row.__table__.primary_key)
    found: list[tuple[object, ...]] = []
    for some in _in_parts(values):
        statement = _insert(db, row).values(some).on_conflict_do_nothing().returning(*keys)
        found += [tuple(inserted) for inserted in db.execute(statement)]
    return found


def _in_parts(values: Sequence[Mapping[str, object]]) -> Iterator[list[Mapping[str, object]]]:
    for start in range(0, len(values), ROWS_PER_STATEMENT):
        yield list(values[start : start + ROWS_PER_STATEMENT])


def _insert(db: Session, row: type[Base]) -> Any:
    # Any: the two dialects' Insert have the same methods and no common type.
    dialect = sqlite if db.get_bind().dialect.name == "sqlite" else postgresql
    return dialect.insert(row)
