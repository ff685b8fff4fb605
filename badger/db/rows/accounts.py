"""How people come in beside the code on paper: addresses, links, passkeys."""

from datetime import datetime

from sqlalchemy import JSON, BigInteger, ForeignKey, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from badger.db.base import Base, new_id


class EmailRow(Base):
    """An e-mail address that a person gave; mail for signing in goes to verified ones only.

    verified_at: when she typed the code that was sent there; one person has it verified at most.
    mail_id:     the mail with the last code.
    """

    __tablename__ = "emails"
    __table_args__ = (
        UniqueConstraint("person_id", "email"),
        Index(
            "uq_emails_verified",
            "email",
            unique=True,
            sqlite_where=text("verified_at IS NOT NULL"),
            postgresql_where=text("verified_at IS NOT NULL"),
        ),
    )

    id: Mapped[str] = mapped_column(primary_key=True, default=new_id)
    person_id: Mapped[str] = mapped_column(ForeignKey("people.id"))
    email: Mapped[str]
    added_at: Mapped[datetime]
    verified_at: Mapped[datetime | None]
    code_hash: Mapped[str | None]
    code_until: Mapped[datetime | None]
    code_tries: Mapped[int]
    mail_id: Mapped[str | None]


class SignInLinkRow(Base):
    """Somebody asked for a link by mail; nobody is looked up before the request is answered.

    person_id, token_hash, code_hash: None until the mail is written, and for ever where nobody
                                      has the address.
    """

    __tablename__ = "sign_in_links"

    id: Mapped[str] = mapped_column(primary_key=True, default=new_id)
    email: Mapped[str]
    next: Mapped[str]
    asked_at: Mapped[datetime]
    until: Mapped[datetime] = mapped_column(index=True)
    person_id: Mapped[str | None] = mapped_column(ForeignKey("people.id"))
    token_hash: Mapped[str | None] = mapped_column(unique=True)
    code_hash: Mapped[str | None]
    code_tries: Mapped[int]
    used_at: Mapped[datetime | None]


class PasskeyRow(Base):
    """A key that a person's device holds; here is only its public half.

    credential_id: as the device says it, base64url.
    sign_count:    what the device counted at the last sign-in; 0 where it does not count.
    """

    __tablename__ = "passkeys"

    id: Mapped[str] = mapped_column(primary_key=True, default=new_id)
    person_id: Mapped[str] = mapped_column(ForeignKey("people.id"), index=True)
    credential_id: Mapped[str] = mapped_column(unique=True)
    public_key: Mapped[bytes]
    # An unsigned number of 32 bits.
    sign_count: Mapped[int] = mapped_column(BigInteger)
    added_at: Mapped[datetime]
    used_at: Mapped[datetime | None]


class SignInChallengeRow(Base):
    """What the next answer of one browser has to fit; it is removed when it is asked for.

    kind:      "passkey.enter", "passkey.add", "openid".
    person_id: who is signed in already and adds a way to come in.
    facts:     texts that the answer is compared with.
    """

    __tablename__ = "sign_in_challenges"

    id: Mapped[str] = mapped_column(primary_key=True, default=new_id)
    kind: Mapped[str]
    person_id: Mapped[str | None] = mapped_column(ForeignKey("people.id"))
    facts: Mapped[dict[str, str]] = mapped_column(JSON)
    until: Mapped[datetime] = mapped_column(index=True)


class OutsideIdentityRow(Base):
    """A person as another site knows her; whoever that site lets in as `subject` is she here.

    issuer, subject: the pair that never changes and is given to nobody else (OpenID Connect 2).
    """

    __tablename__ = "outside_identities"
    __table_args__ = (UniqueConstraint("issuer", "subject"),)

    id: Mapped[str] = mapped_column(primary_key=True, default=new_id)
    person_id: Mapped[str] = mapped_column(ForeignKey("people.id"), index=True)
    issuer: Mapped[str]
    subject: Mapped[str]
    added_at: Mapped[datetime]
    used_at: Mapped[datetime | None]
