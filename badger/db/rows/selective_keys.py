"""Partners' keys for badges of which a part is shown."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column

from badger.db.base import Base, new_id


class SelectiveKeyRow(Base):
    """A partner's P-256 key pair, for parts of badges (ecdsa-sd-2023); the secret half is
    encrypted.

    sealed_seed: the secret Multikey, encrypted like the seeds of the other keys.
    """

    __tablename__ = "selective_keys"
    __table_args__ = (
        Index("uq_selective_keys_public_multikey", "public_multikey", unique=True),
        Index(
            "uq_selective_keys_active",
            "partner_id",
            unique=True,
            sqlite_where=text("retired_at IS NULL"),
            postgresql_where=text("retired_at IS NULL"),
        ),
    )

    id: Mapped[str] = mapped_column(primary_key=True, default=new_id)
    partner_id: Mapped[str] = mapped_column(ForeignKey("partners.id"), index=True)
    public_multikey: Mapped[str]
    sealed_seed: Mapped[bytes]
    wrapped_by: Mapped[str]
    created_at: Mapped[datetime]
    retired_at: Mapped[datetime | None]
    compromised_at: Mapped[datetime | None]

    @property
    def owner(self) -> str:
        """Whose key it is: part of what its ciphertext is bound to."""
        return self.partner_id

    @property
    def public_name(self) -> str:
        """The public half as text: part of what the ciphertext is bound to."""
        return self.public_multikey
