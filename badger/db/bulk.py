"""Many new rows in one statement that is compiled once, without a unit of work for each."""

from collections.abc import Mapping, Sequence

from sqlalchemy import insert
from sqlalchemy.orm import make_transient_to_detached

from badger.db.base import Base, Session
from badger.db.sealed import own_values


def insert_values(db: Session, row: type[Base], values: Sequence[Mapping[str, object]]) -> None:
    """Insert the values of rows; nothing is filled in, what has a default is given."""
    if values:
        # The table, not the class: the ORM would look at each row by itself.
        table = row.metadata.tables[row.__tablename__]
        db.execute(insert(table), list(own_values(db, table, values)))


def insert_rows(db: Session, rows: Sequence[Base]) -> None:
    """Insert complete rows of one class; the session does not know them."""
    if rows:
        names = [column.name for column in type(rows[0]).__table__.columns]
        values = [{name: vars(row).get(name) for name in names} for row in rows]
        insert_values(db, type(rows[0]), values)


def store_rows(db: Session, rows: Sequence[Base]) -> None:
    """Insert complete rows of one class; from here on the session holds them as they are."""
    insert_rows(db, rows)
    for row in rows:
        make_transient_to_detached(row)
    db.add_all(rows)
