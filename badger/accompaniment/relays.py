"""Somebody stands in for a référent, or takes over: the person is told and may refuse (S1, C22).

What she allowed was allowed to one named person. So the next one sees nothing before she said yes.
"""

from datetime import datetime
from typing import Final

from badger.accompaniment.companions import (
    AccompanimentUnknown,
    CompanionConsentUnknown,
    CompanionUnknown,
    is_past,
    open_to,
)
from badger.accompaniment.consents import CONSENT_TEXTS
from badger.accompaniment.queries import (
    accompaniment_by_id,
    holds_role,
    lock_person,
    open_between,
    relays_of,
)
from badger.db.audit import append_event
from badger.db.base import Session
from badger.db.rows import AccompanimentRow
from badger.errors import BadgerError
from badger.json_value import JsonObject

PROPOSED: Final = "accompaniment.relay_proposed"
AGREED: Final = "accompaniment.relay_agreed"
REFUSED: Final = "accompaniment.relay_refused"


class RelayWaiting(BadgerError):
    """A relay is proposed already and the person has not answered."""

    code = "accompaniment.relay_waiting"


class RelayTooEarly(BadgerError):
    """A substitute is there until a day that is still to come."""

    code = "accompaniment.relay_until"


def propose_relay(
    db: Session,
    accompaniment_id: str,
    *,
    companion_id: str,
    to_id: str,
    until: datetime | None,
    now: datetime,
) -> AccompanimentRow:
    """Propose that somebody stands in until an instant, or (None) takes over for good.

    to_id:  holds the same role.
    Raises: AccompanimentUnknown, CompanionUnknown, RelayWaiting, RelayTooEarly.
    """
    row = open_to(db, accompaniment_id, companion_id=companion_id, now=now)
    lock_person(db, row.person_id)
    if to_id in (row.person_id, row.companion_id) or not holds_role(db, to_id, role=row.role):
        raise CompanionUnknown
    if until is not None and until <= now:
        raise RelayTooEarly
    known = open_between(db, row.person_id, companion_id=to_id, role=row.role)
    if known is not None and is_past(known, now=now):
        # It has stopped by itself; between two people one alone is open at a time.
        known.ended_at = known.until
        db.flush()
        known = None
    if relays_of(db, row.id, now=now) or known is not None:
        raise RelayWaiting
    relay = AccompanimentRow(
        person_id=row.person_id,
        companion_id=to_id,
        role=row.role,
        subjects=list(row.subjects),
        asked_by=companion_id,
        asked_at=now,
        beside=False,
        until=until,
        replaces_id=row.id,
    )
    db.add(relay)
    db.flush()
    facts: JsonObject = {"from": row.id, "for_good": until is None}
    append_event(db, kind=PROPOSED, actor=companion_id, subject=relay.id, facts=facts, now=now)
    return relay


def agree_to_relay(
    db: Session, accompaniment_id: str, *, person_id: str, consent_version: str, now: datetime
) -> AccompanimentRow:
    """Open to the next one what was open to the one before, who leaves where it is for good.

    Raises: AccompanimentUnknown, CompanionConsentUnknown.
    """
    if consent_version not in CONSENT_TEXTS:
        raise CompanionConsentUnknown(version=consent_version)
    relay = _waiting(db, accompaniment_id, person_id=person_id, now=now)
    relay.consent_version, relay.agreed_at = consent_version, now
    former = accompaniment_by_id(db, relay.replaces_id or "")
    if relay.until is None and former is not None and former.ended_at is None:
        former.ended_at, former.ended_by = now, person_id
    db.flush()
    facts: JsonObject = {"consent": consent_version, "from": relay.replaces_id}
    append_event(db, kind=AGREED, actor=person_id, subject=relay.id, facts=facts, now=now)
    return relay


def refuse_relay(db: Session, accompaniment_id: str, *, person_id: str, now: datetime) -> None:
    """Leave everything as it was. Raises: AccompanimentUnknown."""
    relay = _waiting(db, accompaniment_id, person_id=person_id, now=now)
    relay.ended_at, relay.ended_by = now, person_id
    db.flush()
    append_event(db, kind=REFUSED, actor=person_id, subject=relay.id, facts={}, now=now)


def _waiting(
    db: Session, accompaniment_id: str, *, person_id: str, now: datetime
) -> AccompanimentRow:
    lock_person(db, person_id)
    row = accompaniment_by_id(db, accompaniment_id)
    if row is None or row.person_id != person_id or row.agreed_at or row.ended_at:
        raise AccompanimentUnknown
    if is_past(row, now=now):
        raise AccompanimentUnknown
    return row
