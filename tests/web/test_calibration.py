"""The page of agreement: for those who lead observers, never for those who are observed."""

from itertools import product

import pytest

from badger.db.base import write_session
from badger.db.opening import open_database
from badger.issuer.recognition.observations import Mark, record_observation
from badger.issuer.recognition.rules import Level
from badger.issuer.recognition.sessions import add_participant
from tests.web.play import observe


def place(world):
    return f"/sessions/{world.session_id}/agreement"


NAMES = ("un", "deux", "referent", "passeur", "issuer")


def see_everybody(world, now, *, people=NAMES):
    """Let both observers mark every criterion of so many people."""
    engine = open_database(world.settings)
    with write_session(engine) as db:
        for name in people:
            person_id = world.people[name]
            add_participant(db, world.session_id, person_id=person_id, now=now)
            for who, criterion in product(("coach", "trainer"), world.criteria):
                record_observation(
                    db,
                    Mark(world.session_id, person_id, criterion, Level.ON_OWN),
                    observer_id=world.people[who],
                    idempotency_key=f"{name}-{who}-{criterion}",
                    now=now,
                )
    engine.dispose()


@pytest.mark.parametrize("name", ["pedagogue", "cartographe"])
def test_s9_it_shows_agreement_by_criterion_and_no_name(world, now, name):
    see_everybody(world, now)
    page = world.client(name).get(place(world)).text.replace("\xa0", " ")
    assert 4 == page.count("Même niveau : 5 ·")
    assert "100 fois sur 100" in page
    for person in ("Exemple Un", "Maé Coach", "Noa Formateur"):
        assert person not in page


@pytest.mark.parametrize("people", [NAMES[:1], NAMES[:4]])
def test_s9_of_fewer_than_five_comparisons_no_number_is_told(world, now, people):
    see_everybody(world, now, people=people)
    page = world.client("pedagogue").get(place(world)).text
    assert 4 == page.count("Pas assez de comparaisons")
    assert (False, False) == ("Même niveau" in page, "fois sur 100" in page)


def test_s9_it_waits_for_two_looks(world, now):
    assert "Pas encore deux regards" in world.client("pedagogue").get(place(world)).text
    observe(world, now=now, observers=("coach",))
    assert "fois sur 100" not in world.client("pedagogue").get(place(world)).text


@pytest.mark.parametrize(
    ("name", "expected"),
    [("un", 403), ("coach", 403), ("issuer", 403), ("passeur", 403), ("elsewhere", 404)],
)
def test_a08_nobody_else_reads_it(world, name, expected):
    assert expected == world.client(name).get(place(world)).status_code


def test_s9_who_takes_part_does_not_read_it_even_where_she_leads(world, now):
    engine = open_database(world.settings)
    with write_session(engine) as db:
        for name in ("pedagogue", "cartographe"):
            add_participant(db, world.session_id, person_id=world.people[name], now=now)
    engine.dispose()
    for name in ("pedagogue", "cartographe"):
        assert 404 == world.client(name).get(place(world)).status_code


@pytest.mark.parametrize("strange", ["0", "<b>", "é" * 60, "1" * 5000])
def test_a_strange_address_is_not_found(world, strange):
    answer = world.client("cartographe").get(f"/sessions/{strange}/agreement")
    assert 404 == answer.status_code


def test_s9_sessions_seen_by_two_are_listed_for_the_territory_and_for_the_host(world, now):
    observe(world, now=now)
    for name, listed in (("cartographe", True), ("pedagogue", True), ("elsewhere", False)):
        page = world.client(name).get("/agreement").text
        assert listed == (place(world) in page)


def test_s9_a_session_seen_by_one_is_not_listed(world, now):
    observe(world, now=now, observers=("coach",))
    page = world.client("cartographe").get("/agreement").text
    assert place(world) not in page
    assert "Aucune séance" in page
