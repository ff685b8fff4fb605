"""Secrets at rest: AES-256-GCM under a key that is named, never told."""

import hashlib
import secrets
from typing import Final

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

KEY_BYTES: Final = 32
NONCE_BYTES: Final = 12


class Undecipherable(ValueError):
    """The bytes do not open: changed, moved elsewhere, or encrypted under another key."""


def new_key() -> bytes:
    """Draw a key: 256 random bits."""
    return secrets.token_bytes(KEY_BYTES)


def encrypt(key: bytes, data: bytes, *, bound_to: bytes) -> bytes:
    """Encrypt; return the nonce, then what only `key` with the same `bound_to` opens."""
    nonce = secrets.token_bytes(NONCE_BYTES)
    return nonce + AESGCM(key).encrypt(nonce, data, bound_to)


def decrypt(key: bytes, sealed: bytes, *, bound_to: bytes) -> bytes:
    """Open what `encrypt` gave. Raises: Undecipherable."""
    try:
        return AESGCM(key).decrypt(sealed[:NONCE_BYTES], sealed[NONCE_BYTES:], bound_to)
    except (InvalidTag, ValueError) as error:
        raise Undecipherable from error


def name_of_key(key: bytes) -> str:
    """Name a key-encryption key without telling it: part of a hash of its 256 random bits."""
    return hashlib.sha256(b"badger key-encryption key\n" + key).hexdigest()[:16]
