"""The territory's own roles are given by invitation, and taken back on the page of its team."""

from badger.db.base import read_session, write_session
from badger.db.opening import open_database
from badger.issuer.people import grant_role
from badger.issuer.people_queries import roles_of
from tests.web_world import WebWorld, post


def take(world: WebWorld, name: str, role: str, *, by: str = "cartographe"):
    return post(world.client(by), f"/team/members/{world.people[name]}/leave", role=role)


def roles(world: WebWorld, name: str) -> set[str]:
    engine = open_database(world.settings)
    with read_session(engine) as db:
        held = {grant.role for grant in roles_of(db, world.people[name])}
    engine.dispose()
    return held


def test_a13_a_passeur_whose_role_is_taken_back_is_out_at_the_next_click(world):
    passeur = world.client("passeur")
    assert 200 == passeur.get("/caseload").status_code
    assert "Sam Passeur" in world.client("cartographe").get("/team").text

    answer = take(world, "passeur", "passeur")

    assert (303, "/team") == (answer.status_code, answer.location)
    assert 403 == passeur.get("/caseload").status_code
    assert "Sam Passeur" not in world.client("cartographe").get("/team").text


def test_the_last_cartographe_stays_and_a_second_one_may_leave(world, now):
    client = world.client("cartographe")
    address = f"/team/members/{world.people['cartographe']}/leave"
    post(client, address, role="cartographe")
    assert "au moins une personne cartographe" in client.get("/team").text
    assert {"cartographe"} == roles(world, "cartographe")

    engine = open_database(world.settings)
    with write_session(engine) as db:
        person = world.people["referent"]
        grant_role(db, person_id=person, role="cartographe", partner_id=None, actor="test", now=now)
    engine.dispose()

    answer = post(client, address, role="cartographe")
    assert (303, "/me") == (answer.status_code, answer.location)
    assert 403 == client.get("/team").status_code
    assert 200 == world.client("referent").get("/team").status_code


def test_a08_only_a_cartographe_takes_back_and_only_roles_of_the_territory(world):
    assert 403 == take(world, "passeur", "passeur", by="issuer").status_code
    assert 403 == take(world, "passeur", "passeur", by="passeur").status_code

    take(world, "issuer", "issuer")

    assert {"passeur"} == roles(world, "passeur")
    assert {"issuer"} == roles(world, "issuer")


def test_what_nobody_holds_is_said_to_be_gone(world):
    client = world.client("cartographe")
    for person, role in (
        (world.people["passeur"], "<b>chef</b>"),
        ("1111111111111111111111", "passeur"),
    ):
        assert 303 == post(client, f"/team/members/{person}/leave", role=role).status_code
        assert "déjà plus ce rôle" in client.get("/team").text
    for strange in ("%00", "' OR 1=1 --"):
        assert 404 == post(client, f"/team/members/{strange}/leave", role="passeur").status_code
