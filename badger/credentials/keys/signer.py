"""Who signs: all that a signature needs to know of a private key."""

from typing import Protocol

from badger.credentials.keys.public import PublicKey


class Signer(Protocol):
    """Whoever can sign for a public key: a key in memory, a key store, a device."""

    @property
    def public(self) -> PublicKey:
        """The key that verifies what `sign` gives."""
        ...

    def sign(self, data: bytes) -> bytes:
        """Sign bytes by the algorithm of the key's kind; 64 bytes with Ed25519."""
        ...
