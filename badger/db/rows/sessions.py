"""Observation sessions: when, where, who is there and what is looked at."""

from datetime import date, datetime

from sqlalchemy import ForeignKey, UniqueConstraint, false
from sqlalchemy.orm import Mapped, mapped_column

from badger.db.base import Base, new_id
from badger.db.sealed import SealedText


class LogisticsColumns:
    """What people need to know to come: of the session, never of a person (domain S13)."""

    meeting_point: Mapped[str | None]
    transport: Mapped[str | None]
    to_bring: Mapped[str | None]
    childcare: Mapped[str | None]
    interpreter: Mapped[str | None]


class ObservationSessionRow(LogisticsColumns, Base):
    """When and where people are observed.

    full_day:        of a session of one day: two half-days, with six criteria each.
    join_code:       what the QR code holds, 128 bits.
    short_code:      typed by hand, until joining_until.
    opening_number:  raised when its leader closes it to passeurs; who opened it before is out.
    cancelled_at:    it does not take place; it is kept, and its participants read so.
    """

    __tablename__ = "observation_sessions"

    id: Mapped[str] = mapped_column(primary_key=True, default=new_id)
    partner_id: Mapped[str] = mapped_column(ForeignKey("partners.id"), index=True)
    accompanying_partner_id: Mapped[str | None] = mapped_column(ForeignKey("partners.id"))
    family: Mapped[str]
    title: Mapped[str]
    situation: Mapped[str]
    starts_on: Mapped[date] = mapped_column(index=True)
    ends_on: Mapped[date]
    place: Mapped[str]
    commune: Mapped[str]
    stage: Mapped[str | None]
    hours: Mapped[int | None]
    activity: Mapped[str | None]
    full_day: Mapped[bool] = mapped_column(default=False, server_default=false())
    cycle: Mapped[int | None]
    role_to_hold: Mapped[str | None]
    cancelled_at: Mapped[datetime | None]
    cancelled_word: Mapped[str | None]
    join_code: Mapped[str | None] = mapped_column(index=True, unique=True)
    short_code: Mapped[str | None] = mapped_column(index=True, unique=True)
    joining_until: Mapped[datetime | None]
    opening_number: Mapped[int] = mapped_column(default=0, server_default="0")
    created_by: Mapped[str]
    created_at: Mapped[datetime]


class SituationRow(LogisticsColumns, Base):
    """A situation that a partner keeps, to prepare sessions from; retired, it is offered no more.

    aim: "identifier" (see what people can do) or "acquerir" (learn by doing).
    """

    __tablename__ = "situations"

    id: Mapped[str] = mapped_column(primary_key=True, default=new_id)
    partner_id: Mapped[str] = mapped_column(ForeignKey("partners.id"), index=True)
    name: Mapped[str]
    family: Mapped[str]
    aim: Mapped[str]
    description: Mapped[str]
    stage: Mapped[str | None]
    hours: Mapped[int | None]
    activity: Mapped[str | None]
    full_day: Mapped[bool]
    role_to_hold: Mapped[str | None]
    created_by: Mapped[str]
    created_at: Mapped[datetime]
    retired_at: Mapped[datetime | None]


class SituationCriterionRow(Base):
    """A criterion that is looked at in the situation unless somebody chooses otherwise."""

    __tablename__ = "situation_criteria"

    situation_id: Mapped[str] = mapped_column(ForeignKey("situations.id"), primary_key=True)
    criterion_id: Mapped[str] = mapped_column(ForeignKey("criteria.id"), primary_key=True)
    position: Mapped[int]


class SessionCriterionRow(Base):
    """A criterion chosen beforehand for the session."""

    __tablename__ = "session_criteria"

    session_id: Mapped[str] = mapped_column(ForeignKey("observation_sessions.id"), primary_key=True)
    criterion_id: Mapped[str] = mapped_column(ForeignKey("criteria.id"), primary_key=True)
    position: Mapped[int]


class SessionParticipantRow(Base):
    """Someone who takes part; `observed` is false where she chose not to be."""

    __tablename__ = "session_participants"

    session_id: Mapped[str] = mapped_column(ForeignKey("observation_sessions.id"), primary_key=True)
    person_id: Mapped[str] = mapped_column(ForeignKey("people.id"), primary_key=True, index=True)
    observed: Mapped[bool]
    added_at: Mapped[datetime]


class SessionObserverRow(Base):
    """Someone who watches, and as what: the role that the badge will name.

    grid_code: printed on her paper grid, leads back to the page where it is typed in.
    """

    __tablename__ = "session_observers"

    session_id: Mapped[str] = mapped_column(ForeignKey("observation_sessions.id"), primary_key=True)
    person_id: Mapped[str] = mapped_column(ForeignKey("people.id"), primary_key=True, index=True)
    role: Mapped[str]
    partner_id: Mapped[str | None] = mapped_column(ForeignKey("partners.id"))
    grid_code: Mapped[str | None] = mapped_column(index=True, unique=True)
    added_at: Mapped[datetime]


class SessionOpeningRow(Base):
    """A passeur who opened a session by the code that its leader said.

    until: when it ends by itself; ended_at: when the leader ended it before.
    """

    __tablename__ = "session_openings"

    id: Mapped[str] = mapped_column(primary_key=True, default=new_id)
    session_id: Mapped[str] = mapped_column(ForeignKey("observation_sessions.id"), index=True)
    passeur_id: Mapped[str] = mapped_column(ForeignKey("people.id"), index=True)
    opened_at: Mapped[datetime]
    until: Mapped[datetime]
    ended_at: Mapped[datetime | None]


class ObservationRow(Base):
    """What one observer saw of one criterion; what she takes back stays, and does not count."""

    __tablename__ = "observations"
    __table_args__ = (UniqueConstraint("observer_id", "idempotency_key"),)

    id: Mapped[str] = mapped_column(primary_key=True, default=new_id)
    session_id: Mapped[str] = mapped_column(ForeignKey("observation_sessions.id"), index=True)
    person_id: Mapped[str] = mapped_column(ForeignKey("people.id"), index=True)
    criterion_id: Mapped[str] = mapped_column(ForeignKey("criteria.id"), index=True)
    observer_id: Mapped[str] = mapped_column(ForeignKey("people.id"))
    observer_role: Mapped[str]
    level: Mapped[int]
    note: Mapped[str] = mapped_column(SealedText)
    idempotency_key: Mapped[str]
    entered_at: Mapped[datetime]
    withdrawn_at: Mapped[datetime | None]


class SelfAssessmentRow(Base):
    """How a person sees herself on a criterion of the same grid."""

    __tablename__ = "self_assessments"

    id: Mapped[str] = mapped_column(primary_key=True, default=new_id)
    person_id: Mapped[str] = mapped_column(ForeignKey("people.id"), index=True)
    criterion_id: Mapped[str] = mapped_column(ForeignKey("criteria.id"), index=True)
    level: Mapped[int]
    entered_at: Mapped[datetime]


class FeedbackRow(Base):
    """A word about a person; counts once she approved it.

    author_id: None where somebody without an account wrote it, through a link used once.
    About a session or an experience, never both.
    """

    __tablename__ = "feedback"

    id: Mapped[str] = mapped_column(primary_key=True, default=new_id)
    session_id: Mapped[str | None] = mapped_column(
        ForeignKey("observation_sessions.id"), index=True
    )
    experience_id: Mapped[str | None] = mapped_column(ForeignKey("experiences.id"), index=True)
    person_id: Mapped[str] = mapped_column(ForeignKey("people.id"), index=True)
    version_id: Mapped[str] = mapped_column(ForeignKey("achievement_versions.id"))
    author_id: Mapped[str | None] = mapped_column(ForeignKey("people.id"))
    relation: Mapped[str]
    note: Mapped[str] = mapped_column(SealedText)
    entered_at: Mapped[datetime]
    approved_at: Mapped[datetime | None]


class FeedbackRequestRow(Base):
    """A link with which somebody without an account says a word once; kept as a digest only."""

    __tablename__ = "feedback_requests"

    id: Mapped[str] = mapped_column(primary_key=True, default=new_id)
    code_digest: Mapped[str] = mapped_column(unique=True)
    session_id: Mapped[str | None] = mapped_column(ForeignKey("observation_sessions.id"))
    experience_id: Mapped[str | None] = mapped_column(ForeignKey("experiences.id"), index=True)
    person_id: Mapped[str] = mapped_column(ForeignKey("people.id"), index=True)
    version_id: Mapped[str] = mapped_column(ForeignKey("achievement_versions.id"))
    asked_by: Mapped[str] = mapped_column(ForeignKey("people.id"))
    asked_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    used_at: Mapped[datetime | None]
    withdrawn_at: Mapped[datetime | None]


class ReflectionRow(Base):
    """The person's own words: what happened, what I did, what I learned."""

    __tablename__ = "reflections"

    id: Mapped[str] = mapped_column(primary_key=True, default=new_id)
    session_id: Mapped[str] = mapped_column(ForeignKey("observation_sessions.id"), index=True)
    person_id: Mapped[str] = mapped_column(ForeignKey("people.id"), index=True)
    what_happened: Mapped[str] = mapped_column(SealedText)
    what_i_did: Mapped[str] = mapped_column(SealedText)
    what_i_learned: Mapped[str] = mapped_column(SealedText)
    dictated_to: Mapped[str | None] = mapped_column(ForeignKey("people.id"))
    entered_at: Mapped[datetime]


class AgreementRow(Base):
    """The word that observers agreed on where their levels were far apart."""

    __tablename__ = "agreements"
    __table_args__ = (UniqueConstraint("person_id", "criterion_id", "session_id"),)

    id: Mapped[str] = mapped_column(primary_key=True, default=new_id)
    session_id: Mapped[str] = mapped_column(ForeignKey("observation_sessions.id"))
    person_id: Mapped[str] = mapped_column(ForeignKey("people.id"))
    criterion_id: Mapped[str] = mapped_column(ForeignKey("criteria.id"))
    written_by: Mapped[str] = mapped_column(ForeignKey("people.id"))
    note: Mapped[str] = mapped_column(SealedText)
    written_at: Mapped[datetime]
