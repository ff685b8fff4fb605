"""The page of agreement: for those who lead observers, never for those who are observed."""

import pytest

from badger.db.base import open_engine, write_session
from badger.issuer.recognition.sessions import add_participant
from tests.web.play import observe


def place(world):
    return f"/sessions/{world.session_id}/agreement"


@pytest.mark.parametrize("name", ["pedagogue", "cartographe"])
def test_s9_it_shows_agreement_by_criterion_and_no_name(world, now, name):
    observe(world, now=now)
    page = world.client(name).get(place(world)).text
    assert 4 == page.count("Même niveau : 1 ·") + page.count("Même niveau\xa0: 1 ·")
    assert "100 fois sur 100" in page
    for person in ("Exemple Un", "Maé Coach", "Noa Formateur"):
        assert person not in page


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
    engine = open_engine(world.settings.database_url)
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
