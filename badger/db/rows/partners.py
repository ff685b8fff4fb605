"""Partners and their signing keys."""

from datetime import date, datetime

from sqlalchemy.orm import Mapped, mapped_column

from badger.db.base import Base, new_id
from badger.db.rows.sealed_keys import (
    MultikeyColumns,
    PartnerKeyColumns,
    one_active_key,
    one_multikey,
)


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


class SigningKeyRow(MultikeyColumns, PartnerKeyColumns, Base):
    """A partner's key pair; the secret half is encrypted, retired keys stay published.

    register: of a compromised key, what it had signed before: a document that the territory
              has signed, byte for byte.
    """

    __tablename__ = "signing_keys"
    __table_args__ = (one_multikey("signing_keys"), one_active_key("signing_keys"))

    register: Mapped[bytes | None]
