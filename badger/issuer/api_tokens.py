"""Tokens with which a partner's own programs ask: scoped, told once, kept as a digest."""

import hashlib
import re
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from badger.db.audit import append_event
from badger.db.base import Session
from badger.db.rows import ApiTokenRow
from badger.here import here_on
from badger.issuer.api_token_queries import token_by_id, token_with_digest
from badger.issuer.errors import IssuerError
from badger.issuer.people_queries import partner_by_id
from badger.json_value import JsonObject

SCOPES: Final = ("badges.read", "awards.write")
# Programs that look for secrets in published code find it by these letters.
PREFIX: Final = "bdg_"
RANDOM_BYTES: Final = 32
TOKEN: Final = re.compile(r"bdg_[A-Za-z0-9_-]{43}")
USUAL_DAYS: Final = 90
MOST_DAYS: Final = 365
MAX_NAME_CHARACTERS: Final = 80


class TokenInvalid(IssuerError):
    """A token needs a name, something that it may ask, and an end."""

    code = "api_token.invalid"


class TokenUnknown(IssuerError):
    """There is no such token of this partner."""

    code = "api_token.not_found"


class TokenRefused(IssuerError):
    """The token opens nothing: unknown, revoked or too old; nobody is told which."""

    code = "api_token.refused"


class TokenMissing(IssuerError):
    """A program asks without a token."""

    code = "api_token.missing"


class ScopeMissing(IssuerError):
    """The token was not given for this."""

    code = "api_token.scope"


@dataclass(frozen=True, slots=True, kw_only=True)
class TokenDraft:
    """A token to make.

    days: how long it opens anything, 1 to MOST_DAYS.
    """

    partner_id: str
    name: str
    scopes: tuple[str, ...]
    days: int = USUAL_DAYS


@dataclass(frozen=True, slots=True)
class Caller:
    """The program that asks: its token, and the partner that it speaks for."""

    token_id: str
    partner_id: str
    scopes: frozenset[str]

    @property
    def name(self) -> str:
        """Return how rows and the audit log name the program."""
        return f"api_token:{self.token_id}"


def make_token(
    db: Session, draft: TokenDraft, *, actor: str, now: datetime
) -> tuple[ApiTokenRow, str]:
    """Make a token of 256 random bits; return its row, and the token, which is told once.

    Raises: TokenInvalid (the fact `member` names what is missing).
    """
    name = " ".join(draft.name.split())
    given = {
        "name": 0 < len(name) <= MAX_NAME_CHARACTERS,
        "scopes": bool(draft.scopes) and set(draft.scopes) <= set(SCOPES),
        "days": 1 <= draft.days <= MOST_DAYS,
    }
    for member, is_given in given.items():
        if not is_given:
            raise TokenInvalid(member=member)
    token = PREFIX + secrets.token_urlsafe(RANDOM_BYTES)
    row = ApiTokenRow(
        partner_id=draft.partner_id,
        token_digest=digest_of(token),
        name=name,
        scopes=[scope for scope in SCOPES if scope in draft.scopes],
        made_by=actor,
        made_at=now,
        expires_at=now + timedelta(days=draft.days),
    )
    db.add(row)
    db.flush()
    facts: JsonObject = {"partner": draft.partner_id, "scopes": list(row.scopes)}
    append_event(db, kind="api_token.made", actor=actor, subject=row.id, facts=facts, now=now)
    return row, token


def revoke_token(
    db: Session, token_id: str, *, partner_id: str, actor: str, now: datetime
) -> ApiTokenRow:
    """Let a token open nothing from the next request on; twice is once. Raises: TokenUnknown."""
    row = token_by_id(db, token_id)
    if row is None or row.partner_id != partner_id:
        raise TokenUnknown
    if row.revoked_at is None:
        row.revoked_at = now
        db.flush()
        facts: JsonObject = {"partner": partner_id}
        append_event(
            db, kind="api_token.revoked", actor=actor, subject=row.id, facts=facts, now=now
        )
    return row


def standing_token(db: Session, token: str, *, now: datetime) -> ApiTokenRow:
    """Return the token that a program shows, while it opens something. Raises: TokenRefused."""
    row = token_with_digest(db, digest_of(token)) if TOKEN.fullmatch(token) else None
    if row is None or not is_open(row, now=now):
        raise TokenRefused
    partner = partner_by_id(db, row.partner_id)
    # Whoever has left the territory brings nothing more.
    if partner is None or partner.archived_at is not None:
        raise TokenRefused
    return row


def is_open(row: ApiTokenRow, *, now: datetime) -> bool:
    """Tell whether a token still opens something."""
    return row.revoked_at is None and now < row.expires_at


def note_use(db: Session, token_id: str, *, now: datetime) -> None:
    """Write down the day, of the territory, on which a token was used last."""
    row = token_by_id(db, token_id)
    if row is not None:
        row.last_used_on = here_on(now)
        db.flush()


def digest_of(token: str) -> str:
    """Return what is kept of a token: of 256 random bits a plain SHA-256 tells nothing."""
    return hashlib.sha256(token.encode("utf-8", "replace")).hexdigest()
