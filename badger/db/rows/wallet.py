"""Badges on their way into a person's digital wallet: offers and nonces, as digests alone."""

from datetime import datetime

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from badger.db.base import Base, new_id
from badger.db.rows.sealed_keys import PartnerKeyColumns, one_active_key


class WalletOfferRow(Base):
    """One badge offered to one wallet for minutes; what opens it was shown once.

    offer_digest: SHA-256 of the secret in the offer's address.
    code_digest:  SHA-256 of the pre-authorized code that the offer holds.
    pin_digest:   SHA-256 of that code and the six digits that the person reads to her wallet.
    token_digest: SHA-256 of the access token, once the code was redeemed.
    """

    __tablename__ = "wallet_offers"

    id: Mapped[str] = mapped_column(primary_key=True, default=new_id)
    person_id: Mapped[str] = mapped_column(ForeignKey("people.id"), index=True)
    credential_id: Mapped[str] = mapped_column(ForeignKey("credentials.id"))
    offer_digest: Mapped[str] = mapped_column(unique=True)
    code_digest: Mapped[str] = mapped_column(unique=True)
    pin_digest: Mapped[str]
    pin_tries: Mapped[int]
    made_at: Mapped[datetime]
    until: Mapped[datetime]
    redeemed_at: Mapped[datetime | None]
    token_digest: Mapped[str | None] = mapped_column(unique=True)
    token_until: Mapped[datetime | None]


class WalletNonceRow(Base):
    """A nonce that one key proof may hold once; digest: SHA-256 of it."""

    __tablename__ = "wallet_nonces"

    digest: Mapped[str] = mapped_column(primary_key=True)
    until: Mapped[datetime] = mapped_column(index=True)


class TokenKeyRow(PartnerKeyColumns, Base):
    """A partner's RSA key pair, for badges as tokens (RS256); the secret half is encrypted.

    public_key:  DER SubjectPublicKeyInfo.
    sealed_seed: the private JWK, encrypted like the seeds of the other keys.
    """

    __tablename__ = "token_keys"
    __table_args__ = (one_active_key("token_keys"),)

    public_key: Mapped[bytes]

    @property
    def public_name(self) -> str:
        """The public half as text: part of what the ciphertext is bound to."""
        return self.public_key.hex()
