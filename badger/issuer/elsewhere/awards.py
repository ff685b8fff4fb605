"""What a partner's program brings of one person for one badge, and what comes of it.

Nothing is signed here: observations are recorded, the rule decides, the badge is proposed, and
the person answers (domain F5 AC3).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from badger.db.audit import append_event
from badger.db.base import Session, new_id
from badger.db.rows import AchievementVersionRow, BroughtAwardRow
from badger.db.writing import insert_absent
from badger.issuer.achievement_queries import (
    achievement_by_id,
    criteria_of,
    version_by_id,
    version_with_number,
)
from badger.issuer.api_tokens import Caller
from badger.issuer.elsewhere.queries import (
    brought_by_id,
    brought_with_key,
    is_person_of,
    observers_for,
)
from badger.issuer.elsewhere.situations import (
    BroughtInvalid,
    ObserverUnknown,
    Seen,
    Situation,
    open_situation,
    record_seen,
)
from badger.issuer.errors import IssuerError
from badger.issuer.people import create_person
from badger.issuer.proposal_queries import credentials_of_proposals, proposals_for
from badger.issuer.proposals import propose_awards
from badger.issuer.recognition.decide import decide
from badger.issuer.recognition.facts import award_facts
from badger.issuer.recognition.rules import AwardRule, Level


class BadgeUnknown(IssuerError):
    """The partner issues no such badge, or not in that version."""

    code = "elsewhere.badge_unknown"


class PersonUnknown(IssuerError):
    """The partner knows no such person."""

    code = "elsewhere.person_unknown"


class AwardUnknown(IssuerError):
    """The partner's programs brought no such thing."""

    code = "elsewhere.not_found"


class KeyOfAnother(IssuerError):
    """The same key came before, with another request."""

    code = "elsewhere.key_reused"


@dataclass(frozen=True, slots=True, kw_only=True)
class SeenNumber:
    """One criterion, by its number in the grid, as one observer saw it."""

    criterion: int
    observer_id: str
    role: str
    level: Level
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class BroughtAward:
    """What is brought of one person.

    person_id: whom the partner knows already, or None: somebody new, by `new_name`.
    evidence:  each situation with what was seen in it.
    """

    achievement_id: str
    version: int
    person_id: str | None
    new_name: str
    evidence: tuple[tuple[Situation, tuple[SeenNumber, ...]], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class AwardState:
    """How it stands: "not_yet", "proposed", "issued" or "revoked".

    What the person answers is hers: accepted and declined proposals are "proposed" for others,
    until the badge is issued.
    missing: what the rule still asks for, as people read it.
    """

    row: BroughtAwardRow
    version: AchievementVersionRow
    state: str
    missing: tuple[str, ...] = ()
    credential_id: str | None = None


def bring_award(
    db: Session,
    brought: BroughtAward,
    *,
    caller: Caller,
    request_key: str,
    body_digest: str,
    now: datetime,
    badge: str | None = None,
) -> BroughtAwardRow:
    """Record what a program brings, and propose the badge where the rule is met.

    request_key: chosen by the program, the same on a retry; body_digest: of its request.
    badge:       code of the badge that observers need (S4); None: none.
    Returns: the row of the first request with this key, whichever of many at once that is.
    Raises:  KeyOfAnother, BadgeUnknown, PersonUnknown, ObserverUnknown, BroughtInvalid, and what
             open_situation and record_seen raise: the caller then undoes all.
    """
    values = {
        "id": new_id(),
        "partner_id": caller.partner_id,
        "token_id": caller.token_id,
        "request_key": request_key,
        "body_digest": body_digest,
        "asked_at": now,
    }
    # Of many at once one inserts; the others wait for its end and find its row.
    insert_absent(db, BroughtAwardRow, [values])
    row = brought_with_key(db, caller.partner_id, request_key=request_key)
    if row.body_digest != body_digest:
        raise KeyOfAnother
    if row.person_id is None:
        version = _version(db, brought, partner_id=caller.partner_id)
        row.version_id = version.id
        row.person_id = _person(db, brought, caller=caller, now=now)
        observers = {one.id for one in observers_for(db, row.partner_id, badge=badge)}
        seen = _numbered(db, row, brought.evidence, observers=observers)
        _record(db, row, seen, actor=caller.name, now=now)
        db.flush()
    return row


def award_state(db: Session, award_id: str, *, partner_id: str) -> AwardState:
    """Tell how it stands with what a program brought. Raises: AwardUnknown."""
    row = brought_by_id(db, award_id)
    version = version_by_id(db, row.version_id or "") if row is not None else None
    if row is None or version is None or row.partner_id != partner_id:
        raise AwardUnknown
    pair = (str(row.person_id), version.id)
    proposals = proposals_for(db, [pair]).get(pair, [])
    credentials = credentials_of_proposals(db, [one.id for one in proposals])
    issued = next((one for one in credentials.values() if one.state == "issued"), None)
    if issued is not None:
        state = "issued" if issued.revoked_at is None else "revoked"
        return AwardState(row=row, version=version, state=state, credential_id=issued.id)
    if proposals:
        return AwardState(row=row, version=version, state="proposed")
    facts, _ = award_facts(db, [pair])[pair]
    missing = decide(facts, AwardRule.from_json(version.rule)).missing
    said = tuple(reason.sentence for reason in missing)
    return AwardState(row=row, version=version, state="not_yet", missing=said)


def _version(db: Session, brought: BroughtAward, *, partner_id: str) -> AchievementVersionRow:
    achievement = achievement_by_id(db, brought.achievement_id)
    found = version_with_number(db, brought.achievement_id, number=brought.version)
    if achievement is None or achievement.issuer_id != partner_id or found is None:
        raise BadgeUnknown
    if found.state != "published" or found.declared:
        raise BadgeUnknown
    return found


def _person(db: Session, brought: BroughtAward, *, caller: Caller, now: datetime) -> str:
    if brought.person_id is None:
        return create_person(
            db,
            display_name=brought.new_name,
            actor=caller.name,
            now=now,
            registered_by=caller.partner_id,
        ).id
    if not is_person_of(db, brought.person_id, partner_id=caller.partner_id):
        raise PersonUnknown
    return brought.person_id


def _numbered(
    db: Session,
    row: BroughtAwardRow,
    evidence: Sequence[tuple[Situation, tuple[SeenNumber, ...]]],
    *,
    observers: set[str],
) -> list[tuple[Situation, list[Seen]]]:
    """Find criteria by their numbers and observers among those of today."""
    grid = {one.position: one.id for one in criteria_of(db, str(row.version_id))}
    return [
        (situation, [_seen(one, grid, observers=observers) for one in numbers])
        for situation, numbers in evidence
    ]


def _record(
    db: Session,
    row: BroughtAwardRow,
    evidence: Sequence[tuple[Situation, Sequence[Seen]]],
    *,
    actor: str,
    now: datetime,
) -> None:
    """Make a session of each situation, mark what was seen, and propose."""
    sessions = []
    for situation, seen in evidence:
        session_id = open_situation(
            db,
            situation,
            criterion_ids=[one.criterion_id for one in seen],
            partner_id=row.partner_id,
            actor=actor,
            now=now,
        )
        person_id = str(row.person_id)
        record_seen(db, session_id, seen, person_id=person_id, request_key=row.id, now=now)
        sessions.append(session_id)
    propose_awards(db, sessions[-1], now=now)
    append_event(
        db,
        kind="award.brought",
        actor=actor,
        subject=row.id,
        facts={"partner": row.partner_id, "sessions": [*sessions]},
        now=now,
    )


def _seen(one: SeenNumber, grid: dict[int, str], *, observers: set[str]) -> Seen:
    if one.criterion not in grid:
        raise BroughtInvalid(member="criterion")
    if one.observer_id not in observers:
        raise ObserverUnknown(name=one.observer_id)
    return Seen(
        criterion_id=grid[one.criterion],
        observer_id=one.observer_id,
        role=one.role,
        level=one.level,
        note=one.note,
    )
