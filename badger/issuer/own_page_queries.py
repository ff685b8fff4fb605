"""What a person's first page asks: the little that it shows, and nothing of anybody else."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Date,
    Row,
    Select,
    String,
    bindparam,
    false,
    literal,
    select,
    union_all,
)

from badger.db.base import Session
from badger.db.rows import (
    AchievementVersionRow,
    CredentialRow,
    EndorsementRow,
    FeedbackRow,
    ObservationSessionRow,
    ProposalRow,
    SelfAssessmentRow,
    SessionCriterionRow,
    SessionObserverRow,
    SessionParticipantRow,
)

# Sessions that she is asked about: the last ones, not years of them.
ASKED_ABOUT = 3
# Of a badge that was taken back nothing waits: there is no yes to give.
SUPPORT_WAITS = (
    CredentialRow.state == "issued",
    CredentialRow.revoked_at.is_(None),
    EndorsementRow.state == "waiting",
)


@dataclass(frozen=True, slots=True)
class OpenProposal:
    """A badge on its way: "proposed" waits for the person, "accepted" for its signature."""

    id: str
    state: str
    name: str


@dataclass(frozen=True, slots=True)
class OwnSession:
    """A session as a person's first page names it."""

    id: str
    title: str
    starts_on: date


@dataclass(frozen=True, slots=True)
class OwnSessions:
    """What a person's first page tells of sessions.

    to_place: the newest of her last ones of which she has placed herself nowhere yet.
    coming:   the one that she takes part in next.
    observed: those that she observes today, the last begun first.
    """

    to_place: OwnSession | None
    coming: OwnSession | None
    observed: tuple[OwnSession, ...]


@dataclass(frozen=True, slots=True)
class OwnAsked:
    """What others ask of a person.

    proposals: the badges on their way to her, newest first.
    support:   what a partner wrote first about a badge of hers, and waits for her yes.
    words:     whether words of peers wait that she has not yet made hers.
    """

    proposals: tuple[OpenProposal, ...]
    support: str | None
    words: bool


def own_asked(db: Session, person_id: str) -> OwnAsked:
    """Return what a person's first page asks her, by one query."""
    rows = sorted(db.execute(_ASKED, {"person": person_id}), key=lambda row: row.id)
    newest = sorted(rows, key=lambda row: row.at, reverse=True)
    proposals = [OpenProposal(row.id, row.state, row.said) for row in newest if row.what == BADGE]
    supports = [row for row in rows if row.what == SUPPORT]
    oldest = min(supports, key=lambda row: row.at, default=None)
    return OwnAsked(
        proposals=tuple(proposals),
        support=None if oldest is None else oldest.said,
        words=any(row.what == WORD for row in rows),
    )


def supports_waiting(db: Session, person_id: str) -> Sequence[EndorsementRow]:
    """Return what partners wrote about a person's badges and waits for her yes, oldest first."""
    return db.scalars(
        select(EndorsementRow)
        .join(CredentialRow, CredentialRow.id == EndorsementRow.credential_id)
        .where(CredentialRow.person_id == person_id, *SUPPORT_WAITS)
        .order_by(EndorsementRow.written_at, EndorsementRow.id)
    ).all()


def badge_names(db: Session, credential_ids: Iterable[str | None]) -> dict[str, str]:
    """Return the names of badges of here by the credential's id."""
    rows = db.execute(
        select(CredentialRow.id, AchievementVersionRow.name)
        .join(AchievementVersionRow, AchievementVersionRow.id == CredentialRow.version_id)
        .where(CredentialRow.id.in_(set(credential_ids)))
    )
    return {row.id: row.name for row in rows}


def sessions_of_own_page(db: Session, person_id: str, *, day: date) -> OwnSessions:
    """Return the sessions that a person's first page tells of, by one query.

    day: nobody is asked how it went before it has begun.
    """
    found: dict[str, list[Row[Any]]] = {BEGUN: [], COMING: [], OBSERVED: []}
    for row in db.execute(_SESSIONS, {"person": person_id, "day": day}):
        found[row.what].append(row)
    begun, observed = _newest_first(found[BEGUN]), _newest_first(found[OBSERVED])
    return OwnSessions(
        to_place=next((_told(row) for row in begun if not row.placed), None),
        coming=next(map(_told, found[COMING]), None),
        observed=tuple(map(_told, observed)),
    )


def _newest_first(rows: list[Row[Any]]) -> list[Row[Any]]:
    # Any: rows of three questions in one.
    by_id = sorted(rows, key=lambda row: row.id)
    return sorted(by_id, key=lambda row: row.starts_on, reverse=True)


def _told(row: Row[Any]) -> OwnSession:
    # Any: as above.
    return OwnSession(row.id, row.title, row.starts_on)


BEGUN, COMING, OBSERVED = "begun", "coming", "observed"
BADGE, SUPPORT, WORD = "badge", "support", "word"
_PERSON, _DAY = bindparam("person", type_=String), bindparam("day", type_=Date)
_PLACED = (
    select(SelfAssessmentRow.criterion_id)
    .join(SessionCriterionRow, SessionCriterionRow.criterion_id == SelfAssessmentRow.criterion_id)
    .where(
        SelfAssessmentRow.person_id == _PERSON,
        SessionCriterionRow.session_id == ObservationSessionRow.id,
    )
    .exists()
)


def _asked(what: str, *, placed: ColumnElement[bool]) -> Select[Any]:
    # Any: columns of several types.
    session = ObservationSessionRow
    columns: list[Any] = [session.id, session.title, session.starts_on]
    asked = select(*columns, literal(what).label("what"), placed.label("placed"))
    return asked.where(session.cancelled_at.is_(None))


def _attended(what: str, *, placed: ColumnElement[bool]) -> Select[Any]:
    # Any: as above.
    joined = SessionParticipantRow.session_id == ObservationSessionRow.id
    asked = _asked(what, placed=placed).join(SessionParticipantRow, joined)
    return asked.where(SessionParticipantRow.person_id == _PERSON)


_BEGUN = (
    _attended(BEGUN, placed=_PLACED)
    .where(ObservationSessionRow.starts_on <= _DAY)
    .order_by(ObservationSessionRow.starts_on.desc(), ObservationSessionRow.id)
    .limit(ASKED_ABOUT)
    .subquery()
)
_COMING = (
    _attended(COMING, placed=false())
    .where(ObservationSessionRow.starts_on > _DAY)
    .order_by(ObservationSessionRow.starts_on, ObservationSessionRow.id)
    .limit(1)
    .subquery()
)
_OBSERVED = (
    _asked(OBSERVED, placed=false())
    .join(SessionObserverRow, SessionObserverRow.session_id == ObservationSessionRow.id)
    .where(
        SessionObserverRow.person_id == _PERSON,
        ObservationSessionRow.starts_on <= _DAY,
        ObservationSessionRow.ends_on >= _DAY,
    )
    .subquery()
)
# Made once: to write it anew would cost more than to ask.
_SESSIONS = union_all(select(_BEGUN), select(_COMING), select(_OBSERVED))


def _waiting(what: str, row: Any, *more: Any) -> Select[Any]:
    # Any: rows of several tables, and columns of several types.
    names = ("state", "said", "at")
    columns = [column.label(name) for name, column in zip(names, more, strict=True)]
    return select(literal(what).label("what"), row.id, *columns)


_ASKED = union_all(
    _waiting(
        BADGE, ProposalRow, ProposalRow.state, AchievementVersionRow.name, ProposalRow.proposed_at
    )
    .join(AchievementVersionRow, AchievementVersionRow.id == ProposalRow.version_id)
    .where(ProposalRow.person_id == _PERSON, ProposalRow.state.in_(("proposed", "accepted"))),
    _waiting(
        SUPPORT,
        EndorsementRow,
        EndorsementRow.state,
        EndorsementRow.comment,
        EndorsementRow.written_at,
    )
    .join(CredentialRow, CredentialRow.id == EndorsementRow.credential_id)
    .where(CredentialRow.person_id == _PERSON, *SUPPORT_WAITS),
    # What they say is sealed, and not told here.
    _waiting(WORD, FeedbackRow, literal(""), literal(""), FeedbackRow.entered_at).where(
        FeedbackRow.person_id == _PERSON, FeedbackRow.approved_at.is_(None)
    ),
)
