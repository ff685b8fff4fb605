"""Whom a partner may ask to a session: her own people, and with a signed charter all others.

Source: domain C9, F11 AC1: nobody looks across partners before the charter is signed.
"""

from collections.abc import Collection, Sequence

from sqlalchemy import ColumnElement, or_, select

from badger.db.base import Session
from badger.db.rows import (
    ObservationSessionRow,
    PersonRow,
    RoleGrantRow,
    SessionParticipantRow,
)
from badger.issuer.charter_queries import sharing_partners


def people_within(db: Session, partner_ids: Collection[str]) -> Sequence[PersonRow]:
    """Return who may be asked to take part: nobody with a professional role, oldest first."""
    professionals = select(RoleGrantRow.person_id).where(RoleGrantRow.role != "person")
    asked = select(PersonRow).where(PersonRow.id.not_in(professionals))
    if not sharing_partners(db).intersection(partner_ids):
        asked = asked.where(_known_to(partner_ids))
    return db.scalars(asked.order_by(PersonRow.created_at, PersonRow.display_name)).all()


def observers_within(db: Session, partner_ids: Collection[str]) -> Sequence[PersonRow]:
    """Return who may be asked to observe, by name.

    Those of the partners, those whom the territory trained for no partner in particular, and
    where the charter is signed on both sides those of other partners.
    """
    sharing = sharing_partners(db)
    reached = {*partner_ids, *sharing} if sharing.intersection(partner_ids) else set(partner_ids)
    holders = select(RoleGrantRow.person_id).where(
        RoleGrantRow.role == "observer",
        or_(RoleGrantRow.partner_id.is_(None), RoleGrantRow.partner_id.in_(reached)),
    )
    asked = select(PersonRow).where(PersonRow.id.in_(holders))
    return db.scalars(asked.order_by(PersonRow.display_name, PersonRow.id)).all()


def people_registered_by(db: Session, partner_ids: Collection[str]) -> Sequence[PersonRow]:
    """Return the people whom partners made a card for, newest first; no groups."""
    asked = select(PersonRow).where(
        PersonRow.kind == "person", PersonRow.registered_by.in_(partner_ids)
    )
    return db.scalars(asked.order_by(PersonRow.created_at.desc(), PersonRow.id)).all()


def _known_to(partner_ids: Collection[str]) -> ColumnElement[bool]:
    attended = (
        select(SessionParticipantRow.person_id)
        .join(ObservationSessionRow, ObservationSessionRow.id == SessionParticipantRow.session_id)
        .where(ObservationSessionRow.partner_id.in_(partner_ids))
    )
    return or_(PersonRow.registered_by.in_(partner_ids), PersonRow.id.in_(attended))
