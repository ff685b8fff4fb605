"""A guardian's yes is written down beside the minor, by whoever knows her (hardening G07)."""

import pytest

from badger.accompaniment.companions import Permission, allow_companion
from badger.accompaniment.consents import CONSENT_VERSION, SUBJECTS
from badger.db.base import read_session, write_session
from badger.db.opening import open_database
from badger.db.rows import PersonRow
from badger.issuer.people_queries import grant_of
from badger.privacy.guardian_queries import standing_guardian_consent
from badger.privacy.guardians import GUARDIAN_VERSION, may_share_publicly
from tests.web_world import post


@pytest.fixture
def minor(world) -> str:
    """Somebody whose card the club made, noted as a minor on the page."""
    engine = open_database(world.settings)
    with write_session(engine) as db:
        row = db.get(PersonRow, world.people["deux"])
        row.registered_by = world.territory.partners["club"]
    page = f"/people/{world.people['deux']}"
    assert 303 == post(world.client("pedagogue"), f"{page}/minor").status_code
    return page


def standing(world):
    with read_session(open_database(world.settings)) as db:
        person = db.get(PersonRow, world.people["deux"])
        return standing_guardian_consent(db, person.id), may_share_publicly(db, person)


def say_yes(world, page: str, *, as_: str = "pedagogue", **changed: str):
    fields = {"beside": "on", "text": GUARDIAN_VERSION, **changed}
    return post(world.client(as_), f"{page}/guardian", **fields)


def test_g07_a_minor_shows_nothing_to_the_public_before_the_yes(world, minor):
    assert (None, False) == standing(world)
    assert "À lire à voix haute" in page_of(world, minor)


def test_g07_the_yes_is_written_down_with_its_text_and_by_whom(world, minor):
    assert 303 == say_yes(world, minor).status_code

    row, may_share = standing(world)
    assert may_share
    assert (GUARDIAN_VERSION, world.people["pedagogue"]) == (row.text_version, row.recorded_by)
    assert "a dit oui le" in page_of(world, minor)


def test_g07_the_yes_is_taken_back(world, minor):
    say_yes(world, minor)
    assert 303 == post(world.client("pedagogue"), f"{minor}/guardian/withdraw").status_code
    assert (None, False) == standing(world)


def test_g07_whoever_comes_of_age_decides_herself(world, minor):
    assert 303 == post(world.client("pedagogue"), f"{minor}/adult").status_code
    assert (None, True) == standing(world)
    assert "décide elle-même" in page_of(world, minor)


@pytest.mark.parametrize(
    "changed", [{"beside": ""}, {"beside": "yes"}, {"text": ""}, {"text": "1999-01"}]
)
def test_g07_without_somebody_beside_or_with_another_text_nothing_is_written(world, minor, changed):
    assert 422 == say_yes(world, minor, **changed).status_code
    assert (None, False) == standing(world)


def test_g07_nobody_says_yes_for_an_adult(world, minor):
    post(world.client("pedagogue"), f"{minor}/adult")
    assert 422 == say_yes(world, minor).status_code


@pytest.mark.parametrize("who", ["elsewhere", "passeur", "cartographe"])
def test_a08_who_does_not_know_her_finds_no_such_page(world, minor, who):
    client = world.client(who)
    assert 404 == client.get(f"{minor}/guardian").status_code
    for action in ("minor", "adult", "guardian/withdraw"):
        assert 404 == post(client, f"{minor}/{action}").status_code
    assert 404 == say_yes(world, minor, as_=who).status_code


@pytest.mark.parametrize("who", ["un", "deux", "coach"])
def test_a08_people_and_observers_write_down_no_consent(world, minor, who):
    assert 403 == world.client(who).get(f"{minor}/guardian").status_code
    assert 403 == say_yes(world, minor, as_=who).status_code


def test_g07_a_minor_who_prepares_sessions_says_no_yes_for_herself(world):
    page = f"/people/{world.people['pedagogue']}"
    with write_session(open_database(world.settings)) as db:
        row = db.get(PersonRow, world.people["pedagogue"])
        row.registered_by, row.minor = world.territory.partners["club"], True

    assert 404 == world.client("pedagogue").get(f"{page}/guardian").status_code
    assert 404 == say_yes(world, page).status_code
    assert 404 == post(world.client("pedagogue"), f"{page}/adult").status_code
    with read_session(open_database(world.settings)) as db:
        person = db.get(PersonRow, world.people["pedagogue"])
        assert person.minor
        assert standing_guardian_consent(db, person.id) is None


def test_a13_who_is_a_passeur_no_more_writes_down_no_consent(world, minor, now):
    with write_session(open_database(world.settings)) as db:
        allow_companion(
            db,
            Permission(
                person_id=world.people["deux"],
                companion_id=world.people["passeur"],
                role="passeur",
                subjects=SUBJECTS,
                consent_version=CONSENT_VERSION,
            ),
            now=now,
        )
    assert 200 == world.client("passeur").get(f"{minor}/guardian").status_code

    with write_session(open_database(world.settings)) as db:
        held = grant_of(db, world.people["passeur"], role="passeur", partner_id=None)
        # She makes cards still, for a partner.
        held.role, held.partner_id = (
            "issuer",
            next(one for slug, one in world.territory.partners.items() if slug != "club"),
        )

    assert 404 == world.client("passeur").get(f"{minor}/guardian").status_code
    assert 404 == say_yes(world, minor, as_="passeur").status_code


def page_of(world, page: str) -> str:
    return world.client("pedagogue").get(f"{page}/guardian").get_data(as_text=True)
