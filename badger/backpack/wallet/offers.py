"""An offer, its code, its token and its nonces: random, short-lived, kept as digests alone."""

import hashlib
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from badger.backpack.wallet.errors import CodeRefused, OfferOver, TokenRefused
from badger.backpack.wallet.queries import (
    forget_offers_of,
    forget_past,
    locked_offer_with_code,
    offer_with_digest,
    offer_with_token,
    taken_nonce,
)
from badger.db.audit import append_event
from badger.db.base import Session
from badger.db.rows import WalletNonceRow, WalletOfferRow

OFFER_FOR: Final = timedelta(minutes=10)
TOKEN_FOR: Final = timedelta(minutes=5)
NONCE_FOR: Final = timedelta(minutes=5)
PIN_DIGITS: Final = 6
PIN_TRIES: Final = 5
OFFER_BYTES: Final = 16
RANDOM_BYTES: Final = 32


@dataclass(frozen=True, slots=True)
class MadeOffer:
    """An offer as it is shown once.

    secret: ends the address of the offer; pin: six digits, for the person to type.
    """

    secret: str
    pin: str


@dataclass(frozen=True, slots=True)
class WaitingOffer:
    """An offer as a wallet reads it: the pre-authorized code, and the badge that it opens."""

    code: str
    credential_id: str


def make_offer(db: Session, credential_id: str, *, person_id: str, now: datetime) -> MadeOffer:
    """Offer a badge to whichever wallet comes with the code within ten minutes.

    An earlier offer of the same badge opens nothing any more.
    """
    forget_past(db, now)
    forget_offers_of(db, credential_id)
    # Short, for the QR code; in hexadecimal, since our addresses hold letters and digits alone.
    secret, pin = secrets.token_hex(OFFER_BYTES), _new_pin()
    code = code_of(secret)
    row = WalletOfferRow(
        person_id=person_id,
        credential_id=credential_id,
        offer_digest=_digest(secret),
        code_digest=_digest(code),
        pin_digest=_digest(code, pin),
        pin_tries=0,
        made_at=now,
        until=now + OFFER_FOR,
    )
    db.add(row)
    db.flush()
    append_event(
        db, kind="wallet.offered", actor=person_id, subject=credential_id, facts={}, now=now
    )
    return MadeOffer(secret, pin)


def waiting_offer(db: Session, secret: str, *, now: datetime) -> WaitingOffer:
    """Return an offer that still waits for its wallet. Raises: OfferOver."""
    row = offer_with_digest(db, _digest(secret))
    if row is None or row.redeemed_at is not None or row.until <= now:
        raise OfferOver
    return WaitingOffer(code_of(secret), row.credential_id)


def redeem_code(db: Session, code: str, *, pin: str, now: datetime) -> str | None:
    """Take a code, once, and return an access token; None where it opens nothing.

    It does not raise, so that the caller commits: a wrong pin counts, and a code that comes a
    second time ends what the first had opened (RFC 6749, section 10.5).
    """
    row = locked_offer_with_code(db, _digest(code))
    if row is None or row.until <= now or row.pin_tries >= PIN_TRIES:
        return None
    if row.redeemed_at is not None:
        row.token_digest, row.token_until = None, None
        db.flush()
        return None
    if not secrets.compare_digest(row.pin_digest, _digest(code, pin)):
        row.pin_tries += 1
        db.flush()
        return None
    token = secrets.token_urlsafe(RANDOM_BYTES)
    row.redeemed_at, row.token_digest, row.token_until = now, _digest(token), now + TOKEN_FOR
    db.flush()
    return token


def require_token(token: str | None) -> str:
    """Give back a token. Raises: CodeRefused where there is none."""
    if token is None:
        raise CodeRefused
    return token


def offer_of_token(db: Session, token: str, *, now: datetime) -> WalletOfferRow:
    """Return what an access token opens. Raises: TokenRefused."""
    row = offer_with_token(db, _digest(token))
    if row is None or row.token_until is None or row.token_until <= now:
        raise TokenRefused
    return row


def new_nonce(db: Session, *, now: datetime) -> str:
    """Draw a nonce for the next key proof."""
    forget_past(db, now)
    nonce = secrets.token_urlsafe(RANDOM_BYTES)
    db.add(WalletNonceRow(digest=_digest(nonce), until=now + NONCE_FOR))
    db.flush()
    return nonce


def take_nonce(db: Session, nonce: str, *, now: datetime) -> bool:
    """Use a nonce up, and tell whether it was ours and still good."""
    until = taken_nonce(db, _digest(nonce))
    return until is not None and until > now


def code_of(secret: str) -> str:
    """Derive the code from the secret of the offer: only digests of both are kept."""
    return hashlib.sha256(f"pre-authorized code\n{secret}".encode("utf-8", "replace")).hexdigest()


def _new_pin() -> str:
    return f"{secrets.randbelow(10**PIN_DIGITS):0{PIN_DIGITS}d}"


def _digest(*parts: str) -> str:
    """Hash what holds 128 random bits or more: nothing slower is needed for those."""
    return hashlib.sha256("\n".join(parts).encode("utf-8", "replace")).hexdigest()
