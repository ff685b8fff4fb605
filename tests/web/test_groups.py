"""Groups and organisations hold badges: listed, given a card, answering as one (domain S12)."""

import re
from html import unescape

import pytest

from badger.db.rows import ObservationSessionRow, PersonRow
from badger.issuer.people import create_person, grant_role
from badger.issuer.recognition.changes import add_group
from badger.privacy.guardians import may_share_publicly
from tests.web.play import write
from tests.web_world import post

NAME = "Les matinaux (exemple)"


@pytest.fixture
def group(world, now):
    """A group of the club, in its session."""
    return write(
        world,
        lambda db: add_group(db, world.session_id, name=NAME, actor="t", now=now).person_id,
    )


def register(world, *, who="pedagogue", **fields):
    return post(world.client(who), "/groups", **{"name": NAME, "kind": "group", **fields})


@pytest.mark.parametrize(("kind", "said"), [("group", "groupe"), ("organisation", "organisation")])
def test_s12_a_group_is_registered_gets_a_card_and_a_page(world, kind, said):
    answer = register(world, kind=kind)
    assert 201 == answer.status_code
    assert re.search(r'class="code">[0-9A-Z-]{19}<', answer.text)
    client = world.client("issuer")
    page = client.get("/groups").text
    told = client.get(re.search(r'href="(/groups/\w+)"', page)[1]).text
    assert f'<span class="tag">{said}</span>' in told
    assert "Qui répond" in told
    assert "/groups" in client.get("/people/new").text


def test_s12_whoever_holds_the_card_answers_for_the_group(world):
    code = re.search(r'class="code">([0-9A-Z-]{19})<', register(world).text)[1]
    client = world.client()
    assert "/me" == post(client, "/signin", code=code).location
    assert "matinaux" in client.get("/me").text


def test_s12_a_groups_page_tells_its_sessions_and_what_waits(world, group):
    page = world.client("issuer").get(f"/groups/{group}").text
    assert f"/sessions/{world.session_id}" in page
    assert "Le premier badge de votre part sera ici." in page


def test_a_group_or_an_organisation_is_no_minor(world, group):
    client = world.client("pedagogue")
    assert f"/people/{group}/guardian" not in client.get("/people/new").text
    assert 404 == client.get(f"/people/{group}/guardian").status_code
    for action in ("minor", "adult", "guardian", "guardian/withdraw"):
        assert 404 == post(client, f"/people/{group}/{action}").status_code

    def noted_before(db):
        row = db.get_one(PersonRow, group)
        row.minor = True
        return may_share_publicly(db, row)

    assert write(world, noted_before)


@pytest.mark.parametrize("kind", ["", "person", "<script>", "x" * 5000])
def test_a_kind_that_nobody_chose_is_asked_for_and_nothing_is_lost(world, kind):
    answer = register(world, kind=kind)
    assert 422 == answer.status_code
    assert f'value="{NAME}"' in answer.text
    assert "<script>" not in answer.text.replace("<script src", "")


@pytest.mark.parametrize("name", ["", "   ", "x" * 101])
def test_a_group_needs_a_name_that_prints(world, name):
    assert 422 == register(world, name=name).status_code


def test_w01_a_name_with_markup_stays_text(world):
    assert "<b>fort" not in register(world, name="<b>fort</b>").text


def test_a08_a_group_of_another_partner_is_nobodys(world, group):
    client = world.client("elsewhere")
    assert 404 == client.get(f"/groups/{group}").status_code
    assert NAME not in unescape(client.get("/groups").text)
    assert 404 == post(client, f"/people/{group}/card").status_code
    assert 404 == client.get(f"/people/{group}/guardian").status_code
    for name in ("un", "coach", "passeur", "cartographe"):
        assert 403 == world.client(name).get(f"/groups/{group}").status_code
        assert 403 == register(world, who=name).status_code


def test_a08_a_person_has_no_page_of_a_group(world, now):
    person = write(
        world,
        lambda db: (
            create_person(
                db,
                display_name="Exemple Neuf",
                actor="t",
                now=now,
                registered_by=world.territory.partners["club"],
            ).id
        ),
    )
    assert 404 == world.client("pedagogue").get(f"/groups/{person}").status_code


def test_a08_what_others_gave_a_group_stays_between_them(world, group):
    def elsewhere(db):
        row = db.get_one(ObservationSessionRow, world.session_id)
        row.partner_id = world.territory.partners["atelier"]

    write(world, elsewhere)
    page = world.client("pedagogue").get(f"/groups/{group}").text
    assert f"/sessions/{world.session_id}" not in page


@pytest.mark.parametrize("partner", ["", "1" * 22, "<script>"])
def test_a09_whoever_works_for_two_partners_says_for_which(world, partner, now):
    write(
        world,
        lambda db: grant_role(
            db,
            person_id=world.people["pedagogue"],
            role="pedagogue",
            partner_id=world.territory.partners["atelier"],
            actor="t",
            now=now,
        ),
    )
    assert 422 == register(world, partner=partner).status_code
    cards = {"names": "Exemple Neuf", "partner": partner}
    assert 422 == post(world.client("pedagogue"), "/people", **cards).status_code
    atelier = world.territory.partners["atelier"]
    assert 201 == register(world, partner=atelier).status_code
    cards["partner"] = atelier
    assert 201 == post(world.client("pedagogue"), "/people", **cards).status_code

    def names(db):
        rows = db.query(PersonRow).filter_by(registered_by=atelier)
        return sorted(row.display_name for row in rows)

    assert ["Exemple Neuf", NAME] == write(world, names)
