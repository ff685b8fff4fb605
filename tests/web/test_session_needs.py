"""What the badges of a session ask for that it does not bring is said, and nothing is locked."""

import re
from dataclasses import replace
from html import unescape

import pytest

from badger.db.base import read_session
from badger.db.opening import open_database
from badger.issuer.achievement_queries import version_by_id
from badger.issuer.queries import session_board
from badger.web.presenters.session_needs import session_needs
from tests.web.test_sessions import new_session


def hints(page):
    """What the badges of a session ask for that it does not bring, as sentences."""
    told = page.partition('<div class="warning">')[2].partition("</div>")[0]
    found = re.findall(r"<bdi>([^<]*)</bdi>", unescape(told))
    return [re.sub(r"\s", " ", line) for line in found]


def test_a_session_that_brings_all_that_its_badge_asks_for_says_nothing(world):
    page = world.client("pedagogue").get(f"/sessions/{world.session_id}").text
    assert [] == hints(page)


def test_a_session_with_one_observer_and_two_criteria_says_what_else_the_badge_asks_for(world):
    address = new_session(world, criterion=list(world.criteria[:2])).location
    asked = [
        "« Esprit d'équipe » demande 2 observateurs de 2 rôles. Cette séance en a un.",
        "« Esprit d'équipe » demande 3 critères. Cette séance en a 2.",
    ]
    for page in (address, f"{address}/people"):
        assert asked == hints(world.client("pedagogue").get(page).text)
    assert [] == hints(world.client("coach").get(address).text)


def test_observers_of_one_role_are_told_where_two_are_asked_for(world):
    fields = {"observer-1": world.people["trainer"], "role-1": "coach sportif"}
    address = new_session(world, criterion=list(world.criteria), **fields).location
    assert [
        "« Esprit d'équipe » demande 2 observateurs de 2 rôles. Ici, tous ont le même rôle."
    ] == hints(world.client("pedagogue").get(address).text)


@pytest.mark.parametrize(
    ("rule", "said"),
    [
        ({"required_roles": ["tuteur ou coach sportif"]}, []),
        (
            {"required_roles": ["tuteur"]},
            ["« Esprit d'équipe » demande le regard de ce rôle : tuteur. Personne ne l'a ici."],
        ),
        (
            {"observers_needed": 3, "distinct_roles": 1},
            ["« Esprit d'équipe » demande 3 observateurs. Cette séance en a 2."],
        ),
        (
            {"observers_needed": 3, "distinct_roles": 3},
            ["« Esprit d'équipe » demande 3 observateurs de 3 rôles. Cette séance en a 2."],
        ),
        (
            {"distinct_roles": 3},
            ["« Esprit d'équipe » demande 2 observateurs de 3 rôles. Ici, il y a 2 rôles."],
        ),
    ],
)
def test_each_thing_that_a_rule_asks_for_is_told_in_its_words(world, rule, said):
    engine = open_database(world.settings)
    with world.app.test_request_context("/"), read_session(engine) as db:
        board = session_board(db, world.session_id)
        version = version_by_id(db, world.territory.version_id)
        version.rule = {**version.rule, **rule}
        found = session_needs(board, [version])
        db.rollback()
    engine.dispose()
    assert said == [re.sub(r"\s", " ", line) for line in found]


def test_a_session_without_observers_says_that_there_is_none_yet(world):
    engine = open_database(world.settings)
    with world.app.test_request_context("/"), read_session(engine) as db:
        board = replace(session_board(db, world.session_id), observers=())
        found = session_needs(board, [version_by_id(db, world.territory.version_id)])
    engine.dispose()
    assert "Cette séance n'en a pas encore." in found[0]
