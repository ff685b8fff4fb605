"""What is deleted or emptied when its time is over, by table."""

from datetime import datetime

from sqlalchemy import CursorResult, String, cast, delete, update

from badger.db.base import Base, Session


def delete_older(
    db: Session, name: str, *, since: str, before: datetime, blank: tuple[str, ...]
) -> int:
    """Delete the rows of a table whose instant `since` is before another; return how many.

    blank: columns that hold nothing in the rows that go.
    """
    table = Base.metadata.tables[name]
    old = [table.c[since] < before, *(table.c[column].is_(None) for column in blank)]
    return _count(db.execute(delete(table).where(*old)))


def blank_older(db: Session, name: str, *, column: str, since: str, before: datetime) -> int:
    """Empty a list in the rows of a table whose instant is before another; return how many."""
    table = Base.metadata.tables[name]
    full = cast(table.c[column], String) != "[]"
    return _count(
        db.execute(update(table).where(table.c[since] < before, full).values({column: []}))
    )


def _count(result: object) -> int:
    return result.rowcount if isinstance(result, CursorResult) else 0
