"""The key-encryption keys of an installation, the current one and the one before."""

from badger.db.encryption import KeyEncryptionKey
from badger.db.token import TokenKey
from badger.db.token_address import TokenAddress, read_token_address
from badger.settings import SettingInvalid, Settings

# One process speaks to a token, however many parts of badger ask it.
_OPEN: dict[tuple[TokenAddress, float], TokenKey] = {}


def site_keys(settings: Settings) -> tuple[KeyEncryptionKey | None, KeyEncryptionKey | None]:
    """Return the key-encryption key and the former one, None where there is none.

    Raises: SettingInvalid, where a key is given twice or an address of a token cannot be read.
    """
    current = _one(settings.key_encryption_key, settings, settings.token_key, "BADGER_KEK_PKCS11")
    former = _one(
        settings.former_key_encryption_key,
        settings,
        settings.former_token_key,
        "BADGER_FORMER_KEK_PKCS11",
    )
    return current, former


def close_tokens() -> None:
    """End the processes that speak to tokens; the next call begins another."""
    for token in _OPEN.values():
        token.close()


def _one(
    key: bytes | None, settings: Settings, address: str, setting: str
) -> KeyEncryptionKey | None:
    if not address:
        return key
    if key is not None:
        raise SettingInvalid(name=setting)
    where = read_token_address(address, setting=setting), float(settings.token_timeout_s)
    return _OPEN.setdefault(where, TokenKey(where[0], timeout_s=where[1]))
