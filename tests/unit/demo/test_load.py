"""The story, played: who holds what at the end, and what a second start keeps."""

import json
import re
import shutil
import stat
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest

from badger.app import create_app
from badger.backpack.sharing import code_of, may_share
from badger.db.audit import verify_chain
from badger.db.base import read_session
from badger.db.opening import open_database
from badger.db.rows import MessageRow, ObservationSessionRow, ShareRow, SituationRow
from badger.demo.export import issued_badges
from badger.demo.home import DemoHome
from badger.demo.load import load_demo
from badger.issuer.directory_queries import people_within
from badger.issuer.membership_queries import groups_of
from badger.issuer.page_queries import all_partners
from badger.issuer.people import person_by_login_code
from badger.issuer.people_queries import people
from badger.issuer.proposals import proposals_of_person, session_proposals
from badger.issuer.queries import session_board, sessions_of_observer
from badger.issuer.recognition.cycle_overview import linked_of_person
from badger.possibilities.need_queries import looked_for
from badger.possibilities.reach import ONE_KEY, OPEN
from badger.verify import VerificationPolicy, read_presented, verify
from badger.verify.fetching import OfflineFetcher
from badger.verify.resolve import Resolver
from badger.verify.sources import DocumentsFolder
from tests.maps import possibilities_of

HERE = "http://localhost:8000"
NOW = datetime(2026, 3, 14, 9, 30, tzinfo=UTC)
HOLDINGS = {
    "Exemple Deux": {"Esprit d'équipe", "Respect des consignes", "Réactivité"},
    "Exemple Trois": {
        "Consignes de sécurité au poste",
        "Équipier de production",
        "Démonter et trier les matériaux",
        "Compagnon d'atelier",
    },
    "Exemple Quatre": {
        "Je raconte mon travail",
        "Découverte d'un métier",
        "Premiers pas en entreprise",
    },
    "Exemple Cinq": {"Mon intention : découvrir la métallurgie"},
    "Exemple Six": {"Respect des consignes", "Réactivité"},
    "Exemple Sept": {"Respect des consignes"},
    "Exemple Huit": {"Respect des consignes"},
    "Exemple Neuf": {"Pilotage d'un drone"},
    "Équipe du jardin (exemple)": {"Projet collectif"},
}


@pytest.fixture(scope="module")
def home(tmp_path_factory) -> DemoHome:
    return DemoHome(tmp_path_factory.mktemp("demo") / "var")


@pytest.fixture(scope="module")
def summary(home):
    return load_demo(home, served_at=HERE, now=NOW)


@pytest.fixture
def db(home, summary):
    engine = open_database(home.settings(HERE))
    with read_session(engine) as db:
        yield db
    engine.dispose()


def person_named(db, name):
    return next(person for person in people(db) if person.display_name == name)


def proposals_by_badge(db, name):
    found = proposals_of_person(db, person_named(db, name).id)
    return {proposal.achievement_name: proposal for proposal in found}


def todays_board(db):
    coach = person_named(db, "Exemple Coach")
    session = next(one for one in sessions_of_observer(db, coach.id) if one.starts_on == NOW.date())
    return session_board(db, session.id)


def test_everybody_holds_what_the_story_says(summary):
    held: dict[str, set[str]] = {}
    for badge in summary.badges:
        held.setdefault(badge.holder, set()).add(badge.achievement)
    assert HOLDINGS == held


def test_every_badge_verifies_offline(summary):
    resolver = Resolver(DocumentsFolder(Path(summary.documents)))
    for badge in summary.badges:
        for path in (badge.json, badge.png, badge.svg):
            presented = read_presented(Path(path).read_bytes())
            report = verify(presented, VerificationPolicy(), resolver, NOW)
            assert "verified" == report.verdict, (path, report.findings)


def test_the_three_files_of_a_badge_hold_the_same_bytes(summary):
    badge = summary.badges[0]
    signed = read_presented(Path(badge.json).read_bytes()).document
    assert signed == read_presented(Path(badge.png).read_bytes()).document
    assert signed == read_presented(Path(badge.svg).read_bytes()).document


def test_exemple_six_shows_two_badges_and_the_link_leaves_no_trace_of_the_rest(home, summary, db):
    settings = home.settings(HERE)
    row = db.query(ShareRow).filter_by(person_id=person_named(db, "Exemple Six").id).one()
    app = create_app(settings, clock=lambda: NOW, fetcher=OfflineFetcher())
    page = app.test_client().get(f"/shares/{code_of(row.id, settings.secret_key)}").text
    assert "Exemple S." in page
    assert 2 == page.count("Badge authentique, délivré par")
    assert "Respect des consignes" in page
    assert "Réactivité" in page
    for trace in ("Exemple Six", "Esprit d'équipe", "Esprit d&#39;équipe", row.person_id):
        assert trace not in page


def test_exemple_huit_is_a_minor_and_shows_nothing_yet(db):
    (huit,) = [row for row in people(db) if row.display_name == "Exemple Huit"]
    assert (True, False) == (huit.minor, may_share(db, huit.id))


def test_exemple_six_declined_one_badge(db):
    assert "declined" == proposals_by_badge(db, "Exemple Six")["Esprit d'équipe"].state


def test_exemple_deux_was_not_proposed_what_was_only_seen_with_support(db):
    assert "Entraîner les autres" not in proposals_by_badge(db, "Exemple Deux")


def test_exemple_cinq_needs_one_more_observer(db):
    referente = person_named(db, "Exemple Référente")
    meal = next(
        one for one in sessions_of_observer(db, referente.id) if one.title == "Repas de quartier"
    )
    found = [one for one in session_proposals(db, meal.id) if one.person_name == "Exemple Cinq"]
    listening = next(one for one in found if one.achievement_name == "Écoute et respect des autres")
    assert not listening.decision.possible
    assert "not_yet" == listening.state


def test_s10_exemple_deux_is_asked_whether_she_wants_a_badge_of_badges(db):
    larger = proposals_by_badge(db, "Exemple Deux")["Tenir sa place dans une équipe"]
    assert "proposed" == larger.state
    assert ["Esprit d'équipe", "Respect des consignes", "Réactivité"] == [
        piece.name for piece in larger.decision.pieces
    ]
    trois = proposals_by_badge(db, "Exemple Trois")["Compagnon d'atelier"]
    assert "issued" == trois.state


def test_s6_exemple_quatre_may_agree_with_the_second_of_two_cycles(db):
    quatre = person_named(db, "Exemple Quatre")
    cycles = {one.number: one for one in linked_of_person(db, quatre) if one.is_cycle}
    assert {1: {"person", "tutor", "trainer"}, 2: {"tutor"}} == {
        number: set(one.people[0].signed) for number, one in cycles.items()
    }
    assert (None, "person") == (cycles[1].people[0].asked, cycles[2].people[0].asked)


def test_w5_exemple_quatre_was_accompanied_first_and_then_alone(db):
    quatre = person_named(db, "Exemple Quatre")
    (immersion,) = [one for one in linked_of_person(db, quatre) if not one.is_cycle]
    assert ("accompagnee", "autonome") == (immersion.before.stage, immersion.after.stage)
    assert immersion.before.ends_on < immersion.after.starts_on


def test_exemple_trois_showed_a_card_and_the_conserverie_wrote(db):
    trois = person_named(db, "Exemple Trois").id
    (card,) = db.query(ShareRow).filter_by(person_id=trois)
    (message,) = db.query(MessageRow).filter_by(person_id=trois)
    assert "Conserverie du Val (exemple)" == message.sender_organisation
    assert card.made_at < message.sent_at


def badges_of_sept(db):
    """The former one, then the corrected one."""
    rows = [row for holder, row in issued_badges(db) if holder == "Exemple Sept"]
    return sorted(rows, key=lambda row: row.issued_at)


def test_f12_ac3_exemple_sept_has_a_corrected_badge_with_the_same_awarded_date(db):
    former, corrected = badges_of_sept(db)
    assert (False, True) == (former.revoked_at is None, corrected.revoked_at is None)
    dates = {json.loads(row.signed)["awardedDate"] for row in (former, corrected)}
    assert 1 == len(dates)


def test_f12_ac3_the_corrected_badge_verifies_and_the_former_does_not(db, summary):
    resolver = Resolver(DocumentsFolder(Path(summary.documents)))
    verdicts = [
        verify(read_presented(row.signed), VerificationPolicy(), resolver, NOW).verdict
        for row in badges_of_sept(db)
    ]
    assert ["not_verified", "verified"] == verdicts


def test_todays_session_waits_for_the_trainer(db):
    board = todays_board(db)
    assert 12 == len(board.participants)
    assert {"coach sportif", "formateur"} == {observer.role for observer, _ in board.observers}
    assert 1 == len({mark.observer_id for mark in board.marks})
    assert 6 == len(board.criteria)


def test_everybody_signs_in_with_the_code_that_is_shown(db, summary):
    names = {person_by_login_code(db, login.code).display_name for login in summary.logins}
    assert {row.display_name for row in people(db) if row.kind == "person"} == names


def test_the_logins_say_who_they_are_for(summary):
    roles = [login.role for login in summary.logins]
    assert len(roles) == len(set(roles))
    wanted = {"cartographe", "pédagogue", "coach", "formatrice", "partenaire", "passeur"}
    assert wanted <= set(roles)
    assert 12 == len([role for role in roles if role.startswith("personne, ")])


def test_the_eight_sample_people_can_be_invited(db):
    names = {person.display_name for person in people_within(db, [all_partners(db)[0].id])}
    assert {f"Exemple {name}" for name in ("Un", "Deux", "Huit")} <= names


def test_the_audit_chain_holds(db):
    assert verify_chain(db) is None


def test_the_summary_has_exactly_the_members_that_scripts_expect(home, summary):
    document = json.loads(home.summary.read_text(encoding="utf-8"))
    assert ["base_url", "documents", "logins", "badges"] == list(document)
    assert {"role", "code"} == set(document["logins"][0])
    members = {"holder", "achievement", "url", "json", "png", "svg"}
    assert members == set(document["badges"][0])
    assert HERE == document["base_url"]
    assert document["badges"][0]["url"].startswith(f"{HERE}/badges/")


def test_q07_secrets_are_for_their_owner_alone(home, summary):
    for name in ("kek.hex", "secret.hex", "logins.json", "demo.json"):
        assert 0o600 == stat.S_IMODE((home.folder / name).stat().st_mode)
    assert 0o700 == stat.S_IMODE(home.folder.stat().st_mode)


def test_q07_no_key_stands_in_the_summary(home, summary):
    written = home.summary.read_text(encoding="utf-8")
    assert (home.folder / "kek.hex").read_text() not in written
    assert (home.folder / "secret.hex").read_text() not in written


def test_a_second_start_keeps_everything(home, summary):
    assert summary == load_demo(home, served_at=HERE, now=NOW)


def test_another_port_serves_the_same_badges(home, summary):
    moved = load_demo(home, served_at="http://localhost:9000", now=NOW)
    assert "http://localhost:9000" == moved.base_url
    assert moved.badges[0].url.startswith("http://localhost:9000/badges/")
    assert HERE == home.settings("http://localhost:9000").base_url
    assert HERE in Path(moved.badges[0].json).read_text(encoding="utf-8")
    load_demo(home, served_at=HERE, now=NOW)


def test_a_first_start_that_is_interrupted_leaves_nothing_half_done(tmp_path):
    home = DemoHome(tmp_path / "var")
    home.folder.mkdir()
    home.logins.mkdir()  # the codes cannot be written
    with pytest.raises(OSError):
        load_demo(home, served_at=HERE, now=NOW)
    engine = open_database(home.settings(HERE))
    with read_session(engine) as db:
        assert [] == list(all_partners(db))
    engine.dispose()
    home.logins.rmdir()
    begun = load_demo(home, served_at="http://localhost:9000", now=NOW)
    assert "http://localhost:9000/badges/" in Path(begun.badges[0].json).read_text("utf-8")


def test_the_demo_can_be_removed(tmp_path):
    home = DemoHome(tmp_path / "var")
    home.settings(HERE)
    home.remove()
    assert not home.folder.exists()


def test_the_example_of_the_readme_runs_as_printed(summary, tmp_path):
    readme = (Path(__file__).parents[3] / "README.md").read_text(encoding="utf-8")
    example = re.search(r"```python\n(.*?)```", readme, flags=re.DOTALL)[1]
    demo = Path(summary.documents).parent
    for name in re.findall(r"var/demo/([\w.]+)", readme):
        assert (demo / name).exists(), name
    shutil.copytree(demo / "documents", tmp_path / "var/demo/documents")
    shutil.copy(demo / "badge.json", tmp_path / "var/demo/badge.json")
    # The badge of this test is of March 2026, which is past when the example runs.
    answer = subprocess.run(
        [sys.executable, "-c", example],
        cwd=tmp_path,
        capture_output=True,
        encoding="utf-8",
        check=True,
        timeout=60,
    )
    assert answer.stdout.startswith("verified [")


def test_s13_s12_the_sessions_say_how_to_come_and_groups_take_part(db):
    rows = db.query(ObservationSessionRow).all()
    assert 20 == sum(row.meeting_point is not None for row in rows)
    assert 3 == sum(row.kind == "group" for row in people(db))


def test_s12_the_groups_badge_is_read_by_its_members_and_douze_is_asked(db):
    told = {
        name: [(one.name, one.joined, [badge for _, badge in one.badges]) for one in found]
        for name in ("Neuf", "Dix", "Onze", "Douze", "Un")
        if (found := groups_of(db, person_named(db, f"Exemple {name}").id))
    }
    member = [("Équipe du jardin (exemple)", True, ["Projet collectif"])]
    asked = [("Équipe du jardin (exemple)", False, [])]
    assert {"Neuf": member, "Dix": member, "Onze": member, "Douze": asked} == told


def test_five_situations_are_kept_as_models(db):
    kept = {(row.name, row.aim) for row in db.query(SituationRow)}
    assert ("Matinée à la ferme", "acquerir") in kept
    assert 5 == len(kept)


CORE = json.loads(
    (Path(__file__).parents[1] / "possibilities" / "territory.json").read_text(encoding="utf-8")
)


@pytest.mark.parametrize("name", CORE["people"])
def test_the_maps_of_the_story_are_those_of_the_domain(db, name):
    found = possibilities_of(db, person_named(db, f"Exemple {name}").id, now=NOW)
    states = {one.door.code: one.state for one in found.doors}
    assert set(CORE["doors"]) == set(states)
    assert set(CORE["expect_open"][name]) == {c for c, s in states.items() if s == OPEN}
    assert set(CORE["expect_one_key"][name]) == {c for c, s in states.items() if s == ONE_KEY}


def test_the_map_of_deux_says_the_step_to_her_next_door(db):
    found = possibilities_of(db, person_named(db, "Exemple Deux").id, now=NOW)
    door = next(one for one in found.doors if one.door.code == "D9")
    assert "animer l'échauffement de la prochaine séance" == door.door.step
    assert [["Entraîner les autres"]] == [[step.key.name for step in way] for way in door.ways]


def test_the_needs_of_the_story_are_shown_by_commune(db):
    sums = {(one.badge, one.people) for one in looked_for(db, NOW.date())}
    assert {
        ("Premiers pas en entreprise", 2),
        ("Découverte d'un métier", 1),
        ("Équipier de production", 5),
        ("Consignes de sécurité au poste", 5),
        ("Travailler avec le vivant", 3),
        ("Persévérance", 3),
        ("Cuisiner ensemble", 2),
        ("Esprit d'équipe", 1),
    } == sums
