"""C23: a badge is no diploma; what may be one is neither denied nor vouched for."""

from datetime import datetime

import pytest

from badger.schemas.kinds import KIND_SCHEMAS
from badger.sentences.catalogue import SENTENCES
from badger.verify import to_json
from badger.verify.achievement import NATURES, OTHERS, TITLES, nature_of
from tests.world import World

LISTED = set(KIND_SCHEMAS["AchievementType"]["anyOf"][0]["enum"])


@pytest.mark.parametrize(
    ("called", "nature"),
    [
        (None, "unsaid"),
        ("Badge", "badge"),
        ("Diploma", "title"),
        ("License", "title"),
        ("Membership", "other"),
        ("ext:Titre", "own_word"),
    ],
)
def test_c23_the_issuers_word_says_what_may_be_told_of_a_diploma(called, nature: str):
    assert nature == nature_of(called)


def test_every_word_of_the_standard_is_told_apart_and_has_its_own_words():
    assert {*TITLES, *OTHERS, "Badge"} == LISTED
    assert set() == TITLES & OTHERS
    assert {f"achievement.{nature}" for nature in NATURES} <= SENTENCES.keys()
    assert {f"achievement_type.{word}" for word in TITLES | OTHERS} <= SENTENCES.keys()


def test_c23_the_report_tells_a_diploma_from_a_badge(world: World, now: datetime):
    def diploma(unsigned: dict) -> None:
        unsigned["credentialSubject"]["achievement"]["achievementType"] = "Diploma"

    told = to_json(world.verify(world.issue_badge(change=diploma), now))["credential"]

    assert "Diploma" == told["achievement"]["achievementType"]
    assert "title" == told["achievement"]["nature"]
