"""Keys: reading, writing, signing and verifying. The door to the two crypto libraries."""

import importlib
from typing import TYPE_CHECKING

from badger.credentials.keys.ed25519 import GROUP_ORDER, KEY_BYTES, SIGNATURE_BYTES
from badger.credentials.keys.errors import (
    NotOnCurve,
    PrivateKeyExposed,
    UnsupportedKey,
    UnusableKey,
    WeakKey,
    WrongKeyLength,
    WrongModulus,
)
from badger.credentials.keys.jwk import SECRET_MEMBERS
from badger.credentials.keys.public import Kind, PublicKey, verify_signature
from badger.credentials.keys.signer import Signer

if TYPE_CHECKING:
    from badger.credentials.keys.signing import EcdsaSigningKey, RsaSigningKey, SigningKey

__all__ = [
    "GROUP_ORDER",
    "KEY_BYTES",
    "SECRET_MEMBERS",
    "SIGNATURE_BYTES",
    "EcdsaSigningKey",
    "Kind",
    "NotOnCurve",
    "PrivateKeyExposed",
    "PublicKey",
    "RsaSigningKey",
    "Signer",
    "SigningKey",
    "UnsupportedKey",
    "UnusableKey",
    "WeakKey",
    "WrongKeyLength",
    "WrongModulus",
    "verify_signature",
]

_PRIVATE = frozenset(("EcdsaSigningKey", "RsaSigningKey", "SigningKey"))


def __getattr__(name: str) -> object:
    """Import private keys when they are asked for: who only verifies has none."""
    if name not in _PRIVATE:
        raise AttributeError(name)
    return getattr(importlib.import_module("badger.credentials.keys.signing"), name)
