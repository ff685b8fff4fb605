"""« Écrire dans une autre langue »: from the page of a badge to its edition."""

import re

import pytest

from badger.db.base import read_session
from badger.db.opening import open_database
from badger.issuer.achievement_queries import achievement_by_id
from tests.web.test_achievements import FORM, create, publish
from tests.web_world import token_of

ARABIC = {
    "name": "نطبخ معا",
    "description": "يحضر وجبة مع الآخرين.",
    "language": "ar",
    "sentence-0": "يقترح طبقا",
    "sentence-1": "يتبع وصفة",
    "sentence-2": "ينسق مع الآخرين",
}


def page(client, address):
    return client.get(address).get_data(as_text=True)


def again(world, client, address, **changes):
    """Send the form of the badge at `address` in another language."""
    fields = {
        **FORM,
        **ARABIC,
        "csrf_token": token_of(client, "/verify"),
        "partner": world.territory.partners["club"],
        "translates": address.rpartition("/")[2],
        **changes,
    }
    return client.post("/achievements", data=fields)


@pytest.fixture
def published(world):
    client, answer = create(world)
    publish(client, answer.location)
    return client, answer.location


def test_the_page_leads_to_a_form_that_is_filled_in(world, published):
    client, address = published
    link = re.search(r'href="(/achievements/new\?translates=[^"]+)"', page(client, address))[1]
    form = page(client, link)
    assert 'value="Suit une fiche recette"' in form
    assert '<option value="chef-hat" selected>' in form
    assert '<option value="technique" selected>' in form
    assert re.search(r'name="observers_needed"[^>]*value="2"', form)
    assert f'name="translates" value="{address.rpartition("/")[2]}"' in form


def test_the_edition_is_drafted_published_and_named_on_both_public_pages(world, published):
    client, address = published
    answer = again(world, client, address)
    assert 303 == answer.status_code
    engine = open_database(world.settings)
    with read_session(engine) as db:
        edition = achievement_by_id(db, answer.location.rpartition("/")[2])
    engine.dispose()
    assert address.rpartition("/")[2] == edition.translates_id
    shown = page(client, answer.location)
    assert "arabe · العربية" in shown
    assert "Un badge proche" not in shown
    assert 303 == publish(client, answer.location).status_code
    there = page(world.client(), f"{address}/versions/1")
    assert f' href="{answer.location}/versions/1" hreflang="ar">' in there
    assert '<bdi lang="ar">نطبخ معا</bdi>' in there
    assert f' href="{address}/versions/1" hreflang="fr">' in page(
        world.client(), f"{answer.location}/versions/1"
    )


def test_the_edition_keeps_its_language_in_the_form(world, published):
    client, address = published
    answer = again(world, client, address)
    assert '<option value="ar" selected>' in page(client, f"{answer.location}/edit")


@pytest.mark.parametrize("language", ["fr", "", "xx", "<script>", "ar\u202e"])
def test_w08_a_language_that_cannot_be_is_asked_again_with_all_that_was_typed(
    world, published, language
):
    client, address = published
    answer = again(world, client, address, language=language)
    shown = answer.get_data(as_text=True)
    assert 422 == answer.status_code
    assert "يتبع وصفة" in shown
    assert f'name="translates" value="{address.rpartition("/")[2]}"' in shown
    assert "<script>" not in shown


def test_an_edition_that_asks_for_more_is_not_published_and_says_what(world, published):
    client, address = published
    answer = again(world, client, address, observers_needed="3")
    refused = publish(client, answer.location)
    assert 409 == refused.status_code
    assert "quand il peut être proposé" in refused.get_data(as_text=True)


@pytest.mark.parametrize("who", ["elsewhere", "cartographe"])
def test_a08_who_does_not_write_for_the_issuer_writes_no_edition(world, published, who):
    _, address = published
    client = world.client(who)
    asked = client.get("/achievements/new", query_string={"translates": address.rpartition("/")[2]})
    sent = again(world, client, address, partner=world.territory.partners["atelier"])
    assert {asked.status_code, sent.status_code} <= {403, 404}
    assert "Écrire dans une autre langue" not in page(client, address)


@pytest.mark.parametrize("named", ["1111111111111111111111", "../x", "' OR 1=1 --"])
def test_w01_a_badge_that_does_not_exist_is_not_written_again(world, named):
    client = world.client("pedagogue")
    answer = client.get("/achievements/new", query_string={"translates": named})
    assert 404 == answer.status_code
    assert 404 == again(world, client, f"/achievements/{named}").status_code
