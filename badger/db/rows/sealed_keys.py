"""What the tables of signing keys have in common: a secret half that is encrypted."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column

from badger.db.base import new_id


class SealedKeyColumns:
    """Columns of a key pair; retired keys stay published."""

    id: Mapped[str] = mapped_column(primary_key=True, default=new_id)
    sealed_seed: Mapped[bytes]
    wrapped_by: Mapped[str]
    created_at: Mapped[datetime]
    retired_at: Mapped[datetime | None]
    compromised_at: Mapped[datetime | None]


class PartnerKeyColumns(SealedKeyColumns):
    """Columns of a partner's key pair."""

    partner_id: Mapped[str] = mapped_column(ForeignKey("partners.id"), index=True)

    @property
    def owner(self) -> str:
        """Whose key it is: part of what its ciphertext is bound to."""
        return self.partner_id


class MultikeyColumns:
    """The public half as the standard writes it."""

    public_multikey: Mapped[str]

    @property
    def public_name(self) -> str:
        """The public half as text: part of what the ciphertext is bound to."""
        return self.public_multikey


def one_multikey(table: str) -> Index:
    """Keep a key to one: whoever registered another's could pass its signatures off (K07)."""
    return Index(f"uq_{table}_public_multikey", "public_multikey", unique=True)


def one_active_key(table: str, *, of: str = "partner_id") -> Index:
    """Allow one active key of an owner at a time, whatever two rotations do at once."""
    return Index(
        f"uq_{table}_active",
        of,
        unique=True,
        sqlite_where=text("retired_at IS NULL"),
        postgresql_where=text("retired_at IS NULL"),
    )
