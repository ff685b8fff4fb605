"""Partners' keys for badges of which a part is shown."""

from badger.db.base import Base
from badger.db.rows.sealed_keys import (
    MultikeyColumns,
    PartnerKeyColumns,
    one_active_key,
    one_multikey,
)


class SelectiveKeyRow(MultikeyColumns, PartnerKeyColumns, Base):
    """A partner's P-256 key pair, for parts of badges (ecdsa-sd-2023); the secret half is
    encrypted.

    sealed_seed: the secret Multikey, encrypted like the seeds of the other keys.
    """

    __tablename__ = "selective_keys"
    __table_args__ = (one_multikey("selective_keys"), one_active_key("selective_keys"))
