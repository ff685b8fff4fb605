"""A person's words, and others', around one badge that was signed here for her."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select

from badger.db.base import Session
from badger.db.rows import (
    CredentialRow,
    CriterionRow,
    FeedbackRow,
    ObservationSessionRow,
    PersonRow,
    ProposalRow,
    ReflectionRow,
    SelfAssessmentRow,
)
from badger.issuer.own_words_queries import feedback_kept


@dataclass(frozen=True, slots=True)
class WordsOnBadge:
    """What stands around a badge of here and is not in it: the person's words and others'.

    beside: the passeur in whose presence she said yes, by name.
    placed: the badge's criteria with the level that she last gave herself.
    own:    what she added to a badge that she declared.
    """

    session: ObservationSessionRow | None
    beside: str | None
    reflections: Sequence[ReflectionRow]
    placed: Sequence[tuple[CriterionRow, int]]
    kept: Sequence[FeedbackRow]
    own: str | None


def words_on_badge(db: Session, badge_id: str, *, person_id: str) -> WordsOnBadge:
    """Return the words around a badge that was signed here for a person."""
    version_id, session_id, beside, added = db.execute(
        select(
            CredentialRow.version_id,
            ProposalRow.session_id,
            PersonRow.display_name,
            ProposalRow.own_words,
        )
        .outerjoin(ProposalRow, ProposalRow.id == CredentialRow.proposal_id)
        .outerjoin(PersonRow, PersonRow.id == ProposalRow.in_presence_of)
        .where(CredentialRow.id == badge_id)
    ).one()
    own = select(ReflectionRow).where(
        ReflectionRow.person_id == person_id, ReflectionRow.session_id == session_id
    )
    kept = [row for row in feedback_kept(db, person_id) if row.version_id == version_id]
    return WordsOnBadge(
        session=db.get(ObservationSessionRow, session_id) if session_id else None,
        beside=beside,
        reflections=db.scalars(own.order_by(ReflectionRow.entered_at)).all(),
        placed=_placed(db, person_id, version_id=version_id),
        kept=kept,
        own=added,
    )


def _placed(db: Session, person_id: str, *, version_id: str) -> list[tuple[CriterionRow, int]]:
    rows = db.execute(
        select(CriterionRow, SelfAssessmentRow.level)
        .join(SelfAssessmentRow, SelfAssessmentRow.criterion_id == CriterionRow.id)
        .where(CriterionRow.version_id == version_id, SelfAssessmentRow.person_id == person_id)
        .order_by(CriterionRow.position, SelfAssessmentRow.entered_at)
    )
    # The last word on each criterion counts.
    last = {criterion.id: (criterion, level) for criterion, level in rows}
    return list(last.values())
