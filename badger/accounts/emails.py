"""A person's e-mail addresses: given, confirmed by a code that is sent there, removed."""

from datetime import datetime, timedelta
from typing import Final

from badger.accounts.queries import (
    address_given,
    addresses_of,
    count_addresses,
    forget_unconfirmed,
    own_address,
    person_by_id,
    verified_address,
)
from badger.accounts.short_codes import hash_code, in_two_halves, new_code, try_code
from badger.accounts.wording import (
    CHANGED_SUBJECT,
    CHANGED_TEXT,
    CONFIRM_SUBJECT,
    CONFIRM_TEXT,
)
from badger.db.audit import append_event
from badger.db.base import Session
from badger.db.mails import ask_mail, mail_address
from badger.db.rows import EmailRow, PersonRow
from badger.errors import BadgerError
from badger.privacy.guardian_queries import locked_person

MOST_ADDRESSES: Final = 5
# The code of what is said where an address opens another page.
ELSEWHERE: Final = "account.address_elsewhere"
CONFIRM_WITHIN: Final = timedelta(hours=24)
# Whoever's it is may not know that it was given.
UNCONFIRMED_FOR: Final = timedelta(days=30)


class TooManyAddresses(BadgerError):
    """A person keeps a handful of addresses."""

    code = "account.too_many_addresses"


class AddressUnknown(BadgerError):
    """The person has no such address."""

    code = "account.not_found"


def add_address(db: Session, *, person_id: str, typed: str, now: datetime) -> EmailRow:
    """Keep an address and send a code there; one that was given already gets a new code.

    Nothing tells whether somebody else has it: that is said to whoever reads its mail.
    Raises: MailAddressInvalid, TooManyAddresses.
    """
    address = mail_address(typed)
    # Addresses given at once are counted one after the other.
    locked_person(db, person_id)
    forget_unconfirmed(db, before=now - UNCONFIRMED_FOR)
    row = address_given(db, address, person_id=person_id)
    if row is None:
        if count_addresses(db, person_id) >= MOST_ADDRESSES:
            raise TooManyAddresses(limit=MOST_ADDRESSES)
        row = EmailRow(person_id=person_id, email=address, added_at=now, code_tries=0)
        db.add(row)
        db.flush()
    if row.verified_at is None:
        send_code(db, row, now=now)
    return row


def send_code(db: Session, row: EmailRow, *, now: datetime) -> None:
    """Send a new code to an address; the one before is worth nothing any more."""
    code = new_code()
    row.code_hash, row.code_tries = hash_code(row.id, code), 0
    row.code_until = now + CONFIRM_WITHIN
    mail = ask_mail(
        db,
        to=row.email,
        subject=CONFIRM_SUBJECT,
        text=CONFIRM_TEXT.format(code=in_two_halves(code)),
        now=now,
        useless_after=row.code_until,
    )
    row.mail_id = mail.id
    db.flush()


def send_code_again(db: Session, address_id: str, *, person_id: str, now: datetime) -> None:
    """Send a new code to an address that is not confirmed yet. Raises: AddressUnknown."""
    row = _own(db, address_id, person_id=person_id)
    if row.verified_at is None:
        send_code(db, row, now=now)


def confirm_address(
    db: Session, address_id: str, *, person_id: str, typed: str, now: datetime, page: str
) -> str | None:
    """Confirm an address by its code; return the code of what is wrong, None where all is well.

    It does not raise for a wrong code: the try has to be counted, so the caller commits.
    ELSEWHERE: the code is right, and the address opens another page: whoever reads its mail may
    come in there (`page_of_address`).
    page:   the address of the person's page, for the mail to her other addresses.
    Raises: AddressUnknown.
    """
    row = _own(db, address_id, person_id=person_id)
    if row.verified_at is not None:
        return None
    if not try_code(row, typed, until=row.code_until, now=now):
        return "account.code_wrong"
    if verified_address(db, row.email) is not None:
        row.code_hash = row.code_until = None
        return ELSEWHERE
    row.verified_at, row.code_hash, row.code_until = now, None, None
    db.flush()
    tell_change(db, person_id=person_id, page=page, now=now, but=row.id)
    _record(db, "account.address_verified", person_id=person_id, now=now)
    return None


def page_of_address(db: Session, address_id: str, *, person_id: str) -> PersonRow | None:
    """Return whose page an address opens that this person gave, None where it opens none.

    Raises: AddressUnknown.
    """
    owner = verified_address(db, _own(db, address_id, person_id=person_id).email)
    return None if owner is None else person_by_id(db, owner.person_id)


def remove_address(
    db: Session, address_id: str, *, person_id: str, now: datetime, page: str
) -> None:
    """Forget an address; links that were sent there open nothing. Raises: AddressUnknown."""
    row = _own(db, address_id, person_id=person_id)
    was_verified = row.verified_at is not None
    if was_verified:
        # The removed address hears of it as well: somebody else may have removed it.
        tell_change(db, person_id=person_id, page=page, now=now)
    db.delete(row)
    db.flush()
    if was_verified:
        _record(db, "account.address_removed", person_id=person_id, now=now)


def tell_change(
    db: Session, *, person_id: str, page: str, now: datetime, but: str | None = None
) -> None:
    """Tell the person's confirmed addresses, but one, that a way to come in has changed."""
    for row in addresses_of(db, person_id):
        if row.verified_at is not None and row.id != but:
            text = CHANGED_TEXT.format(page=page)
            ask_mail(db, to=row.email, subject=CHANGED_SUBJECT, text=text, now=now)


def _own(db: Session, address_id: str, *, person_id: str) -> EmailRow:
    row = own_address(db, address_id, person_id=person_id)
    if row is None:
        raise AddressUnknown
    return row


def _record(db: Session, kind: str, *, person_id: str, now: datetime) -> None:
    append_event(db, kind=kind, actor=person_id, subject=person_id, facts={}, now=now)
