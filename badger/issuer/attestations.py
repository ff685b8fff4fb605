"""What the cartographe attests after a training, seen and signed as any other badge (S4).

A training is a session like others: the cartographe watches it, marks what was shown, and the
people answer the proposal that comes of it. So there is one path to a badge.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from badger.db.base import Session
from badger.db.rows import AchievementVersionRow, PersonRow, ProposalRow
from badger.issuer.achievement_queries import (
    achievement_with_code,
    criteria_of,
    newest_published_version,
)
from badger.issuer.errors import IssuerError
from badger.issuer.proposal_queries import proposals_for
from badger.issuer.proposals import propose_awards
from badger.issuer.proposing import UNDER_WAY
from badger.issuer.recognition.calibration import DoubleLook
from badger.issuer.recognition.facts import award_facts
from badger.issuer.recognition.observations import Mark, record_marks
from badger.issuer.recognition.piece_queries import holders_among
from badger.issuer.recognition.rules import ATTESTING_ROLE, AwardRule, Level
from badger.issuer.recognition.sessions import (
    SessionDraft,
    add_observer,
    add_participant,
    create_session,
)

FAMILY = "atelier"


class NothingAttested(IssuerError):
    """An attestation is of somebody, for something that the badge looks at."""

    code = "training.nothing_attested"


@dataclass(frozen=True, slots=True, kw_only=True)
class Attestation:
    """What was shown by whom.

    criterion_ids: of one version, those that all these people have shown.
    """

    person_ids: tuple[str, ...]
    criterion_ids: tuple[str, ...]
    day: date
    place: str
    commune: str


def attested_version(db: Session, code: str) -> AchievementVersionRow | None:
    """Return the published version of a badge that the cartographe attests, None without one."""
    achievement = achievement_with_code(db, code)
    version = newest_published_version(db, achievement.id) if achievement else None
    if version is None or not AwardRule.from_json(version.rule).attested:
        return None
    return version


def attest(
    db: Session,
    version: AchievementVersionRow,
    attestation: Attestation,
    *,
    issuer_id: str,
    actor: str,
    now: datetime,
) -> str:
    """Record what was shown, and propose the badge to whom it makes it possible.

    actor:   the cartographe, who is the observer of the session.
    Returns: the id of the session.
    Raises:  NothingAttested, SessionInvalid.
    """
    known = {row.id for row in criteria_of(db, version.id)}
    chosen = tuple(one for one in attestation.criterion_ids if one in known)
    if not chosen or not attestation.person_ids:
        raise NothingAttested
    draft = SessionDraft(
        partner_id=issuer_id,
        family=FAMILY,
        title=version.name,
        situation="Une formation, et des observations faites à deux.",
        starts_on=attestation.day,
        ends_on=attestation.day,
        place=attestation.place,
        commune=attestation.commune,
        criterion_ids=chosen,
    )
    session = create_session(db, draft, actor=actor, now=now)
    add_observer(db, session.id, person_id=actor, role=ATTESTING_ROLE, now=now)
    for person_id in attestation.person_ids:
        add_participant(db, session.id, person_id=person_id, now=now)
    marks = [
        Mark(session.id, person_id, criterion_id, Level.ON_OWN)
        for person_id in attestation.person_ids
        for criterion_id in chosen
    ]
    record_marks(db, marks, observer_id=actor, idempotency_key=f"attest-{session.id}", now=now)
    propose_awards(db, session.id, now=now)
    return session.id


@dataclass(frozen=True, slots=True)
class Candidate:
    """A trained person without the badge, and what of its rule is met; for the cartographe alone.

    sessions: observed in double, no more than the rule asks for.
    compared: some of her levels stand beside those of others; agrees: enough are the same.
    ready:    nothing is missing but what the cartographe attests.
    """

    person: PersonRow
    sessions: int
    compared: bool
    agrees: bool
    ready: bool


def candidates(
    db: Session, version: AchievementVersionRow, trained: Sequence[PersonRow]
) -> list[Candidate]:
    """Tell of trained people who were not proposed the badge how they observe beside others.

    Without a figure of how much they agree: observers are not measured against each other.
    """
    pairs = [(person.id, version.id) for person in trained]
    asked = proposals_for(db, pairs)
    left = [one for one in trained if not _under_way(asked.get((one.id, version.id), ()))]
    facts = award_facts(db, [(person.id, version.id) for person in left])
    needed = AwardRule.from_json(version.rule).double_sessions
    return [
        _candidate(person, facts[person.id, version.id][0].double_look, needed=needed)
        for person in left
    ]


def _candidate(person: PersonRow, look: DoubleLook, *, needed: int) -> Candidate:
    return Candidate(
        person=person,
        sessions=min(look.sessions, needed),
        compared=look.agreement.compared > 0,
        agrees=look.agrees,
        ready=not needed or (look.sessions >= needed and look.agrees),
    )


def _under_way(proposals: Iterable[ProposalRow]) -> bool:
    return any(row.state in UNDER_WAY for row in proposals)


def holds_badge(db: Session, person_id: str, *, code: str) -> bool:
    """Tell whether a person holds a badge, by its code, that still stands; in any language."""
    return bool(holders_among(db, [person_id], code=code))
