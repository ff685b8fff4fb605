"""Observers' devices and what they signed: kept byte for byte, the columns only help to find it."""

from datetime import date, datetime

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from badger.db.base import Base
from badger.db.sealed import SealedBytes


class DeviceRow(Base):
    """A key that one observer's browser made and never shows; its id is the thumbprint."""

    __tablename__ = "devices"

    id: Mapped[str] = mapped_column(primary_key=True)
    person_id: Mapped[str] = mapped_column(ForeignKey("people.id"), index=True)
    public_key: Mapped[str]
    registered_at: Mapped[datetime]


class DeviceEventRow(Base):
    """One tap that a device signed, a mark or a mark taken back; never changed.

    sequence:             counts the taps of the device: the order, whatever its clock says.
    entered_on_device_at: the device's clock; `received_at` is ours.
    clock_skew_s:         device's clock minus ours when it was sent.
    """

    __tablename__ = "device_events"
    __table_args__ = (UniqueConstraint("device_id", "sequence"),)

    id: Mapped[str] = mapped_column(primary_key=True)
    device_id: Mapped[str] = mapped_column(ForeignKey("devices.id"))
    sequence: Mapped[int]
    kind: Mapped[str]
    session_id: Mapped[str] = mapped_column(ForeignKey("observation_sessions.id"), index=True)
    person_id: Mapped[str] = mapped_column(ForeignKey("people.id"), index=True)
    criterion_id: Mapped[str] = mapped_column(ForeignKey("criteria.id"))
    session_date: Mapped[date]
    entered_on_device_at: Mapped[datetime]
    received_at: Mapped[datetime]
    clock_skew_s: Mapped[int]
    payload: Mapped[bytes] = mapped_column(SealedBytes)
    signature: Mapped[bytes]
    observation_id: Mapped[str | None] = mapped_column(ForeignKey("observations.id"), index=True)
