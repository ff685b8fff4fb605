"""What a person says of herself: found, said once, read, accepted, labelled (domain F1 AC8)."""

import re

import pytest

from badger.credentials.strict_json import parse_object
from badger.db.base import read_session, write_session
from badger.db.opening import open_database
from badger.db.rows import PersonRow
from badger.issuer.proposals import proposals_of_person
from badger.issuer.queries import credentials_of_person
from tests.web.play import everything_about
from tests.web.test_achievements import create, publish
from tests.web.test_composites import NO_GRID, read
from tests.web.test_possibilities import declare as declare_door
from tests.web.test_possibilities import page as map_page
from tests.web_world import post

WISH = {"kind": "intention", "name": "Mon intention : le métal", **NO_GRID}


def publish_badge(world, **changes) -> str:
    """Publish a badge from the studio; return its id."""
    client, answer = create(world, **{**WISH, **changes})
    assert 303 == publish(client, answer.location).status_code
    return answer.location.rpartition("/")[2]


@pytest.fixture
def wish(world) -> str:
    """An intention that people may say."""
    return publish_badge(world)


def proposed(world, name: str = "un") -> list[tuple[str, str]]:
    """Return what was proposed to somebody: badge and state, newest first."""
    with read_session(open_database(world.settings)) as db:
        found = proposals_of_person(db, world.people[name])
    return [(one.achievement_name, one.state) for one in found]


def say(world, achievement_id: str, name: str = "un", **fields: str):
    return post(world.client(name), f"/me/declare/{achievement_id}", **fields)


def test_f1_ac8_what_a_person_says_is_proposed_read_accepted_and_labelled(world, wish):
    me = world.client("un")
    told = read(me, f"/me/declare/{wish}")
    assert "C'est vous qui le dites : le badge portera « déclaré »" in told.replace("&#39;", "'")

    answer = say(world, wish)
    assert 303 == answer.status_code
    assert re.fullmatch(r"/me/proposals/\w+", answer.location)
    assert "le badge portera « déclaré »" in read(me, answer.location)
    assert 303 == post(me, f"{answer.location}/accept").status_code

    with read_session(open_database(world.settings)) as db:
        (row,) = credentials_of_person(db, world.people["un"])
        signed, badge_id = parse_object(row.signed), row.id
    assert "Club omnisports du Bocage (exemple)" == signed["issuer"]["name"]
    assert "déclaré" in signed["credentialSubject"]["achievement"]["tag"]
    assert "Déclaré, pas observé" in read(world.client(), f"/badges/{badge_id}")


def test_f10_saying_it_opens_the_door_that_it_is_a_key_of(world, wish, now):
    declare_door(world, now, ways=((wish,),))
    assert f'href="/me/declare/{wish}"' in map_page(world)

    answer = say(world, wish)
    assert f'href="/me/declare/{wish}"' not in map_page(world)
    post(world.client("un"), f"{answer.location}/accept")

    assert "Ouverte, grâce à Mon intention : le métal" in map_page(world)


def test_a_badge_that_is_seen_has_no_such_link_on_the_map(world, now):
    declare_door(world, now, ways=((world.achievement_id,),))
    assert "/me/declare/" not in map_page(world)


def test_said_twice_is_one_proposal(world, wish):
    first, second = say(world, wish), say(world, wish)
    assert first.location == second.location
    assert [("Mon intention : le métal", "proposed")] == proposed(world)
    assert "Vous l&#39;avez déjà dit." in read(world.client("un"), f"/me/declare/{wish}")


def test_what_was_accepted_is_not_said_again(world, wish):
    first = say(world, wish)
    post(world.client("un"), f"{first.location}/accept")
    assert first.location == say(world, wish).location
    assert [("Mon intention : le métal", "issued")] == proposed(world)


def test_what_was_declined_may_be_said_again(world, wish):
    first = say(world, wish)
    post(world.client("un"), f"{first.location}/decline")
    assert "Oui, je le dis" in read(world.client("un"), f"/me/declare/{wish}")

    second = say(world, wish)

    assert first.location != second.location
    assert ["declined", "proposed"] == sorted(state for _, state in proposed(world))


def test_a_minor_may_say_it(world, wish):
    with write_session(open_database(world.settings)) as db:
        db.get(PersonRow, world.people["deux"]).minor = True
    assert 303 == say(world, wish, "deux").status_code
    assert [("Mon intention : le métal", "proposed")] == proposed(world, "deux")


def test_the_list_names_what_she_may_say_and_what_she_said(world, wish):
    publish_badge(world, kind="attente", name="Mon attente : un horaire")
    say(world, wish)
    listed = read(world.client("un"), "/me/declare")
    attente, intention = listed.index("Mon attente"), listed.index("Mon intention")
    assert attente < intention < listed.index("déjà dit")
    assert 1 == listed.count("déjà dit")
    assert "Esprit d" not in listed


def test_the_list_says_so_where_there_is_nothing_to_say(world):
    assert "Les badges à dire soi-même seront ici." in read(world.client("un"), "/me/declare")


def test_f1_ac8_a_badge_that_is_observed_is_not_declared(world):
    assert 404 == world.client("un").get(f"/me/declare/{world.achievement_id}").status_code
    assert 404 == say(world, world.achievement_id).status_code
    assert [] == proposed(world)


def test_a_draft_is_not_declared(world):
    _, answer = create(world, **WISH)
    draft = answer.location.rpartition("/")[2]
    assert 404 == say(world, draft).status_code
    assert "Mon intention" not in read(world.client("un"), "/me/declare")


def test_f1_ac7_a_badge_for_groups_is_not_declared_by_a_person(world, now):
    badge = publish_badge(world, **{"recipient-group": "on"})
    declare_door(world, now, ways=((badge,),))
    assert 404 == say(world, badge).status_code
    assert f"/me/declare/{badge}" not in map_page(world)


@pytest.mark.parametrize("name", ["%00", "..%2F..%2Fetc", "x" * 2000, "<script>", "' OR 1=1 --"])
def test_w08_a_strange_address_is_told_not_found(world, wish, name):
    assert 404 == world.client("un").get(f"/me/declare/{name}").status_code
    assert 404 == say(world, name).status_code
    assert [] == proposed(world)


def test_w08_fields_that_nobody_asked_for_change_nothing(world, wish):
    other = world.people["deux"]
    post(world.client("un"), f"/me/declare/{wish}", person_id=other, state="issued", version="9")
    assert [] == proposed(world, "deux")
    assert [("Mon intention : le métal", "proposed")] == proposed(world)


def test_a08_nobody_declares_without_signing_in(world, wish):
    assert 403 == post(world.client(), f"/me/declare/{wish}").status_code
    assert 303 == world.client().get("/me/declare").status_code


def test_w05_a_declaration_without_the_token_of_the_form_is_refused(world, wish):
    assert 403 == world.client("un").post(f"/me/declare/{wish}").status_code
    assert [] == proposed(world)


def test_what_a_partner_writes_stays_text(world):
    badge = publish_badge(world, name="Mon intention <b>x</b>")
    for address in ("/me/declare", f"/me/declare/{badge}"):
        assert "<b>x</b>" not in read(world.client("un"), address)


def test_f1_ac8_her_own_words_stay_on_her_pages_and_out_of_the_badge(world, wish):
    me = world.client("un")
    answer = say(world, wish, words=" J'aime souder <i>fort</i>. ")
    assert "aime souder &lt;i&gt;fort&lt;/i&gt;." in me.get(answer.location).text
    post(me, f"{answer.location}/accept")

    mine = re.search(r"/me/badges/\w+", me.get("/me").text)[0]
    assert "aime souder" in me.get(mine).text
    assert "aime souder" in everything_about(me)
    with read_session(open_database(world.settings)) as db:
        (row,) = credentials_of_person(db, world.people["un"])
        signed, badge_id = row.signed, row.id
    assert b"souder" not in signed
    assert "souder" not in world.client().get(f"/badges/{badge_id}").text


def test_words_that_are_too_long_come_back_with_what_was_typed(world, wish):
    answer = say(world, wish, words="mot " * 80)
    assert 422 == answer.status_code
    assert "mot mot mot" in answer.text
    assert '<a href="#words">' in answer.text
    assert [] == proposed(world)


def test_w08_words_for_no_badge_are_told_not_found(world):
    assert 404 == say(world, "rien", words="mot " * 80).status_code
