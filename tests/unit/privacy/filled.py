"""One row of a person's in every table, with words that are found again: canaries."""

from collections.abc import Mapping
from datetime import date

from sqlalchemy import (
    JSON,
    Boolean,
    Column,
    Date,
    Integer,
    LargeBinary,
    String,
    insert,
)
from sqlalchemy import Table as SchemaTable

from badger.db.base import Base, Session, UtcDateTime
from badger.db.sealed import SealedBytes, SealedText, make_keys, owned
from badger.privacy.registry import TABLES
from tests.factories import NOW

CANARY = "kanarie"
# Rows that a rule of the database allows only in one form.
FORMS: Mapping[str, Mapping[str, object]] = {
    "endorsements": {"version_id": None, "partner_id": None},
}
WORDS = String | LargeBinary | JSON | SealedText | SealedBytes
# Made by the product itself in these tests.
LEFT_OUT = frozenset({"people", "audit_events", "audit_head", "outbox"})


def canary(table: str, column: str) -> str:
    """The word that stands in a column of hers."""
    return f"{CANARY}-{table}-{column}"


def canaries(*, deleted_or_emptied: bool) -> list[str]:
    """The words that have to be gone after erasure, or those that may stay."""
    found = []
    for name, table in TABLES.items():
        own_word = {way.partition("=")[0] for way in table.whose} | table.names
        for column in Base.metadata.tables[name].columns:
            if name in LEFT_OUT or not isinstance(column.type, WORDS):
                continue
            goes = bool(table.whose) and column.name in {*table.hers, *table.emptied}
            if goes is deleted_or_emptied and not (column.foreign_keys or column.name in own_word):
                found.append(canary(name, column.name))
    return found


def sealed_canaries() -> list[str]:
    """The words that stand under a key of hers."""
    return [canary(name, column) for name, table in TABLES.items() for column in table.sealed]


def fill_every_table(db: Session, *, person_id: str) -> None:
    """Put one row into every table: the person's where it is somebody's."""
    known: dict[str, dict[str, object]] = {"people": {"id": person_id}}
    make_keys(db, [person_id])
    for table in Base.metadata.sorted_tables:
        if table.name in LEFT_OUT:
            continue
        values = _values(table, known, person_id=person_id)
        db.execute(insert(table).values(values))
        known[table.name] = values


def _values(
    table: SchemaTable, known: Mapping[str, Mapping[str, object]], *, person_id: str
) -> dict[str, object]:
    values = {c.name: _value(c, known, person_id=person_id) for c in table.columns}
    for way in TABLES[table.name].whose:
        column, _, far = way.partition("=")
        if far:
            other, _, other_column = far.partition(".")
            known_there = known.get(other, {})
            values[column] = known_there.get(other_column, canary(other, other_column))
    return {**values, **FORMS.get(table.name, {})}


def _value(
    column: Column[object], known: Mapping[str, Mapping[str, object]], *, person_id: str
) -> object:
    for key in column.foreign_keys:
        other, _, far = key.target_fullname.partition(".")
        if other == column.table.name:
            return None
        return known[other][far]
    if column.name in TABLES[column.table.name].names:
        return person_id
    if isinstance(column.type, SealedText | SealedBytes):
        word = canary(column.table.name, column.name)
        is_text = isinstance(column.type, SealedText)
        return owned(person_id, word if is_text else word.encode())
    return _plain(column)


def _plain(column: Column[object]) -> object:
    word = canary(column.table.name, column.name)
    kinds: list[tuple[type, object]] = [
        (UtcDateTime, NOW),
        (Date, date(2026, 3, 14)),
        (Boolean, False),
        (Integer, 1),
        (LargeBinary, word.encode()),
        (JSON, [word]),
        (String, word),
    ]
    return next(value for kind, value in kinds if isinstance(column.type, kind))
