"""What was brought and was not enough is proposed by itself once the person has added her part."""

from datetime import timedelta

import pytest

from badger.db.base import read_session
from badger.db.opening import open_database
from badger.db.rows import ProposalRow
from badger.issuer.proposals import decline_proposal
from tests.web import test_bulk as bulk
from tests.web import test_partner_api as api
from tests.web.test_api_tokens import give_token
from tests.web_world import WebWorld, post


def states(world: WebWorld, person: str) -> list[str]:
    engine = open_database(world.settings)
    with read_session(engine) as db:
        found = [row.state for row in db.query(ProposalRow).filter_by(person_id=person)]
    engine.dispose()
    return found


def place_herself(world: WebWorld, level: str = "2") -> None:
    levels = {f"level-{criterion}": level for criterion in world.criteria}
    address = f"/sessions/{world.session_id}/self"
    assert 303 == post(world.client("un"), address, **levels).status_code


def by_program(world: WebWorld, now) -> None:
    token, person = give_token(world, now), world.people["un"]
    told = api.bring(world, token, api.body_of(world, recipient={"id": person})).get_json()
    assert "not_yet" == told["state"]


def by_file(world: WebWorld, now) -> None:
    lines = bulk.two_looks(code=world.people["un"], personne="Exemple Un")
    bulk.begin(world, bulk.send(world, bulk.file_of(world, *lines)))
    assert 1 == bulk.work(world)


@pytest.mark.parametrize("bring", [by_program, by_file])
def test_who_places_herself_later_is_proposed_the_badge_by_itself(world, now, bring):
    bring(world, now)
    assert [] == states(world, world.people["un"])

    place_herself(world)

    assert ["proposed"] == states(world, world.people["un"])


def test_in_a_session_that_is_led_here_whoever_leads_proposes(world, now):
    api.place_herself(world, world.people["deux"], now=now)

    place_herself(world)

    assert [] == states(world, world.people["un"])


def test_what_she_declined_is_not_proposed_again_for_another_answer_of_hers(world, now):
    by_program(world, now)
    place_herself(world)
    person = world.people["un"]
    proposal = api.proposal_of(world, person)
    later = now + timedelta(minutes=1)
    api.change(world, lambda db: decline_proposal(db, proposal.id, person_id=person, now=later))

    place_herself(world, "3")

    assert ["declined"] == states(world, person)
