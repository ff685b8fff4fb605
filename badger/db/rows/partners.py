"""Partners and their signing keys."""

from datetime import date, datetime

from sqlalchemy import ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column

from badger.db.base import Base, new_id


class PartnerRow(Base):
    """An organisation that issues, hosts or opens doors.

    archived_at: since when it has left; its keys and documents stay.
    """

    __tablename__ = "partners"

    id: Mapped[str] = mapped_column(primary_key=True, default=new_id)
    slug: Mapped[str] = mapped_column(unique=True)
    code: Mapped[str] = mapped_column(unique=True)
    name: Mapped[str]
    kind: Mapped[str]
    description: Mapped[str]
    created_at: Mapped[datetime]
    mandate_since: Mapped[date | None]
    mandate_until: Mapped[date | None]
    archived_at: Mapped[datetime | None]


class SigningKeyRow(Base):
    """A partner's key pair; the secret half is encrypted, retired keys stay published.

    register: of a compromised key, what it had signed before: a document that the territory
              has signed, byte for byte.
    """

    __tablename__ = "signing_keys"
    __table_args__ = (
        # Whoever registered another's key could pass its signatures off as its own (K07).
        Index("uq_signing_keys_public_multikey", "public_multikey", unique=True),
        # One active key per partner at a time, whatever two rotations do at once.
        Index(
            "uq_signing_keys_active",
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
    register: Mapped[bytes | None]

    @property
    def owner(self) -> str:
        """Whose key it is: part of what its ciphertext is bound to."""
        return self.partner_id

    @property
    def public_name(self) -> str:
        """The public half as text: part of what the ciphertext is bound to."""
        return self.public_multikey
