"""Secrets at rest: AES-256-GCM under a key that is named, never told, here or in a token."""

import hashlib
import secrets
from typing import Final, Protocol

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

KEY_BYTES: Final = 32
NONCE_BYTES: Final = 12


class Undecipherable(ValueError):
    """The bytes do not open: changed, moved elsewhere, or encrypted under another key."""


class KeyElsewhere(Protocol):
    """A key that is not in this process: a token encrypts and decrypts by it."""

    @property
    def name(self) -> str:
        """Name the key without telling it."""
        ...

    def encrypt(self, data: bytes, *, bound_to: bytes) -> bytes:
        """Do as `encrypt` below. Raises: TokenAway."""
        ...

    def decrypt(self, sealed: bytes, *, bound_to: bytes) -> bytes:
        """Do as `decrypt` below. Raises: TokenAway, Undecipherable."""
        ...


KeyEncryptionKey = bytes | KeyElsewhere


def new_key() -> bytes:
    """Draw a key: 256 random bits."""
    return secrets.token_bytes(KEY_BYTES)


def encrypt(key: KeyEncryptionKey, data: bytes, *, bound_to: bytes) -> bytes:
    """Encrypt; return the nonce, then what only `key` with the same `bound_to` opens.

    Raises: TokenAway.
    """
    if not isinstance(key, bytes):
        return key.encrypt(data, bound_to=bound_to)
    nonce = secrets.token_bytes(NONCE_BYTES)
    return nonce + AESGCM(key).encrypt(nonce, data, bound_to)


def decrypt(key: KeyEncryptionKey, sealed: bytes, *, bound_to: bytes) -> bytes:
    """Open what `encrypt` gave. Raises: Undecipherable, TokenAway."""
    if not isinstance(key, bytes):
        return key.decrypt(sealed, bound_to=bound_to)
    try:
        return AESGCM(key).decrypt(sealed[:NONCE_BYTES], sealed[NONCE_BYTES:], bound_to)
    except (InvalidTag, ValueError) as error:
        raise Undecipherable from error


def name_of_key(key: KeyEncryptionKey) -> str:
    """Name a key-encryption key without telling it: part of a hash of its 256 random bits."""
    if not isinstance(key, bytes):
        return key.name
    return hashlib.sha256(b"badger key-encryption key\n" + key).hexdigest()[:16]
