"""People as another site knows them: linked by themselves, or by an address that both confirmed."""

import hmac
from datetime import datetime
from typing import Final

from badger.accounts.challenges import Challenge, open_challenge, take_challenge
from badger.accounts.emails import tell_change
from badger.accounts.openid import Identity, OpenIdQuestion, new_question
from badger.accounts.queries import (
    identity_row,
    own_identity,
    person_by_id,
    verified_address,
)
from badger.db.audit import append_event
from badger.db.base import Session
from badger.db.mails import MailAddressInvalid, mail_address
from badger.db.rows import OutsideIdentityRow, PersonRow
from badger.errors import BadgerError

ENTER: Final = "openid.enter"
LINK: Final = "openid.link"


class IdentityUnknown(BadgerError):
    """The person has no such link to another site."""

    code = "account.not_found"


def ask_identity(
    db: Session, *, next_page: str, now: datetime, person_id: str | None = None
) -> tuple[str, OpenIdQuestion]:
    """Draw what the other site's answer has to fit; return the id that the browser keeps.

    person_id: who is signed in already and links the other site; None: to come in.
    """
    question = new_question()
    facts = {
        "state": question.state,
        "nonce": question.nonce,
        "verifier": question.verifier,
        "next": next_page,
    }
    kind = LINK if person_id else ENTER
    challenge_id = open_challenge(db, kind, facts=facts, now=now, person_id=person_id)
    return f"{kind}/{challenge_id}", question


def take_identity_question(
    db: Session, kept: str, *, state: str, person_id: str | None, now: datetime
) -> Challenge | None:
    """Take away what the answer has to fit; None where it was not asked here, or is over.

    kept:      the id that the browser kept.
    state:     what the answer carries; another one uses the question up as well.
    person_id: who is signed in in this browser now.
    """
    kind, _, challenge_id = kept.partition("/")
    owner = person_id if kind == LINK else None
    found = take_challenge(db, challenge_id, kind=kind, now=now, person_id=owner)
    if found is None or not _same(found.facts["state"], state):
        return None
    return found


def question_of(challenge: Challenge) -> OpenIdQuestion:
    """Return the secrets of a round that was asked."""
    facts = challenge.facts
    return OpenIdQuestion(state=facts["state"], nonce=facts["nonce"], verifier=facts["verifier"])


def enter_by_identity(
    db: Session, identity: Identity, *, now: datetime, page: str
) -> PersonRow | str:
    """Return whom the other site means; or the code of what is wrong.

    Somebody who comes for the first time is known by an address that both sites confirmed.
    """
    row = identity_row(db, identity.issuer, identity.subject)
    if row is None:
        owner = _by_email(db, identity.email)
        if owner is None:
            return "openid.unknown"
        row = _link(db, identity, person_id=owner, now=now, page=page)
    row.used_at = now
    db.flush()
    return person_by_id(db, row.person_id) or "openid.unknown"


def link_identity(
    db: Session, identity: Identity, *, person_id: str, now: datetime, page: str
) -> str | None:
    """Link the other site to a person; return the code of what is wrong, None: all is well."""
    row = identity_row(db, identity.issuer, identity.subject)
    if row is not None:
        return None if row.person_id == person_id else "openid.elsewhere"
    _link(db, identity, person_id=person_id, now=now, page=page)
    return None


def unlink_identity(
    db: Session, identity_id: str, *, person_id: str, now: datetime, page: str
) -> None:
    """Forget a link: the other site lets nobody in as this person. Raises: IdentityUnknown."""
    row = own_identity(db, identity_id, person_id=person_id)
    if row is None:
        raise IdentityUnknown
    db.delete(row)
    db.flush()
    tell_change(db, person_id=person_id, page=page, now=now)
    _record(db, "account.identity_removed", person_id=person_id, now=now)


def _by_email(db: Session, email: str) -> str | None:
    try:
        row = verified_address(db, mail_address(email))
    except MailAddressInvalid:
        return None
    return row.person_id if row else None


def _link(
    db: Session, identity: Identity, *, person_id: str, now: datetime, page: str
) -> OutsideIdentityRow:
    row = OutsideIdentityRow(
        person_id=person_id, issuer=identity.issuer, subject=identity.subject, added_at=now
    )
    db.add(row)
    db.flush()
    tell_change(db, person_id=person_id, page=page, now=now)
    _record(db, "account.identity_added", person_id=person_id, now=now)
    return row


def _record(db: Session, kind: str, *, person_id: str, now: datetime) -> None:
    append_event(db, kind=kind, actor=person_id, subject=person_id, facts={}, now=now)


def _same(first: str, second: str) -> bool:
    return hmac.compare_digest(first.encode(), second.encode("utf-8", "surrogatepass"))
