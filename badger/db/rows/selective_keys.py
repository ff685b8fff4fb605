"""Partners' keys for badges of which a part is shown."""

from sqlalchemy import Index
from sqlalchemy.orm import Mapped

from badger.db.base import Base
from badger.db.rows.sealed_keys import SealedKeyColumns, one_active_key


class SelectiveKeyRow(SealedKeyColumns, Base):
    """A partner's P-256 key pair, for parts of badges (ecdsa-sd-2023); the secret half is
    encrypted.

    sealed_seed: the secret Multikey, encrypted like the seeds of the other keys.
    """

    __tablename__ = "selective_keys"
    __table_args__ = (
        Index("uq_selective_keys_public_multikey", "public_multikey", unique=True),
        one_active_key("selective_keys"),
    )

    public_multikey: Mapped[str]

    @property
    def public_name(self) -> str:
        """The public half as text: part of what the ciphertext is bound to."""
        return self.public_multikey
