"""Endorsements: asked for, written, signed, withdrawn."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, ForeignKeyConstraint, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from badger.db.base import Base, new_id


class EndorsementRow(Base):
    """A partner stands behind a badge's model, another partner, or a badge that was awarded.

    Exactly one of version_id, partner_id and credential_id says what.
    state: "asked" (by a partner), "waiting" (written, the person has not agreed yet), "issued",
           "withdrawn". What is declined is deleted: nobody is to see it.
    """

    __tablename__ = "endorsements"
    __table_args__ = (
        UniqueConstraint("list_id", "list_index"),
        ForeignKeyConstraint(
            ["list_id", "list_index"], ["status_entries.list_id", "status_entries.list_index"]
        ),
        CheckConstraint(
            "(version_id IS NOT NULL AND partner_id IS NULL AND credential_id IS NULL)"
            " OR (version_id IS NULL AND partner_id IS NOT NULL AND credential_id IS NULL)"
            " OR (version_id IS NULL AND partner_id IS NULL AND credential_id IS NOT NULL)",
            name="one_target",
        ),
    )

    id: Mapped[str] = mapped_column(primary_key=True, default=new_id)
    endorser_id: Mapped[str] = mapped_column(ForeignKey("partners.id"), index=True)
    version_id: Mapped[str | None] = mapped_column(
        ForeignKey("achievement_versions.id"), index=True
    )
    partner_id: Mapped[str | None] = mapped_column(ForeignKey("partners.id"), index=True)
    credential_id: Mapped[str | None] = mapped_column(ForeignKey("credentials.id"), index=True)
    comment: Mapped[str]
    state: Mapped[str]
    asked_by: Mapped[str | None] = mapped_column(ForeignKey("partners.id"), index=True)
    asked_at: Mapped[datetime | None]
    reminded_at: Mapped[datetime | None]
    written_by: Mapped[str | None]
    written_at: Mapped[datetime | None]
    consented_at: Mapped[datetime | None]
    list_id: Mapped[str | None]
    list_index: Mapped[int | None]
    signed: Mapped[bytes | None]
    key_id: Mapped[str | None] = mapped_column(ForeignKey("signing_keys.id"))
    issued_at: Mapped[datetime | None]
    withdrawn_at: Mapped[datetime | None]
    withdrawn_by: Mapped[str | None]
    withdrawal_reason: Mapped[str | None]
