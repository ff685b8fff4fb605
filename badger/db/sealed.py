"""Columns that hold a person's words and pictures: encrypted under her own key at rest.

A value says whose it is (`OwnedText`, `OwnedBytes`) before it is stored; the rows of a person are
marked by themselves. What is read is plain again. Nothing can be searched for in them.
"""

import base64
import binascii
from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any, Final, Self

from sqlalchemy import Dialect, LargeBinary, String, Table, event
from sqlalchemy.engine import Connection
from sqlalchemy.orm import Mapper
from sqlalchemy.orm.attributes import get_history
from sqlalchemy.types import TypeDecorator

from badger.db.base import Base, Session
from badger.db.encryption import Undecipherable, decrypt, encrypt
from badger.db.opening import keys_behind
from badger.db.person_key_errors import PersonKeyDamaged, PersonKeysLocked

MARK: Final = b"sealed1:"
# The column that says whose a row is.
OWNER: Final = "person_id"


class OwnedText(str):
    """Words of one person, on their way into the database."""

    owner: str

    @classmethod
    def of(cls, owner: str, value: str) -> Self:
        """Say whose the words are."""
        made = cls(value)
        made.owner = owner
        return made


class OwnedBytes(bytes):
    """A picture or a document of one person, on its way into the database."""

    owner: str

    @classmethod
    def of(cls, owner: str, value: bytes) -> Self:
        """Say whose the bytes are."""
        made = cls(value)
        made.owner = owner
        return made


class SealedBytes(TypeDecorator[bytes]):
    """Bytes at rest: the mark, whose they are, and what only her key opens."""

    impl = LargeBinary
    cache_ok = True

    def process_bind_param(self, value: bytes | None, dialect: Dialect) -> bytes | None:
        """Encrypt; what is empty says nothing and stays. Raises: PersonKeysLocked and others."""
        if not value:
            return value
        return _sealed(bytes(value), _owner_of(value), dialect=dialect)

    def process_result_value(self, value: bytes | None, dialect: Dialect) -> bytes | None:
        """Decrypt. Raises: PersonKeyMissing, PersonKeyDamaged, PersonKeysLocked."""
        return value if not value else _opened(value, dialect=dialect)


class SealedText(TypeDecorator[str]):
    """Words at rest: as bytes are, in base64 after the owner."""

    impl = String
    cache_ok = True

    def process_bind_param(self, value: str | None, dialect: Dialect) -> str | None:
        """Encrypt; the empty text says nothing and stays. Raises: PersonKeysLocked and others."""
        if not value:
            return value
        sealed = _sealed(value.encode(), _owner_of(value), dialect=dialect)
        if not sealed.startswith(MARK):
            return str(value)
        head, secret = _parted(sealed)
        return (head + base64.b64encode(secret)).decode("ascii")

    def process_result_value(self, value: str | None, dialect: Dialect) -> str | None:
        """Decrypt. Raises: PersonKeyMissing, PersonKeyDamaged, PersonKeysLocked."""
        if not value or not value.startswith(MARK.decode()):
            return value
        head, secret = _parted(value.encode())
        try:
            return _opened(head + base64.b64decode(secret, validate=True), dialect=dialect).decode()
        except binascii.Error as error:
            raise PersonKeyDamaged from error


def owned(owner: str, value: object) -> object:
    """Say whose a value of a sealed column is; None stays."""
    if isinstance(value, str):
        return OwnedText.of(owner, value)
    return OwnedBytes.of(owner, value) if isinstance(value, bytes) else value


@cache
def sealed_columns(table: Table) -> tuple[str, ...]:
    """Return the names of a table's sealed columns."""
    kinds = (SealedText, SealedBytes)
    return tuple(column.name for column in table.columns if isinstance(column.type, kinds))


def own_values(
    db: Session, table: Table, values: Sequence[Mapping[str, object]]
) -> Sequence[Mapping[str, object]]:
    """Mark what goes into sealed columns of many rows, and make the keys that are new at once."""
    names = sealed_columns(table)
    if not names:
        return values
    # Where there is nothing to encrypt, a site whose keys are locked goes on.
    make_keys(db, [str(row[OWNER]) for row in values if any(row.get(name) for name in names)])
    return [
        {**row, **{name: owned(str(row[OWNER]), row.get(name)) for name in names if name in row}}
        for row in values
    ]


def make_keys(db: Session, owners: Sequence[str]) -> None:
    """Make the keys of those who have none, before a statement needs them."""
    keys = keys_behind(db.get_bind().dialect)
    if keys is not None:
        keys.make(owners)


def _own_row(_mapper: Mapper[Any], connection: Connection, row: Base) -> None:
    # Any: a row of any class.
    names = sealed_columns(row.metadata.tables[row.__tablename__])
    added = {name: get_history(row, name).added for name in names}
    new = {name: values[0] for name, values in added.items() if values and values[0]}
    if not new:
        return
    owner = str(getattr(row, OWNER))
    keys = keys_behind(connection.dialect)
    if keys is not None:
        keys.make([owner])
    for name, value in new.items():
        setattr(row, name, owned(owner, value))


event.listen(Base, "before_insert", _own_row, propagate=True)
event.listen(Base, "before_update", _own_row, propagate=True)


def _owner_of(value: object) -> str:
    owner = getattr(value, "owner", None)
    if not isinstance(owner, str):
        raise TypeError("a value of a sealed column says whose it is")
    return owner


def _sealed(value: bytes, owner: str, *, dialect: Dialect) -> bytes:
    keys = keys_behind(dialect)
    if keys is None:
        return value
    secret = encrypt(keys.of(owner), value, bound_to=owner.encode())
    return MARK + owner.encode() + b":" + secret


def _opened(value: bytes, *, dialect: Dialect) -> bytes:
    if not value.startswith(MARK):
        # Written before there were keys, and not yet encrypted by `badger migrate`.
        return value
    keys = keys_behind(dialect)
    if keys is None:
        raise PersonKeysLocked
    head, secret = _parted(value)
    owner = head[len(MARK) : -1]
    try:
        return decrypt(keys.of(owner.decode("ascii")), secret, bound_to=owner)
    except (Undecipherable, UnicodeDecodeError) as error:
        raise PersonKeyDamaged from error


def _parted(value: bytes) -> tuple[bytes, bytes]:
    """Part the mark and the owner from the rest."""
    owner, colon, rest = value[len(MARK) :].partition(b":")
    return MARK + owner + colon, rest
