"""Correcting a badge on its page: same date, the former leads to the new one (F12 AC3)."""

import json
from datetime import UTC, datetime

import pytest

from badger.db.base import write_session
from badger.db.opening import open_database
from badger.db.rows import CredentialRow
from badger.issuer.achievements import AchievementDraft, new_version, publish_achievement
from badger.issuer.pictures import PictureDraft
from tests.web.play import award
from tests.web_world import RULE, TEAM_SPIRIT, post

NOW = datetime(2026, 3, 14, 9, 30, tzinfo=UTC)
REASON = "une faute de frappe"


@pytest.fixture
def badge(world, now):
    return award(world, now=now)


def publish(world, **changes):
    """Publish the badge's second version, with a word put right."""
    draft = {
        "partner_ids": (world.territory.partners["club"],),
        "code": "B03",
        "name": "Esprit d'équipe",
        "description": "Joue pour que toute l'équipe réussisse.",
        "kind": "potentiel",
        "family": "transversale",
        "criteria": TEAM_SPIRIT,
        "rule": RULE,
        "picture": PictureDraft(shape="shield"),
    }
    engine = open_database(world.settings)
    with write_session(engine) as db:
        version = new_version(
            db,
            world.achievement_id,
            AchievementDraft(**{**draft, **changes}),
            actor="test",
            now=NOW,
        )
        publish_achievement(db, version.id, actor="test", now=NOW)
    engine.dispose()


def correct(world, badge, *, name="issuer", reason=REASON):
    return post(world.client(name), f"/credentials/{badge}/correct", reason=reason)


def newest(world):
    engine = open_database(world.settings)
    with write_session(engine) as db:
        rows = db.query(CredentialRow).filter(CredentialRow.revoked_at.is_(None)).all()
        ids = [row.id for row in rows]
    engine.dispose()
    return ids


def test_the_page_shows_the_words_that_change(world, badge):
    publish(world)
    page = world.client("issuer").get(f"/credentials/{badge}/correct").get_data(as_text=True)
    assert "<del><bdi>Joue pour que l&#39;équipe réussisse.</bdi></del>" in page
    assert "<ins><bdi>Joue pour que toute l&#39;équipe réussisse.</bdi></ins>" in page


def test_the_former_page_leads_to_the_corrected_badge(world, badge):
    publish(world)
    answer = correct(world, badge)
    assert (303, "/credentials") == (answer.status_code, answer.location)
    (new,) = newest(world)
    page = world.client().get(f"/badges/{badge}").get_data(as_text=True)
    assert "Ce badge a été remplacé" in page
    assert "Remplacé le 14 mars 2026" in page
    assert f'href="/badges/{new}"' in page
    assert REASON not in page
    dates = [
        json.loads(world.client().get(f"/badges/{one}.json").data)["awardedDate"]
        for one in (badge, new)
    ]
    assert dates[0] == dates[1]
    assert "Badge authentique" in world.client().get(f"/badges/{new}").get_data(as_text=True)


def test_a_badge_corrected_twice_leads_to_the_last(world, badge):
    correct(world, badge)
    (second,) = newest(world)
    correct(world, second)
    (third,) = newest(world)
    assert f'href="/badges/{third}"' in world.client().get(f"/badges/{badge}").text


def test_a_revoked_badge_is_called_withdrawn_and_not_replaced(world, badge):
    post(world.client("issuer"), f"/credentials/{badge}/revoke", reason="abus")
    page = world.client().get(f"/badges/{badge}").get_data(as_text=True)
    assert "Retiré le 14 mars 2026" in page
    assert "remplacé" not in page
    asked = world.client("issuer").get(f"/credentials/{badge}/correct").get_data(as_text=True)
    assert "Il ne se corrige plus." in asked
    assert 409 == correct(world, badge).status_code


def test_the_list_says_replaced(world, badge):
    correct(world, badge)
    page = world.client("issuer").get("/credentials").get_data(as_text=True)
    assert 1 == page.count("remplacé le")
    assert 1 == page.count(">Corriger<")


def test_sent_twice_it_is_one_correction(world, badge):
    correct(world, badge)
    assert 303 == correct(world, badge).status_code
    assert 1 == len(newest(world))


def test_more_than_words_is_refused_and_says_why(world, badge):
    publish(world, criteria=TEAM_SPIRIT[:3])
    page = world.client("issuer").get(f"/credentials/{badge}/correct").get_data(as_text=True)
    assert 'role="alert"' in page
    answer = correct(world, badge)
    assert 409 == answer.status_code
    assert REASON in answer.get_data(as_text=True)
    assert [badge] == newest(world)


@pytest.mark.parametrize("reason", ["", "   ", "x" * 501])
def test_a_reason_is_needed_and_bounded(world, badge, reason):
    assert 422 == correct(world, badge, reason=reason).status_code
    assert [badge] == newest(world)


def test_a_reason_with_markup_stays_text(world, badge):
    answer = correct(world, badge, reason="<script>" + "x" * 500)
    assert "<script>x" not in answer.get_data(as_text=True)


@pytest.mark.parametrize("name", ["pedagogue", "elsewhere", "cartographe", "un", "coach"])
def test_a08_only_the_issuer_corrects_its_badges(world, badge, name):
    expected = {"pedagogue": 303, "elsewhere": 404}.get(name, 403)
    client = world.client(name)
    assert (200 if expected == 303 else expected) == client.get(
        f"/credentials/{badge}/correct"
    ).status_code
    assert expected == correct(world, badge, name=name).status_code


@pytest.mark.parametrize("strange", ["0", "<b>", "é" * 60, "1" * 5000])
def test_a_strange_address_is_not_found(world, strange):
    assert 404 == world.client("issuer").get(f"/credentials/{strange}/correct").status_code
    assert 404 == correct(world, strange).status_code
