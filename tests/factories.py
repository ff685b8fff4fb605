"""Partners, people, badges and sessions for tests, made through the real functions.

The names are those of the fictional territory; only what a test is about is given to it.
"""

from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from itertools import count

from badger.db.base import Session
from badger.db.rows import (
    AchievementVersionRow,
    ObservationSessionRow,
    PartnerRow,
    PersonRow,
)
from badger.issuer.achievement_queries import criteria_of
from badger.issuer.achievements import (
    AchievementDraft,
    CriterionDraft,
    draft_achievement,
    publish_achievement,
)
from badger.issuer.addresses import Addresses
from badger.issuer.award import AwardRequest, award_badge
from badger.issuer.keyring import Keyring
from badger.issuer.own_documents import own_document
from badger.issuer.partners import create_partner
from badger.issuer.people import create_person
from badger.issuer.proposals import CONSENT_VERSION, accept_proposal, propose_awards
from badger.issuer.recognition.observations import Mark, record_marks, record_self_assessment
from badger.issuer.recognition.rules import AwardRule, Level
from badger.issuer.recognition.sessions import (
    SessionDraft,
    add_observer,
    add_participant,
    create_session,
)
from badger.verify import Report, Resolver, VerificationPolicy, read_presented, verify
from badger.verify.sources import OwnDocuments

NOW = datetime(2026, 3, 14, 9, 30, tzinfo=UTC)
KEK = bytes(range(32))
KEYRING = Keyring(KEK)
ADDRESSES = Addresses("http://localhost:8000")
RULE = AwardRule(criteria_needed=3)

_NUMBERS = count(1)


def make_partner(db: Session, slug: str = "", *, name: str = "") -> PartnerRow:
    """A partner with its first key."""
    number = next(_NUMBERS)
    return create_partner(
        db,
        slug=slug or f"partenaire-{number}",
        code=f"P{number}",
        name=name or "Club omnisports du Bocage (exemple)",
        kind="association sportive",
        description="Un club où l'on apprend ensemble.",
        actor="test",
        now=NOW,
        keyring=KEYRING,
    )


def make_person(db: Session, name: str = "Exemple Deux") -> PersonRow:
    """Someone."""
    return create_person(db, display_name=name, actor="test", now=NOW)


TEAM_SPIRIT = (
    CriterionDraft(
        "Laisse une place ou passe à un partenaire mieux placé", "pass", "Une personne passe"
    ),
    CriterionDraft("Encourage un partenaire après une action ratée", "cheer", "Un pouce levé"),
    CriterionDraft("Partage la parole et le matériel", "share", "Deux mains qui partagent"),
    CriterionDraft("Explique une consigne à quelqu'un", "explain", "Une bulle"),
)


def team_spirit_draft(*partner_ids: str, **changes: object) -> AchievementDraft:
    """The draft of « Esprit d'équipe », with whatever a test changes in it."""
    draft = AchievementDraft(
        partner_ids=partner_ids,
        code=f"B{next(_NUMBERS)}",
        name="Esprit d'équipe",
        description="Agit avec et pour son équipe.",
        kind="potentiel",
        family="transversale",
        criteria=TEAM_SPIRIT,
        rule=RULE,
    )
    return replace(draft, **changes)  # type: ignore[arg-type]


def make_badge(db: Session, *partner_ids: str, **changes: object) -> AchievementVersionRow:
    """A published version of « Esprit d'équipe »."""
    draft = team_spirit_draft(*partner_ids, **changes)
    version = draft_achievement(db, draft, actor="test", now=NOW)
    return publish_achievement(db, version.id, actor="test", now=NOW)


def make_session(
    db: Session, partner: PartnerRow, *versions: AchievementVersionRow, **changes: object
) -> ObservationSessionRow:
    """A football session of one day that looks at the criteria of the versions, six at most."""
    criteria = [criterion.id for version in versions for criterion in criteria_of(db, version.id)]
    draft = SessionDraft(
        partner_id=partner.id,
        family="sport",
        title="Football à effectif réduit",
        situation="Un match de football à effectif réduit",
        starts_on=date(2026, 3, 12),
        ends_on=date(2026, 3, 12),
        place="gymnase",
        commune="Bocage d'exemple",
        criterion_ids=tuple(criteria[:6]),
        activity="football",
    )
    draft = replace(draft, **changes)  # type: ignore[arg-type]
    return create_session(db, draft, actor="test", now=NOW)


@dataclass(frozen=True)
class Scene:
    """A session with a coach and a trainer who watch, and people who take part."""

    partner: PartnerRow
    version: AchievementVersionRow
    session: ObservationSessionRow
    coach: PersonRow
    trainer: PersonRow
    people: tuple[PersonRow, ...]

    @property
    def person(self) -> PersonRow:
        """The first who takes part."""
        return self.people[0]


def make_scene(db: Session, *, people: int = 1, **changes: object) -> Scene:
    """Prepare a session; nothing is seen yet."""
    partner = make_partner(db)
    version = make_badge(db, partner.id, **changes)
    session = make_session(db, partner, version)
    coach, trainer = make_person(db, "Exemple Coach"), make_person(db, "Exemple Formatrice")
    add_observer(db, session.id, person_id=coach.id, role="coach sportif", now=NOW)
    add_observer(db, session.id, person_id=trainer.id, role="formateur", now=NOW)
    taking_part = tuple(make_person(db, f"Exemple {number}") for number in range(1, people + 1))
    for person in taking_part:
        add_participant(db, session.id, person_id=person.id, now=NOW)
    return Scene(partner, version, session, coach, trainer, taking_part)


def watch(
    db: Session, scene: Scene, *, level: Level = Level.WITH_SUPPORT, observers: int = 2
) -> None:
    """Let the observers see every criterion with everybody, and everybody place herself."""
    criteria = [criterion.id for criterion in criteria_of(db, scene.version.id)]
    for observer in (scene.coach, scene.trainer)[:observers]:
        marks = [
            Mark(scene.session.id, person.id, criterion, level)
            for person in scene.people
            for criterion in criteria
        ]
        record_marks(
            db, marks, observer_id=observer.id, idempotency_key=f"page-{int(level)}", now=NOW
        )
    for person in scene.people:
        levels = dict.fromkeys(criteria, level)
        record_self_assessment(db, person_id=person.id, levels=levels, now=NOW)


def accept_all(db: Session, scene: Scene) -> list[str]:
    """Propose, and let everybody accept; return the proposals."""
    accepted = []
    for proposal in propose_awards(db, scene.session.id, now=NOW):
        row = accept_proposal(
            db,
            str(proposal.id),
            person_id=proposal.person_id,
            consent_version=CONSENT_VERSION,
            now=NOW,
        )
        accepted.append(row.id)
    return accepted


def ready_to_award(db: Session, *, people: int = 1, **changes: object) -> tuple[Scene, list[str]]:
    """A session whose proposals are all accepted; `changes` are those of its badge."""
    scene = make_scene(db, people=people, **changes)
    watch(db, scene)
    return scene, accept_all(db, scene)


def award(db: Session, proposal_id: str, *, request_key: str = "", keyring: Keyring = KEYRING):
    """Issue the credential of one accepted proposal."""
    request = AwardRequest(proposal_id, request_key or f"key-{proposal_id}")
    return award_badge(db, request, keyring=keyring, now=NOW, addresses=ADDRESSES)


def resolver_of(db: Session) -> Resolver:
    """A resolver that reads what this installation publishes."""
    return Resolver(OwnDocuments(lambda identifier: own_document(db, identifier, ADDRESSES)))


def report_on(db: Session, signed: bytes, *, now: datetime = NOW) -> Report:
    """Verify bytes as a stranger would, from what is published."""
    return verify(read_presented(signed), VerificationPolicy(), resolver_of(db), now)
