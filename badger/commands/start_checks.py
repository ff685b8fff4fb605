"""What is looked at before a site opens: it refuses to start, or says what to know."""

from datetime import datetime

import click

from badger.app import create_app
from badger.db.base import Engine, read_session
from badger.db.engine import storage_warnings
from badger.db.migrate import require_current_schema
from badger.db.opening import open_database
from badger.db.site_key import close_tokens
from badger.issuer.clock_check import ClockBehind, require_clock
from badger.issuer.key_sealing import KeyringAway
from badger.issuer.keyring import Keyring
from badger.privacy.key_check import require_person_keys
from badger.sentences import sentence
from badger.settings import Settings


def check_start(settings: Settings, *, now: datetime, keyring: Keyring | None) -> None:
    """Refuse to start where the site could not work; warn of what the operator should know.

    keyring: None where the site is to open without signing anything.
    Raises:  SettingMissing, SchemaMissing, SchemaTooNew, DatabaseUnavailable, KeyringLocked,
             WrongKeyEncryptionKey, KeyDamaged, PersonKeysUseless.
    """
    create_app(settings)
    engine = open_database(settings)
    require_current_schema(engine)
    if keyring is not None:
        _require_keys_or_pause(engine, keyring)
        require_person_keys(engine, list_file=settings.erased_file)
    _warn(engine, now=now)
    if settings.erased_file is None:
        _say("privacy.no_erased_list", {})
    if settings.person_keys_url == settings.database_url:
        _say("person_keys.same_database", {})
    engine.dispose()
    # Workers are forked from here: each opens its own session with a token.
    close_tokens()


def require_keys(engine: Engine, keyring: Keyring) -> None:
    """Refuse to start where a stored key does not open.

    Raises: KeyringLocked, WrongKeyEncryptionKey, KeyDamaged.
    """
    with read_session(engine) as db:
        keyring.require_unlocked(db)


def _require_keys_or_pause(engine: Engine, keyring: Keyring) -> None:
    """Open with signing paused where a token is away: verification does not wait for it."""
    try:
        require_keys(engine, keyring)
    except KeyringAway as error:
        if error.reason != KeyringAway.code:
            raise
        _say(error.reason, error.facts)


def _warn(engine: Engine, *, now: datetime) -> None:
    for code in storage_warnings(engine):
        _say(code, {})
    try:
        with read_session(engine) as db:
            require_clock(db, now=now)
    except ClockBehind as error:
        _say(error.reason, error.facts)


def _say(code: str, facts: dict[str, object]) -> None:
    click.echo(f"badger : {sentence(code, facts)} [{code}]", err=True)
