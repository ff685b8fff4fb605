"""Membership in a list of any length: one value for the server instead of one for each member."""

from collections.abc import Collection
from typing import Any

from sqlalchemy import Column, ColumnElement, any_, literal
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.orm import InstrumentedAttribute

from badger.db.base import Session


def one_of(
    db: Session,
    column: InstrumentedAttribute[Any] | Column[Any],
    values: Collection[object],
) -> ColumnElement[bool]:
    """Tell whether a column holds one of `values`; of none it holds none.

    Five hundred parameters cost more to write and read than the rows that they ask for.
    """
    if db.get_bind().dialect.name == "postgresql":
        return column == any_(literal(list(values), ARRAY(column.type)))
    return column.in_(values)
