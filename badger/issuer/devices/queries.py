"""What is known of observers' devices and of what they sent."""

from collections.abc import Mapping, Sequence

from sqlalchemy import Select, func, select

from badger.db.base import Session
from badger.db.rows import DeviceEventRow, DeviceRow, ObservationRow
from badger.issuer.devices.events import WITHDRAWAL, DeviceEvent


def number_of_devices(db: Session, person_id: str) -> int:
    """Count the devices of an observer."""
    asked = select(func.count()).select_from(DeviceRow).where(DeviceRow.person_id == person_id)
    return db.scalars(asked).one()


def event_in_its_place(db: Session, event: DeviceEvent) -> DeviceEventRow | None:
    """Return what is stored under the event's id, else under its device and number."""
    by_id = db.get(DeviceEventRow, event.id)
    if by_id is not None:
        return by_id
    return db.scalars(
        select(DeviceEventRow).where(
            DeviceEventRow.device_id == event.device, DeviceEventRow.sequence == event.sequence
        )
    ).one_or_none()


def taken_back_later(db: Session, event: DeviceEvent) -> bool:
    """Tell whether the device took back, by a later tap, what it says of this criterion."""
    later = _same_place(event, kind=WITHDRAWAL).where(DeviceEventRow.sequence > event.sequence)
    return db.scalars(later.limit(1)).first() is not None


def marked_later(db: Session, event: DeviceEvent) -> frozenset[str]:
    """Return the observations that the device made of this criterion by later taps."""
    later = _same_place(event, kind="mark").where(DeviceEventRow.sequence > event.sequence)
    return frozenset(row.observation_id for row in db.scalars(later) if row.observation_id)


def taps_of_session(
    db: Session, session_id: str
) -> Sequence[tuple[ObservationRow, str | None, int | None]]:
    """Return the standing marks by arrival, each with its device and number there."""
    rows = db.execute(
        select(ObservationRow, DeviceEventRow.device_id, DeviceEventRow.sequence)
        .outerjoin(DeviceEventRow, DeviceEventRow.observation_id == ObservationRow.id)
        .where(ObservationRow.session_id == session_id, ObservationRow.withdrawn_at.is_(None))
        .order_by(
            ObservationRow.entered_at, func.coalesce(DeviceEventRow.sequence, 0), ObservationRow.id
        )
    )
    return [(row, device, sequence) for row, device, sequence in rows]


def last_numbers(db: Session, person_id: str) -> Mapping[str, int]:
    """Return the highest number that arrived from each device of an observer."""
    rows = db.execute(
        select(DeviceEventRow.device_id, func.max(DeviceEventRow.sequence))
        .join(DeviceRow, DeviceRow.id == DeviceEventRow.device_id)
        .where(DeviceRow.person_id == person_id)
        .group_by(DeviceEventRow.device_id)
    )
    return {row[0]: row[1] for row in rows}


def _same_place(event: DeviceEvent, *, kind: str) -> Select[DeviceEventRow]:
    return select(DeviceEventRow).where(
        DeviceEventRow.device_id == event.device,
        DeviceEventRow.kind == kind,
        DeviceEventRow.session_id == event.session,
        DeviceEventRow.person_id == event.person,
        DeviceEventRow.criterion_id == event.criterion,
    )
