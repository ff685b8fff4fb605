"""A key for each person, in a database of its own: destroying it makes her words unreadable.

The keys stand apart so that copies of the database carry none (hardening G01): what an old copy
holds of somebody erased opens no more. Each is wrapped by the site's key-encryption key.
"""

from collections.abc import Iterable, Sequence
from typing import Final

from sqlalchemy import (
    Column,
    Engine,
    LargeBinary,
    String,
    Table,
    delete,
    func,
    select,
    update,
)
from sqlalchemy.dialects import postgresql, sqlite

from badger.db.encryption import Undecipherable, decrypt, encrypt, name_of_key, new_key
from badger.db.engine import DatabaseUnavailable, make_private, read_session, write_session
from badger.db.person_key_errors import (
    PersonKeyDamaged,
    PersonKeyMissing,
    PersonKeysUnavailable,
)
from badger.db.wiping import wipe_deleted, wipe_table
from badger.db.wrapping import METADATA, Wrapping, WrappingKeys

_KEYS: Final = Table(
    "person_keys",
    METADATA,
    Column("person_id", String, primary_key=True),
    Column("wrapped", LargeBinary, nullable=False),
    Column("wrapped_by", String, nullable=False),
)
# People whose keys one process remembers.
MOST_REMEMBERED: Final = 65_536


class PersonKeys:
    """Makes, opens and destroys people's keys; those it has opened it remembers."""

    def __init__(self, engine: Engine, wrapping: Wrapping) -> None:
        self._engine = engine
        self._wrapping = WrappingKeys(engine, wrapping)
        self._known: dict[str, bytes] = {}
        self._ready = False

    def of(self, person_id: str) -> bytes:
        """Return a person's key.

        Raises: PersonKeyMissing, PersonKeysLocked, PersonKeyDamaged, PersonKeysUnavailable.
        """
        known = self._known.get(person_id)
        return known if known is not None else self._load(person_id)

    def make(self, person_ids: Iterable[str]) -> None:
        """Make the keys of people who have none, on the disk before this returns.

        Raises: PersonKeysLocked, PersonKeysUnavailable.
        """
        new = sorted({one for one in person_ids if one not in self._known})
        if not new:
            return
        self._prepare()
        wrapping_key = self._wrapping.current()
        values = [_wrapped(one, new_key(), under=wrapping_key) for one in new]
        dialect = sqlite if self._engine.dialect.name == "sqlite" else postgresql
        try:
            with write_session(self._engine) as db:
                # Somebody else's key of the same moment stays: she has one only.
                db.execute(dialect.insert(_KEYS).on_conflict_do_nothing(), values)
                rows = db.execute(select(_KEYS).where(_KEYS.c.person_id.in_(new))).all()
        except DatabaseUnavailable as error:
            raise PersonKeysUnavailable from error
        for row in rows:
            self._remember(row.person_id, self._unwrapped(*row))

    def destroy(self, person_ids: Sequence[str]) -> None:
        """Destroy people's keys, in the files of the database too. Twice is once.

        What other processes remember of them ends with those processes.
        Raises: PersonKeysUnavailable.
        """
        self._prepare()
        try:
            with write_session(self._engine) as db:
                db.execute(delete(_KEYS).where(_KEYS.c.person_id.in_(person_ids)))
            # Not before: whoever reads meanwhile would be remembered again.
            for one in person_ids:
                self._known.pop(one, None)
            if self._engine.dialect.name == "sqlite":
                wipe_deleted(self._engine)
            else:
                wipe_table(self._engine, _KEYS.name)
        except DatabaseUnavailable as error:
            raise PersonKeysUnavailable from error

    def rewrap(self) -> int:
        """Wrap every key by the current key-encryption key; return how many were not yet.

        Raises: PersonKeysLocked, PersonKeyDamaged, PersonKeysUnavailable, DatabaseUnavailable.
        """
        self._prepare()
        current = self._wrapping.moved()
        with write_session(self._engine) as db:
            others = _KEYS.c.wrapped_by != name_of_key(current)
            rows = db.execute(select(_KEYS).where(others)).all()
            for row in rows:
                key = self._unwrapped(*row)
                again = _wrapped(row.person_id, key, under=current)
                db.execute(update(_KEYS).where(_KEYS.c.person_id == row.person_id).values(**again))
        return len(rows)

    def open_samples(self) -> int:
        """Open one key of each key that wraps; return how many there were, 0 where none is kept.

        Raises: PersonKeysLocked, PersonKeyDamaged, PersonKeysUnavailable.
        """
        firsts = select(func.min(_KEYS.c.person_id)).group_by(_KEYS.c.wrapped_by)
        self._prepare()
        try:
            with read_session(self._engine) as db:
                rows = db.execute(select(_KEYS).where(_KEYS.c.person_id.in_(firsts))).all()
        except DatabaseUnavailable as error:
            raise PersonKeysUnavailable from error
        if rows:
            # Remembered from now on: a token that goes away later keeps nobody from writing.
            self._wrapping.current()
        return len([self._unwrapped(*row) for row in rows])

    def close(self) -> None:
        """Let go of the database of keys and of what is remembered."""
        self._known, self._ready = {}, False
        self._wrapping.forget()
        self._engine.dispose()

    def _load(self, person_id: str) -> bytes:
        self._prepare()
        asked = select(_KEYS.c.wrapped, _KEYS.c.wrapped_by).where(_KEYS.c.person_id == person_id)
        try:
            with read_session(self._engine) as db:
                row = db.execute(asked).one_or_none()
        except DatabaseUnavailable as error:
            raise PersonKeysUnavailable from error
        if row is None:
            raise PersonKeyMissing
        return self._remember(person_id, self._unwrapped(person_id, *row))

    def _remember(self, person_id: str, key: bytes) -> bytes:
        if len(self._known) >= MOST_REMEMBERED:
            self._known = {}
        self._known[person_id] = key
        return key

    def _unwrapped(self, person_id: str, wrapped: bytes, wrapped_by: str) -> bytes:
        try:
            return decrypt(self._wrapping.named(wrapped_by), wrapped, bound_to=person_id.encode())
        except Undecipherable as error:
            raise PersonKeyDamaged from error

    def _prepare(self) -> None:
        """Make the table where there is none yet, in a file that nobody else reads."""
        if not self._ready:
            make_private(self._engine)
            try:
                with write_session(self._engine) as db:
                    METADATA.create_all(db.connection())
            except DatabaseUnavailable as error:
                raise PersonKeysUnavailable from error
            self._ready = True


def _wrapped(person_id: str, key: bytes, *, under: bytes) -> dict[str, object]:
    # A wrapped key moved to somebody else's row does not open.
    return {
        "person_id": person_id,
        "wrapped": encrypt(under, key, bound_to=person_id.encode()),
        "wrapped_by": name_of_key(under),
    }
