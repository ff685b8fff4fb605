"""The SELECTs of what is accepted in the presence of a passeur, by name."""

from collections.abc import Sequence

from sqlalchemy import or_, select

from badger.db.base import Session
from badger.db.rows import ObservationSessionRow, ProposalRow


def sessions_with_proposals(
    db: Session, partner_ids: Sequence[str] | None
) -> Sequence[ObservationSessionRow]:
    """Return the sessions after which somebody has not answered yet, newest first.

    partner_ids: hosts and accompanying partners; None for the whole territory.
    """
    waiting = select(ProposalRow.session_id).where(ProposalRow.state == "proposed")
    asked = select(ObservationSessionRow).where(ObservationSessionRow.id.in_(waiting))
    if partner_ids is not None:
        asked = asked.where(
            or_(
                ObservationSessionRow.partner_id.in_(partner_ids),
                ObservationSessionRow.accompanying_partner_id.in_(partner_ids),
            )
        )
    return db.scalars(
        asked.order_by(ObservationSessionRow.starts_on.desc(), ObservationSessionRow.id)
    ).all()


def proposed_after(db: Session, session_ids: Sequence[str]) -> Sequence[ProposalRow]:
    """Return what waits for an answer after these sessions, oldest first."""
    asked = select(ProposalRow).where(
        ProposalRow.session_id.in_(session_ids), ProposalRow.state == "proposed"
    )
    return db.scalars(asked.order_by(ProposalRow.proposed_at, ProposalRow.id)).all()
