"""What Exemple Cinq told of herself, as the demo plays it."""

from datetime import UTC, datetime

from badger.db.base import read_session
from badger.db.opening import open_database
from badger.demo.home import DemoHome
from badger.demo.load import load_demo
from badger.issuer.people_queries import people
from badger.issuer.recognition.decide import decide
from badger.issuer.recognition.experience_queries import (
    badges_of_experience,
    experiences_of,
    words_on_experience,
)
from badger.issuer.recognition.facts import award_facts
from badger.issuer.recognition.rules import AwardRule

HERE = "http://localhost:8000"
NOW = datetime(2026, 3, 14, 9, 30, tzinfo=UTC)


def test_f4_ac5_exemple_cinq_told_what_she_did_and_one_observer_is_still_to_see_it(tmp_path):
    home = DemoHome(tmp_path / "var")
    load_demo(home, served_at=HERE, now=NOW)
    engine = open_database(home.settings(HERE))
    with read_session(engine) as db:
        cinq = next(person for person in people(db) if person.display_name == "Exemple Cinq")
        (told,) = experiences_of(db, cinq.id)
        (badge,) = badges_of_experience(db, told.id)
        words = words_on_experience(db, told.id, version_id=badge.id)
        facts, version = award_facts(db, [(cinq.id, badge.id)])[cinq.id, badge.id]
    engine.dispose()
    decision = decide(facts, AwardRule.from_json(version.rule))

    assert ("Écoute et respect des autres", 2) == (badge.name, len(words))
    assert ["1 observateur sur 2", "1 rôle sur 2"] == [r.sentence for r in decision.missing]
