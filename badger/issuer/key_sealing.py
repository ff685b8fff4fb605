"""How stored signing keys are sealed and opened, and why one does not open."""

from collections.abc import Sequence

from badger.db.encryption import (
    KeyEncryptionKey,
    Undecipherable,
    decrypt,
    encrypt,
    name_of_key,
)
from badger.db.rows import SelectiveKeyRow, SigningKeyRow, TerritoryKeyRow, TokenKeyRow
from badger.db.token import TokenAway
from badger.issuer.errors import IssuerError

KeyRow = SigningKeyRow | TerritoryKeyRow | TokenKeyRow | SelectiveKeyRow


class KeyringLocked(IssuerError):
    """Nothing can be signed here: there is no key-encryption key (BADGER_KEK)."""

    code = "keys.locked"


class KeyringAway(KeyringLocked):
    """Nothing can be signed now: the token with the key-encryption key cannot be asked."""

    code = "keys.token_away"


class WrongKeyEncryptionKey(IssuerError):
    """The stored keys were encrypted under another key-encryption key."""

    code = "keys.wrong_key_encryption_key"


class KeyDamaged(IssuerError):
    """A stored key does not open: its bytes were changed, or belong to another key."""

    code = "keys.damaged"


class KeyUnknown(IssuerError):
    """There is no such signing key, or the partner has none."""

    code = "keys.unknown"


def seal_key(row: KeyRow, secret: bytes, *, by: KeyEncryptionKey) -> None:
    """Write a secret into its row, encrypted. Raises: KeyringAway."""
    try:
        row.sealed_seed = encrypt(by, secret, bound_to=_bound_to(row))
    except TokenAway as error:
        raise KeyringAway(error.reason) from error
    row.wrapped_by = name_of_key(by)


def opened_key(row: KeyRow, *, keys: Sequence[KeyEncryptionKey | None]) -> bytes:
    """Return the secret of a row. Raises: WrongKeyEncryptionKey, KeyDamaged, KeyringAway."""
    found = [key for key in keys if key is not None and name_of_key(key) == row.wrapped_by]
    if not found:
        raise WrongKeyEncryptionKey
    try:
        return decrypt(found[0], row.sealed_seed, bound_to=_bound_to(row))
    except TokenAway as error:
        raise KeyringAway(error.reason) from error
    except Undecipherable as error:
        raise KeyDamaged(key=row.id) from error


def require_answer(key: KeyEncryptionKey) -> None:
    """Check that a key can be asked. Raises: KeyringAway."""
    try:
        encrypt(key, b"?", bound_to=b"reachable")
    except TokenAway as error:
        raise KeyringAway(error.reason) from error


def _bound_to(row: KeyRow) -> bytes:
    # A sealed seed moved to another partner's row, or another key's, does not open (Q03).
    return f"{row.owner}\n{row.id}\n{row.public_name}".encode()
