"""The demo territory is whole and consistent: badges, sessions and doors fit each other."""

import pytest

from badger.demo.script import read_story
from badger.demo.territory import read_territory
from badger.issuer.pictures import SHAPES
from badger.issuer.recognition.rules import AwardRule, Level
from badger.issuer.recognition.wording import discouraged_words, starts_with_a_verb
from badger.possibilities.reach import Door, reach
from badger.web.presenters.icons import CHOICES

TERRITORY = read_territory()
STORY = read_story()
BADGES = {badge.code: badge for badge in TERRITORY.badges}
OBSERVED = [badge for badge in TERRITORY.badges if badge.code[0] in "BE" and not badge.declared]

# The machine-readable core of the domain (5.5), as written there.
SESSIONS = {
    "S1": ["B03", "B04"],
    "S2": ["B01", "B02"],
    "S3a": ["B07", "B09"],
    "S3b": ["B08"],
    "S4": ["B10", "B16"],
    "S5": ["B12", "B13", "B11"],
    "S6": ["B07", "B08", "B13"],
    "S7": ["B17", "B12"],
    "S8": ["B05", "B06"],
    "S9": ["B14", "B13"],
    "S10": ["B15", "B11"],
}
DOORS = {
    "D1": ("emploi", []),
    "D2": ("qualification", []),
    "D3": ("qualification", []),
    "D4": ("creation", []),
    "D5": ("emploi", [["B18"], ["B12"]]),
    "D6": ("emploi", [["B07", "B08"]]),
    "D7": ("qualification", [["B12"]]),
    "D8": ("qualification", [["B10", "B04"]]),
    "D9": ("experience", [["B03", "B06"]]),
    "D10": ("emploi", [["B17", "B01"], ["B17", "B02"]]),
    "D11": ("emploi", [["B13", "B11"]]),
    "D12": ("creation", [["B09", "B15"]]),
    "D13": ("experience", [["B14"], ["B16"], ["B05"]]),
    "D14": ("experience", []),
}
PEOPLE = {
    "Un": set(),
    "Deux": {"B03", "B04", "B05"},
    "Trois": {"B07", "B08", "B09"},
    "Quatre": {"B11", "B12", "B13"},
}
OPEN = {
    "Un": {"D1", "D2", "D3", "D4", "D14"},
    "Deux": {"D1", "D2", "D3", "D4", "D14", "D13"},
    "Trois": {"D1", "D2", "D3", "D4", "D14", "D6"},
    "Quatre": {"D1", "D2", "D3", "D4", "D14", "D5", "D7", "D11"},
}
ONE_KEY = {
    "Un": {"D5", "D7", "D13"},
    "Deux": {"D5", "D7", "D8", "D9"},
    "Trois": {"D5", "D7", "D12", "D13"},
    "Quatre": {"D13"},
}
RULE_R = AwardRule(
    criteria_needed=3,
    minimum_level=Level.WITH_SUPPORT,
    observers_needed=2,
    distinct_roles=2,
    self_assessment=True,
)


def doors() -> list[Door]:
    return [
        Door(door.code, door.goal, tuple(frozenset(way) for way in door.ways))
        for door in TERRITORY.doors
    ]


def test_f1_ac7_some_badges_are_for_groups_and_organisations():
    recipients = {badge.code: badge.recipients for badge in read_territory().badges}
    others = {code: who for code, who in recipients.items() if who != ("person",)}
    assert {"B15": ("person", "group"), "R04": ("organisation",)} == others


def test_nothing_of_the_domain_is_left_out():
    badges = [f"B{number:02}" for number in range(1, 19)] + ["R01", "R02", "R03", "R04"]
    assert [*badges, "E01"] == [badge.code for badge in TERRITORY.badges]
    assert [f"P{number}" for number in range(1, 9)] == [one.code for one in TERRITORY.partners]
    people = ["Un", "Deux", "Trois", "Quatre", "Cinq", "Six", "Sept", "Huit"]
    assert people == [one.code for one in TERRITORY.people[:8]]
    assert list(SESSIONS) == [session.code for session in TERRITORY.sessions]


def test_the_doors_are_those_of_the_domain():
    ours = {door.code: (door.goal, [list(way) for way in door.ways]) for door in TERRITORY.doors}
    assert DOORS == ours


def test_the_sessions_look_at_the_badges_of_the_domain():
    ours = {session.code: list(session.targets) for session in TERRITORY.sessions}
    assert SESSIONS == ours


@pytest.mark.parametrize("badge", OBSERVED, ids=lambda badge: badge.code)
def test_an_observed_badge_has_three_criteria_that_begin_with_a_verb(badge):
    assert 3 <= len(badge.criteria)
    assert [] == [one.sentence for one in badge.criteria if not starts_with_a_verb(one.sentence)]
    assert [] == [one.sentence for one in badge.criteria if len(one.sentence) > 120]


@pytest.mark.parametrize("badge", TERRITORY.badges, ids=lambda badge: badge.code)
def test_every_badge_can_be_drawn_and_speaks_of_what_is_there(badge):
    assert badge.shape in SHAPES
    assert [] == [one.icon for one in badge.criteria if one.icon not in CHOICES]
    assert [] == [one.sentence for one in badge.criteria if not one.icon_alt]
    texts = [badge.name, badge.description, *(one.sentence for one in badge.criteria)]
    assert () == discouraged_words(" ".join(texts))


def test_badges_without_a_word_on_their_rule_follow_rule_r():
    plain = ["B02", "B04", "B05", "B09", "B10", "B14", "B15", "B16"]
    assert [RULE_R] * 8 == [BADGES[code].rule for code in plain]


@pytest.mark.parametrize(
    ("code", "member", "value"),
    [
        ("B01", "sessions_needed", 2),
        ("B03", "peer_feedback", True),
        ("B06", "minimum_level", Level.ON_OWN),
        ("B07", "required_roles", ("encadrant",)),
        ("B08", "criteria_needed", 4),
        ("B08", "required_roles", ("encadrant", "formateur")),
        ("B11", "required_roles", ("formateur ou tuteur",)),
        ("B11", "observers_needed", 1),
        ("B11", "reflection", True),
        ("B12", "required_roles", ("tuteur",)),
        ("B13", "required_roles", ("tuteur", "référent")),
        ("B17", "required_roles", ("agriculteur",)),
        ("R01", "required_roles", ("cartographe",)),
    ],
)
def test_a_rule_says_what_the_domain_says(code, member, value):
    assert value == getattr(BADGES[code].rule, member)


def test_only_intentions_and_the_zelateur_are_declared():
    assert ["B18", "R03"] == [badge.code for badge in TERRITORY.badges if badge.declared]


def test_every_badge_of_the_map_opens_a_door():
    keys = {code for door in TERRITORY.doors for way in door.ways for code in way}
    assert set() == {code for code in BADGES if code[0] == "B"} - keys


def test_one_badge_is_rare():
    assert ["E01"] == [badge.code for badge in TERRITORY.badges if badge.family == "rare"]


def test_every_observed_badge_can_be_earned_in_a_session():
    reachable = {code for session in TERRITORY.all_sessions for code in session.targets}
    assert set() == {badge.code for badge in OBSERVED} - reachable


@pytest.mark.parametrize("session", TERRITORY.all_sessions, ids=lambda session: session.code)
def test_a_session_looks_at_six_criteria_a_day_at_most(session):
    days = session.ends - session.starts + 1
    assert sum(session.targets.values()) <= 6 * days
    for code, count in session.targets.items():
        assert count <= len(BADGES[code].criteria)


@pytest.mark.parametrize("session", TERRITORY.all_sessions, ids=lambda session: session.code)
def test_the_observers_of_a_session_can_satisfy_its_rules(session):
    present = {watcher.role for watcher in session.observers}
    for code, count in session.targets.items():
        rule = BADGES[code].rule
        for role in rule.required_roles:
            assert present.intersection(role.split(" ou "))
        assert rule.distinct_roles <= len(present)
        assert rule.criteria_needed <= count


def test_s10_a_larger_badge_is_made_of_badges_of_the_domain():
    assert 2 == len(TERRITORY.larger)
    for larger in TERRITORY.larger:
        assert set() == {*larger.required, *larger.optional} - set(BADGES)
        assert larger.shape in SHAPES
        assert () == discouraged_words(f"{larger.name} {larger.description}")


def test_every_goal_has_a_door_without_a_key():
    assert {"emploi", "qualification", "creation", "experience"} == {
        door.goal for door in TERRITORY.doors if not door.ways
    }


def test_no_door_asks_for_more_than_three_keys():
    assert [] == [door.code for door in TERRITORY.doors if any(len(way) > 3 for way in door.ways)]


@pytest.mark.parametrize("person", PEOPLE)
def test_the_map_of_a_sample_person_is_that_of_the_domain(person):
    found = reach(PEOPLE[person], [], doors())
    assert OPEN[person] == {one.door.code for one in found if one.state == "open"}
    assert ONE_KEY[person] == {one.door.code for one in found if one.state == "one_key"}


def test_every_organisation_is_marked_as_an_example():
    assert [] == [one.name for one in TERRITORY.partners if not one.name.endswith("(exemple)")]


def test_every_person_is_marked_as_an_example():
    assert [] == [one.name for one in TERRITORY.people if not one.name.startswith("Exemple ")]


def test_only_exemple_huit_is_a_minor():
    assert ["Huit"] == [one.code for one in TERRITORY.people if one.minor]


def test_the_words_of_sign_in_codes_differ():
    words = [person.word for person in TERRITORY.people]
    assert len(words) == len(set(words))


@pytest.mark.parametrize("scene", [*STORY.scenes, *STORY.under_way], ids=lambda one: one.session)
def test_the_story_names_people_who_are_there(scene):
    plan = next(one for one in TERRITORY.all_sessions if one.code == scene.session)
    participants = {*plan.participants, *plan.groups}
    participants |= {*STORY.participants.get(scene.session, ())}
    observers = {watcher.person for watcher in plan.observers}
    assert set() == {seen.person for seen in scene.seen} - participants
    assert set() == {seen.observer for seen in scene.seen} - observers
    assert set() == {seen.badge for seen in scene.seen} - set(plan.targets)
    assert [] == [seen for seen in scene.seen if len(seen.levels) != plan.targets[seen.badge]]


def test_the_story_is_played_in_the_past():
    plans = {plan.code: plan for plan in TERRITORY.all_sessions}
    assert [] == [one.session for one in STORY.scenes if plans[one.session].ends >= 0]
