"""A small territory behind the real application: two partners, four professionals, two people."""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from flask import Flask
from flask.testing import FlaskClient
from jinja2.bccache import Bucket, BytecodeCache

from badger.app import create_app
from badger.clock import Clock
from badger.db.base import Session, open_engine, write_session
from badger.db.rows import AchievementVersionRow, PersonRow
from badger.issuer.achievement_queries import criteria_of
from badger.issuer.achievements import (
    AchievementDraft,
    CriterionDraft,
    draft_achievement,
    publish_achievement,
)
from badger.issuer.keyring import Keyring
from badger.issuer.partners import create_partner
from badger.issuer.people import create_person, grant_role, set_login_code
from badger.issuer.pictures import PictureDraft
from badger.issuer.recognition.rules import AwardRule
from badger.issuer.recognition.sessions import (
    SessionDraft,
    add_observer,
    add_participant,
    create_session,
)
from badger.issuer.trainings import TRAINED_ROLES, record_training
from badger.settings import MailSettings, OpenIdSettings, Settings
from badger.verify.fetching import Fetcher, OfflineFetcher
from badger.web.security.entering import SINCE_KEY
from badger.web.security.viewer import PERSON_KEY
from tests.databases import migrated_sqlite


class CompiledOnce(BytecodeCache):
    """Compiled templates, kept from one application of a test run to the next."""

    def __init__(self) -> None:
        self.kept: dict[str, bytes] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        if bucket.key in self.kept:
            bucket.bytecode_from_string(self.kept[bucket.key])

    def dump_bytecode(self, bucket: Bucket) -> None:
        self.kept[bucket.key] = bucket.bytecode_to_string()


TEMPLATES = CompiledOnce()
FILE = "web.sqlite3"
KEK = bytes(range(32))
RULE = AwardRule(criteria_needed=3)
TEAM_SPIRIT = (
    CriterionDraft("Laisse une place ou passe à un partenaire mieux placé", "goal", "un but"),
    CriterionDraft("Encourage un partenaire après une action ratée", "thumbs-up", "un pouce levé"),
    CriterionDraft("Partage la parole et le matériel", "messages-square", "deux bulles de parole"),
    CriterionDraft("Explique une consigne à quelqu'un", "megaphone", "un porte-voix"),
)
# name -> (first name on screen, (role, partner slug) pairs)
CAST = {
    "pedagogue": ("Camille Pédagogue", (("pedagogue", "club"), ("issuer", "club"))),
    "coach": ("Maé Coach", (("observer", None),)),
    "trainer": ("Noa Formateur", (("observer", None),)),
    "issuer": ("Sacha Émetteur", (("issuer", "club"),)),
    "elsewhere": ("Lou Ailleurs", (("pedagogue", "atelier"), ("issuer", "atelier"))),
    "cartographe": ("Alex Cartographe", (("cartographe", None),)),
    "passeur": ("Sam Passeur", (("passeur", None),)),
    "referent": ("Charlie Référent", (("referent", None),)),
    "un": ("Exemple Un", ()),
    "deux": ("Exemple Deux", ()),
}


@dataclass(frozen=True, slots=True)
class Territory:
    """What was put into the database.

    people:   person ids by the names of CAST; partners by slug.
    criteria: ids of the criteria of the published badge, in order.
    """

    people: dict[str, str]
    partners: dict[str, str]
    achievement_id: str
    version_id: str
    criteria: tuple[str, ...]
    session_id: str


@dataclass(frozen=True, slots=True)
class WebWorld:
    """The application over a territory."""

    app: Flask
    settings: Settings
    territory: Territory

    @property
    def people(self) -> dict[str, str]:
        """Person ids by the names of CAST."""
        return self.territory.people

    @property
    def criteria(self) -> tuple[str, ...]:
        """Ids of the criteria of the published badge, in order."""
        return self.territory.criteria

    @property
    def achievement_id(self) -> str:
        """The published badge."""
        return self.territory.achievement_id

    @property
    def session_id(self) -> str:
        """The session of the published badge."""
        return self.territory.session_id

    def client(self, name: str = "") -> FlaskClient:
        """A browser; signed in when it is given a name of CAST."""
        client = self.app.test_client()
        if name:
            # As after a sign-in, without asking the slow hash of the code each time.
            with client.session_transaction() as session:
                session[PERSON_KEY] = self.people[name]
                now = self.app.extensions["badger"].clock()
                session[SINCE_KEY] = int(now.timestamp())
        return client


def code_of(name: str) -> str:
    """The sign-in code of someone of CAST."""
    return f"{name.upper():X<8}-{name.upper():7<12}"


def token_of(client: FlaskClient, page: str = "/signin") -> str:
    """The CSRF token that a page gives to this browser."""
    text = client.get(page).get_data(as_text=True)
    marker = 'name="csrf_token" value="'
    return text[text.index(marker) + len(marker) :].partition('"')[0]


def post(client: FlaskClient, address: str, **fields: object):
    """Send a form as a browser would, with the token of its session."""
    return client.post(address, data={"csrf_token": token_of(client), **fields})


def make_world(folder: Path, *, clock: Clock, base_url: str = "http://localhost:8000") -> WebWorld:
    """Make the territory in a new SQLite file and the application over it."""
    return open_world(folder, build_territory(folder, now=clock()), clock=clock, base_url=base_url)


def build_territory(folder: Path, *, now: datetime) -> Territory:
    """Put the territory into `folder`/FILE. Slow: a hash per code."""
    (folder / FILE).write_bytes(migrated_sqlite())
    engine = open_engine(_database(folder))
    with write_session(engine) as db:
        partners = _partners(db, now)
        people = {name: _person(db, name, partners, now) for name in CAST}
        version = _achievement(db, partners["club"], now)
        criteria = tuple(row.id for row in criteria_of(db, version.id))
        session_id = _session(db, partners, people, criteria, now)
        built = Territory(
            people, partners, version.achievement_id, version.id, criteria, session_id
        )
    engine.dispose()
    return built


def open_world(
    folder: Path,
    territory: Territory,
    *,
    clock: Clock,
    base_url: str = "http://localhost:8000",
    mail: MailSettings | None = None,
    openid: OpenIdSettings | None = None,
) -> WebWorld:
    """Make the application over the territory that stands in `folder`."""
    settings = Settings(
        database_url=_database(folder),
        base_url=base_url,
        key_encryption_key=KEK,
        secret_key="only for tests, long enough for a signature",
        verify_per_minute=1000,
        verify_processes=0,
        mail=mail,
        openid=openid,
    )
    app = make_app(settings, clock=clock, fetcher=OfflineFetcher())
    return WebWorld(app, settings, territory)


def make_app(settings: Settings, *, clock: Clock, fetcher: Fetcher | None = None) -> Flask:
    """Make the application as it is, save that no template is compiled twice in a test run."""
    app = create_app(settings, clock=clock, fetcher=fetcher)
    app.jinja_env.bytecode_cache = TEMPLATES
    return app


def _database(folder: Path) -> str:
    return f"sqlite:///{folder / FILE}"


def _partners(db: Session, now: datetime) -> dict[str, str]:
    names = {
        "club": "Club omnisports du Bocage (exemple)",
        "atelier": "Atelier Bois et Réemploi (exemple)",
    }
    return {
        slug: create_partner(
            db,
            slug=slug,
            code=slug.upper(),
            name=name,
            kind="association",
            description="On y apprend ensemble.",
            actor="test",
            now=now,
            keyring=Keyring(KEK),
        ).id
        for slug, name in names.items()
    }


def _person(db: Session, name: str, partners: dict[str, str], now: datetime) -> str:
    shown, roles = CAST[name]
    person: PersonRow = create_person(db, display_name=shown, actor="test", now=now)
    for role, slug in roles:
        if role in TRAINED_ROLES:
            record_training(
                db, person_id=person.id, role=role, trained_on=now.date(), actor="test", now=now
            )
        partner_id = partners[slug] if slug else None
        grant_role(db, person_id=person.id, role=role, partner_id=partner_id, actor="test", now=now)
    set_login_code(db, person_id=person.id, code=code_of(name), now=now)
    return person.id


def _achievement(db: Session, partner_id: str, now: datetime) -> AchievementVersionRow:
    draft = AchievementDraft(
        partner_ids=(partner_id,),
        code="B03",
        name="Esprit d'équipe",
        description="Joue pour que l'équipe réussisse.",
        kind="potentiel",
        family="transversale",
        criteria=TEAM_SPIRIT,
        rule=RULE,
        picture=PictureDraft(shape="shield"),
    )
    version = draft_achievement(db, draft, actor="test", now=now)
    return publish_achievement(db, version.id, actor="test", now=now)


def _session(
    db: Session,
    partners: dict[str, str],
    people: dict[str, str],
    criteria: tuple[str, ...],
    now: datetime,
) -> str:
    draft = SessionDraft(
        partner_id=partners["club"],
        family="sport",
        title="Football à effectif réduit",
        situation="Une matinée de football à effectif réduit, en équipes mélangées.",
        starts_on=now.date(),
        ends_on=now.date(),
        place="Gymnase du Bocage",
        commune="Bourg d'exemple",
        criterion_ids=criteria,
        activity="football",
    )
    row = create_session(db, draft, actor="test", now=now)
    for name, role in (("coach", "coach sportif"), ("trainer", "formateur")):
        add_observer(db, row.id, person_id=people[name], role=role, now=now)
    for name in ("un", "deux"):
        add_participant(db, row.id, person_id=people[name], now=now)
    return row.id
