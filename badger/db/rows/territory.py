"""The keys of the territory itself, which signs what no partner answers for."""

from sqlalchemy.orm import Mapped

from badger.db.base import Base
from badger.db.rows.sealed_keys import (
    MultikeyColumns,
    SealedKeyColumns,
    one_active_key,
    one_multikey,
)


class TerritoryKeyRow(MultikeyColumns, SealedKeyColumns, Base):
    """A key pair of the territory; the secret half is encrypted, retired keys stay published."""

    __tablename__ = "territory_keys"
    __table_args__ = (
        one_multikey("territory_keys"),
        # The indexed value is the same in every row that counts.
        one_active_key("territory_keys", of="owner"),
    )

    owner: Mapped[str]
