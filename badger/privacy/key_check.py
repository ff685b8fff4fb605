"""Whether people's words and badges open here, looked at before a site opens (ADR 0049)."""

from pathlib import Path

from badger.db.base import Engine, read_session
from badger.db.opening import keys_behind
from badger.db.person_key_errors import (
    PersonKeyDamaged,
    PersonKeyMissing,
    PersonKeysAway,
    PersonKeysLocked,
    PersonKeysUnavailable,
)
from badger.errors import BadgerError
from badger.privacy.erased_list import erased_ids
from badger.privacy.key_queries import somebody_with_a_badge


class PersonKeysUseless(BadgerError):
    """People's keys do not open, or belong to another site; the code says which it is."""

    code = "person_keys.start_locked"


def require_person_keys(engine: Engine, *, list_file: Path | None) -> None:
    """Refuse to start where the keys of people do not open, or are not there at all.

    list_file: who was erased: a backup may bring them back without their keys, until the start.
    With a token that cannot be asked now the site opens all the same.
    Raises: PersonKeysUseless, ErasedListUnreadable, DatabaseUnavailable.
    """
    keys = keys_behind(engine.dialect)
    if keys is None:
        return
    try:
        if not keys.open_samples():
            _require_nobody(engine, list_file=list_file)
    except PersonKeysAway:
        # The token comes back: until then the site opens, and what is sealed waits.
        return
    except (
        PersonKeysLocked,
        PersonKeyDamaged,
        PersonKeyMissing,
        PersonKeysUnavailable,
    ) as error:
        raise PersonKeysUseless(error.reason.replace(".", ".start_")) from error


def _require_nobody(engine: Engine, *, list_file: Path | None) -> None:
    """Refuse badges where there is not one key. Raises: PersonKeyMissing."""
    erased = frozenset(erased_ids(list_file)) if list_file is not None else frozenset()
    with read_session(engine) as db:
        if somebody_with_a_badge(db, but=erased) is not None:
            raise PersonKeyMissing
