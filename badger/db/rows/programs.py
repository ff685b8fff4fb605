"""What a partner's programs may ask: their tokens, of which only the digest is kept."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from badger.db.base import Base, new_id


class ApiTokenRow(Base):
    """A token of a partner for one program; the token itself was told once.

    token_digest: SHA-256 of the token, in hexadecimal.
    last_used_on: the day, not the hour: it tells which tokens are of use, not who works when.
    """

    __tablename__ = "api_tokens"

    id: Mapped[str] = mapped_column(primary_key=True, default=new_id)
    partner_id: Mapped[str] = mapped_column(ForeignKey("partners.id"), index=True)
    token_digest: Mapped[str] = mapped_column(unique=True)
    name: Mapped[str]
    scopes: Mapped[list[Any]] = mapped_column(JSON)
    made_by: Mapped[str]
    made_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    revoked_at: Mapped[datetime | None]
    last_used_on: Mapped[date | None]


class BroughtAwardRow(Base):
    """What a program brought of one person for one badge; the same key is the same request.

    body_digest: SHA-256 of what was asked, so that a key does not serve twice.
    version_id, person_id: set in the transaction that makes the row.
    """

    __tablename__ = "brought_awards"
    __table_args__ = (UniqueConstraint("partner_id", "request_key"),)

    id: Mapped[str] = mapped_column(primary_key=True, default=new_id)
    partner_id: Mapped[str] = mapped_column(ForeignKey("partners.id"))
    token_id: Mapped[str] = mapped_column(ForeignKey("api_tokens.id"))
    request_key: Mapped[str]
    body_digest: Mapped[str]
    version_id: Mapped[str | None] = mapped_column(ForeignKey("achievement_versions.id"))
    person_id: Mapped[str | None] = mapped_column(ForeignKey("people.id"))
    asked_at: Mapped[datetime]


class BulkImportRow(Base):
    """A file of observations: kept, then begun, then done row by row from `done` on.

    digest:       of the file and the badge, so that the same file twice is one.
    rows:         as they were read; situations and, once begun, their sessions beside.
    stopped_code: why it went no further, None as a rule.
    """

    __tablename__ = "bulk_imports"
    __table_args__ = (UniqueConstraint("partner_id", "digest"),)

    id: Mapped[str] = mapped_column(primary_key=True, default=new_id)
    partner_id: Mapped[str] = mapped_column(ForeignKey("partners.id"))
    version_id: Mapped[str] = mapped_column(ForeignKey("achievement_versions.id"))
    digest: Mapped[str]
    rows: Mapped[list[Any]] = mapped_column(JSON)
    situations: Mapped[list[Any]] = mapped_column(JSON)
    session_ids: Mapped[list[Any]] = mapped_column(JSON)
    total: Mapped[int]
    done: Mapped[int]
    kept_by: Mapped[str]
    kept_at: Mapped[datetime]
    started_at: Mapped[datetime | None]
    finished_at: Mapped[datetime | None]
    stopped_code: Mapped[str | None]
