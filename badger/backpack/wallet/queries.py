"""Every SELECT about offers to wallets, by name."""

from datetime import datetime

from sqlalchemy import delete, or_, select

from badger.db.base import Session
from badger.db.rows import WalletNonceRow, WalletOfferRow


def offer_with_digest(db: Session, digest: str) -> WalletOfferRow | None:
    """Return the offer whose address holds the secret of this digest."""
    return db.scalars(select(WalletOfferRow).where(WalletOfferRow.offer_digest == digest)).first()


def locked_offer_with_code(db: Session, digest: str) -> WalletOfferRow | None:
    """Return the offer with the code of this digest; whoever else redeems it waits."""
    return db.scalars(
        select(WalletOfferRow)
        .where(WalletOfferRow.code_digest == digest)
        .with_for_update()
        .execution_options(populate_existing=True)
    ).first()


def offer_with_token(db: Session, digest: str) -> WalletOfferRow | None:
    """Return the offer whose code gave the access token of this digest."""
    return db.scalars(select(WalletOfferRow).where(WalletOfferRow.token_digest == digest)).first()


def forget_offers_of(db: Session, credential_id: str) -> None:
    """Delete the offers of one badge that wait for a wallet."""
    db.execute(
        delete(WalletOfferRow).where(
            WalletOfferRow.credential_id == credential_id, WalletOfferRow.redeemed_at.is_(None)
        )
    )


def forget_past(db: Session, now: datetime) -> None:
    """Delete the offers and the nonces that open nothing any more."""
    is_over = or_(WalletOfferRow.token_until.is_(None), WalletOfferRow.token_until <= now)
    db.execute(delete(WalletOfferRow).where(WalletOfferRow.until <= now, is_over))
    db.execute(delete(WalletNonceRow).where(WalletNonceRow.until <= now))


def taken_nonce(db: Session, digest: str) -> datetime | None:
    """Delete a nonce and return until when it was good; of several who ask, one gets it."""
    return db.scalars(
        delete(WalletNonceRow)
        .where(WalletNonceRow.digest == digest)
        .returning(WalletNonceRow.until)
    ).first()
