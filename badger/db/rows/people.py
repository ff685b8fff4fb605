"""Who holds badges, with roles and sign-in codes. Nothing else about them is kept."""

from datetime import datetime

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from badger.db.base import Base, new_id


class PersonRow(Base):
    """One human being, by the name that she gave; or (`kind`) a "group", an "organisation".

    registered_by:  partner that made her card, None where nobody in particular did.
    sign_in_number: raised when she signs out; cookies of a lower number open nothing.
    """

    __tablename__ = "people"

    id: Mapped[str] = mapped_column(primary_key=True, default=new_id)
    display_name: Mapped[str]
    minor: Mapped[bool]
    kind: Mapped[str] = mapped_column(default="person", server_default="person")
    sign_in_number: Mapped[int] = mapped_column(default=0, server_default="0")
    registered_by: Mapped[str | None] = mapped_column(index=True)
    created_at: Mapped[datetime]


class RoleGrantRow(Base):
    """A role that a person holds, for one partner or for the whole territory (no partner)."""

    __tablename__ = "role_grants"
    __table_args__ = (UniqueConstraint("person_id", "role", "partner_id"),)

    id: Mapped[str] = mapped_column(primary_key=True, default=new_id)
    person_id: Mapped[str] = mapped_column(ForeignKey("people.id"))
    role: Mapped[str]
    partner_id: Mapped[str | None] = mapped_column(ForeignKey("partners.id"))
    granted_by: Mapped[str]
    granted_at: Mapped[datetime]


class LoginCodeRow(Base):
    """The sign-in code of a person: a selector in clear, the whole code hashed."""

    __tablename__ = "login_codes"

    selector: Mapped[str] = mapped_column(primary_key=True)
    person_id: Mapped[str] = mapped_column(ForeignKey("people.id"), unique=True)
    code_hash: Mapped[str]
    created_at: Mapped[datetime]


class GuardianConsentRow(Base):
    """A guardian allows a minor to show badges to the public: who wrote it down, and which text.

    Who the guardian is, is not kept: the person who wrote it down knows.
    """

    __tablename__ = "guardian_consents"

    id: Mapped[str] = mapped_column(primary_key=True, default=new_id)
    person_id: Mapped[str] = mapped_column(ForeignKey("people.id"), index=True)
    text_version: Mapped[str]
    recorded_by: Mapped[str] = mapped_column(ForeignKey("people.id"))
    given_at: Mapped[datetime]
    withdrawn_at: Mapped[datetime | None]
    withdrawn_by: Mapped[str | None] = mapped_column(ForeignKey("people.id"))
