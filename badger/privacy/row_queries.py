"""Statements over whatever table the registry names: a person's rows, found the same way."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, String, cast, delete, false, func, or_, select, update
from sqlalchemy import Table as SchemaTable

from badger.db.base import Base, Session
from badger.db.one_of import one_of
from badger.db.rows import AuditEventRow, BulkImportRow
from badger.privacy.registry import TABLES


def tables_children_first() -> Iterator[str]:
    """Yield every table before those that it points at."""
    for table in reversed(Base.metadata.sorted_tables):
        yield table.name


def far_values(db: Session, person_id: str) -> dict[str, Sequence[object]]:
    """Return what the ways through other tables lead by: "credentials.id" -> her ids.

    Read before anything is changed: afterwards the way is gone.
    """
    ways = {way for table in TABLES.values() for way in table.whose if "=" in way}
    found: dict[str, Sequence[object]] = {}
    for far in {way.partition("=")[2] for way in ways}:
        name, _, column = far.partition(".")
        table = _schema(name)
        hers = _own(table, person_id, whose=TABLES[name].whose)
        found[far] = db.execute(select(table.c[column]).where(hers)).scalars().all()
    return found


def own_rows(
    db: Session, name: str, *, person_id: str, far: Mapping[str, Sequence[object]]
) -> Sequence[Mapping[str, Any]]:
    """Return a person's rows of a table, in the order of its primary key."""
    # Any: a column of any type.
    table = _schema(name)
    asked = select(table).where(_hers(db, table, person_id=person_id, far=far))
    return [dict(row) for row in db.execute(asked.order_by(*table.primary_key)).mappings()]


def delete_own_rows(
    db: Session, name: str, *, person_id: str, far: Mapping[str, Sequence[object]]
) -> None:
    """Delete a person's rows of a table."""
    table = _schema(name)
    db.execute(delete(table).where(_hers(db, table, person_id=person_id, far=far)))


def empty_own_rows(
    db: Session, name: str, *, person_id: str, far: Mapping[str, Sequence[object]]
) -> None:
    """Set in a person's rows of a table what the registry says."""
    table = _schema(name)
    hers = _hers(db, table, person_id=person_id, far=far)
    db.execute(update(table).where(hers).values(**TABLES[name].emptied))


def rename(db: Session, name: str, column: str, *, former: str, new: str) -> int:
    """Put another id where a column names somebody; return in how many rows."""
    table = _schema(name)
    changed = update(table).where(table.c[column] == former).values({column: new})
    return db.execute(changed).rowcount  # type: ignore[attr-defined, no-any-return]


def imports_naming(db: Session, person_id: str) -> Sequence[BulkImportRow]:
    """Return the files of observations that name a person, locked."""
    names_her = cast(BulkImportRow.rows, String).contains(person_id, autoescape=True)
    return db.scalars(select(BulkImportRow).where(names_her).with_for_update()).all()


def acts_of(db: Session, person_id: str) -> dict[str, int]:
    """Count by table the rows in which a person stands as the one who did something."""
    counts: dict[str, int] = {}
    for name, table in TABLES.items():
        acting = table.names - set(table.whose)
        if acting:
            schema = _schema(name)
            did = or_(*(schema.c[column] == person_id for column in sorted(acting)))
            counts[name] = db.scalar(select(func.count()).select_from(schema).where(did)) or 0
    return {name: count for name, count in counts.items() if count}


def entries_about(db: Session, person_id: str) -> tuple[tuple[str, datetime], ...]:
    """Return what the audit log says that a person did, or that was done to her, oldest first."""
    row = AuditEventRow
    about = or_(row.actor == person_id, row.subject == person_id)
    found = db.execute(select(row.kind, row.at).where(about).order_by(row.seq))
    return tuple((kind, at) for kind, at in found)


def foreign_table(name: str, column: str) -> str:
    """Return the table that a column points at, else ""."""
    keys = _schema(name).c[column].foreign_keys
    return next((key.target_fullname.partition(".")[0] for key in keys), "")


def label_of(db: Session, table: str, *, column: str, row_id: object) -> object:
    """Return one column of one row: how people call it."""
    schema = _schema(table)
    return db.execute(select(schema.c[column]).where(schema.c.id == row_id)).scalar()


def _schema(name: str) -> SchemaTable:
    return Base.metadata.tables[name]


def _hers(
    db: Session, table: SchemaTable, *, person_id: str, far: Mapping[str, Sequence[object]]
) -> ColumnElement[bool]:
    """Say which rows of a table are a person's."""
    whose = TABLES[table.name].whose
    through = [way.partition("=") for way in whose if "=" in way]
    values = [
        one_of(db, table.c[column], [str(value) for value in far[way]])
        for column, _, way in through
    ]
    return or_(_own(table, person_id, whose=whose), *values)


def _own(table: SchemaTable, person_id: str, *, whose: Sequence[str]) -> ColumnElement[bool]:
    direct = [table.c[way] == person_id for way in whose if "=" not in way]
    return or_(false(), *direct)
