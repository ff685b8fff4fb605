"""What a person keeps."""

from datetime import datetime

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from badger.db.base import Base, new_id
from badger.db.sealed import SealedBytes


class HoldingRow(Base):
    """One badge kept, byte for byte; the other columns are only an index.

    badge_id: the credential that was signed here for this very person; None for a badge that
              came from elsewhere, which then has a `HoldingCheckRow`.
    """

    __tablename__ = "holdings"
    __table_args__ = (UniqueConstraint("person_id", "issuer", "credential_id"),)

    id: Mapped[str] = mapped_column(primary_key=True, default=new_id)
    person_id: Mapped[str] = mapped_column(ForeignKey("people.id"), index=True)
    badge_id: Mapped[str | None] = mapped_column(
        ForeignKey("credentials.id", name="fk_holdings_badge_id"), index=True
    )
    issuer: Mapped[str]
    credential_id: Mapped[str]
    achievement_id: Mapped[str]
    name: Mapped[str]
    valid_from: Mapped[datetime]
    document: Mapped[bytes] = mapped_column(SealedBytes)
    received_at: Mapped[datetime]


class HoldingCheckRow(Base):
    """What the verifier found at a badge from elsewhere, when it last looked.

    state:       "valid", "unchecked" (it could not be verified), "revoked", "suspended",
                 "expired" or "refused".
    code:        of the finding that decided, "" for "valid".
    report:      the last report in which the signature held, as `verify.kept_reports` writes it.
    reported_at: when that was; checked_at: the last look, whatever came of it.
    tries:       looks without an answer since the last one.
    """

    __tablename__ = "holding_checks"

    holding_id: Mapped[str] = mapped_column(ForeignKey("holdings.id"), primary_key=True)
    state: Mapped[str]
    code: Mapped[str]
    report: Mapped[bytes]
    reported_at: Mapped[datetime]
    checked_at: Mapped[datetime]
    due_at: Mapped[datetime] = mapped_column(index=True)
    tries: Mapped[int]


class CollectionRow(Base):
    """Badges that a person puts together under a name of hers."""

    __tablename__ = "collections"

    id: Mapped[str] = mapped_column(primary_key=True, default=new_id)
    person_id: Mapped[str] = mapped_column(ForeignKey("people.id"), index=True)
    name: Mapped[str]
    created_at: Mapped[datetime]


class CollectionItemRow(Base):
    """One badge of a collection; `position` is her order, from 0."""

    __tablename__ = "collection_items"

    collection_id: Mapped[str] = mapped_column(ForeignKey("collections.id"), primary_key=True)
    holding_id: Mapped[str] = mapped_column(ForeignKey("holdings.id"), primary_key=True, index=True)
    position: Mapped[int]
