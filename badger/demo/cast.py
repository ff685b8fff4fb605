"""Put the territory into the database: partners, badges, people, sessions.

Everything goes through the functions that the pages call; no row is written here.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta

from badger.db.base import Session
from badger.db.rows import AchievementVersionRow
from badger.demo.territory import Badge, LargerBadge, Partner, Person, SessionPlan, Territory
from badger.issuer.achievements import (
    AchievementDraft,
    draft_achievement,
    publish_achievement,
)
from badger.issuer.addresses import Addresses
from badger.issuer.charters import publish_charter, sign_charter
from badger.issuer.keyring import Keyring
from badger.issuer.page_queries import version_page
from badger.issuer.partners import create_partner
from badger.issuer.people import create_person, grant_role
from badger.issuer.pictures import PictureDraft
from badger.issuer.recognition.families import Details
from badger.issuer.recognition.rules import AwardRule, Pieces
from badger.issuer.recognition.sessions import (
    SessionDraft,
    add_observer,
    add_participant,
    create_session,
)
from badger.issuer.recognition.situations import SituationDraft, keep_situation
from badger.issuer.trainings import TRAINED_ROLES, record_training
from badger.issuer.trust_lists import set_mandate

# Who prepares the territory, in the audit log.
ACTOR = "demo"
PREPARED_DAYS_BEFORE = 30
SIGNATORY = "Exemple Direction, direction"


@dataclass(frozen=True, slots=True)
class Calendar:
    """The days of the story, counted from the day on which the territory is loaded."""

    loaded_at: datetime

    def day(self, offset: int) -> date:
        """Return the day `offset` days after the loading."""
        return self.loaded_at.date() + timedelta(days=offset)

    def at(self, offset: int, *, hour: int, minute: int = 0) -> datetime:
        """Return an instant of that day, never later than the loading itself."""
        instant = datetime.combine(self.day(offset), time(hour, minute), tzinfo=UTC)
        return min(instant, self.loaded_at)


@dataclass(frozen=True, slots=True)
class Office:
    """What every function of the issuer needs: keys, addresses, days."""

    keyring: Keyring
    addresses: Addresses
    calendar: Calendar

    @property
    def prepared_at(self) -> datetime:
        """When the territory was set up, before the first session."""
        return self.calendar.at(-PREPARED_DAYS_BEFORE, hour=9)


@dataclass(frozen=True, slots=True)
class Cast:
    """Identifiers by the codes of the domain (P1, B03, Deux, S1).

    criteria: of each badge, in order. people: groups too, by their names.
    """

    partners: Mapping[str, str]
    achievements: Mapping[str, str]
    versions: Mapping[str, str]
    criteria: Mapping[str, tuple[str, ...]]
    people: Mapping[str, str]
    sessions: Mapping[str, str]


def prepare(db: Session, territory: Territory, *, office: Office) -> Cast:
    """Create the territory as it stands before anyone has been observed."""
    partners = {one.code: _create_partner(db, one, office=office) for one in territory.partners}
    _agree_on_charter(db, territory, partners=partners, office=office)
    people = {
        one.code: _create_person(db, one, partners=partners, office=office)
        for one in territory.people
    }
    achievements, versions, criteria = {}, {}, {}
    for badge in territory.badges:
        version = _publish(db, badge, partners=partners, office=office)
        achievements[badge.code], versions[badge.code] = version.achievement_id, version.id
        criteria[badge.code] = _criteria_of(db, version.id)
    for larger in territory.larger:
        version = _publish_larger(db, larger, partners=partners, pieces=achievements, office=office)
        achievements[larger.code], versions[larger.code] = version.achievement_id, version.id
    cast = Cast(partners, achievements, versions, criteria, people, sessions={})
    sessions = {
        plan.code: open_session(db, plan, cast=cast, office=office)
        for plan in territory.all_sessions
    }
    for plan in territory.sessions:
        if plan.aim is not None:
            _keep_situation(db, plan, plan.aim, cast=cast, office=office)
    return replace(cast, sessions=sessions)


def open_session(db: Session, plan: SessionPlan, *, cast: Cast, office: Office) -> str:
    """Prepare one session with its observers and participants; return its id."""
    now = office.prepared_at
    row = create_session(db, _session_draft(plan, cast=cast, office=office), actor=ACTOR, now=now)
    for watcher in plan.observers:
        add_observer(
            db,
            row.id,
            person_id=cast.people[watcher.person],
            role=watcher.role,
            partner_id=cast.partners[watcher.partner],
            now=now,
        )
    for code in plan.participants:
        add_participant(db, row.id, person_id=cast.people[code], now=now)
    return row.id


def _keep_situation(
    db: Session, plan: SessionPlan, aim: str, *, cast: Cast, office: Office
) -> None:
    draft = SituationDraft(
        partner_id=cast.partners[plan.partner],
        name=plan.title,
        family=plan.family,
        aim=aim,
        description=plan.situation,
        criterion_ids=target_criteria(plan, cast),
        full_day=plan.full_day,
        details=Details(
            activity=plan.activity,
            hours=plan.hours,
            stage=plan.stage,
            role_to_hold=plan.role_to_hold,
        ),
        logistics=plan.logistics,
    )
    keep_situation(db, draft, actor=ACTOR, now=office.prepared_at)


def target_criteria(plan: SessionPlan, cast: Cast) -> tuple[str, ...]:
    """Return the criteria looked at in a session: the first ones of each badge, in order."""
    return tuple(
        criterion
        for code, count in plan.targets.items()
        for criterion in cast.criteria[code][:count]
    )


def _session_draft(plan: SessionPlan, *, cast: Cast, office: Office) -> SessionDraft:
    return SessionDraft(
        partner_id=cast.partners[plan.partner],
        accompanying_partner_id=cast.partners[plan.accompanying],
        family=plan.family,
        title=plan.title,
        situation=plan.situation,
        starts_on=office.calendar.day(plan.starts),
        ends_on=office.calendar.day(plan.ends),
        place=plan.place,
        commune=plan.commune,
        criterion_ids=target_criteria(plan, cast),
        stage=plan.stage,
        hours=plan.hours,
        activity=plan.activity,
        full_day=plan.full_day,
        cycle=plan.cycle,
        role_to_hold=plan.role_to_hold,
        logistics=plan.logistics,
    )


def _create_partner(db: Session, plan: Partner, *, office: Office) -> str:
    row = create_partner(
        db,
        slug=plan.slug,
        code=plan.code,
        name=plan.name,
        kind=plan.kind,
        description=plan.description,
        actor=ACTOR,
        now=office.prepared_at,
        keyring=office.keyring,
    )
    since = office.prepared_at.date()
    set_mandate(db, plan.slug, since=since, until=None, actor=ACTOR, now=office.prepared_at)
    return row.id


def _agree_on_charter(
    db: Session, territory: Territory, *, partners: Mapping[str, str], office: Office
) -> None:
    """Publish the territory's charter and let every partner sign it, before anything is shared."""
    now = office.prepared_at
    charter = publish_charter(db, text=territory.charter, actor=ACTOR, now=now)
    for partner_id in partners.values():
        sign_charter(
            db,
            charter.number,
            partner_id=partner_id,
            signatory=SIGNATORY,
            actor=ACTOR,
            now=now,
        )


def _create_person(
    db: Session, plan: Person, *, partners: Mapping[str, str], office: Office
) -> str:
    now = office.prepared_at
    row = create_person(db, display_name=plan.name, actor=ACTOR, now=now, minor=plan.minor)
    for grant in plan.grants:
        if grant.role in TRAINED_ROLES:
            record_training(
                db,
                person_id=row.id,
                role=grant.role,
                trained_on=now.date(),
                actor=ACTOR,
                now=now,
            )
        grant_role(
            db,
            person_id=row.id,
            role=grant.role,
            partner_id=partners[grant.partner] if grant.partner else None,
            actor=ACTOR,
            now=now,
        )
    return row.id


def _publish(
    db: Session, badge: Badge, *, partners: Mapping[str, str], office: Office
) -> AchievementVersionRow:
    draft = AchievementDraft(
        partner_ids=tuple(partners[code] for code in badge.partners),
        code=badge.code,
        name=badge.name,
        description=badge.description,
        kind=badge.kind,
        family=badge.family,
        criteria=badge.criteria,
        rule=badge.rule,
        picture=PictureDraft(shape=badge.shape),
        declared=badge.declared,
        recipients=badge.recipients,
    )
    version = draft_achievement(db, draft, actor=ACTOR, now=office.prepared_at)
    return publish_achievement(db, version.id, actor=ACTOR, now=office.prepared_at)


def _publish_larger(
    db: Session,
    badge: LargerBadge,
    *,
    partners: Mapping[str, str],
    pieces: Mapping[str, str],
    office: Office,
) -> AchievementVersionRow:
    """Publish a badge made of others; pieces: the ids of the badges by their codes."""
    made_of = Pieces(
        required=tuple(pieces[code] for code in badge.required),
        optional=tuple(pieces[code] for code in badge.optional),
        optional_needed=badge.optional_needed,
    )
    draft = AchievementDraft(
        partner_ids=tuple(partners[code] for code in badge.partners),
        code=badge.code,
        name=badge.name,
        description=badge.description,
        kind="potentiel",
        family=badge.family,
        criteria=(),
        rule=AwardRule.of_pieces(made_of),
        picture=PictureDraft(shape=badge.shape),
    )
    version = draft_achievement(db, draft, actor=ACTOR, now=office.prepared_at)
    return publish_achievement(db, version.id, actor=ACTOR, now=office.prepared_at)


def _criteria_of(db: Session, version_id: str) -> tuple[str, ...]:
    page = version_page(db, version_id)
    return tuple(row.id for row in page.criteria) if page else ()
