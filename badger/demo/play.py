"""Play the story: observe, propose, accept or decline, sign. Only by the issuer's functions."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from badger.db.base import Session
from badger.db.rows import CredentialRow
from badger.demo.cast import ACTOR, Cast, Office
from badger.demo.script import CommonWord, OwnWords, PeerWord, Scene, Seen
from badger.demo.territory import SessionPlan
from badger.issuer.award import AwardRequest, award_accepted, award_badge
from badger.issuer.correction import reissue_badge
from badger.issuer.endorsement_targets import Target
from badger.issuer.endorsements import accept_endorsement, write_endorsement
from badger.issuer.proposals import (
    CONSENT_VERSION,
    Proposal,
    accept_proposal,
    decline_proposal,
    propose_awards,
    propose_declared,
)
from badger.issuer.queries import credentials_of_person
from badger.issuer.recognition.observations import (
    Agreement,
    Feedback,
    Mark,
    Reflection,
    approve_feedback,
    record_agreement,
    record_feedback,
    record_marks,
    record_reflection,
    record_self_assessment,
)
from badger.issuer.recognition.rules import Level

PROPOSED = "proposed"
# Days from the loading, after the sessions that they follow.
DECLARED_DAY = -6
CORRECTED_DAY = -5
ENDORSED_DAY = -4
ENDORSEMENT = "Chez nous, ces premiers pas comptent autant que le geste technique."
CORRECTION = "Une faute de frappe dans le texte."


@dataclass(frozen=True, slots=True)
class Stage:
    """Where a scene is played: the session's plan, who is there, and the day."""

    plan: SessionPlan
    cast: Cast
    office: Office

    @property
    def session_id(self) -> str:
        """The session that is played."""
        return self.cast.sessions[self.plan.code]

    def at(self, hour: int) -> datetime:
        """Return an hour of the session's last day."""
        return self.office.calendar.at(self.plan.ends, hour=hour)

    def criteria(self, badge: str) -> tuple[str, ...]:
        """Return the criteria of a badge that this session looks at."""
        return self.cast.criteria[badge][: self.plan.targets[badge]]


def play_scene(db: Session, scene: Scene, *, stage: Stage) -> None:
    """Play one session from the first mark to the signed badges."""
    _observe(db, scene, stage=stage)
    _speak(db, scene, stage=stage)
    _answer(db, scene, stage=stage)
    _sign(db, stage=stage)


def begin_scene(db: Session, scene: Scene, *, stage: Stage) -> None:
    """Play a session as far as its first marks, and leave it open."""
    _observe(db, scene, stage=stage)
    _speak(db, scene, stage=stage)


def _observe(db: Session, scene: Scene, *, stage: Stage) -> None:
    for code in dict.fromkeys(seen.observer for seen in scene.seen):
        marks = [
            mark
            for seen in scene.seen
            if seen.observer == code
            for mark in _marks(seen, stage=stage)
        ]
        key = f"{stage.plan.code}-{code}"
        observer = stage.cast.people[code]
        record_marks(db, marks, observer_id=observer, idempotency_key=key, now=stage.at(15))
    for word in scene.agreements:
        _agree(db, word, stage=stage)


def _marks(seen: Seen, *, stage: Stage) -> list[Mark]:
    person = stage.cast.people[seen.person]
    seen_levels = zip(stage.criteria(seen.badge), seen.levels, strict=True)
    return [
        Mark(stage.session_id, person, criterion, Level(level))
        for criterion, level in seen_levels
        if level
    ]


def _agree(db: Session, word: CommonWord, *, stage: Stage) -> None:
    criterion = stage.criteria(word.badge)[word.criterion - 1]
    agreement = Agreement(stage.session_id, stage.cast.people[word.person], criterion, word.note)
    observer = stage.cast.people[word.observer]
    record_agreement(db, agreement, observer_id=observer, now=stage.at(16))


def _speak(db: Session, scene: Scene, *, stage: Stage) -> None:
    """Let the people of the scene say how they see themselves, and their peers what they saw."""
    for person, levels in _own_levels(scene, stage=stage).items():
        record_self_assessment(
            db, person_id=stage.cast.people[person], levels=levels, now=stage.at(16)
        )
    for word in scene.feedback:
        _hear_peer(db, word, stage=stage)
    for words in scene.reflections:
        record_reflection(db, _reflection(words, stage=stage), now=stage.at(16))


def _own_levels(scene: Scene, *, stage: Stage) -> Mapping[str, Mapping[str, Level]]:
    """Tell how each person places herself: modestly, as the first observer did."""
    own: dict[str, dict[str, Level]] = {}
    for seen in scene.seen:
        levels = own.setdefault(seen.person, {})
        for mark in _marks(seen, stage=stage):
            levels.setdefault(mark.criterion_id, mark.level)
    return own


def _hear_peer(db: Session, word: PeerWord, *, stage: Stage) -> None:
    person = stage.cast.people[word.person]
    feedback = Feedback(
        stage.session_id, person, stage.cast.versions[word.badge], word.relation, word.note
    )
    author = stage.cast.people[word.author]
    row = record_feedback(db, feedback, author_id=author, now=stage.at(16))
    approve_feedback(db, row.id, person_id=person, now=stage.at(17))


def _reflection(words: OwnWords, *, stage: Stage) -> Reflection:
    return Reflection(
        stage.session_id,
        stage.cast.people[words.person],
        what_happened=words.what_happened,
        what_i_did=words.what_i_did,
        what_i_learned=words.what_i_learned,
    )


def _answer(db: Session, scene: Scene, *, stage: Stage) -> None:
    declined = {
        (stage.cast.people[person], stage.cast.versions[badge]) for person, badge in scene.declined
    }
    for proposal in propose_awards(db, stage.session_id, now=stage.at(17)):
        if proposal.id is None or proposal.state != PROPOSED:
            continue
        if (proposal.person_id, proposal.version_id) in declined:
            decline_proposal(db, proposal.id, person_id=proposal.person_id, now=stage.at(18))
        else:
            accept(db, proposal, now=stage.at(18))


def accept(db: Session, proposal: Proposal, *, now: datetime) -> None:
    """Let the person of a proposal accept it, with today's consent text."""
    accept_proposal(
        db,
        proposal.id or "",
        person_id=proposal.person_id,
        consent_version=CONSENT_VERSION,
        now=now,
    )


def _sign(db: Session, *, stage: Stage) -> None:
    office = stage.office
    outcomes = award_accepted(
        db, stage.session_id, keyring=office.keyring, now=stage.at(19), addresses=office.addresses
    )
    for outcome in outcomes:
        if outcome.error is not None:
            raise outcome.error


def declare_intention(
    db: Session, *, person: str, badge: str, cast: Cast, office: Office
) -> CredentialRow:
    """Let someone declare a badge of the kind that needs no observer."""
    day = office.calendar
    proposal = propose_declared(
        db,
        person_id=cast.people[person],
        version_id=cast.versions[badge],
        now=day.at(DECLARED_DAY, hour=10),
    )
    accept(db, proposal, now=day.at(DECLARED_DAY, hour=10, minute=5))
    return award_badge(
        db,
        AwardRequest(proposal.id or "", request_key=f"{ACTOR}-{badge}-{person}"),
        keyring=office.keyring,
        now=day.at(DECLARED_DAY, hour=10, minute=10),
        addresses=office.addresses,
    )


def endorse_badge(
    db: Session, *, person: str, badge: str, partner: str, cast: Cast, office: Office
) -> None:
    """Let a partner stand behind someone's badge, and let her keep its words."""
    now, version = office.calendar.at(ENDORSED_DAY, hour=14), cast.versions[badge]
    rows = credentials_of_person(db, cast.people[person])
    row = next(row for row in rows if row.version_id == version)
    written = write_endorsement(
        db,
        Target(credential_id=row.id),
        endorser_id=cast.partners[partner],
        comment=ENDORSEMENT,
        actor=ACTOR,
        now=now,
        keyring=office.keyring,
        addresses=office.addresses,
    )
    accept_endorsement(
        db,
        written.id,
        person_id=row.person_id,
        now=now,
        keyring=office.keyring,
        addresses=office.addresses,
    )


def correct_badge(db: Session, *, person: str, cast: Cast, office: Office) -> None:
    """Sign someone's badge anew, in which a word was wrong; the former one is taken back."""
    for row in credentials_of_person(db, cast.people[person]):
        reissue_badge(
            db,
            row.id,
            reason=CORRECTION,
            actor=ACTOR,
            now=office.calendar.at(CORRECTED_DAY, hour=11),
            keyring=office.keyring,
            addresses=office.addresses,
        )
