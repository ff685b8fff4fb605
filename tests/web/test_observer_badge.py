"""The badge of trained observers: attested on the team's page, asked for where the switch is on."""

from dataclasses import replace

import pytest

from badger.db.base import write_session
from badger.db.opening import open_database
from badger.db.rows import PartnerRow
from badger.issuer.achievement_queries import achievement_with_code, criteria_of, version_by_id
from badger.issuer.achievements import draft_achievement, publish_achievement
from badger.issuer.people_queries import training_of
from badger.issuer.proposals import proposals_of_person
from badger.issuer.recognition.observations import Mark, record_marks
from badger.issuer.recognition.rules import Level
from badger.issuer.recognition.sessions import add_observer, add_participant
from badger.verify.fetching import OfflineFetcher
from tests.factories import make_person, make_session, team_spirit_draft
from tests.unit.issuer.test_attestations import ATTESTED
from tests.web.test_achievements import FORM
from tests.web_world import WebWorld, make_app, post


def publish_observer_badge(world: WebWorld, now, *, rule=ATTESTED) -> tuple[str, ...]:
    engine = open_database(world.settings)
    with write_session(engine) as db:
        draft = team_spirit_draft(
            world.territory.partners["atelier"],
            code="R01",
            name="Observateur formé",
            rule=rule,
        )
        version = draft_achievement(db, draft, actor="t", now=now)
        publish_achievement(db, version.id, actor="t", now=now)
        criteria = tuple(row.id for row in criteria_of(db, version.id))
    engine.dispose()
    return criteria


def read(world: WebWorld, what):
    engine = open_database(world.settings)
    with write_session(engine) as db:
        found = what(db)
    engine.dispose()
    return found


def strict(world: WebWorld, now) -> WebWorld:
    """The same territory, where observers need their badge."""
    settings = replace(world.settings, observer_badge_required=True)
    app = make_app(settings, clock=lambda: now, fetcher=OfflineFetcher())
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


def observed_beside(world: WebWorld, now, *, sessions: int, same: int, apart: int) -> None:
    """Let "issuer" observe beside the coach: so many equal levels, so many one apart."""
    engine = open_database(world.settings)
    with write_session(engine) as db:
        version = version_by_id(db, world.territory.version_id)
        partner = db.get_one(PartnerRow, world.territory.partners["club"])
        for number in range(sessions):
            session = make_session(db, partner, version)
            person = make_person(db)
            add_participant(db, session.id, person_id=person.id, now=now)
            for who in ("issuer", "coach"):
                observer = world.people[who]
                add_observer(db, session.id, person_id=observer, role="coach sportif", now=now)
                levels = [Level.ON_OWN] * same + [Level.WITH_SUPPORT] * apart
                if who == "coach":
                    levels = [Level.ON_OWN] * (same + apart)
                marks = [
                    Mark(session.id, person.id, criterion, level)
                    for criterion, level in zip(world.criteria, levels, strict=True)
                ]
                key = f"{who}-{number}"
                record_marks(db, marks, observer_id=observer, idempotency_key=key, now=now)
    engine.dispose()


def attest(world: WebWorld, name="issuer", **changes):
    fields = {
        "observer": [world.people[name]],
        "attested_on": "2026-03-14",
        "attested_place": "Maison commune",
        "attested_commune": "Bourg d'exemple",
        **changes,
    }
    return post(world.client("cartographe"), "/team/attestations", **fields)


def line_of(world: WebWorld, name: str) -> str:
    page = world.client("cartographe").get("/team").text.replace("\xa0", " ")
    return page.partition("Qui reçoit le badge")[2].partition(name)[2].partition("</span></p>")[0]


def test_s9_the_cartographe_reads_who_has_observed_alike_and_proposes_the_badge(world, now):
    publish_observer_badge(world, now, rule=replace(ATTESTED, double_sessions=2))
    assert 303 == train(world).status_code
    observed_beside(world, now, sessions=2, same=4, apart=0)

    line = line_of(world, "Sacha Émetteur")
    assert "2 / 2" in line
    assert "regards proches" in line
    assert "%" not in line
    assert 303 == attest(world).status_code

    found = read(world, lambda db: proposals_of_person(db, world.people["issuer"]))
    assert ["proposed"] == [one.state for one in found]
    assert (
        "Sacha Émetteur"
        not in world.client("cartographe")
        .get("/team")
        .text.partition("Qui reçoit le badge")[2]
        .partition("</form>")[0]
    )


@pytest.mark.parametrize(
    ("sessions", "same", "apart", "told"),
    [
        (1, 4, 0, "1 / 2 · regards proches"),
        (2, 3, 1, "2 / 2 · regards à rapprocher"),
        (0, 4, 0, "0 / 2 · regards pas encore comparés"),
    ],
)
def test_s9_what_is_not_met_yet_is_told_and_cannot_be_attested(
    world, now, sessions, same, apart, told
):
    publish_observer_badge(world, now, rule=replace(ATTESTED, double_sessions=2))
    assert 303 == train(world).status_code
    observed_beside(world, now, sessions=sessions, same=same, apart=apart)

    line = line_of(world, "Sacha Émetteur")
    assert told in line
    assert 422 == attest(world).status_code
    assert [] == read(world, lambda db: proposals_of_person(db, world.people["issuer"]))


def test_w08_a_strange_attestation_is_refused_with_a_sentence(world, now):
    publish_observer_badge(world, now)
    assert 303 == train(world).status_code
    for strange in (
        {"observer": ["1" * 22]},
        {"observer": []},
        {"attested_on": "hier"},
        {"attested_place": "x" * 121},
        {"attested_commune": ""},
    ):
        answer = attest(world, **strange)
        assert (422, True) == (answer.status_code, "Rien n&#39;est perdu" in answer.text)


def test_a08_the_agreement_is_read_by_the_cartographe_alone(world, now):
    publish_observer_badge(world, now)
    for name in ("coach", "pedagogue", "un", "passeur"):
        assert 403 == world.client(name).get("/team").status_code
        assert 403 == post(world.client(name), "/team/attestations").status_code


def test_a_new_version_keeps_what_the_form_has_no_field_for(world, now):
    publish_observer_badge(world, now, rule=replace(ATTESTED, double_sessions=2))
    achievement = read(world, lambda db: achievement_with_code(db, "R01")).id
    client = world.client("elsewhere")
    fields = {**FORM, "partner": world.territory.partners["atelier"], "observers_needed": "1"}
    answer = post(client, f"/achievements/{achievement}", **fields)
    assert 303 == answer.status_code
    page = client.get(answer.location).text.replace("\xa0", " ")
    assert "Parmi eux : cartographe." in page
    assert "2 séances observées à deux, avec un accord d&#39;au moins 80 %." in page
