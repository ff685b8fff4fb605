"""Doors: declared, confirmed, on the public map."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from badger.db.rows import AchievementVersionRow
from badger.possibilities.doors import (
    DoorDraft,
    DoorInvalid,
    DoorUnknown,
    ManyKeys,
    change_door,
    confirm_door,
    declare_door,
    withdraw_door,
)
from badger.possibilities.queries import (
    badges_without_door,
    doors_of,
    doors_with_keys,
    public_doors,
)
from badger.possibilities.reach import Door
from tests.factories import make_badge, make_partner

TODAY = date(2026, 3, 14)


@pytest.fixture
def badges(db):
    partner = make_partner(db)
    return [make_badge(db, partner.id) for _ in range(3)]


@pytest.fixture
def draft(db, badges: list[AchievementVersionRow]):
    return DoorDraft(
        code="D9",
        partner_id=make_partner(db).id,
        title="Co-animer une séance sportive, en bénévole",
        goal="experience",
        place="Bocage d'exemple",
        contact="Maison d'accompagnement du Bocage (exemple)",
        confirmed_on=TODAY,
        ways=tuple((badge.achievement_id,) for badge in badges[:2]),
        next_on=date(2026, 4, 1),
        places=4,
    )


def test_a_door_opens_by_any_of_its_ways(db, draft, badges, now):
    declare_door(db, draft, actor="test", now=now)

    (door,) = doors_with_keys(db, public_doors(db, TODAY))

    ways = tuple(frozenset({badge.achievement_id}) for badge in badges[:2])
    assert Door("D9", "experience", ways) == door


def test_a_way_may_ask_for_several_badges_together(db, draft, badges, now):
    way = tuple(badge.achievement_id for badge in badges)
    declare_door(db, replace(draft, ways=(way,)), actor="test", now=now)

    assert (frozenset(way),) == doors_with_keys(db, public_doors(db, TODAY))[0].ways


@pytest.mark.parametrize("ways", [(), ((),)])
def test_a_door_may_ask_for_nothing(db, draft, now, ways):
    declare_door(db, replace(draft, ways=ways), actor="test", now=now)

    assert () == doors_with_keys(db, public_doors(db, TODAY))[0].ways


def test_an_empty_way_makes_the_others_pointless(db, draft, badges, now):
    ways = ((), (badges[0].achievement_id,))
    declare_door(db, replace(draft, ways=ways), actor="test", now=now)

    assert () == doors_with_keys(db, public_doors(db, TODAY))[0].ways


@pytest.mark.parametrize(
    ("member", "change"),
    [
        ("code", {"code": ""}),
        ("title", {"title": " "}),
        ("goal", {"goal": "richesse"}),
        ("place", {"place": ""}),
        ("contact", {"contact": ""}),
        ("badges", {"ways": (("none",),)}),
        ("keys", {"ways": (tuple("abcdefg"),)}),
        ("keys", {"ways": (("a", "a"),)}),
    ],
)
def test_a_door_that_lacks_something_is_refused(db, draft, now, member, change):
    with pytest.raises(DoorInvalid) as refusal:
        declare_door(db, replace(draft, **change), actor="test", now=now)

    assert member == refusal.value.facts["member"]


def test_f10_ac1_a_fourth_key_is_a_warning_and_no_lock(db, draft, badges, now):
    fourth = make_badge(db, draft.partner_id)
    way = tuple(one.achievement_id for one in (*badges, fourth))

    with pytest.raises(ManyKeys):
        declare_door(db, replace(draft, ways=(way,)), actor="test", now=now)

    meant = replace(draft, ways=(way,), many_keys_meant=True)
    declare_door(db, meant, actor="test", now=now)
    assert (frozenset(way),) == doors_with_keys(db, public_doors(db, TODAY))[0].ways


def test_two_doors_never_share_a_code(db, draft, now):
    declare_door(db, draft, actor="test", now=now)

    with pytest.raises(DoorInvalid):
        declare_door(db, draft, actor="test", now=now)


def test_a_door_confirmed_90_days_ago_is_public_and_91_not(db, draft, now):
    declare_door(db, draft, actor="test", now=now)

    assert 1 == len(public_doors(db, TODAY + timedelta(days=90)))
    assert 0 == len(public_doors(db, TODAY + timedelta(days=91)))


def test_a_confirmed_door_comes_back(db, draft, now):
    door = declare_door(db, draft, actor="test", now=now)

    confirm_door(db, door.id, actor="test", now=now + timedelta(days=91))

    assert 1 == len(public_doors(db, TODAY + timedelta(days=91)))


def test_an_unknown_door_cannot_be_confirmed(db, now):
    with pytest.raises(DoorUnknown):
        confirm_door(db, "none", actor="test", now=now)


def test_f1_ac5_badges_without_a_door_are_found(db, draft, badges, now):
    declare_door(db, draft, actor="test", now=now)

    assert [badges[2].achievement_id] == [row.id for row in badges_without_door(db)]


def test_a_changed_door_keeps_its_code_and_is_confirmed(db, draft, badges, now):
    door = declare_door(db, draft, actor="test", now=now)
    later = TODAY + timedelta(days=91)
    way = (badges[2].achievement_id,)
    changed = replace(
        draft, title="Autre", ways=(way,), confirmed_on=later, next_on=later, code="X"
    )

    change_door(db, door.id, changed, actor="test", now=now + timedelta(days=91))

    (shown,) = public_doors(db, later)
    assert ("D9", "Autre") == (shown.code, shown.title)
    assert (frozenset({badges[2].achievement_id}),) == doors_with_keys(db, [shown])[0].ways


def test_a_door_is_not_said_with_a_day_already_past(db, draft, now):
    past = replace(draft, next_on=TODAY - timedelta(days=1))
    with pytest.raises(DoorInvalid) as caught:
        declare_door(db, past, actor="test", now=now)
    assert "door.day_past" == caught.value.reason


def test_an_unknown_door_cannot_be_changed_or_withdrawn(db, draft, now):
    with pytest.raises(DoorUnknown):
        change_door(db, "none", draft, actor="test", now=now)
    with pytest.raises(DoorUnknown):
        withdraw_door(db, "none", actor="test", now=now)


def test_a_change_that_lacks_something_changes_nothing(db, draft, now):
    door = declare_door(db, draft, actor="test", now=now)
    with pytest.raises(DoorInvalid):
        change_door(db, door.id, replace(draft, title=""), actor="test", now=now)
    assert draft.title == public_doors(db, TODAY)[0].title


def test_a_withdrawn_door_leaves_the_map_until_it_is_confirmed_again(db, draft, now):
    door = declare_door(db, draft, actor="test", now=now)

    withdraw_door(db, door.id, actor="test", now=now)
    assert [] == list(public_doors(db, TODAY))

    confirm_door(db, door.id, actor="test", now=now)
    assert ["D9"] == [one.code for one in public_doors(db, TODAY)]


@pytest.mark.parametrize("places", [-1, 1000])
def test_places_are_a_number_that_people_can_imagine(db, draft, now, places):
    with pytest.raises(DoorInvalid):
        declare_door(db, replace(draft, places=places), actor="test", now=now)


def test_the_doors_of_a_partner_are_listed_those_on_offer_first(db, draft, now):
    first = declare_door(db, replace(draft, code="A", title="Ancienne"), actor="test", now=now)
    declare_door(db, replace(draft, code="B", title="Belle"), actor="test", now=now)
    declare_door(
        db, replace(draft, code="C", partner_id=make_partner(db).id), actor="test", now=now
    )
    withdraw_door(db, first.id, actor="test", now=now)

    assert ["B", "A"] == [one.code for one in doors_of(db, [draft.partner_id])]
    assert {"A", "B", "C"} == {one.code for one in doors_of(db, None)}


def test_a_withdrawn_door_that_is_said_anew_is_on_the_map_again(db, draft, now):
    door = declare_door(db, draft, actor="test", now=now)
    withdraw_door(db, door.id, actor="test", now=now)
    change_door(db, door.id, draft, actor="test", now=now)
    assert [door.id] == [one.id for one in public_doors(db, TODAY)]
