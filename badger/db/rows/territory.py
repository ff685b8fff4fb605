"""The keys of the territory itself, which signs what no partner answers for."""

from datetime import datetime

from sqlalchemy import Index, text
from sqlalchemy.orm import Mapped, mapped_column

from badger.db.base import Base, new_id


class TerritoryKeyRow(Base):
    """A key pair of the territory; the secret half is encrypted, retired keys stay published."""

    __tablename__ = "territory_keys"
    __table_args__ = (
        Index("uq_territory_keys_public_multikey", "public_multikey", unique=True),
        # One active key at a time: the indexed value is the same in every row that counts.
        Index(
            "uq_territory_keys_active",
            "owner",
            unique=True,
            sqlite_where=text("retired_at IS NULL"),
            postgresql_where=text("retired_at IS NULL"),
        ),
    )

    id: Mapped[str] = mapped_column(primary_key=True, default=new_id)
    owner: Mapped[str]
    public_multikey: Mapped[str]
    sealed_seed: Mapped[bytes]
    wrapped_by: Mapped[str]
    created_at: Mapped[datetime]
    retired_at: Mapped[datetime | None]
    compromised_at: Mapped[datetime | None]

    @property
    def public_name(self) -> str:
        """The public half as text: part of what the ciphertext is bound to."""
        return self.public_multikey
