"""Signing keys of the partners, encrypted at rest under the key-encryption key."""

from dataclasses import dataclass, field
from datetime import datetime

from badger.db.base import Session
from badger.db.rows import SigningKeyRow


@dataclass(frozen=True, slots=True)
class Keyring:
    """Opens and seals signing keys; without a key-encryption key it is locked.

    key_encryption_key: 32 bytes, or None where nothing may be signed.
    """

    key_encryption_key: bytes | None = field(repr=False)

    @property
    def locked(self) -> bool:
        """Tell whether nothing can be signed here."""
        return self.key_encryption_key is None

    def new_key(self, db: Session, partner_id: str, *, actor: str, now: datetime) -> SigningKeyRow:
        """Make the partner's signing key. Raises: KeyringLocked."""
        raise NotImplementedError

    def rotate(self, db: Session, partner_id: str, *, actor: str, now: datetime) -> SigningKeyRow:
        """Retire the active key and make the next; what was signed before still verifies."""
        raise NotImplementedError

    def declare_compromised(
        self, db: Session, key_id: str, *, actor: str, now: datetime
    ) -> SigningKeyRow:
        """Mark a key as revoked from `now` on, and give the partner another one."""
        raise NotImplementedError
