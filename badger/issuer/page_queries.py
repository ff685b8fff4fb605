"""The SELECTs that only pages need: lists to choose from, names beside identifiers."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, func, select

from badger.db.base import Session
from badger.db.rows import (
    AchievementAuthorRow,
    AchievementRow,
    AchievementVersionRow,
    AgreementRow,
    CredentialRow,
    CriterionRow,
    FeedbackRow,
    ObservationSessionRow,
    PartnerRow,
    PersonRow,
    SelfAssessmentRow,
    SessionObserverRow,
    SessionParticipantRow,
)


@dataclass(frozen=True, slots=True)
class VersionPage:
    """One version of an achievement with all that its pages show."""

    achievement: AchievementRow
    version: AchievementVersionRow
    criteria: tuple[CriterionRow, ...]
    authors: tuple[PartnerRow, ...]


def all_partners(db: Session) -> Sequence[PartnerRow]:
    """Return the partners of the territory, by name."""
    return db.scalars(select(PartnerRow).order_by(PartnerRow.name)).all()


def latest_versions(
    db: Session, partner_ids: Sequence[str] | None
) -> Sequence[AchievementVersionRow]:
    """Return the newest version of each achievement that the partners wrote, by name.

    partner_ids: None for the whole territory.
    """
    newest = (
        select(AchievementVersionRow.achievement_id, func.max(AchievementVersionRow.number))
        .group_by(AchievementVersionRow.achievement_id)
        .subquery()
    )
    asked = select(AchievementVersionRow).join(
        newest,
        (AchievementVersionRow.achievement_id == newest.c[0])
        & (AchievementVersionRow.number == newest.c[1]),
    )
    if partner_ids is not None:
        asked = asked.where(_written_by(partner_ids))
    return db.scalars(asked.order_by(AchievementVersionRow.name)).all()


def version_page(db: Session, version_id: str) -> VersionPage | None:
    """Return one version with its criteria and authors."""
    version = db.get(AchievementVersionRow, version_id)
    return None if version is None else _page(db, version)


def version_page_by_number(db: Session, achievement_id: str, *, number: int) -> VersionPage | None:
    """Return the version `number` of an achievement."""
    version = db.scalar(
        select(AchievementVersionRow).where(
            AchievementVersionRow.achievement_id == achievement_id,
            AchievementVersionRow.number == number,
        )
    )
    return None if version is None else _page(db, version)


def latest_page(db: Session, achievement_id: str) -> VersionPage | None:
    """Return the newest version of an achievement, published or not."""
    version = db.scalar(
        select(AchievementVersionRow)
        .where(AchievementVersionRow.achievement_id == achievement_id)
        .order_by(AchievementVersionRow.number.desc())
        .limit(1)
    )
    return None if version is None else _page(db, version)


def published_pages(db: Session) -> list[VersionPage]:
    """Return the newest published version of each badge that has a grid to observe, by name."""
    published = select(AchievementVersionRow).where(
        AchievementVersionRow.state == "published", AchievementVersionRow.declared.is_(False)
    )
    newest: dict[str, AchievementVersionRow] = {}
    for version in db.scalars(published.order_by(AchievementVersionRow.number)):
        newest[version.achievement_id] = version
    pages = [_page(db, version) for version in sorted(newest.values(), key=lambda row: row.name)]
    return [page for page in pages if page.criteria]


def criteria_versions(db: Session, criterion_ids: Iterable[str]) -> Mapping[str, str]:
    """Return the badges that criteria belong to: name by version id."""
    asked = (
        select(AchievementVersionRow)
        .join(CriterionRow, CriterionRow.version_id == AchievementVersionRow.id)
        .where(CriterionRow.id.in_(set(criterion_ids)))
        .order_by(AchievementVersionRow.name)
    )
    return {version.id: version.name for version in db.scalars(asked)}


def versions_by_id(db: Session, version_ids: Iterable[str]) -> Mapping[str, AchievementVersionRow]:
    """Return versions by their id, in the order of their names."""
    asked = (
        select(AchievementVersionRow)
        .where(AchievementVersionRow.id.in_(set(version_ids)))
        .order_by(AchievementVersionRow.name, AchievementVersionRow.id)
    )
    return {version.id: version for version in db.scalars(asked)}


def names_of_standing(db: Session, credential_ids: Iterable[str]) -> Mapping[str, tuple[str, str]]:
    """Return, of badges that stand, whose each is and its name; by id, without their bytes."""
    asked = (
        select(CredentialRow.id, CredentialRow.person_id, AchievementVersionRow.name)
        .join(AchievementVersionRow, AchievementVersionRow.id == CredentialRow.version_id)
        .where(
            CredentialRow.id.in_(set(credential_ids)),
            CredentialRow.stands,
        )
    )
    return {row.id: (row.person_id, row.name) for row in db.execute(asked)}


def names_of_people(db: Session, person_ids: Iterable[str]) -> Mapping[str, str]:
    """Return display names by the person's id."""
    asked = select(PersonRow.id, PersonRow.display_name).where(PersonRow.id.in_(set(person_ids)))
    return {row.id: row.display_name for row in db.execute(asked)}


def sessions_of_partners(
    db: Session, partner_ids: Sequence[str]
) -> Sequence[ObservationSessionRow]:
    """Return the sessions of partners, newest first."""
    asked = select(ObservationSessionRow).where(ObservationSessionRow.partner_id.in_(partner_ids))
    return db.scalars(asked.order_by(ObservationSessionRow.starts_on.desc())).all()


def sessions_of_participant(db: Session, person_id: str) -> Sequence[ObservationSessionRow]:
    """Return the sessions that a person takes part in, newest first."""
    asked = (
        select(ObservationSessionRow)
        .join(SessionParticipantRow, SessionParticipantRow.session_id == ObservationSessionRow.id)
        .where(SessionParticipantRow.person_id == person_id)
    )
    return db.scalars(asked.order_by(ObservationSessionRow.starts_on.desc())).all()


def participation(db: Session, session_id: str, *, person_id: str) -> SessionParticipantRow | None:
    """Return how a person takes part in a session, None where she does not."""
    return db.get(SessionParticipantRow, (session_id, person_id))


def participants_of(
    db: Session, session_id: str
) -> Sequence[tuple[SessionParticipantRow, PersonRow]]:
    """Return all who take part in a session, observed or not, by name."""
    rows = db.execute(
        select(SessionParticipantRow, PersonRow)
        .join(PersonRow, PersonRow.id == SessionParticipantRow.person_id)
        .where(SessionParticipantRow.session_id == session_id)
        .order_by(PersonRow.display_name, PersonRow.id)
    )
    return [(part, person) for part, person in rows]


def observation_duty(db: Session, session_id: str, *, person_id: str) -> SessionObserverRow | None:
    """Return as what a person observes a session, None where she does not."""
    return db.get(SessionObserverRow, (session_id, person_id))


def session_by_id(db: Session, session_id: str) -> ObservationSessionRow | None:
    """Return a session."""
    return db.get(ObservationSessionRow, session_id)


def agreements_of_session(db: Session, session_id: str) -> frozenset[tuple[str, str]]:
    """Return (person, criterion) on which the observers wrote a word of agreement."""
    asked = select(AgreementRow).where(AgreementRow.session_id == session_id)
    return frozenset((row.person_id, row.criterion_id) for row in db.scalars(asked))


def feedback_to_approve(db: Session, person_id: str) -> Sequence[FeedbackRow]:
    """Return the words of peers that a person has not yet made hers, oldest first."""
    asked = select(FeedbackRow).where(
        FeedbackRow.person_id == person_id, FeedbackRow.approved_at.is_(None)
    )
    return db.scalars(asked.order_by(FeedbackRow.entered_at)).all()


def self_assessments(db: Session, person_id: str) -> Mapping[str, int]:
    """Return how a person last placed herself: level by criterion id."""
    asked = select(SelfAssessmentRow).where(SelfAssessmentRow.person_id == person_id)
    rows = db.scalars(asked.order_by(SelfAssessmentRow.entered_at))
    return {row.criterion_id: row.level for row in rows}


def _written_by(partner_ids: Sequence[str]) -> ColumnElement[bool]:
    authors = select(AchievementAuthorRow.version_id).where(
        AchievementAuthorRow.partner_id.in_(partner_ids)
    )
    return AchievementVersionRow.id.in_(authors)


def _page(db: Session, version: AchievementVersionRow) -> VersionPage:
    achievement = db.get_one(AchievementRow, version.achievement_id)
    criteria = db.scalars(
        select(CriterionRow)
        .where(CriterionRow.version_id == version.id)
        .order_by(CriterionRow.position)
    )
    authors = db.scalars(
        select(PartnerRow)
        .join(AchievementAuthorRow, AchievementAuthorRow.partner_id == PartnerRow.id)
        .where(AchievementAuthorRow.version_id == version.id)
        .order_by(AchievementAuthorRow.position)
    )
    return VersionPage(achievement, version, tuple(criteria), tuple(authors))
