"""What the tables of partners' keys have in common: a secret half that is encrypted."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column

from badger.db.base import new_id


class SealedKeyColumns:
    """Columns of a partner's key pair; retired keys stay published."""

    id: Mapped[str] = mapped_column(primary_key=True, default=new_id)
    partner_id: Mapped[str] = mapped_column(ForeignKey("partners.id"), index=True)
    sealed_seed: Mapped[bytes]
    wrapped_by: Mapped[str]
    created_at: Mapped[datetime]
    retired_at: Mapped[datetime | None]
    compromised_at: Mapped[datetime | None]

    @property
    def owner(self) -> str:
        """Whose key it is: part of what its ciphertext is bound to."""
        return self.partner_id


def one_active_key(table: str) -> Index:
    """Allow one active key of a partner at a time, whatever two rotations do at once."""
    return Index(
        f"uq_{table}_active",
        "partner_id",
        unique=True,
        sqlite_where=text("retired_at IS NULL"),
        postgresql_where=text("retired_at IS NULL"),
    )
