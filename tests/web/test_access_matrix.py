"""Who gets through to what: every view, every kind of visitor, one territory (domain F11, A08).

Each row names those who get through: nobody, where the address has a placeholder that is nobody's.
All others are sent to the sign-in page, or told 403 or 404. The objects are the club's: its badge,
its session, its people. Lou prepares and issues for another partner, and Sasha observes for it.
A view without a row fails here.
"""

import shutil
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import pytest

from badger.accompaniment.companions import Permission, allow_companion
from badger.accompaniment.consents import CONSENT_VERSION, SUBJECTS
from badger.backpack.queries import holdings_of
from badger.db.base import read_session, write_session
from badger.db.opening import open_database
from badger.db.rows import CredentialRow
from badger.issuer.people import create_person, grant_role
from badger.issuer.trainings import record_training
from badger.web.security.permissions import EVERYONE as EVERYONE_MAY
from badger.web.security.permissions import STATELESS, VIEWS
from tests.test_routes import PLACEHOLDERS
from tests.web.play import award, deliver, propose
from tests.web_world import WebWorld, build_territory, open_world, token_of

NOW = datetime(2026, 3, 14, 9, 30, tzinfo=UTC)
NOBODY, STRANGER = "nobody", "outsider"
SIGNED = (
    "un deux coach outsider pedagogue issuer elsewhere passeur referent cartographe".split()  # noqa: SIM905
)
EVERYONE = [NOBODY, *SIGNED]
TEAM = ["pedagogue", "issuer"]
AND_TERRITORY = [*TEAM, "cartographe"]
PARTNERS = [*TEAM, "elsewhere"]
PARTNERS_AND_TERRITORY = [*PARTNERS, "cartographe"]
PREPARE = ["pedagogue", "elsewhere"]
TAKING_PART = ["un", "deux"]
OBSERVERS = ["coach", "outsider"]
# The person herself, who observes her, who prepares the session.
BESIDE = ["un", "coach", "pedagogue"]
WRITE_FOR_HER = ["passeur", "coach", "pedagogue"]
COMPANIONS = ["passeur", "referent"]
IN_THE_SESSION = [*TAKING_PART, "coach", *TEAM]

ROWS: dict[str, list[str]] = {
    "partners.index": PARTNERS_AND_TERRITORY,
    "partners.new": ["cartographe"],
    "partners.create": ["cartographe"],
    "partners.show": AND_TERRITORY,
    "frameworks.index": ["pedagogue"],
    "frameworks.preview": ["pedagogue"],
    "frameworks.store": ["pedagogue"],
    "members.invite": AND_TERRITORY,
    "members.withdraw": [],
    "members.leave": AND_TERRITORY,
    "bulk.index": TEAM,
    "bulk.look": TEAM,
    "bulk.model": TEAM,
    "bulk.people": TEAM,
    "bulk.show": [],
    "bulk.begin": [],
    "bulk.progress": [],
    "api_tokens.show": AND_TERRITORY,
    "api_tokens.make": AND_TERRITORY,
    "api_tokens.revoke": [],
    "charter.show": PARTNERS_AND_TERRITORY,
    "charter.sign": PARTNERS,
    "charter.write": ["cartographe"],
    "charter.publish": ["cartographe"],
    "team.show": ["cartographe"],
    "team.invite": ["cartographe"],
    "team.withdraw": [],
    "team.leave": ["cartographe"],
    "team.train": ["cartographe"],
    "team.attest_observers": ["cartographe"],
    "people.new": [*PARTNERS_AND_TERRITORY, "passeur"],
    "people.register": [*PARTNERS_AND_TERRITORY, "passeur"],
    "people.renew": [],
    "groups.index": PARTNERS,
    "groups.create": PARTNERS,
    # Un is a person, and no group of anybody's.
    "groups.show": [],
    "groups.draw": [],
    "groups.ask": [],
    "groups.end": [],
    "my_groups.index": SIGNED,
    "my_groups.find": SIGNED,
    "my_groups.join": SIGNED,
    "my_groups.agree": [],
    "my_groups.leave": SIGNED,
    "my_groups.read": SIGNED,
    # Whoever made the card, or accompanies her: here the passeur does.
    "guardians.show": ["passeur"],
    "guardians.note_minor": ["passeur"],
    "guardians.note_adult": ["passeur"],
    "guardians.record": ["passeur"],
    "guardians.withdraw": ["passeur"],
    "keys.index": ["cartographe"],
    "keys.show": ["cartographe"],
    "keys.rotate": ["cartographe"],
    "keys.compromise": ["cartographe"],
    "achievements.index": PARTNERS_AND_TERRITORY,
    "achievements.new": PREPARE,
    "achievements.sketch": PREPARE,
    "achievements.create": PREPARE,
    "achievements.show": AND_TERRITORY,
    "achievements.edit": ["pedagogue"],
    "achievements.save": ["pedagogue"],
    "achievements.publish": ["pedagogue", "cartographe"],
    "sessions.index": [*PARTNERS, "coach", "outsider"],
    "sessions.new": PREPARE,
    "sessions.create": PREPARE,
    "sessions.invite_participants": ["pedagogue"],
    "sessions.invite_observer": ["pedagogue"],
    "sessions.show": IN_THE_SESSION,
    "sessions.info": IN_THE_SESSION,
    "marks.save": ["coach"],
    "marks.withdraw": ["coach"],
    "marks.place_myself": TAKING_PART,
    "marks.save_myself": TAKING_PART,
    "marks.choose": TAKING_PART,
    "words.tell": TAKING_PART,
    "words.give_feedback": TAKING_PART,
    "words.agree": ["coach"],
    "words.approve": [],
    "words.decline": [],
    "calibration.index": [*PREPARE, "cartographe"],
    "calibration.show": ["pedagogue", "cartographe"],
    "cycles.link": ["pedagogue"],
    "cycles.sign": ["un", "coach"],
    "dictation.show": WRITE_FOR_HER,
    "dictation.save": WRITE_FOR_HER,
    "my_words.show": SIGNED,
    "my_data.show": SIGNED,
    "merging.ask": SIGNED,
    "merging.prove": SIGNED,
    "merging.ask_passkey": SIGNED,
    "merging.prove_passkey": SIGNED,
    "merging.show": SIGNED,
    "merging.merge": SIGNED,
    "my_card.ask": SIGNED,
    "my_card.renew": SIGNED,
    "my_data.ask_name": SIGNED,
    "my_data.correct_name": SIGNED,
    "erasing.ask": SIGNED,
    "erasing.erase": SIGNED,
    "own_wallet.ask": ["un"],
    "own_wallet.make": ["un"],
    "own_wallet.token": ["un"],
    "experiences.new": SIGNED,
    "experiences.tell": SIGNED,
    "experiences.when": [],
    "experiences.place": [],
    "experiences.picture": [],
    "experiences.illustrate": [],
    "experiences.file": [],
    "experiences.show": [],
    "experiences.forget": [],
    "experience_badges.choose": [],
    "experience_badges.find": [],
    "experience_badges.show": [],
    "experience_badges.place": [],
    "experience_badges.ask": [],
    "feedback_requests.ask": BESIDE,
    "feedback_requests.make": BESIDE,
    "feedback_requests.withdraw": [],
    "entry.show": ["coach"],
    "entry.save": ["coach"],
    "grid_csv.download": ["coach"],
    "grid_csv.preview": ["coach"],
    "grid_csv.store": ["coach"],
    "grids.ask": OBSERVERS,
    "grids.open_grid": OBSERVERS,
    # It prints the grid of one observer: the placeholder is nobody's.
    "grids.paper": [],
    # What a device sends names its sessions: each event is refused by itself.
    "device_api.receive": OBSERVERS,
    "offline.take_file": ["coach"],
    "pictures.choose": TAKING_PART,
    "pictures.save": ["coach"],
    "pictures.index": ["un", "coach"],
    # One picture, for two people: the placeholder is nobody's.
    "pictures.show": [],
    "session_people.show": ["pedagogue"],
    "session_people.add_group": ["pedagogue"],
    "session_people.remove": ["pedagogue"],
    "session_people.cancel": ["pedagogue"],
    "session_people.take_up": ["pedagogue"],
    "situations.index": PREPARE,
    "situations.new": PREPARE,
    "situations.create": PREPARE,
    "situations.edit": [],
    "situations.save": [],
    "situations.retire": [],
    "joining.ask": SIGNED,
    "joining.enter": SIGNED,
    "joining.show": [],
    "joining.join": [],
    "joining.open_window": ["pedagogue"],
    "joining.close_window": ["pedagogue"],
    "joining.close_to_passeurs": ["pedagogue"],
    "joining.renew": ["pedagogue"],
    "joining.qr": ["pedagogue"],
    "joining.sheet": ["pedagogue"],
    "awards.show": TEAM,
    "awards.propose": TEAM,
    "awards.issue": TEAM,
    "presence.index": ["passeur"],
    "presence.open_session": ["passeur"],
    # Un lets Sam look at her badges.
    "presence.show": ["passeur"],
    "presence.accept": ["passeur"],
    "presence.decline": ["passeur"],
    "companions.index": SIGNED,
    "companions.ask": SIGNED,
    "companions.allow": SIGNED,
    # Un lets Sam look: the two of them may end it, nobody else knows of it.
    "companions.end": ["un", "passeur"],
    "companions.agree": [],
    "companions.refuse": [],
    "caseload.index": COMPANIONS,
    "caseload.ask": COMPANIONS,
    "caseload.allow_beside": COMPANIONS,
    "caseload.show": ["passeur"],
    "caseload.leave": ["passeur"],
    "caseload_steps.save_goal": ["passeur"],
    "caseload_steps.add": ["passeur"],
    # One step of one person: the placeholder is nobody's.
    "caseload_steps.mark": [],
    "caseload_steps.remove": [],
    "caseload_steps.pause": ["passeur"],
    "caseload_steps.resume": ["passeur"],
    "relays.ask": ["passeur"],
    "relays.propose": ["passeur"],
    "caseload_messages.answer": [],
    "messages.index": SIGNED,
    "messages.answer": [],
    "messages.hand": [],
    "messages.put_aside": [],
    "messages.erase": [],
    "messages.close": SIGNED,
    "messages.reopen": SIGNED,
    "my_entry.show": SIGNED,
    "my_entry.save": SIGNED,
    "my_entry.leave": SIGNED,
    "welcome.index": SIGNED,
    "welcome.make": SIGNED,
    # A card of one person: the placeholder is nobody's.
    "welcome.sheet": [],
    "welcome.remove": [],
    "assistance.edit": ["cartographe"],
    "assistance.save": ["cartographe"],
    "journey.show": SIGNED,
    "journey.save_goal": SIGNED,
    "journey.add": SIGNED,
    "journey.mark": [],
    "journey.remove": [],
    "journey.commit": SIGNED,
    "journey.pause": SIGNED,
    "journey.resume": SIGNED,
    "signin.leave": SIGNED,
    "account.show": SIGNED,
    "account.add": SIGNED,
    "account.send_again": [],
    "account.confirm": [],
    "account.remove": [],
    "passkeys.begin": SIGNED,
    "passkeys.add": SIGNED,
    "passkeys.remove": [],
    "openid.link": [],
    "openid.remove": [],
    "departures.ask": ["cartographe"],
    "departures.archive": ["cartographe"],
    "departures.reopen": ["cartographe"],
    "endorsements.index": PARTNERS,
    "endorsements.new": PARTNERS,
    "endorsements.sign": PARTNERS,
    "endorsements.refuse": [],
    "endorsements.remind_partner": [],
    "endorsements.withdraw": [],
    "endorsement_requests.ask": PARTNERS,
    "endorsement_requests.send": PARTNERS,
    "supports.accept": [],
    "supports.decline": [],
    "joining.leave": TAKING_PART,
    "me.home": SIGNED,
    "my_answers.show": SIGNED,
    "my_experiences.show": SIGNED,
    "my_archive.show": SIGNED,
    "my_archive.take": SIGNED,
    "my_archive.bring": SIGNED,
    "my_collections.index": SIGNED,
    "my_collections.make": SIGNED,
    # One collection, for one person: the placeholder is nobody's.
    **{f"my_collections.{view}": [] for view in ("show", "put", "up", "take_out", "forget")},
    "my_imports.ask": SIGNED,
    "my_imports.look": SIGNED,
    "my_imports.keep": SIGNED,
    "my_imports.check": ["un"],
    "my_imports.remove": ["un"],
    **{f"my_badges.{view}": ["un"] for view in ("show", "document", "png", "svg", "picture")},
    "me.proposal": ["un"],
    "me.accept": ["un"],
    "me.decline": ["un"],
    "declaring.index": SIGNED,
    # One badge that is declared: the placeholder is one that is observed.
    "declaring.show": [],
    "declaring.declare": [],
    "possibilities.show": SIGNED,
    "possibilities.show_list": SIGNED,
    "possibilities.paper": SIGNED,
    "possibilities.poster": SIGNED,
    "doors.index": PARTNERS_AND_TERRITORY,
    "doors.new": PARTNERS,
    "doors.create": PARTNERS,
    "doors.edit": [],
    "doors.save": [],
    "doors.confirm": [],
    "doors.withdraw": [],
    "needs.index": PARTNERS_AND_TERRITORY,
    "needs.looked": SIGNED,
    "needs.state": PARTNERS,
    "needs.renew": [],
    "needs.withdraw": [],
    "needs.open_door": [],
    # An unknown goal or door is found by nobody.
    "possibilities.put_first": [],
    "possibilities.like": [],
    "possibilities.unlike": SIGNED,
    "shares.index": SIGNED,
    "shares.choose": SIGNED,
    "shares.details": SIGNED,
    "shares.preview": SIGNED,
    "shares.make": SIGNED,
    "shares.show": [],
    "shares.withdraw": [],
    "cards.sheet": [],
    "cards.pocket": [],
    "credentials.index": PARTNERS_AND_TERRITORY,
    "credentials.ask": AND_TERRITORY,
    "credentials.revoke": AND_TERRITORY,
    "suspensions.ask": AND_TERRITORY,
    "suspensions.suspend": AND_TERRITORY,
    "suspensions.lift": AND_TERRITORY,
    "corrections.ask": TEAM,
    "corrections.correct": TEAM,
}
# What a form has to hold before anybody is asked who may send it.
FORMS: dict[str, dict[str, str]] = {
    "marks.save": {"mark": "{criterion}:1", "key": "k"},
    "marks.withdraw": {"criterion": "{criterion}"},
    "pictures.save": {"id": "6f9619ff-8b86-4011-b42d-00cf4fc964ff"},
    "words.agree": {"criterion": "{criterion}", "note": "Vu ensemble."},
    "entry.save": {"key": "k"},
    "messages.answer": {"text": "Merci."},
    "caseload_messages.answer": {"answer": "Merci."},
    "bulk.look": {"achievement": "{achievement}"},
}
AWARDED = (
    *("own_wallet.", "credentials.", "suspensions.", "corrections."),
    *("badges.", "my_badges.", "my_imports."),
)


@dataclass(frozen=True)
class Prepared:
    """A folder with the territory as it is before each request, and what addresses need."""

    folder: Path
    world: WebWorld
    values: dict[str, object]


def prepare(folder: Path, *, with_badge: bool) -> Prepared:
    world = open_world(folder, build_territory(folder, now=NOW), clock=lambda: NOW)
    engine = open_database(world.settings)
    with write_session(engine) as db:
        person = create_person(db, display_name="Sasha Ailleurs", actor="t", now=NOW)
        record_training(
            db, person_id=person.id, role="observer", trained_on=NOW.date(), actor="t", now=NOW
        )
        grant_role(
            db,
            person_id=person.id,
            role="observer",
            partner_id=world.territory.partners["atelier"],
            actor="t",
            now=NOW,
        )
        world.people[STRANGER] = person.id
        accompaniment_id = allow_companion(db, everything_for(world), now=NOW).id
    values: dict[str, object] = {
        **PLACEHOLDERS,
        "achievement_id": world.achievement_id,
        "version_id": world.territory.version_id,
        "session_id": world.session_id,
        "person_id": world.people["un"],
        "accompaniment_id": accompaniment_id,
    }
    if with_badge:
        values["badge_id"] = award(world, now=NOW)
        deliver(world)
        with read_session(engine) as db:
            values["list_id"] = db.get_one(CredentialRow, values["badge_id"]).list_id
            (values["holding_id"],) = [one.id for one in holdings_of(db, world.people["un"])]
    else:
        values["proposal_id"] = propose(world, now=NOW)
    engine.dispose()
    return Prepared(folder, world, values)


@pytest.fixture(scope="module")
def proposed(tmp_path_factory: pytest.TempPathFactory) -> Prepared:
    return prepare(tmp_path_factory.mktemp("proposed"), with_badge=False)


@pytest.fixture(scope="module")
def awarded(tmp_path_factory: pytest.TempPathFactory) -> Prepared:
    return prepare(tmp_path_factory.mktemp("awarded"), with_badge=True)


def everything_for(world: WebWorld) -> Permission:
    """Un opens every subject to Sam."""
    return Permission(
        person_id=world.people["un"],
        companion_id=world.people["passeur"],
        role="passeur",
        subjects=SUBJECTS,
        consent_version=CONSENT_VERSION,
    )


def fresh(prepared: Prepared, folder: Path) -> WebWorld:
    """Open a copy of the territory as it was prepared."""
    for file in prepared.folder.glob("web.sqlite3*"):
        shutil.copy(file, folder / file.name)
    return open_world(folder, prepared.world.territory, clock=lambda: NOW)


def ask(world: WebWorld, values: dict[str, object], *, endpoint: str, name: str):
    """Let one visitor ask one view."""
    client = world.client("" if name == NOBODY else name)
    rule = next(rule for rule in world.app.url_map.iter_rules() if rule.endpoint == endpoint)
    asked = {argument: values[argument] for argument in rule.arguments}
    address = world.app.url_map.bind("localhost").build(endpoint, asked)
    if VIEWS[endpoint].method == "GET":
        return client.get(address)
    form = {
        field: text.format(criterion=world.criteria[0], achievement=world.achievement_id)
        for field, text in FORMS.get(endpoint, {}).items()
    }
    token = {} if endpoint in STATELESS else {"csrf_token": token_of(client)}
    return client.post(address, data={**form, **token})


def got_through(answer) -> bool:
    sent_to_sign_in = answer.status_code == 303 and answer.location.startswith("/signin")
    return not sent_to_sign_in and answer.status_code not in (401, 403, 404)


def guarded() -> set[str]:
    return {name for name, access in VIEWS.items() if access.roles is not EVERYONE_MAY}


def test_a08_every_guarded_view_has_a_row():
    assert guarded() == set(ROWS)


@pytest.mark.parametrize("endpoint", sorted(ROWS))
def test_a08_those_get_through_whom_the_row_names(proposed, awarded, tmp_path, endpoint):
    prepared = awarded if endpoint.startswith(AWARDED) else proposed
    allowed, found = set(ROWS[endpoint]), set()
    world = fresh(prepared, tmp_path) if VIEWS[endpoint].method == "POST" else prepared.world
    # Whoever is refused changes nothing: the others then find what was prepared.
    for name in sorted(EVERYONE, key=lambda name: name in allowed):
        if VIEWS[endpoint].method == "POST" and name in allowed:
            world = fresh(prepared, tmp_path)
        answer = ask(world, prepared.values, endpoint=endpoint, name=name)
        assert answer.status_code < 500, name
        if got_through(answer):
            found.add(name)
    assert allowed == found
