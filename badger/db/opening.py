"""Opens the database of an installation, and beside it that of people's keys."""

from typing import Final
from weakref import WeakKeyDictionary

from sqlalchemy import Dialect, Engine, event

from badger.db.engine import open_engine
from badger.db.person_keys import PersonKeys
from badger.db.site_key import site_keys
from badger.db.wrapping import Wrapping
from badger.settings import Settings

_OWN: Final[WeakKeyDictionary[Dialect, PersonKeys]] = WeakKeyDictionary()


def open_database(settings: Settings) -> Engine:
    """Open what the settings name; both databases connect only when first used.

    Raises: DatabaseUnsupported, DatabaseTooOld, SettingInvalid.
    """
    engine = open_engine(settings.database_url)
    wrapping = Wrapping(*site_keys(settings))
    keys = PersonKeys(open_engine(settings.person_keys_url), wrapping)
    _OWN[engine.dialect] = keys
    event.listen(engine, "engine_disposed", lambda _engine: keys.close())
    return engine


def keys_behind(dialect: Dialect) -> PersonKeys | None:
    """Return the keys of the people in a database, None where it was opened without them."""
    return _OWN.get(dialect)
