"""A person's passkeys: added, used to come in, removed."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from badger.accounts.authenticator import (
    AnswerRefused,
    DeviceKey,
    Place,
    SignedAnswer,
    new_challenge,
    read_new_key,
    read_signed_answer,
    registration_options,
    sign_in_options,
)
from badger.accounts.challenges import open_challenge, take_challenge
from badger.accounts.emails import tell_change
from badger.accounts.queries import (
    own_passkey,
    passkey_by_credential,
    passkeys_of,
    person_by_id,
)
from badger.db.audit import append_event
from badger.db.base import Session
from badger.db.rows import PasskeyRow, PersonRow
from badger.errors import BadgerError

MOST_PASSKEYS: Final = 10
ADD: Final = "passkey.add"
ENTER: Final = "passkey.enter"
OVER: Final = "signin.passkey_over"


class TooManyPasskeys(BadgerError):
    """A person keeps a handful of passkeys."""

    code = "account.too_many_passkeys"


class PasskeyUnknown(BadgerError):
    """The person has no such passkey."""

    code = "account.not_found"


@dataclass(frozen=True, slots=True)
class Question:
    """What the browser asks its device (`options`, JSON), and the id it keeps meanwhile."""

    id: str
    options: str


def ask_new_key(db: Session, *, person_id: str, name: str, place: Place, now: datetime) -> Question:
    """Ask a person's device for a new key. Raises: TooManyPasskeys."""
    known = passkeys_of(db, person_id)
    if len(known) >= MOST_PASSKEYS:
        raise TooManyPasskeys(limit=MOST_PASSKEYS)
    challenge = new_challenge()
    options = registration_options(
        place,
        challenge=challenge,
        person_id=person_id,
        name=name,
        known=[row.credential_id for row in known],
    )
    facts = {"challenge": challenge}
    return Question(open_challenge(db, ADD, facts=facts, now=now, person_id=person_id), options)


def add_passkey(
    db: Session,
    question_id: str,
    *,
    person_id: str,
    client_data: str,
    attestation_object: str,
    place: Place,
    now: datetime,
    page: str,
) -> str | None:
    """Keep the key that a device made; return the code of what is wrong, None where all is well.

    It does not raise: the question is used up by any answer, so the caller commits.
    page: the address of the person's page, for the mail to her addresses.
    """
    question = take_challenge(db, question_id, kind=ADD, now=now, person_id=person_id)
    if question is None:
        return OVER
    try:
        key = read_new_key(
            place,
            challenge=question.facts["challenge"],
            client_data=client_data,
            attestation_object=attestation_object,
        )
    except AnswerRefused as error:
        return error.reason
    if passkey_by_credential(db, key.credential_id) is not None:
        return "account.passkey_known"
    db.add(
        PasskeyRow(
            person_id=person_id,
            credential_id=key.credential_id,
            public_key=key.public_key,
            sign_count=key.sign_count,
            added_at=now,
        )
    )
    db.flush()
    tell_change(db, person_id=person_id, page=page, now=now)
    _record(db, "account.passkey_added", person_id=person_id, now=now)
    return None


def remove_passkey(
    db: Session, passkey_id: str, *, person_id: str, now: datetime, page: str
) -> None:
    """Forget a passkey: it lets nobody in any more. Raises: PasskeyUnknown."""
    row = own_passkey(db, passkey_id, person_id=person_id)
    if row is None:
        raise PasskeyUnknown
    db.delete(row)
    db.flush()
    tell_change(db, person_id=person_id, page=page, now=now)
    _record(db, "account.passkey_removed", person_id=person_id, now=now)


def ask_signature(db: Session, *, place: Place, now: datetime) -> Question:
    """Ask whatever device is there for the signature of a key that it holds for this site."""
    challenge = new_challenge()
    options = sign_in_options(place, challenge=challenge)
    return Question(open_challenge(db, ENTER, facts={"challenge": challenge}, now=now), options)


def enter_by_passkey(
    db: Session, question_id: str, *, answer: SignedAnswer, place: Place, now: datetime
) -> PersonRow | str:
    """Return whose key signed the question; or the code of what is wrong.

    It does not raise: the question is used up by any answer, so the caller commits.
    """
    question = take_challenge(db, question_id, kind=ENTER, now=now)
    if question is None:
        return OVER
    row = passkey_by_credential(db, answer.credential_id)
    person = person_by_id(db, row.person_id) if row else None
    if row is None or person is None:
        return "signin.passkey_unknown"
    key = DeviceKey(
        credential_id=row.credential_id, public_key=row.public_key, sign_count=row.sign_count
    )
    try:
        row.sign_count = read_signed_answer(
            place, answer, challenge=question.facts["challenge"], key=key
        )
    except AnswerRefused as error:
        return error.reason
    row.used_at = now
    db.flush()
    return person


def _record(db: Session, kind: str, *, person_id: str, now: datetime) -> None:
    append_event(db, kind=kind, actor=person_id, subject=person_id, facts={}, now=now)
