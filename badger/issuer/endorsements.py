"""Endorsements: a partner's signed word for something that is another's (domain F9)."""

from datetime import datetime, timedelta

from badger.db.audit import append_event
from badger.db.base import Session, new_id
from badger.db.rows import EndorsementRow, PartnerRow
from badger.issuer.addresses import Addresses
from badger.issuer.award_queries import locked_list, mark_revoked
from badger.issuer.endorsement_queries import endorsements_between, locked_endorsement
from badger.issuer.endorsement_signing import sign_endorsement
from badger.issuer.endorsement_targets import Target, describe, target_of
from badger.issuer.errors import IssuerError
from badger.issuer.keyring import Keyring
from badger.issuer.people_queries import lock_keys
from badger.issuer.status import publish_status_list
from badger.json_value import JsonObject

MAX_COMMENT_CHARACTERS = 300
# Who is asked is not pressed.
DAYS_BETWEEN_REMINDERS = 7


class EndorsementUnknown(IssuerError):
    """There is no such endorsement, or it is somebody else's."""

    code = "endorsement.unknown"


class EndorsesItself(IssuerError):
    """Nobody endorses what is its own (hardening D18)."""

    code = "endorsement.of_oneself"


class EndorsedAlready(IssuerError):
    """The partner stands behind it already, or was asked to."""

    code = "endorsement.already"


class EndorsementInvalid(IssuerError):
    """A word of support is too long, or missing."""

    code = "endorsement.invalid"


class RemindedLately(IssuerError):
    """The partner was reminded a few days ago."""

    code = "endorsement.reminded_lately"


def ask_endorsement(
    db: Session,
    target: Target,
    *,
    endorser_id: str,
    asked_by: str,
    addresses: Addresses,
    now: datetime,
) -> EndorsementRow:
    """Ask a partner to endorse a badge's model or a partner; asking binds nobody.

    asked_by: the partner whose it is.
    Raises: TargetUnknown, EndorsesItself, EndorsementUnknown, EndorsedAlready.
    """
    found = describe(db, target, addresses=addresses)
    if endorser_id in found.owners:
        raise EndorsesItself
    if asked_by not in found.owners or found.holder is not None:
        raise EndorsementUnknown
    lock_keys(db, endorser_id, to_change=True)
    if _between(db, endorser_id, target):
        raise EndorsedAlready
    row = _new_row(endorser_id, target, state="asked")
    row.asked_by, row.asked_at = asked_by, now
    db.add(row)
    db.flush()
    return row


def remind(
    db: Session, endorsement_id: str, *, asked_by: frozenset[str], now: datetime
) -> EndorsementRow:
    """Note that a partner is reminded of what it was asked for.

    Raises: EndorsementUnknown, RemindedLately.
    """
    row = _locked(db, endorsement_id)
    if row.state != "asked" or row.asked_by not in asked_by:
        raise EndorsementUnknown
    last = row.reminded_at or row.asked_at or now
    if now - last < timedelta(days=DAYS_BETWEEN_REMINDERS):
        raise RemindedLately(days=DAYS_BETWEEN_REMINDERS)
    row.reminded_at = now
    db.flush()
    return row


def refuse_request(db: Session, endorsement_id: str, *, endorsers: frozenset[str]) -> None:
    """Let a request go without a trace. Raises: EndorsementUnknown."""
    row = _locked(db, endorsement_id)
    if row.state != "asked" or row.endorser_id not in endorsers:
        raise EndorsementUnknown
    db.delete(row)
    db.flush()


def write_endorsement(
    db: Session,
    target: Target,
    *,
    endorser_id: str,
    comment: str,
    actor: str,
    now: datetime,
    keyring: Keyring,
    addresses: Addresses,
) -> EndorsementRow:
    """Write an endorsement and sign it; that of an awarded badge waits for the person's yes.

    Raises: TargetUnknown, EndorsesItself, EndorsementInvalid, EndorsedAlready, KeyringLocked.
    """
    found = describe(db, target, addresses=addresses)
    if endorser_id in found.owners:
        raise EndorsesItself
    words = comment.strip()
    if not 0 < len(words) <= MAX_COMMENT_CHARACTERS:
        raise EndorsementInvalid(limit=MAX_COMMENT_CHARACTERS)
    lock_keys(db, endorser_id, to_change=True)
    row = _asked_or_new(db, endorser_id, target)
    row.comment, row.written_by, row.written_at, row.state = words, actor, now, "waiting"
    db.flush()
    if found.holder is None:
        sign_endorsement(db, row, found, actor=actor, now=now, keyring=keyring, addresses=addresses)
    return row


def accept_endorsement(
    db: Session,
    endorsement_id: str,
    *,
    person_id: str,
    now: datetime,
    keyring: Keyring,
    addresses: Addresses,
) -> EndorsementRow:
    """Let the person say yes to what a partner wrote about her badge; then it is signed.

    Raises: EndorsementUnknown, TargetUnknown, KeyringLocked.
    """
    row = _of_person(db, endorsement_id, person_id=person_id, addresses=addresses)
    row.consented_at = now
    found = describe(db, target_of(row), addresses=addresses)
    sign_endorsement(db, row, found, actor=person_id, now=now, keyring=keyring, addresses=addresses)
    return row


def decline_endorsement(
    db: Session, endorsement_id: str, *, person_id: str, addresses: Addresses
) -> None:
    """Let what was written about a badge go without a trace. Raises: EndorsementUnknown."""
    db.delete(_of_person(db, endorsement_id, person_id=person_id, addresses=addresses))
    db.flush()


def withdraw_endorsement(
    db: Session,
    endorsement_id: str,
    *,
    endorsers: frozenset[str],
    reason: str,
    actor: str,
    now: datetime,
    keyring: Keyring,
    addresses: Addresses,
) -> EndorsementRow:
    """Take an endorsement back; what it stood behind stays as it is. Twice is once.

    reason: for the partner alone. Raises: EndorsementUnknown, EndorsementInvalid, KeyringLocked.
    """
    row = _locked(db, endorsement_id)
    if row.endorser_id not in endorsers or row.list_id is None or row.list_index is None:
        raise EndorsementUnknown
    if not reason.strip():
        raise EndorsementInvalid(limit=MAX_COMMENT_CHARACTERS)
    if row.state == "withdrawn":
        return row
    row.state, row.withdrawn_at, row.withdrawn_by = "withdrawn", now, actor
    row.withdrawal_reason = reason.strip()
    db.flush()
    signer = keyring.signer(db, row.endorser_id)
    status_list = locked_list(db, row.list_id)
    partner = db.get_one(PartnerRow, row.endorser_id)
    mark_revoked(db, row.list_id, index=row.list_index, now=now)
    publish_status_list(
        db, status_list, partner=partner, signer=signer, addresses=addresses, now=now
    )
    facts: JsonObject = {"list": row.list_id, "index": row.list_index}
    kind = "endorsement.withdrawn"
    append_event(db, kind=kind, actor=actor, subject=row.id, facts=facts, now=now)
    return row


def _locked(db: Session, endorsement_id: str) -> EndorsementRow:
    row = locked_endorsement(db, endorsement_id)
    if row is None:
        raise EndorsementUnknown(endorsement=endorsement_id)
    return row


def _of_person(
    db: Session, endorsement_id: str, *, person_id: str, addresses: Addresses
) -> EndorsementRow:
    """Lock what waits for this person's answer."""
    row = _locked(db, endorsement_id)
    if row.state != "waiting":
        raise EndorsementUnknown(endorsement=endorsement_id)
    if describe(db, target_of(row), addresses=addresses).holder != person_id:
        raise EndorsementUnknown(endorsement=endorsement_id)
    return row


def _between(db: Session, endorser_id: str, target: Target) -> list[EndorsementRow]:
    return list(
        endorsements_between(
            db,
            endorser_id,
            version_id=target.version_id,
            partner_id=target.partner_id,
            credential_id=target.credential_id,
        )
    )


def _asked_or_new(db: Session, endorser_id: str, target: Target) -> EndorsementRow:
    """Take up what was asked for, or begin anew. Raises: EndorsedAlready."""
    there = _between(db, endorser_id, target)
    if any(row.state != "asked" for row in there):
        raise EndorsedAlready
    if there:
        return there[0]
    row = _new_row(endorser_id, target, state="waiting")
    db.add(row)
    return row


def _new_row(endorser_id: str, target: Target, *, state: str) -> EndorsementRow:
    return EndorsementRow(
        id=new_id(),
        endorser_id=endorser_id,
        version_id=target.version_id,
        partner_id=target.partner_id,
        credential_id=target.credential_id,
        comment="",
        state=state,
    )
