"""Lists of recognised issuers: the one that this territory signs, and those it imported."""

from datetime import datetime

from sqlalchemy.orm import Mapped, mapped_column

from badger.db.base import Base, new_id


class TrustListRow(Base):
    """A signed list, byte for byte.

    kind:      "territory" (ours) or "imported".
    signed_by: DID that must have signed it, chosen by whoever imported it.
    """

    __tablename__ = "trust_lists"

    id: Mapped[str] = mapped_column(primary_key=True, default=new_id)
    url: Mapped[str] = mapped_column(unique=True)
    kind: Mapped[str]
    signed_by: Mapped[str]
    name: Mapped[str]
    document: Mapped[bytes]
    issued_at: Mapped[datetime]
    stored_at: Mapped[datetime]
