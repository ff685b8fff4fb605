"""Every SELECT about accompaniments, by name."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, func, or_, select

from badger.accompaniment.consents import ROLES
from badger.accompaniment.message_queries import waiting_messages
from badger.db.base import Session
from badger.db.rows import AccompanimentRow, PartnerRow, PersonRow, RoleGrantRow


def companion_grants(db: Session) -> Sequence[tuple[PersonRow, str, PartnerRow | None]]:
    """Return who may accompany: person, role, and the partner that it is for, by name."""
    asked = (
        select(PersonRow, RoleGrantRow.role, PartnerRow)
        .join(RoleGrantRow, RoleGrantRow.person_id == PersonRow.id)
        .outerjoin(PartnerRow, PartnerRow.id == RoleGrantRow.partner_id)
        .where(RoleGrantRow.role.in_(ROLES))
        .order_by(PersonRow.display_name, PersonRow.id, RoleGrantRow.role)
    )
    return [(person, role, partner) for person, role, partner in db.execute(asked)]


def holds_role(db: Session, person_id: str, *, role: str) -> bool:
    """Tell whether a person holds a role, for any partner or for the territory."""
    asked = select(RoleGrantRow.id).where(
        RoleGrantRow.person_id == person_id, RoleGrantRow.role == role
    )
    return db.scalars(asked).first() is not None


def lock_person(db: Session, person_id: str) -> PersonRow | None:
    """Return a person and make others wait who would change who accompanies her."""
    return db.get(PersonRow, person_id, with_for_update=True)


def accompaniment_by_id(db: Session, accompaniment_id: str) -> AccompanimentRow | None:
    """Return an accompaniment, open or not."""
    return db.get(AccompanimentRow, accompaniment_id)


def open_between(
    db: Session, person_id: str, *, companion_id: str, role: str
) -> AccompanimentRow | None:
    """Return what has not ended between two people in one role, answered or not."""
    asked = select(AccompanimentRow).where(
        AccompanimentRow.person_id == person_id,
        AccompanimentRow.companion_id == companion_id,
        AccompanimentRow.role == role,
        AccompanimentRow.ended_at.is_(None),
    )
    return db.scalars(asked).first()


def open_of_person(db: Session, person_id: str, *, now: datetime) -> Sequence[AccompanimentRow]:
    """Return who accompanies a person now, and the relays that wait for her answer."""
    asked = select(AccompanimentRow).where(AccompanimentRow.person_id == person_id, *_open(now))
    return db.scalars(asked.order_by(AccompanimentRow.asked_at, AccompanimentRow.id)).all()


@dataclass(frozen=True, slots=True)
class Asks:
    """What waits for a person: relays that she may answer, messages she has done nothing with."""

    relays: int
    messages: int


def count_asks(db: Session, person_id: str, *, now: datetime) -> Asks:
    """Count what waits for a person, by one query."""
    relays = select(func.count()).where(
        AccompanimentRow.person_id == person_id,
        AccompanimentRow.agreed_at.is_(None),
        *_open(now),
    )
    asked = select(
        relays.select_from(AccompanimentRow).scalar_subquery(),
        waiting_messages(person_id).scalar_subquery(),
    )
    return Asks(*db.execute(asked).one())


def relays_of(db: Session, accompaniment_id: str, *, now: datetime) -> Sequence[AccompanimentRow]:
    """Return the relays of an accompaniment that may still be answered."""
    asked = select(AccompanimentRow).where(
        AccompanimentRow.replaces_id == accompaniment_id,
        AccompanimentRow.agreed_at.is_(None),
        *_open(now),
    )
    return db.scalars(asked.order_by(AccompanimentRow.asked_at, AccompanimentRow.id)).all()


def caseload_of(
    db: Session, companion_id: str, *, now: datetime
) -> Sequence[tuple[AccompanimentRow, PersonRow]]:
    """Return whom somebody accompanies now, by name."""
    asked = (
        select(AccompanimentRow, PersonRow)
        .join(PersonRow, PersonRow.id == AccompanimentRow.person_id)
        .where(
            AccompanimentRow.companion_id == companion_id,
            AccompanimentRow.agreed_at.is_not(None),
            *_open(now),
        )
        .order_by(PersonRow.display_name, PersonRow.id, AccompanimentRow.role)
    )
    return [(row, person) for row, person in db.execute(asked)]


def who_reads_messages(db: Session, person_id: str, *, now: datetime) -> list[str]:
    """Return the companions whom a person lets read her messages, by how long they do.

    Only who holds the role still: whoever lost it reads nothing any more.
    """
    holds = select(RoleGrantRow.id).where(
        RoleGrantRow.person_id == AccompanimentRow.companion_id,
        RoleGrantRow.role == AccompanimentRow.role,
    )
    asked = select(AccompanimentRow).where(
        AccompanimentRow.person_id == person_id,
        AccompanimentRow.agreed_at.is_not(None),
        holds.exists(),
        *_open(now),
    )
    rows = db.scalars(asked.order_by(AccompanimentRow.asked_at, AccompanimentRow.id))
    return list(dict.fromkeys(row.companion_id for row in rows if "messages" in row.subjects))


def _open(now: datetime) -> tuple[ColumnElement[bool], ...]:
    return (
        AccompanimentRow.ended_at.is_(None),
        or_(AccompanimentRow.until.is_(None), AccompanimentRow.until > now),
    )
