"""The badge of trained observers: attested on the team's page, asked for where the switch is on."""

from dataclasses import replace

from badger.app import create_app
from badger.db.base import open_engine, write_session
from badger.issuer.achievement_queries import criteria_of
from badger.issuer.achievements import draft_achievement, publish_achievement
from badger.issuer.people_queries import training_of
from badger.issuer.proposals import proposals_of_person
from badger.verify.fetching import OfflineFetcher
from tests.factories import team_spirit_draft
from tests.unit.issuer.test_attestations import ATTESTED
from tests.web_world import WebWorld, post


def publish_observer_badge(world: WebWorld, now) -> tuple[str, ...]:
    engine = open_engine(world.settings.database_url)
    with write_session(engine) as db:
        draft = team_spirit_draft(
            world.territory.partners["atelier"],
            code="R01",
            name="Observateur formé",
            rule=ATTESTED,
        )
        version = draft_achievement(db, draft, actor="t", now=now)
        publish_achievement(db, version.id, actor="t", now=now)
        criteria = tuple(row.id for row in criteria_of(db, version.id))
    engine.dispose()
    return criteria


def read(world: WebWorld, what):
    engine = open_engine(world.settings.database_url)
    with write_session(engine) as db:
        found = what(db)
    engine.dispose()
    return found


def strict(world: WebWorld, now) -> WebWorld:
    """The same territory, where observers need their badge."""
    settings = replace(world.settings, observer_badge_required=True)
    app = create_app(settings, clock=lambda: now, fetcher=OfflineFetcher())
    return replace(world, app=app, settings=settings)


def train(world: WebWorld, criteria=(), **changes):
    fields = {
        "person": [world.people["issuer"]],
        "criterion": list(criteria),
        "trained_on": "2026-03-10",
        "place": "Maison commune",
        "commune": "Bourg d'exemple",
        **changes,
    }
    return post(world.client("cartographe"), "/team/trainings", **fields)


def test_the_cartographe_attests_and_the_badge_is_proposed(world, now):
    criteria = publish_observer_badge(world, now)
    page = world.client("cartographe").get("/team").get_data(as_text=True)
    assert "Observateur formé" in page

    assert 303 == train(world, criteria[:2]).status_code

    person = world.people["issuer"]
    assert ["proposed"] == [
        p.state for p in read(world, lambda db: proposals_of_person(db, person))
    ]
    assert read(world, lambda db: training_of(db, person, role="observer")) is not None


def test_a_place_is_asked_for_and_nothing_is_half_recorded(world, now):
    criteria = publish_observer_badge(world, now)
    assert 422 == train(world, criteria[:2], place=" ").status_code
    assert 422 == train(world, ["unknown"]).status_code
    person = world.people["issuer"]
    assert read(world, lambda db: training_of(db, person, role="observer")) is None


def test_without_the_switch_a_recorded_training_is_enough(world, now):
    publish_observer_badge(world, now)
    assert 200 == world.client("coach").get("/sessions").status_code


def test_with_the_switch_nobody_observes_whose_badge_does_not_stand(world, now):
    publish_observer_badge(world, now)
    there = strict(world, now)
    assert 403 == there.client("coach").get("/sessions").status_code
    address = f"/sessions/{world.session_id}/people/{world.people['un']}/marks"
    tap = {"mark": f"{world.criteria[0]}:1", "key": "k"}
    assert 403 == post(there.client("coach"), address, **tap).status_code
    assert 200 == there.client("pedagogue").get("/sessions").status_code
