"""Where observers need their badge, what they saw elsewhere is not taken without it either (S4)."""

from badger.db.base import write_session
from badger.db.opening import open_database
from badger.db.rows import BulkImportRow, CredentialRow
from badger.issuer.addresses import Addresses
from badger.issuer.attestations import Attestation, attest, attested_version
from badger.issuer.award import AwardRequest, award_badge
from badger.issuer.keyring import Keyring
from badger.issuer.proposals import CONSENT_VERSION, accept_proposal, proposals_of_person
from badger.issuer.revocation import revoke_credential
from tests.web import test_bulk as bulk
from tests.web import test_partner_api as api
from tests.web.test_api_tokens import give_token
from tests.web.test_observer_badge import publish_observer_badge, strict
from tests.web_world import KEK, WebWorld, post

UNKNOWN = "elsewhere.observer_unknown"


def trained(world: WebWorld, now, *names: str) -> list[str]:
    """Let people have the badge of observers; return the ids of these badges."""
    criteria = publish_observer_badge(world, now)
    people = tuple(world.people[name] for name in names)
    engine = open_database(world.settings)
    with write_session(engine) as db:
        attest(
            db,
            attested_version(db, "R01"),
            Attestation(
                person_ids=people,
                criterion_ids=criteria[:2],
                day=now.date(),
                place="Maison commune",
                commune="Bourg d'exemple",
            ),
            issuer_id=world.territory.partners["atelier"],
            actor=world.people["cartographe"],
            now=now,
        )
        badges = [_accepted(db, person_id, now=now) for person_id in people]
    engine.dispose()
    return badges


def _accepted(db, person_id: str, *, now) -> str:
    (proposal,) = proposals_of_person(db, person_id)
    accept_proposal(db, proposal.id, person_id=person_id, consent_version=CONSENT_VERSION, now=now)
    return award_badge(
        db,
        AwardRequest(proposal.id, f"test-{person_id}"),
        keyring=Keyring(KEK),
        now=now,
        addresses=Addresses("http://localhost:8000"),
    ).id


def take_back(world: WebWorld, badge_id: str, *, now) -> None:
    engine = open_database(world.settings)
    with write_session(engine) as db:
        revoke_credential(
            db,
            badge_id,
            reason="Essai.",
            actor="test",
            now=now,
            keyring=Keyring(KEK),
            addresses=Addresses("http://localhost:8000"),
        )
        assert db.get(CredentialRow, badge_id).revoked_at is not None
    engine.dispose()


def names_told(world: WebWorld, token: str) -> list[str]:
    headers = {"Authorization": f"Bearer {token}"}
    answer = world.client().get("/api/v1/observers", headers=headers)
    return [one["name"] for one in answer.get_json()["observers"]]


def test_programs_bring_nothing_of_observers_without_their_badge(world, now):
    token, there = give_token(world, now), strict(world, now)

    answer = api.bring(there, token, api.body_of(world))

    assert (422, UNKNOWN) == (answer.status_code, answer.get_json()["code"])
    assert [] == names_told(there, token)


def test_programs_bring_what_observers_with_their_badge_saw(world, now):
    trained(world, now, "coach", "trainer")
    token, there = give_token(world, now), strict(world, now)

    assert 201 == api.bring(there, token, api.body_of(world)).status_code
    assert ["Maé Coach", "Noa Formateur"] == names_told(there, token)


def test_a_file_names_no_observer_without_her_badge(world, now):
    there = strict(world, now)

    answer = bulk.send(there, bulk.file_of(world, bulk.line()))

    assert 422 == answer.status_code
    assert "Maé Coach" in answer.get_data(as_text=True)
    assert [0] == bulk.counts(world, BulkImportRow)


def test_a_file_is_not_begun_once_the_badge_of_its_observer_is_taken_back(world, now):
    (badge_id,) = trained(world, now, "coach")
    there = strict(world, now)
    kept = bulk.send(there, bulk.file_of(world, bulk.line()))
    assert 303 == kept.status_code
    take_back(world, badge_id, now=now)

    answer = post(there.client("issuer"), f"{kept.location.partition('?')[0]}/begin")

    assert 422 == answer.status_code
    assert "Maé Coach" in answer.get_data(as_text=True)


def test_a_file_of_an_observer_with_her_badge_is_begun(world, now):
    trained(world, now, "coach")
    there = strict(world, now)
    kept = bulk.send(there, bulk.file_of(world, bulk.line()))

    assert bulk.begin(there, kept)
    assert 1 == bulk.work(there)
