"""What every row shares: the declarative base, identifiers and instants."""

import secrets
from datetime import UTC, datetime

from sqlalchemy import DateTime, Dialect, Engine, MetaData
from sqlalchemy.orm import DeclarativeBase, Session
from sqlalchemy.types import TypeDecorator

from badger.db.engine import (
    new_session,
    open_engine,
    read_session,
    read_transaction,
    write_session,
)

__all__ = [
    "Base",
    "Engine",
    "Session",
    "UtcDateTime",
    "new_id",
    "new_session",
    "open_engine",
    "read_session",
    "read_transaction",
    "write_session",
]

ALPHABET = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz"
ID_LENGTH = 22

NAMES = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}


class UtcDateTime(TypeDecorator[datetime]):
    """An aware instant in UTC; a naive one is a bug and is refused at the door."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Give the engine what it stores: text without zone on SQLite, timestamptz elsewhere."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise TypeError("an instant needs its time zone")
        instant = value.astimezone(UTC)
        return instant.replace(tzinfo=None) if dialect.name == "sqlite" else instant

    def process_result_value(
        self,
        value: datetime | None,
        dialect: Dialect,  # noqa: ARG002 - the signature is that of SQLAlchemy
    ) -> datetime | None:
        """Give back an aware instant on both engines."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class Base(DeclarativeBase):
    """Root of all rows; rows carry no rules."""

    metadata = MetaData(naming_convention=NAMES)
    type_annotation_map = {datetime: UtcDateTime}  # noqa: RUF012 - read by SQLAlchemy as declared


def new_id() -> str:
    """Make an identifier: 128 random bits in 22 characters of base 58."""
    number = secrets.randbits(128)
    letters = []
    for _ in range(ID_LENGTH):
        number, digit = divmod(number, len(ALPHABET))
        letters.append(ALPHABET[digit])
    return "".join(letters)
