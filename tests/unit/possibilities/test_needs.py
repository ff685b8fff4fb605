"""What partners look for: said, said again, lapsed, and made a door (domain S2)."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from badger.possibilities.need_queries import LookedFor, badge_names_of, looked_for, needs_of
from badger.possibilities.needs import (
    NeedDraft,
    NeedInvalid,
    NeedUnknown,
    open_door_for,
    renew_need,
    state_need,
    withdraw_need,
)
from badger.possibilities.reach import ONE_KEY
from tests.factories import make_badge, make_partner, make_person
from tests.maps import possibilities_of

NOW = datetime(2026, 3, 14, 9, 30, tzinfo=UTC)
TODAY = NOW.date()


@pytest.fixture
def draft(db):
    partner = make_partner(db)
    return NeedDraft(
        partner_id=partner.id,
        words="Équipiers pour la saison",
        people=5,
        commune="Exemple-du-Val",
        contact="Exemple Accueil",
        achievement_ids=(make_badge(db, partner.id).achievement_id,),
    )


def test_s2_people_see_sums_by_commune_and_badge(db, draft):
    state_need(db, draft, actor="t", now=NOW)
    state_need(db, replace(draft, people=2), actor="t", now=NOW)
    state_need(db, replace(draft, commune="Ailleurs"), actor="t", now=NOW)

    assert [
        LookedFor("Ailleurs", "Esprit d'équipe", 5),
        LookedFor("Exemple-du-Val", "Esprit d'équipe", 7),
    ] == list(looked_for(db, TODAY))


def test_s2_a_need_lapses_after_thirty_days_unless_it_is_said_again(db, draft):
    need = state_need(db, draft, actor="t", now=NOW)
    assert 1 == len(looked_for(db, TODAY + timedelta(days=30)))
    assert 0 == len(looked_for(db, TODAY + timedelta(days=31)))

    renew_need(db, need.id, now=NOW + timedelta(days=31))

    assert 1 == len(looked_for(db, TODAY + timedelta(days=61)))


def test_a_withdrawn_need_is_seen_no_more(db, draft):
    need = state_need(db, draft, actor="t", now=NOW)
    withdraw_need(db, need.id, now=NOW)
    assert ([], []) == (list(looked_for(db, TODAY)), list(needs_of(db, [draft.partner_id])))


def test_s2_a_need_becomes_one_door_whose_keys_are_its_badges(db, draft):
    need = state_need(db, draft, actor="t", now=NOW)

    doors = [open_door_for(db, need.id, actor="t", now=NOW) for _ in range(2)]

    assert doors[0].id == doors[1].id
    (found,) = possibilities_of(db, make_person(db).id, now=NOW).doors
    assert (ONE_KEY, "Équipiers pour la saison", 5) == (
        found.state,
        found.door.title,
        found.door.places,
    )


def test_a_need_names_its_badges(db, draft):
    need = state_need(db, draft, actor="t", now=NOW)
    assert {need.id: ("Esprit d'équipe",)} == badge_names_of(db, [need.id])


@pytest.mark.parametrize(
    ("member", "change"),
    [
        ("words", {"words": " "}),
        ("people", {"people": 0}),
        ("people", {"people": 100}),
        ("commune", {"commune": ""}),
        ("contact", {"contact": ""}),
        ("badges", {"achievement_ids": ()}),
        ("badges", {"achievement_ids": ("none",)}),
        ("badges", {"achievement_ids": ("a", "b", "c", "d")}),
    ],
)
def test_a_need_that_lacks_something_is_refused(db, draft, member, change):
    with pytest.raises(NeedInvalid) as refusal:
        state_need(db, replace(draft, **change), actor="t", now=NOW)
    assert {"member": member} == refusal.value.facts


def test_the_same_badge_twice_is_refused(db, draft):
    twice = draft.achievement_ids * 2
    with pytest.raises(NeedInvalid):
        state_need(db, replace(draft, achievement_ids=twice), actor="t", now=NOW)


def test_an_unknown_need_cannot_be_renewed_withdrawn_or_opened(db):
    with pytest.raises(NeedUnknown):
        renew_need(db, "none", now=NOW)
    with pytest.raises(NeedUnknown):
        withdraw_need(db, "none", now=NOW)
    with pytest.raises(NeedUnknown):
        open_door_for(db, "none", actor="t", now=NOW)
