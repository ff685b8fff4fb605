"""Badges to choose from: one's own first, the others in one fold, none listed twice."""

from badger.db.rows import AchievementRow, AchievementVersionRow, CriterionRow, PartnerRow
from badger.issuer.page_queries import VersionPage
from badger.web.presenters.offered import offered_badges
from tests.web_world import post

FOLD = "D&#39;autres badges"


def page(name: str, *, partner: str) -> VersionPage:
    """A badge with one criterion, written by one partner."""
    return VersionPage(
        AchievementRow(id=name),
        AchievementVersionRow(id=f"{name}/1", name=name),
        (CriterionRow(id=f"{name}/c"),),
        (PartnerRow(id=partner),),
    )


OWN = page("Accueil", partner="club")
OTHERS = tuple(page(name, partner="atelier") for name in "BCDEFG")


def test_a_few_badges_are_all_shown_at_once():
    few = (OWN, *OTHERS[:5])
    offered = offered_badges(few, own=("club",), chosen=())
    assert (few, ()) == (offered.first, offered.others)


def test_of_many_badges_ones_own_come_first():
    offered = offered_badges((OWN, *OTHERS), own=("club",), chosen=())
    assert ((OWN,), OTHERS) == (offered.first, offered.others)


def test_a_badge_that_is_ticked_stays_in_sight():
    by_criterion, by_badge = OTHERS[1], OTHERS[4]
    chosen = ("C/c", "F")
    offered = offered_badges((OWN, *OTHERS), own=("club",), chosen=chosen)
    assert (OWN, by_criterion, by_badge) == offered.first


def test_each_badge_stands_once_in_the_form_of_a_need_and_stays_ticked(world):
    client, fields = world.client("pedagogue"), {"badge": world.achievement_id, "words": ""}
    answer = post(client, "/needs", **fields)
    assert 422 == answer.status_code
    text = answer.get_data(as_text=True)
    assert FOLD not in text
    value = f'name="badge" value="{world.achievement_id}"'
    assert 1 == text.count(value) == text.count(f"{value} checked")
