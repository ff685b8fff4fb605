"""Take in what a device sends: each event once, in the device's order, or not at all and why.

Each event has a transaction of its own: a batch that was cut is sent again as it was, and what
had been stored is answered as such.
"""

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import datetime
from typing import Final, Literal

from badger.db.audit import append_event
from badger.db.base import Session
from badger.db.rows import (
    DeviceEventRow,
    DeviceRow,
    ObservationRow,
    ObservationSessionRow,
    SessionParticipantRow,
)
from badger.db.writing import inserted_keys
from badger.issuer.devices.errors import (
    DayOutside,
    EventChanged,
    EventUnreadable,
    OtherObserver,
    OutOfOrder,
    TooManyDevices,
)
from badger.issuer.devices.events import Batch, DeviceEvent, SignedEvent, open_event
from badger.issuer.devices.queries import (
    event_in_its_place,
    marked_later,
    number_of_devices,
    taken_back_later,
)
from badger.issuer.errors import IssuerError
from badger.issuer.recognition.observations import Mark, NotObserved, record_observation
from badger.issuer.withdrawal import withdraw_observation

MAX_DEVICES: Final = 50
MAX_SKEW_S: Final = 2_000_000_000

Writing = Callable[[], AbstractContextManager[Session]]
Outcome = Literal["stored", "already", "refused"]


@dataclass(frozen=True, slots=True)
class EventAnswer:
    """What became of one event.

    refusal: why it was not stored; None for the others.
    event:   the event as it was read; None where that was not possible.
    """

    outcome: Outcome
    event: DeviceEvent | None = None
    refusal: IssuerError | None = None


def receive_batch(
    batch: Batch, *, observer_id: str, writing: Writing, now: datetime
) -> list[EventAnswer]:
    """Store the events of a batch in their order; return one answer for each.

    Raises: OtherObserver; DatabaseUnavailable: what was stored before it stays stored.
    """
    if batch.observer != observer_id:
        raise OtherObserver
    answers: list[EventAnswer] = []
    last = 0
    for signed in batch.events:
        answer = _receive(signed, batch, last=last, writing=writing, now=now)
        last = max(last, answer.event.sequence if answer.event else 0)
        answers.append(answer)
    return answers


def clock_skew_s(batch: Batch, *, now: datetime) -> int:
    """Return by how many seconds the device's clock is ahead of ours; negative: behind."""
    skew = round((batch.sent_at - now).total_seconds())
    return max(-MAX_SKEW_S, min(MAX_SKEW_S, skew))


def _receive(
    signed: SignedEvent, batch: Batch, *, last: int, writing: Writing, now: datetime
) -> EventAnswer:
    event = None
    try:
        event = open_event(signed, batch.key)
        if event.observer != batch.observer:
            raise EventUnreadable(member="observer")
        if event.sequence <= last:
            raise OutOfOrder(sequence=event.sequence)
        with writing() as db:
            return EventAnswer(_store(db, event, signed, batch=batch, now=now), event)
    except IssuerError as refusal:
        return EventAnswer("refused", event, refusal)


def _store(
    db: Session, event: DeviceEvent, signed: SignedEvent, *, batch: Batch, now: datetime
) -> Outcome:
    known = event_in_its_place(db, event)
    if known is not None:
        return _already(known, signed)
    _register(db, event, batch=batch, now=now)
    _check_day(db, event)
    observation = _apply(db, event, now=now)
    values = {
        "id": event.id,
        "device_id": event.device,
        "sequence": event.sequence,
        "kind": event.kind,
        "session_id": event.session,
        "person_id": event.person,
        "criterion_id": event.criterion,
        "session_date": event.session_date,
        "entered_on_device_at": event.entered_at,
        "received_at": now,
        "clock_skew_s": clock_skew_s(batch, now=now),
        "payload": signed.payload,
        "signature": signed.signature,
        "observation_id": observation.id if observation else None,
    }
    if not inserted_keys(db, DeviceEventRow, [values]):
        # The same batch came twice at once: the other transaction was first.
        known = event_in_its_place(db, event)
        if known is None:
            raise EventChanged(event=event.id)
        return _already(known, signed)
    return "stored"


def _already(known: DeviceEventRow, signed: SignedEvent) -> Outcome:
    if known.payload != signed.payload:
        raise EventChanged(event=known.id)
    return "already"


def _register(db: Session, event: DeviceEvent, *, batch: Batch, now: datetime) -> None:
    """Make the device the observer's, by its first event; somebody else's is refused."""
    row = db.get(DeviceRow, event.device)
    if row is not None:
        if row.person_id != event.observer:
            raise OtherObserver
        return
    if number_of_devices(db, event.observer) >= MAX_DEVICES:
        raise TooManyDevices(limit=MAX_DEVICES)
    values = {
        "id": event.device,
        "person_id": event.observer,
        "public_key": batch.key.to_multikey(),
        "registered_at": now,
    }
    if inserted_keys(db, DeviceRow, [values]):
        append_event(
            db,
            kind="device.registered",
            actor=event.observer,
            subject=event.device,
            facts={},
            now=now,
        )


def _check_day(db: Session, event: DeviceEvent) -> None:
    session = db.get(ObservationSessionRow, event.session)
    if session and not session.starts_on <= event.session_date <= session.ends_on:
        raise DayOutside(day=event.session_date)


def _apply(db: Session, event: DeviceEvent, *, now: datetime) -> ObservationRow | None:
    """Do what the tap says, by the rules of any tap. Raises: what these rules refuse."""
    if event.level is None:
        _take_back(db, event, now=now)
        return None
    mark = Mark(event.session, event.person, event.criterion, event.level, event.note)
    row = record_observation(
        db, mark, observer_id=event.observer, idempotency_key=f"device/{event.id}", now=now
    )
    if taken_back_later(db, event):
        row.withdrawn_at = row.withdrawn_at or now
        db.flush()
    return row


def _take_back(db: Session, event: DeviceEvent, *, now: datetime) -> None:
    if db.get(SessionParticipantRow, (event.session, event.person)) is None:
        raise NotObserved(session=event.session)
    withdraw_observation(
        db,
        event.session,
        person_id=event.person,
        criterion_id=event.criterion,
        observer_id=event.observer,
        sparing=marked_later(db, event),
        now=now,
    )
