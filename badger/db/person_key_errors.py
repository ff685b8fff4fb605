"""Why people's keys, and what is sealed under them, do not open."""

from sqlalchemy.exc import DontWrapMixin

from badger.errors import BadgerError


# DontWrapMixin: these may be raised in the middle of a statement, and keep their class there.
class PersonKeysLocked(BadgerError, DontWrapMixin):
    """People's words cannot be opened here: no key-encryption key, or another one."""

    code = "person_keys.locked"


class PersonKeysAway(PersonKeysLocked):
    """The token that opens the keys cannot be asked now; nothing is lost."""

    code = "person_keys.away"


class PersonKeysUnavailable(BadgerError, DontWrapMixin):
    """The database of people's keys is busy or out of reach; asking again later may do."""

    code = "person_keys.unavailable"


class PersonKeyMissing(BadgerError, DontWrapMixin):
    """The person's key is destroyed, or the database of keys is not the one that belongs here."""

    code = "person_keys.missing"


class PersonKeyDamaged(BadgerError, DontWrapMixin):
    """What is stored does not open: it was changed, or moved from somebody else's."""

    code = "person_keys.damaged"
