"""Mails asked for in the same transaction as the change that they are about.

`badger.jobs.postman` sends them after the commit. A mail is sent once or not at all: whoever
sends it says so beforehand, so that nobody sends it again whose sending may have succeeded.
"""

import re
from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import Select, select

from badger.db.base import Session
from badger.db.rows import MailRow
from badger.errors import BadgerError

MAX_ADDRESS: Final = 254
MAX_SUBJECT: Final = 120
MAX_TEXT: Final = 20_000
# What the common mail services give out: dots between atoms, a domain of two labels or more.
ADDRESS: Final = re.compile(
    r"[a-z0-9!#$%&'*+/=?^_`{|}~-]+(?:\.[a-z0-9!#$%&'*+/=?^_`{|}~-]+)*"
    r"@(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])"
)
# After each try that did not succeed; who is still out of reach after the last one is given up.
PAUSES: Final = tuple(timedelta(minutes=m) for m in (1, 5, 15, 60, 180, 360, 720, 1440))
# Longer than the slowest sending; a mail still claimed by then was interrupted on its way.
INTERRUPTED_AFTER: Final = timedelta(minutes=15)
KEPT_FOR: Final = timedelta(days=30)
INTERRUPTED: Final = "mail.outcome_unknown"
TOO_LATE: Final = "mail.too_late"


class MailAddressInvalid(BadgerError):
    """What was typed is no e-mail address that mail can be sent to."""

    code = "mail.address_invalid"


class MailInvalid(BadgerError):
    """A subject or text that no mail of ours may have: more than one line, too long, empty."""

    code = "mail.invalid"


def mail_address(text: str) -> str:
    """Read an address as it is typed; in small letters, since mail services read them alike.

    Accents in the domain are written as the network does (xn--); elsewhere no sign outside
    ASCII is read, so that no two addresses look the same (hardening W12).
    Raises: MailAddressInvalid.
    """
    name, at, domain = text.strip().rpartition("@")
    # Small letters of some signs outside ASCII (the sign of kelvin) are within it.
    if not name.isascii():
        raise MailAddressInvalid
    try:
        address = f"{name}{at}{domain.encode('idna').decode('ascii')}".lower()
    except UnicodeError as error:
        raise MailAddressInvalid from error
    if len(address) > MAX_ADDRESS or len(name) > 64 or not ADDRESS.fullmatch(address):
        raise MailAddressInvalid
    return address


def ask_mail(
    db: Session,
    *,
    to: str,
    subject: str,
    text: str,
    now: datetime,
    useless_after: datetime | None = None,
) -> MailRow:
    """Ask for a mail; it leaves after the commit, and not at all if there is none.

    subject:       one neutral line, without anybody's name (hardening R07).
    text:          plain text, in French.
    useless_after: do not send it later than that.
    Raises:        MailAddressInvalid, MailInvalid.
    """
    if not 0 < len(subject) <= MAX_SUBJECT or not subject.isprintable():
        raise MailInvalid(part="subject")
    if not 0 < len(text) <= MAX_TEXT or not text.replace("\n", "").isprintable():
        raise MailInvalid(part="text")
    row = MailRow(
        recipient=mail_address(to),
        subject=subject,
        text=text,
        asked_at=now,
        useless_after=useless_after,
        attempts=0,
        next_try_at=now,
    )
    db.add(row)
    db.flush()
    return row


def claim_mail(db: Session, *, now: datetime) -> MailRow | None:
    """Take the mail whose turn it is, so that nobody else sends it; None: nothing to do now."""
    row = db.scalars(_due(now).with_for_update(skip_locked=True)).first()
    if row is not None:
        row.claimed_at = now
        row.attempts += 1
        db.flush()
    return row


def record_sent(db: Session, row_id: str, *, now: datetime) -> None:
    """Write down that the mail was taken over by the mail server."""
    _end(_row(db, row_id), sent_at=now)


def record_given_up(db: Session, row_id: str, *, code: str, now: datetime) -> None:
    """Write down that the mail will not be sent, and why."""
    _give_up(_row(db, row_id), code=code, now=now)


def record_postponed(db: Session, row_id: str, *, code: str, now: datetime) -> None:
    """Write down why the mail could not be sent yet; give it up after the last try."""
    row = _row(db, row_id)
    if row.attempts > len(PAUSES):
        _give_up(row, code=code, now=now)
        return
    row.claimed_at, row.last_code = None, code
    row.next_try_at = now + PAUSES[row.attempts - 1]


def mails_wait(db: Session, *, now: datetime) -> bool:
    """Tell whether a mail's turn has come."""
    return db.scalars(_due(now)).first() is not None


def mails_are_over(db: Session, *, now: datetime) -> bool:
    """Tell whether `end_old_mails` has anything to do."""
    return any(db.scalars(query).first() for query in (_late(now), _interrupted(now), _old(now)))


def end_old_mails(db: Session, *, now: datetime) -> None:
    """Give up what came too late or was interrupted while it was sent; forget what is long over."""
    for query, code in ((_late(now), TOO_LATE), (_interrupted(now), INTERRUPTED)):
        for row in db.scalars(query.with_for_update(skip_locked=True)).all():
            _give_up(row, code=code, now=now)
    for row in db.scalars(_old(now)).all():
        db.delete(row)
    db.flush()


def mail_by_id(db: Session, mail_id: str) -> MailRow | None:
    """Return a mail."""
    return db.get(MailRow, mail_id)


def mail_state(row: MailRow) -> str:
    """Name where a mail is: "sent", "given_up", "sending", "postponed" or "waiting"."""
    if row.sent_at is not None:
        return "sent"
    if row.given_up_at is not None:
        return "given_up"
    if row.claimed_at is not None:
        return "sending"
    return "postponed" if row.attempts else "waiting"


def _due(now: datetime) -> Select[MailRow]:
    due = MailRow.next_try_at <= now, MailRow.claimed_at.is_(None)
    return select(MailRow).where(*due).order_by(MailRow.next_try_at, MailRow.id).limit(1)


def _late(now: datetime) -> Select[MailRow]:
    return select(MailRow).where(
        MailRow.next_try_at.is_not(None), MailRow.useless_after < now, MailRow.claimed_at.is_(None)
    )


def _interrupted(now: datetime) -> Select[MailRow]:
    return select(MailRow).where(MailRow.claimed_at < now - INTERRUPTED_AFTER)


def _old(now: datetime) -> Select[MailRow]:
    return select(MailRow).where(MailRow.next_try_at.is_(None), MailRow.asked_at < now - KEPT_FOR)


def _row(db: Session, row_id: str) -> MailRow:
    return db.get_one(MailRow, row_id, with_for_update=True)


def _give_up(row: MailRow, *, code: str, now: datetime) -> None:
    row.last_code = code
    _end(row, given_up_at=now)


def _end(
    row: MailRow, *, sent_at: datetime | None = None, given_up_at: datetime | None = None
) -> None:
    row.sent_at, row.given_up_at = sent_at, given_up_at
    row.next_try_at = row.claimed_at = row.recipient = row.text = None
    if sent_at is not None:
        row.last_code = None
