"""The map of one person: which badges are keys, why a door is open, what to do next."""

from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import event

from badger.db.rows import CredentialRow
from badger.possibilities.doors import GOALS, DoorDraft, DoorUnknown, declare_door
from badger.possibilities.map_queries import Own, own_of
from badger.possibilities.reach import ONE_KEY, OPEN, TO_EXPLORE
from badger.possibilities.wishes import like_door, put_goal_first, unlike_door
from tests.factories import (
    award,
    make_badge,
    make_partner,
    make_person,
    make_session,
    ready_to_award,
)
from tests.maps import ground_of, possibilities_of, territory_map

NOW = datetime(2026, 3, 14, 9, 30, tzinfo=UTC)


def door(db, partner, code="D1", **changes):
    draft = DoorDraft(
        code=code,
        partner_id=partner.id,
        title="Co-animer une séance sportive",
        goal="experience",
        place="Bocage d'exemple",
        contact="Maison d'accompagnement (exemple)",
        confirmed_on=NOW.date(),
    )
    return declare_door(db, replace(draft, **changes), actor="test", now=NOW)


@pytest.fixture
def held(db):
    """Someone with one badge, and the scene in which she earned it."""
    scene, (proposal,) = ready_to_award(db)
    return scene, award(db, proposal)


def the_door(db, person, code="D1"):
    found = possibilities_of(db, person.id, now=NOW)
    return next(one for one in found.doors if one.door.code == code)


def titles(found):
    """The sessions that give the keys to come."""
    return [step.meeting.title for way in found.ways for step in way if step.meeting]


def test_f10_ac5_a_badge_opens_its_door_and_the_door_says_thanks_to_which(db, held):
    scene, _ = held
    door(db, scene.partner, ways=((scene.version.achievement_id,),))

    found = the_door(db, scene.person)

    assert (OPEN, ["Esprit d'équipe"]) == (found.state, [key.name for key in found.thanks_to])


def test_someone_without_badges_holds_no_key(db, held):
    scene, _ = held
    door(db, scene.partner, ways=((scene.version.achievement_id,),))

    assert ONE_KEY == the_door(db, scene.coach).state


def test_a_revoked_badge_is_no_key(db, held):
    scene, credential = held
    door(db, scene.partner, ways=((scene.version.achievement_id,),))
    db.get_one(CredentialRow, credential.id).revoked_at = NOW
    db.flush()

    assert ONE_KEY == the_door(db, scene.person).state


def test_a_suspended_badge_is_no_key_until_the_suspension_is_lifted(db, held):
    scene, credential = held
    door(db, scene.partner, ways=((scene.version.achievement_id,),))
    row = db.get_one(CredentialRow, credential.id)
    row.suspended_at = NOW
    db.flush()
    assert ONE_KEY == the_door(db, scene.person).state

    row.suspended_at = None
    db.flush()
    assert OPEN == the_door(db, scene.person).state


def test_a_translated_badge_is_the_key_of_its_first_edition(db):
    partner = make_partner(db)
    first = make_badge(db, partner.id)
    other = make_badge(db, partner.id, language="en", translates=first.achievement_id)
    door(db, partner, ways=((other.achievement_id,),))

    found = the_door(db, make_person(db))

    assert [[first.achievement_id]] == [[step.key.id for step in way] for way in found.ways]


def test_f10_ac2_a_door_one_key_away_names_the_first_session_to_come(db):
    partner = make_partner(db)
    badge = make_badge(db, partner.id)
    door(db, partner, ways=((badge.achievement_id,),))
    for day in (20, 16, 13):
        when = date(2026, 3, day)
        make_session(db, partner, badge, title=f"Séance du {day}", starts_on=when, ends_on=when)

    found = the_door(db, make_person(db))

    assert ["Séance du 16"] == titles(found)


def test_a_session_of_yesterday_gives_no_key_from_midnight_on_the_territory(db):
    partner = make_partner(db)
    badge = make_badge(db, partner.id)
    door(db, partner, ways=((badge.achievement_id,),))
    for day in (14, 15):
        when = date(2026, 3, day)
        make_session(db, partner, badge, title=f"Séance du {day}", starts_on=when, ends_on=when)
    person = make_person(db).id
    midnight = datetime(2026, 3, 14, 23, 0, tzinfo=UTC)

    before, after = (
        titles(possibilities_of(db, person, now=now).doors[0])
        for now in (midnight - timedelta(minutes=1), midnight)
    )

    assert (["Séance du 14"], ["Séance du 15"]) == (before, after)


def test_a_cancelled_session_gives_no_key(db):
    partner = make_partner(db)
    badge = make_badge(db, partner.id)
    door(db, partner, ways=((badge.achievement_id,),))
    when = date(2026, 3, 20)
    make_session(db, partner, badge, starts_on=when, ends_on=when).cancelled_at = NOW
    db.flush()

    assert [] == titles(the_door(db, make_person(db)))


def test_a_door_to_explore_shows_what_is_held_and_what_is_to_come(db, held):
    scene, _ = held
    badges = [make_badge(db, scene.partner.id, name=name) for name in ("Cuisiner", "Accueillir")]
    ways = ((scene.version.achievement_id, *(badge.achievement_id for badge in badges)),)
    door(db, scene.partner, ways=ways)

    found = the_door(db, scene.person)

    assert TO_EXPLORE == found.state
    assert ["Esprit d'équipe"] == [key.name for key in found.held]
    assert [["Accueillir", "Cuisiner"]] == [[step.key.name for step in way] for way in found.ways]


def test_f10_ac3_the_territory_without_any_badge_has_its_open_doors(db):
    partner = make_partner(db)
    for number, goal in enumerate(GOALS):
        door(db, partner, f"D{number}", goal=goal)

    found = territory_map(db, now=NOW)

    assert [(goal, [OPEN]) for goal in GOALS] == [
        (goal, [one.state for one in doors]) for goal, doors in found.groups
    ]


def test_a_withdrawn_door_is_on_no_map(db):
    door(db, make_partner(db)).withdrawn_at = NOW
    db.flush()

    assert () == territory_map(db, now=NOW).doors


def test_f10_ac6_a_door_unconfirmed_for_91_days_is_on_no_map(db):
    door(db, make_partner(db))

    assert 1 == len(territory_map(db, now=NOW + timedelta(days=90)).doors)
    assert 0 == len(territory_map(db, now=NOW + timedelta(days=91)).doors)


def test_f10_ac4_goals_change_the_order_and_hide_nothing(db):
    partner, person = make_partner(db), make_person(db)
    for number, goal in enumerate(GOALS):
        door(db, partner, f"D{number}", goal=goal)
    put_goal_first(db, "creation", person_id=person.id)
    put_goal_first(db, "experience", person_id=person.id)
    put_goal_first(db, "creation", person_id=person.id)

    found = possibilities_of(db, person.id, now=NOW)

    assert ["creation", "experience", "emploi", "qualification"] == [
        goal for goal, _ in found.groups
    ]


def test_a_goal_that_is_none_is_refused(db):
    with pytest.raises(DoorUnknown):
        put_goal_first(db, "richesse", person_id=make_person(db).id)


def test_a_liked_door_comes_first_until_it_is_liked_no_more(db):
    partner, person = make_partner(db), make_person(db)
    rows = [door(db, partner, f"D{number}") for number in range(2)]

    def codes() -> list[str]:
        return [one.door.code for one in possibilities_of(db, person.id, now=NOW).doors]

    like_door(db, rows[1].id, person_id=person.id, now=NOW)
    like_door(db, rows[1].id, person_id=person.id, now=NOW)
    assert ["D1", "D0"] == codes()
    unlike_door(db, rows[1].id, person_id=person.id)
    unlike_door(db, rows[1].id, person_id=person.id)
    assert ["D0", "D1"] == codes()


def test_a_door_that_is_none_cannot_be_liked(db):
    with pytest.raises(DoorUnknown):
        like_door(db, "none", person_id=make_person(db).id, now=NOW)


@contextmanager
def asked(db):
    """The statements that the database is asked meanwhile."""
    seen: list[str] = []

    def note(_connection, _cursor, statement, *_):
        seen.append(statement)

    engine = db.get_bind()
    event.listen(engine, "before_cursor_execute", note)
    yield seen
    event.remove(engine, "before_cursor_execute", note)


def test_the_ground_of_maps_asks_as_many_queries_with_much_as_with_little(db, held):
    scene, _ = held
    door(db, scene.partner, ways=((scene.version.achievement_id,),))
    with asked(db) as few:
        ground_of(db, now=NOW)
    for number in range(2, 12):
        badge = make_badge(db, scene.partner.id)
        make_session(db, scene.partner, badge, starts_on=date(2026, 4, 1), ends_on=date(2026, 4, 1))
        door(db, scene.partner, f"D{number}", ways=((badge.achievement_id,),))
    with asked(db) as many:
        ground_of(db, now=NOW)

    assert (6, 6) == (len(few), len(many))


def test_what_is_a_person_s_own_on_the_map_is_one_query(db, held):
    scene, _ = held
    row = door(db, scene.partner, ways=((scene.version.achievement_id,),))
    put_goal_first(db, "emploi", person_id=scene.person.id)
    like_door(db, row.id, person_id=scene.person.id, now=NOW)
    with asked(db) as seen:
        own = own_of(db, scene.person.id)

    assert Own(frozenset({scene.version.achievement_id}), ("emploi",), frozenset({"D1"})) == own
    assert 1 == len(seen)
