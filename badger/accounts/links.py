"""Links to sign in, sent by mail: 15 minutes, once, in the browser that asked (hardening A11).

Asking does the same whoever has the address (R08): the request is written down, and answered.
Who it is about is looked up afterwards, when the mail is written.
"""

import hashlib
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from badger.accounts.queries import (
    forget_links,
    link_by_id,
    link_by_token_hash,
    person_by_id,
    verified_address,
)
from badger.accounts.short_codes import hash_code, in_two_halves, new_code, try_code
from badger.accounts.wording import LINK_SUBJECT, LINK_TEXT
from badger.db.base import Session, new_id
from badger.db.mails import ask_mail, mail_address
from badger.db.outbox import ask_later
from badger.db.rows import PersonRow, SignInLinkRow

OPEN_FOR: Final = timedelta(minutes=15)
KEPT_FOR: Final = timedelta(days=1)
TASK: Final = "sign_in_mail"


@dataclass(frozen=True, slots=True)
class Entry:
    """Who comes in, and the page that was asked for; or why nobody does (`problem`, a code)."""

    person: PersonRow | None = None
    next: str = ""
    problem: str = ""


def ask_link(db: Session, *, typed: str, next_page: str, now: datetime) -> str:
    """Ask for a link; return the id that the asking browser has to keep for itself.

    next_page: page of ours to open afterwards, or "".
    Raises:    MailAddressInvalid.
    """
    address = mail_address(typed)
    forget_links(db, before=now - KEPT_FOR)
    row = SignInLinkRow(
        email=address, next=next_page, asked_at=now, until=now + OPEN_FOR, code_tries=0
    )
    db.add(row)
    db.flush()
    ask_later(db, TASK, facts=[{"link": row.id}], now=now)
    return row.id


def write_link_mail(db: Session, link_id: str, *, now: datetime, page: str) -> None:
    """Write the mail of a link where somebody has its address; twice is once.

    page: what the token is put behind, e.g. "https://badges.example/signin/link/".
    """
    row = link_by_id(db, link_id)
    if row is None or row.token_hash is not None or row.until <= now:
        return
    owner = verified_address(db, row.email)
    if owner is None:
        return
    token, code = new_id(), new_code()
    row.person_id, row.token_hash = owner.person_id, token_hash(token)
    row.code_hash = hash_code(row.id, code)
    text = LINK_TEXT.format(link=page + token, code=in_two_halves(code))
    ask_mail(db, to=row.email, subject=LINK_SUBJECT, text=text, now=now, useless_after=row.until)


def open_link(db: Session, token: str, *, now: datetime) -> SignInLinkRow | None:
    """Return the link of a token while it opens something; looking at it changes nothing."""
    row = link_by_token_hash(db, token_hash(token))
    return row if row is not None and _opens(row, now) else None


def enter_by_link(db: Session, token: str, *, asked_here: str, typed: str, now: datetime) -> Entry:
    """Let in whoever holds the link, in the browser that asked or with the code of the mail.

    It does not raise: a try has to be counted, so the caller commits.
    asked_here: id of the link that this browser asked for, or "".
    """
    found = link_by_token_hash(db, token_hash(token))
    row = link_by_id(db, found.id) if found else None
    if row is None or not _opens(row, now):
        return Entry(problem="signin.link_over")
    if row.id != asked_here and not try_code(row, typed, until=row.until, now=now):
        return Entry(problem="signin.mail_code_wrong")
    return _enter(db, row, now=now)


def enter_by_code(db: Session, *, asked_here: str, typed: str, now: datetime) -> Entry:
    """Let in whoever types the code of the mail into the page that asked for it.

    It does not raise: a try has to be counted, so the caller commits.
    """
    row = link_by_id(db, asked_here) if asked_here else None
    if row is None or row.used_at is not None or row.until <= now:
        return Entry(problem="signin.link_over")
    if not try_code(row, typed, until=row.until, now=now):
        return Entry(problem="signin.mail_code_wrong")
    return _enter(db, row, now=now)


def token_hash(token: str) -> str:
    """Hash a token for storage: whoever reads the database opens nothing with it."""
    return hashlib.sha256(token.encode("utf-8", "surrogatepass")).hexdigest()


def _opens(row: SignInLinkRow, now: datetime) -> bool:
    return row.used_at is None and row.until > now


def _enter(db: Session, row: SignInLinkRow, *, now: datetime) -> Entry:
    """Use the link up; its row is locked, so that of several at once one comes in."""
    row.used_at = now
    db.flush()
    owner = verified_address(db, row.email)
    # An address that was removed meanwhile lets nobody in (hardening A13).
    if owner is None or owner.person_id != row.person_id:
        return Entry(problem="signin.link_over")
    return Entry(person_by_id(db, owner.person_id), row.next)
