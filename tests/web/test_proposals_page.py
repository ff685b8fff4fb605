"""The page of proposals where many were observed: folded, and still one click for all of them."""

from badger.issuer.people import create_person
from badger.issuer.recognition.observations import (
    Mark,
    record_observation,
    record_self_assessment,
)
from badger.issuer.recognition.rules import Level
from badger.issuer.recognition.sessions import add_participant
from tests.web.play import NOW, observe, write
from tests.web_world import post


def test_f5_the_proposals_of_twelve_people_are_folded_and_one_click_proposes_them_all(world):
    observe(world, now=NOW)
    address, client = f"/sessions/{world.session_id}/awards", world.client("pedagogue")
    # Un and Deux take part beside them; nobody has observed Deux.
    for number in range(9):
        seen_like_un(world, f"Exemple {number}")
    assert '<details class="folded"' not in client.get(address).text

    seen_like_un(world, "Exemple 9")
    page = client.get(address).text.replace("\u00a0", " ")

    assert 12 == page.count('<details class="folded"')
    assert "Esprit d&#39;équipe : 11 personnes" in page
    assert page.index("Proposer les 11 badges possibles") < page.index('<details class="folded"')
    post(client, f"/sessions/{world.session_id}/proposals")
    assert 2 * 11 == client.get(address).text.count(">proposé<")


def seen_like_un(world, name):
    """Bring somebody into the session, seen on every criterion by both observers."""

    def bring(db):
        person = create_person(db, display_name=name, actor="t", now=NOW)
        add_participant(db, world.session_id, person_id=person.id, observed=True, now=NOW)
        for who in ("coach", "trainer"):
            for criterion in world.criteria:
                record_observation(
                    db,
                    Mark(world.session_id, person.id, criterion, Level.ON_OWN),
                    observer_id=world.people[who],
                    idempotency_key=f"{who}-{name}-{criterion}",
                    now=NOW,
                )
        levels = dict.fromkeys(world.criteria, Level.ON_OWN)
        record_self_assessment(db, person_id=person.id, levels=levels, now=NOW)

    return write(world, bring)
