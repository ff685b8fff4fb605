"""Proposals, credentials and the status lists that tell whether they still stand."""

from datetime import datetime

from sqlalchemy import (
    ColumnElement,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    UniqueConstraint,
    and_,
    false,
    text,
)
from sqlalchemy.ext.hybrid import hybrid_property
from sqlalchemy.orm import Mapped, mapped_column

from badger.db.base import Base, new_id
from badger.db.sealed import SealedBytes, SealedText

UNDER_WAY = "state IN ('proposed', 'accepted')"


class ProposalRow(Base):
    """A badge proposed to a person: "proposed", then "accepted" and "issued", or "declined".

    names_pieces: of a larger badge, she wants it to name those of hers that it is made of.
    own_words:    of a badge that she declares, what she adds; never in the badge.
    """

    __tablename__ = "proposals"
    __table_args__ = (
        UniqueConstraint("person_id", "version_id", "session_id"),
        # One proposal on its way at a time for a person and a badge.
        Index(
            "uq_proposals_under_way",
            "person_id",
            "version_id",
            unique=True,
            sqlite_where=text(UNDER_WAY),
            postgresql_where=text(UNDER_WAY),
        ),
    )

    id: Mapped[str] = mapped_column(primary_key=True, default=new_id)
    person_id: Mapped[str] = mapped_column(ForeignKey("people.id"))
    version_id: Mapped[str] = mapped_column(ForeignKey("achievement_versions.id"))
    session_id: Mapped[str | None] = mapped_column(
        ForeignKey("observation_sessions.id"), index=True
    )
    state: Mapped[str]
    proposed_at: Mapped[datetime]
    answered_at: Mapped[datetime | None]
    consent_version: Mapped[str | None]
    in_presence_of: Mapped[str | None] = mapped_column(ForeignKey("people.id"))
    names_pieces: Mapped[bool] = mapped_column(default=False, server_default=false())
    own_words: Mapped[str | None] = mapped_column(SealedText)


class StatusListRow(Base):
    """One published bitstring of a partner; `published` is what the world reads, signed.

    suspensions: the second list, of the same places; None before the first place was given.
    """

    __tablename__ = "status_lists"
    __table_args__ = (UniqueConstraint("partner_id", "number"),)

    id: Mapped[str] = mapped_column(primary_key=True, default=new_id)
    partner_id: Mapped[str] = mapped_column(ForeignKey("partners.id"))
    number: Mapped[int]
    length: Mapped[int]
    reserved: Mapped[int]
    version: Mapped[int]
    published: Mapped[bytes | None]
    published_at: Mapped[datetime | None]
    suspensions: Mapped[bytes | None]
    suspensions_at: Mapped[datetime | None]
    created_at: Mapped[datetime]


class StatusEntryRow(Base):
    """One reserved place of a list; never deleted, so that no place is given twice."""

    __tablename__ = "status_entries"

    list_id: Mapped[str] = mapped_column(ForeignKey("status_lists.id"), primary_key=True)
    list_index: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    reserved_at: Mapped[datetime]
    revoked_at: Mapped[datetime | None]
    suspended_at: Mapped[datetime | None]


class CredentialRow(Base):
    """A credential: "reserved" (stored unsigned), then "issued"; or "voided".

    A voided one keeps its place in the status list and lets go of its proposal and request.
    """

    __tablename__ = "credentials"
    __table_args__ = (
        UniqueConstraint("issuer_id", "request_key"),
        UniqueConstraint("list_id", "list_index"),
        ForeignKeyConstraint(
            ["list_id", "list_index"], ["status_entries.list_id", "status_entries.list_index"]
        ),
        # With the state: else SQLite walks the index of states, where nearly all are issued.
        Index("ix_credentials_person_id_state", "person_id", "state"),
        # The lists of what was issued, of one partner and of all, go on from a place.
        Index("ix_credentials_issuer_id_issued_at_id", "issuer_id", "issued_at", "id"),
        Index("ix_credentials_issued_at_id", "issued_at", "id"),
    )

    id: Mapped[str] = mapped_column(primary_key=True, default=new_id)
    proposal_id: Mapped[str | None] = mapped_column(ForeignKey("proposals.id"), unique=True)
    issuer_id: Mapped[str] = mapped_column(ForeignKey("partners.id"))
    version_id: Mapped[str] = mapped_column(ForeignKey("achievement_versions.id"))
    person_id: Mapped[str] = mapped_column(ForeignKey("people.id"))
    request_key: Mapped[str | None]
    list_id: Mapped[str]
    list_index: Mapped[int]
    state: Mapped[str] = mapped_column(index=True)
    unsigned: Mapped[bytes | None] = mapped_column(SealedBytes)
    signed: Mapped[bytes | None] = mapped_column(SealedBytes)
    key_id: Mapped[str | None] = mapped_column(ForeignKey("signing_keys.id"))
    reserved_at: Mapped[datetime]
    issued_at: Mapped[datetime | None]
    revoked_at: Mapped[datetime | None]
    revoked_by: Mapped[str | None]
    revocation_reason: Mapped[str | None]
    suspended_at: Mapped[datetime | None]
    suspended_by: Mapped[str | None]
    suspension_reason: Mapped[str | None]

    @hybrid_property
    def stands(self) -> bool:
        """Whether it may be relied on now: issued, neither revoked nor suspended.

        Ours end in no other way; whoever gives them an end has to say so here.
        """
        return self.state == "issued" and self.revoked_at is None and self.suspended_at is None

    @stands.inplace.expression
    @classmethod
    def _stands(cls) -> ColumnElement[bool]:
        return and_(cls.state == "issued", cls.revoked_at.is_(None), cls.suspended_at.is_(None))
