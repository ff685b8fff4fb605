"""A message to a person from somebody without an account; neither sees where the other is (W9).

At most five a day reach one person, so that a page that travels is no way to overrun her.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from badger.accompaniment.message_queries import (
    closed_letter_box,
    message_by_id,
    messages_since,
)
from badger.accompaniment.queries import lock_person, who_reads_messages
from badger.db.base import Session
from badger.db.mails import mail_address
from badger.db.rows import ClosedLetterBoxRow, MessageRow, PersonRow
from badger.db.writing import insert_absent
from badger.errors import BadgerError
from badger.privacy.guardians import may_share_publicly

MAX_NAME: Final = 80
MAX_TEXT: Final = 1000
MAX_A_DAY: Final = 5
A_DAY: Final = timedelta(days=1)


class MessagesClosed(BadgerError):
    """Messages do not reach this person here; nobody is told why."""

    code = "message.closed"


class TooManyMessages(BadgerError):
    """As many messages as one person gets in a day have reached her."""

    code = "message.too_many"


class MessageInvalid(BadgerError):
    """A message needs a name, somebody's organisation or none, and words, of a length."""

    code = "message.invalid"


class MessageUnknown(BadgerError):
    """There is no such message, or it is somebody else's."""

    code = "message.unknown"


class MessageAnswered(BadgerError):
    """It was answered already: one message, one answer."""

    code = "message.answered"


class NobodyReads(BadgerError):
    """She lets nobody read her messages, so nobody could answer in her place."""

    code = "message.nobody_reads"


@dataclass(frozen=True, slots=True, kw_only=True)
class Message:
    """What somebody writes, to whom, from which page.

    credential_id: the badge whose page she read, None from the directory.
    email:         where an answer would go; shown to nobody.
    """

    person_id: str
    credential_id: str | None
    name: str
    organisation: str
    email: str
    text: str


def reaches(db: Session, person_id: str) -> bool:
    """Tell whether messages reach a person: not where she closed, nor a minor on her own."""
    person = db.get(PersonRow, person_id)
    if person is None or closed_letter_box(db, person_id) is not None:
        return False
    return may_share_publicly(db, person)


def leave_message(db: Session, message: Message, *, now: datetime) -> tuple[MessageRow, bool]:
    """Leave a message; return it, and whether it is new: the same one twice in a day is once.

    Raises: MessagesClosed, TooManyMessages, MessageInvalid, MailAddressInvalid.
    """
    email = mail_address(message.email)
    _check(message)
    lock_person(db, message.person_id)
    if not reaches(db, message.person_id):
        raise MessagesClosed
    today = messages_since(db, message.person_id, since=now - A_DAY)
    for row in today:
        if (row.sender_email, row.text) == (email, message.text):
            return row, False
    if len(today) >= MAX_A_DAY:
        raise TooManyMessages(limit=MAX_A_DAY)
    row = MessageRow(
        person_id=message.person_id,
        credential_id=message.credential_id,
        sender_name=message.name,
        sender_organisation=message.organisation,
        sender_email=email,
        text=message.text,
        sent_at=now,
    )
    db.add(row)
    db.flush()
    return row, True


def answer_message(
    db: Session, message_id: str, *, person_id: str, by: str, text: str, now: datetime
) -> MessageRow:
    """Keep the answer; whoever calls sends it.

    by:     the person herself, or the référent to whom she handed it.
    Raises: MessageUnknown, MessageAnswered, MessageInvalid.
    """
    row = _own(db, message_id, person_id=person_id)
    if by != person_id and row.handed_at is None:
        raise MessageUnknown
    if row.answered_at is not None:
        raise MessageAnswered
    if not 0 < len(text.strip()) <= MAX_TEXT:
        raise MessageInvalid(limit=MAX_TEXT)
    row.answer, row.answered_at, row.answered_by = text.strip(), now, by
    db.flush()
    return row


def hand_message(db: Session, message_id: str, *, person_id: str, now: datetime) -> None:
    """Let her référent answer in her place; twice is once.

    Raises: MessageUnknown, NobodyReads.
    """
    row = _own(db, message_id, person_id=person_id)
    if not who_reads_messages(db, person_id, now=now):
        raise NobodyReads
    row.handed_at = row.handed_at or now
    db.flush()


def put_message_aside(db: Session, message_id: str, *, person_id: str, now: datetime) -> None:
    """Leave a message without an answer; nobody is told. Raises: MessageUnknown."""
    row = _own(db, message_id, person_id=person_id)
    row.put_aside_at = row.put_aside_at or now
    db.flush()


def erase_message(db: Session, message_id: str, *, person_id: str) -> None:
    """Delete a message, with the address behind it. Raises: MessageUnknown."""
    db.delete(_own(db, message_id, person_id=person_id))
    db.flush()


def close_letter_box(db: Session, person_id: str, *, now: datetime) -> None:
    """Let no more messages reach a person; those that are there stay. Twice is once."""
    insert_absent(db, ClosedLetterBoxRow, [{"person_id": person_id, "closed_at": now}])


def open_letter_box(db: Session, person_id: str) -> None:
    """Let messages reach a person again."""
    row = closed_letter_box(db, person_id)
    if row is not None:
        db.delete(row)
        db.flush()


def _check(message: Message) -> None:
    for words, limit, needed in (
        (message.name, MAX_NAME, True),
        (message.organisation, MAX_NAME, False),
        (message.text, MAX_TEXT, True),
    ):
        if len(words) > limit or (needed and not words.strip()):
            raise MessageInvalid(limit=limit)


def _own(db: Session, message_id: str, *, person_id: str) -> MessageRow:
    row = message_by_id(db, message_id)
    if row is None or row.person_id != person_id:
        raise MessageUnknown
    return row
