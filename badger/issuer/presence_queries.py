"""The SELECTs of what is accepted in the presence of a passeur, by name."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, and_, or_, select, true, tuple_

from badger.db.base import Session
from badger.db.rows import (
    AchievementAuthorRow,
    AchievementVersionRow,
    ObservationSessionRow,
    ProposalRow,
    SessionParticipantRow,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Reach:
    """How far a passeur reaches now; each name that she reads has one of these reasons.

    own:         partners for which she is a passeur.
    signed:      those of them that signed the charter in force.
    sharing:     all partners that signed it.
    larger:      achievements that are made of others.
    accompanied: people who let her look.
    opened:      sessions that she opened by their code, with their opening number then.
    any_host:    she is a passeur of the territory: no charter stands between her and a code.
    """

    passeur_id: str
    own: Collection[str]
    signed: Collection[str]
    sharing: Collection[str]
    larger: Collection[str]
    accompanied: Collection[str]
    opened: Collection[tuple[str, int]]
    any_host: bool


def waiting_proposals(db: Session, reach: Reach) -> Sequence[ProposalRow]:
    """Return what waits for an answer within a passeur's reach, oldest first; never her own."""
    asked = select(ProposalRow).where(ProposalRow.state == "proposed", _beside(reach))
    return db.scalars(asked.order_by(ProposalRow.proposed_at, ProposalRow.id)).all()


def proposal_answered_since(
    db: Session, reach: Reach, *, proposal_id: str, since: datetime
) -> ProposalRow | None:
    """Return one proposal within a passeur's reach, if it was answered since an instant."""
    asked = select(ProposalRow).where(
        ProposalRow.id == proposal_id, ProposalRow.answered_at >= since, _beside(reach)
    )
    return db.scalars(asked).first()


def reaches_session(db: Session, reach: Reach, *, session_id: str) -> bool:
    """Tell whether all who take part in a session are within a passeur's reach."""
    asked = select(ObservationSessionRow.id).where(
        ObservationSessionRow.id == session_id, _within(reach)
    )
    return db.scalars(asked).first() is not None


def opened_within(db: Session, reach: Reach) -> Sequence[str]:
    """Return which of the sessions that she opened are within a passeur's reach."""
    return db.scalars(select(ObservationSessionRow.id).where(_opened(reach))).all()


def sessions_newest_first(
    db: Session, session_ids: Collection[str]
) -> Sequence[ObservationSessionRow]:
    """Return sessions, newest first."""
    return db.scalars(
        select(ObservationSessionRow)
        .where(ObservationSessionRow.id.in_(session_ids))
        .order_by(ObservationSessionRow.starts_on.desc(), ObservationSessionRow.id)
    ).all()


def _beside(reach: Reach) -> ColumnElement[bool]:
    sessions = select(ObservationSessionRow.id).where(_within(reach))
    return and_(
        ProposalRow.person_id != reach.passeur_id,
        or_(
            ProposalRow.person_id.in_(reach.accompanied),
            ProposalRow.session_id.in_(sessions),
            and_(ProposalRow.session_id.is_(None), _without_session(reach)),
        ),
    )


def _within(reach: Reach) -> ColumnElement[bool]:
    """Keep the sessions of her partners, and those opened to her under the charter (C9)."""
    return or_(
        ObservationSessionRow.partner_id.in_(reach.own),
        and_(
            ObservationSessionRow.accompanying_partner_id.in_(reach.signed),
            ObservationSessionRow.partner_id.in_(reach.sharing),
        ),
        _opened(reach),
    )


def _opened(reach: Reach) -> ColumnElement[bool]:
    """Keep the sessions that she opened and that were not closed to her since."""
    hosts = {*reach.own, *(reach.sharing if reach.signed else ())}
    opening = tuple_(ObservationSessionRow.id, ObservationSessionRow.opening_number)
    return and_(
        opening.in_(reach.opened),
        true() if reach.any_host else ObservationSessionRow.partner_id.in_(hosts),
    )


def _without_session(reach: Reach) -> ColumnElement[bool]:
    """Keep what came after no session: larger badges that are hers, and all of who is there now.

    What somebody says of herself, or was told by others, waits on her own page alone.
    """
    hers = (
        select(AchievementVersionRow.id)
        .join(AchievementAuthorRow, AchievementAuthorRow.version_id == AchievementVersionRow.id)
        .where(
            AchievementAuthorRow.partner_id.in_(reach.own),
            AchievementVersionRow.achievement_id.in_(reach.larger),
        )
    )
    there = (
        select(SessionParticipantRow.person_id)
        .join(ObservationSessionRow, ObservationSessionRow.id == SessionParticipantRow.session_id)
        .where(_opened(reach))
    )
    return or_(ProposalRow.version_id.in_(hers), ProposalRow.person_id.in_(there))
