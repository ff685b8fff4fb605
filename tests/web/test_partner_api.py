"""What partners' programs bring: observations made elsewhere, and what comes of them."""

import threading

import jsonschema
import pytest

from badger.db.base import read_session, write_session
from badger.db.opening import open_database
from badger.db.rows import (
    AuditEventRow,
    BroughtAwardRow,
    ObservationSessionRow,
    PersonRow,
    ProposalRow,
)
from badger.issuer.addresses import Addresses
from badger.issuer.award import award_accepted
from badger.issuer.departures import archive_partner
from badger.issuer.keyring import Keyring
from badger.issuer.proposals import CONSENT_VERSION, accept_proposal, decline_proposal
from badger.issuer.recognition.observations import record_self_assessment
from badger.issuer.recognition.rules import Level
from tests.web.test_api_tokens import give_token
from tests.web.test_openapi import schema_of
from tests.web_world import KEK, WebWorld

AWARDS = "/api/v1/awards"


@pytest.fixture
def token(world, now):
    return give_token(world, now)


def seen(world: WebWorld, *, observers=(("coach", "coach sportif"), ("trainer", "formateur"))):
    return [
        {"criterion": n, "level": 2, "observer": world.people[who], "role": role, "note": "vu"}
        for who, role in observers
        for n in (1, 2, 3, 4)
    ]


def body_of(world: WebWorld, **members: object) -> dict:
    evidence = {
        "name": "Chantier du lavoir",
        "narrative": "Un chantier de bénévoles pour remonter un mur en pierre.",
        "family": "benevolat",
        "day": "2026-03-10",
        "place": "Le lavoir",
        "commune": "Bourg d'exemple",
        "observations": seen(world),
    }
    body = {
        "achievement": world.achievement_id,
        "version": 1,
        "recipient": {"name": "Exemple Dehors"},
        "evidence": [evidence],
    }
    return {**body, **members}


def with_evidence(world: WebWorld, **members: object) -> dict:
    body = body_of(world)
    body["evidence"][0].update(members)
    return body


def bring(world: WebWorld, token: str, body: object, *, key: str = "k-1"):
    headers = {"Authorization": f"Bearer {token}", "Idempotency-Key": key}
    return world.client().post(AWARDS, json=body, headers=headers)


def look(world: WebWorld, token: str, award_id: str):
    headers = {"Authorization": f"Bearer {token}"}
    return world.client().get(f"{AWARDS}/{award_id}", headers=headers)


def count(world: WebWorld, kind) -> int:
    engine = open_database(world.settings)
    with read_session(engine) as db:
        found = db.query(kind).count()
    engine.dispose()
    return found


def change(world: WebWorld, what):
    engine = open_database(world.settings)
    with write_session(engine) as db:
        found = what(db)
    engine.dispose()
    return found


def place_herself(world: WebWorld, person_id: str, *, now) -> None:
    levels = dict.fromkeys(world.criteria, Level.ON_OWN)
    change(
        world,
        lambda db: record_self_assessment(db, person_id=person_id, levels=levels, now=now),
    )


def proposal_of(world: WebWorld, person_id: str) -> ProposalRow:
    engine = open_database(world.settings)
    with read_session(engine) as db:
        found = db.query(ProposalRow).filter_by(person_id=person_id).one()
    engine.dispose()
    return found


def test_what_was_seen_elsewhere_waits_for_the_persons_own_word(world, token):
    answer = bring(world, token, body_of(world))
    told = answer.get_json()
    assert (201, "not_yet", None) == (answer.status_code, told["state"], told["credential"])
    assert 1 == len(told["missing"])
    assert "auto-évaluation" in told["missing"][0]
    assert f"{AWARDS}/{told['id']}" == answer.headers["Location"]
    assert 0 == count(world, ProposalRow)


def test_a_badge_is_proposed_and_signed_only_once_the_person_accepts(world, token, now):
    person = world.people["un"]
    place_herself(world, person, now=now)
    told = bring(world, token, body_of(world, recipient={"id": person})).get_json()
    assert ("proposed", []) == (told["state"], told["missing"])
    proposal = proposal_of(world, person)
    consent = {"person_id": person, "consent_version": CONSENT_VERSION, "now": now}
    change(world, lambda db: accept_proposal(db, proposal.id, **consent))
    assert "proposed" == look(world, token, told["id"]).get_json()["state"]
    signing = {"keyring": Keyring(KEK), "now": now, "addresses": Addresses(world.settings.base_url)}
    change(world, lambda db: award_accepted(db, proposal.session_id, **signing))
    found = look(world, token, told["id"]).get_json()
    assert "issued" == found["state"]
    badge = world.client().get(found["credential"].removeprefix(world.settings.base_url) + ".json")
    assert "Chantier du lavoir" == badge.get_json()["evidence"][0]["name"]
    assert "Exemple" not in str(badge.get_json()["evidence"])[:40]


def test_c6_a_program_never_learns_that_a_person_declined(world, token, now):
    person = world.people["un"]
    place_herself(world, person, now=now)
    told = bring(world, token, body_of(world, recipient={"id": person})).get_json()
    proposal = proposal_of(world, person)
    change(world, lambda db: decline_proposal(db, proposal.id, person_id=person, now=now))
    assert told == look(world, token, told["id"]).get_json()


def test_i01_the_same_request_twice_is_one_award_with_the_same_answer(world, token):
    first, second = (bring(world, token, body_of(world)) for _ in range(2))
    assert (201, first.get_json()) == (second.status_code, second.get_json())
    assert (1, 2) == (count(world, BroughtAwardRow), count(world, ObservationSessionRow))


def test_i01_the_same_key_for_another_request_is_refused(world, token):
    bring(world, token, body_of(world))
    answer = bring(world, token, with_evidence(world, place="Ailleurs"))
    assert (409, "elsewhere.key_reused") == (answer.status_code, answer.get_json()["code"])
    assert 1 == count(world, BroughtAwardRow)


def test_i01_two_keys_are_two_requests(world, token):
    ids = {bring(world, token, body_of(world), key=k).get_json()["id"] for k in ("a", "b")}
    assert 2 == len(ids)


def test_i01_32_identical_requests_at_once_are_one(world, token):
    people, answers, start = count(world, PersonRow), [], threading.Barrier(32)

    def ask() -> None:
        start.wait()
        answers.append(bring(world, token, body_of(world)))

    threads = [threading.Thread(target=ask) for _ in range(32)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [201] * 32 == [answer.status_code for answer in answers]
    assert 1 == len({answer.get_json()["id"] for answer in answers})
    assert (1, people + 1) == (count(world, BroughtAwardRow), count(world, PersonRow))


@pytest.mark.parametrize("key", ["", "x" * 101, "clé", "a b"])
def test_a_request_without_a_key_of_its_own_is_refused(world, token, key):
    answer = bring(world, token, body_of(world), key=key)
    assert (400, "api.key") == (answer.status_code, answer.get_json()["code"])


@pytest.mark.parametrize(
    ("members", "path"),
    [
        ({"version": 0}, "/version"),
        ({"version": True}, "/version"),
        ({"achievement": "../x"}, "/achievement"),
        ({"recipient": {"name": ""}}, "/recipient"),
        ({"recipient": {"name": "a\x00b"}}, ""),
        ({"recipient": {"id": "x", "name": "y"}}, "/recipient"),
        ({"evidence": []}, "/evidence"),
        ({"partner_id": "x"}, "/"),
        ({"state": "issued"}, "/"),
        ({"signed": True}, "/"),
    ],
)
def test_w08_what_the_description_does_not_offer_is_refused(world, token, members, path):
    answer = bring(world, token, body_of(world, **members))
    assert answer.get_json()["code"] in ("api.body", "api.body_unreadable")
    assert path in answer.get_json()["detail"]
    assert 0 == count(world, BroughtAwardRow)


@pytest.mark.parametrize(
    ("members", "code"),
    [
        ({"family": "sport"}, "session.invalid"),
        ({"family": "immersion"}, "api.body"),
        ({"day": "2026-02-30"}, "api.body"),
        ({"day": "2026-03-15"}, "observation.session_not_begun"),
        ({"observations": []}, "api.body"),
    ],
)
def test_a_situation_that_does_not_hold_together_is_refused_whole(world, token, members, code):
    people = count(world, PersonRow)
    answer = bring(world, token, with_evidence(world, **members))
    assert (422, code) == (answer.status_code, answer.get_json()["code"])
    assert "application/problem+json" == answer.mimetype
    assert (people, 0) == (count(world, PersonRow), count(world, BroughtAwardRow))


@pytest.mark.parametrize(
    ("member", "value", "code"),
    [
        ("criterion", 5, "elsewhere.invalid"),
        ("criterion", 2, "elsewhere.invalid"),
        ("role", "formateur", "elsewhere.invalid"),
        ("role", "chef", "api.body"),
        ("level", 4, "api.body"),
        ("level", 0, "api.body"),
        ("note", "x" * 281, "api.body"),
        ("observer", "1" * 22, "elsewhere.observer_unknown"),
    ],
)
def test_an_observation_that_is_none_is_refused(world, token, member, value, code):
    body = body_of(world)
    body["evidence"][0]["observations"][0][member] = value
    answer = bring(world, token, body)
    assert (422, code) == (answer.status_code, answer.get_json()["code"])


def test_who_was_never_trained_to_observe_is_no_observer(world, token):
    body = with_evidence(world, observations=seen(world, observers=(("issuer", "formateur"),)))
    assert "elsewhere.observer_unknown" == bring(world, token, body).get_json()["code"]


def test_nobody_is_observed_by_herself(world, token):
    body = body_of(world, recipient={"id": world.people["coach"]})
    assert 422 == bring(world, token, body).status_code


def test_a08_another_partners_people_badges_and_awards_do_not_exist(world, token, now):
    other = give_token(world, now, slug="atelier")
    told = bring(world, token, body_of(world)).get_json()
    assert 404 == look(world, other, told["id"]).status_code
    assert "elsewhere.badge_unknown" == bring(world, other, body_of(world)).get_json()["code"]
    stranger = body_of(world, recipient={"id": world.people["elsewhere"]})
    assert "elsewhere.person_unknown" == bring(world, token, stranger, key="s").get_json()["code"]
    again = bring(world, other, body_of(world), key="k-1")
    assert 422 == again.status_code


def test_q10_a_program_cannot_name_the_issuer_or_what_is_signed(world, token):
    for members in ({"issuer": "did:web:x"}, {"credential": {}}, {"proof": {}}):
        assert 422 == bring(world, token, body_of(world, **members)).status_code


def test_the_log_names_the_token_and_nobody(world, token):
    told = bring(world, token, body_of(world)).get_json()
    engine = open_database(world.settings)
    with read_session(engine) as db:
        found = db.query(AuditEventRow).filter_by(kind="award.brought").one()
    engine.dispose()
    assert (told["id"], True) == (found.subject, found.actor.startswith("api_token:"))
    assert "Dehors" not in found.facts


def test_a_body_that_is_no_json_is_refused(world, token):
    headers = {"Authorization": f"Bearer {token}", "Idempotency-Key": "k"}
    client = world.client()
    kind = {"content_type": "application/json", "headers": headers}
    assert 400 == client.post(AWARDS, data=b"{", **kind).status_code
    assert 400 == client.post(AWARDS, data=b"[]", **kind).status_code
    assert 400 == client.post(AWARDS, data=b'{"a": "' + b"x" * 300_000 + b'"}', **kind).status_code
    assert 415 == client.post(AWARDS, data={"a": "b"}, headers=headers).status_code


def test_a_partner_that_has_left_brings_nothing(world, token, now):
    change(world, lambda db: leave(db, "club", now=now))
    assert 401 == bring(world, token, body_of(world)).status_code


def leave(db, slug, *, now):
    archive_partner(db, slug, actor="test", now=now)


def test_observers_are_listed_for_those_who_bring(world, token):
    headers = {"Authorization": f"Bearer {token}"}
    found = world.client().get("/api/v1/observers", headers=headers).get_json()
    assert ["Maé Coach", "Noa Formateur"] == [one["name"] for one in found["observers"]]


def test_answers_keep_to_their_description(world, token):
    description = world.client().get("/api/v1/openapi.json").get_json()
    told = bring(world, token, body_of(world)).get_json()
    jsonschema.validate(told, schema_of(description, "Award"))
    jsonschema.validate(body_of(world), schema_of(description, "AwardRequest"))
    refused = bring(world, token, {}).get_json()
    jsonschema.validate(refused, schema_of(description, "Problem"))
    found = description["paths"][AWARDS]["post"]
    assert [{"token": []}] == found["security"]
    assert {"201", "400", "401", "403", "409", "413", "415", "422", "429"} == set(
        found["responses"]
    )
