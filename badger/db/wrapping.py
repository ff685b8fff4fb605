"""The keys that wrap people's keys: the site's own, or one that a token opens.

A token opens signing keys one by one, so that nothing is signed without it. People's words are
read and written at every page: their keys are wrapped by a key that stands here, encrypted by the
token, and that a process opens once. A token that goes away later stops no observer.
"""

from dataclasses import dataclass, field
from typing import Final

from sqlalchemy import Column, Engine, LargeBinary, MetaData, String, Table, select, update
from sqlalchemy.dialects import postgresql, sqlite

from badger.db.encryption import (
    KeyEncryptionKey,
    Undecipherable,
    decrypt,
    encrypt,
    name_of_key,
    new_key,
)
from badger.db.engine import DatabaseUnavailable, read_session, write_session
from badger.db.person_key_errors import (
    PersonKeyDamaged,
    PersonKeysAway,
    PersonKeysLocked,
    PersonKeysUnavailable,
)
from badger.db.token import TokenAway

METADATA: Final = MetaData()
_SITE: Final = Table(
    "site_keys",
    METADATA,
    Column("id", String, primary_key=True),
    Column("wrapped", LargeBinary, nullable=False),
    Column("wrapped_by", String, nullable=False),
)
# There is one.
_ID: Final = "people"


@dataclass(frozen=True, slots=True)
class Wrapping:
    """The key-encryption key of the site, None where there is none, and the one before."""

    current: KeyEncryptionKey | None = field(repr=False)
    former: KeyEncryptionKey | None = field(default=None, repr=False)


class WrappingKeys:
    """Finds the keys that wrap people's keys; the table is there before it is asked."""

    def __init__(self, engine: Engine, wrapping: Wrapping) -> None:
        self._engine = engine
        self._wrapping = wrapping
        self._site: bytes | None = None

    def current(self) -> bytes:
        """Return the key that wraps now; under a token the first call draws it.

        Raises: PersonKeysLocked, PersonKeysAway, PersonKeyDamaged, PersonKeysUnavailable.
        """
        key = self._wrapping.current
        if key is None:
            raise PersonKeysLocked
        if isinstance(key, bytes):
            return key
        return self._kept() or self._drawn(key)

    def named(self, name: str) -> bytes:
        """Return the key of that name. Raises: as `current`."""
        keys = (self._wrapping.current, self._wrapping.former)
        for key in keys:
            if isinstance(key, bytes) and name_of_key(key) == name:
                return key
        if any(key is not None and not isinstance(key, bytes) for key in keys):
            site = self._kept()
            if site is not None and name_of_key(site) == name:
                return site
        raise PersonKeysLocked

    def moved(self) -> bytes:
        """Return the key that wraps now, its stored copy encrypted by the current token.

        Raises: as `current`, DatabaseUnavailable.
        """
        key, current = self._wrapping.current, self.current()
        if key is not None and not isinstance(key, bytes):
            with write_session(self._engine) as db:
                db.execute(update(_SITE).values(**_wrapped(current, key)))
        return current

    def forget(self) -> None:
        """Let go of what was opened."""
        self._site = None

    def _kept(self) -> bytes | None:
        """Open the stored key, once; None where none is stored yet."""
        if self._site is None:
            try:
                with read_session(self._engine) as db:
                    row = db.execute(select(_SITE.c.wrapped, _SITE.c.wrapped_by)).one_or_none()
            except DatabaseUnavailable as error:
                raise PersonKeysUnavailable from error
            self._site = None if row is None else self._opened(*row)
        return self._site

    def _opened(self, wrapped: bytes, wrapped_by: str) -> bytes:
        for key in (self._wrapping.current, self._wrapping.former):
            if key is not None and name_of_key(key) == wrapped_by:
                try:
                    return decrypt(key, wrapped, bound_to=_ID.encode())
                except TokenAway as error:
                    raise PersonKeysAway from error
                except Undecipherable as error:
                    raise PersonKeyDamaged from error
        raise PersonKeysLocked

    def _drawn(self, token: KeyEncryptionKey) -> bytes:
        """Draw the key and store it; another process's of the same moment stays."""
        try:
            values = {"id": _ID, **_wrapped(new_key(), token)}
        except TokenAway as error:
            raise PersonKeysAway from error
        dialect = sqlite if self._engine.dialect.name == "sqlite" else postgresql
        try:
            with write_session(self._engine) as db:
                db.execute(dialect.insert(_SITE).on_conflict_do_nothing(), [values])
        except DatabaseUnavailable as error:
            raise PersonKeysUnavailable from error
        kept = self._kept()
        if kept is None:
            raise PersonKeysUnavailable
        return kept


def _wrapped(key: bytes, by: KeyEncryptionKey) -> dict[str, object]:
    return {"wrapped": encrypt(by, key, bound_to=_ID.encode()), "wrapped_by": name_of_key(by)}
