"""What was written before people had keys is encrypted as well, once."""

from collections.abc import Iterator, Mapping
from typing import Any, Final

from sqlalchemy import LargeBinary, String, Table, and_, or_, select, type_coerce, update

from badger.db.base import Base, Engine, Session, read_transaction, write_session
from badger.db.sealed import MARK, OWNER, SealedText, make_keys, owned, sealed_columns

AT_A_TIME: Final = 200


def seal_what_is_open(engine: Engine) -> int:
    """Encrypt what stands open in sealed columns; return in how many rows.

    Interrupted, it goes on where it stopped. Raises: PersonKeysLocked, DatabaseUnavailable.
    """
    return sum(_seal_table(engine, table) for table in Base.metadata.sorted_tables)


def _seal_table(engine: Engine, table: Table) -> int:
    if not sealed_columns(table):
        return 0
    with read_transaction(engine) as db:
        open_keys = [key for key, row in _raw_rows(db, table) if _open_columns(row)]
    for start in range(0, len(open_keys), AT_A_TIME):
        with write_session(engine) as db:
            _seal_some(db, table, keys=open_keys[start : start + AT_A_TIME])
    return len(open_keys)


def _raw_rows(
    db: Session, table: Table, keys: list[tuple[object, ...]] | None = None
) -> Iterator[tuple[tuple[object, ...], Mapping[str, Any]]]:
    """Yield the key of each row, and what stands in its sealed columns as it is."""
    # Any: columns of several types.
    key = list(table.primary_key.columns)
    raw = [
        type_coerce(column, String if isinstance(column.type, SealedText) else LargeBinary).label(
            column.name
        )
        for column in (table.c[name] for name in sealed_columns(table))
    ]
    asked = select(*(column.label(f"key_{column.name}") for column in key), table.c[OWNER], *raw)
    if keys is not None:
        asked = asked.where(
            or_(*(and_(*(c == v for c, v in zip(key, one, strict=True))) for one in keys))
        )
    for row in db.execute(asked.execution_options(yield_per=AT_A_TIME)):
        yield tuple(row[: len(key)]), {str(name): value for name, value in row._mapping.items()}


def _open_columns(row: Mapping[str, Any]) -> dict[str, str | bytes]:
    """Return what is not encrypted yet, by column."""
    # Any: as above.
    found = {}
    for name, value in row.items():
        is_open = value and not name.startswith("key_") and name != OWNER
        mark = MARK.decode() if isinstance(value, str) else MARK
        if is_open and not value.startswith(mark):
            found[name] = value
    return found


def _seal_some(db: Session, table: Table, *, keys: list[tuple[object, ...]]) -> None:
    rows = list(_raw_rows(db, table, keys))
    make_keys(db, [row[OWNER] for _, row in rows])
    for key, row in rows:
        owner = row[OWNER]
        values = {name: owned(owner, value) for name, value in _open_columns(row).items()}
        if values:
            mine = (c == v for c, v in zip(table.primary_key.columns, key, strict=True))
            db.execute(update(table).where(*mine).values(**values))
