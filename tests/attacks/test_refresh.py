"""Refresh services that lie, lead elsewhere or take the time of others (D19, F10)."""

from datetime import datetime

import pytest

from badger.verify import Resolver, Verdict, VerificationPolicy
from badger.verify.budget import MAX_FETCHES, Budget
from badger.verify.presented import Presented
from badger.verify.sources import Fetched
from badger.verify.verification import verify
from tests.refreshed_badges import KIND, NEWER, SERVICE, refreshable, serve
from tests.world import Issuer, World, badge_document, endorsement, status_entry


def _refused(world: World, now: datetime, newer: object) -> str:
    """The cause why a newer badge is left alone; the one that was shown is judged as it is."""
    serve(world, newer)

    report = world.verify(refreshable(world), now)

    assert Verdict.VERIFIED is report.verdict
    finding = report.finding("refresh")
    assert "refresh.not_available" == finding.code
    assert "Esprit d'équipe" == report.credential.document["name"]
    return finding.facts["cause"]


def test_d19_a_newer_badge_that_was_forged_is_left_alone(world: World, now: datetime):
    forged = refreshable(world, Issuer(world, world.club.id), validFrom=NEWER, name="Faux")

    assert "issuer.binding" == _refused(world, now, forged)


def test_d19_a_newer_badge_that_was_changed_is_left_alone(world: World, now: datetime):
    changed = {**refreshable(world, validFrom=NEWER), "name": "Faux"}

    assert "proof.signature" == _refused(world, now, changed)


def test_d19_a_newer_badge_without_proof_is_left_alone(world: World, now: datetime):
    unsigned = refreshable(world, validFrom=NEWER, name="Faux")
    del unsigned["proof"]

    assert "proof.missing" == _refused(world, now, unsigned)


def test_d19_an_older_badge_does_not_come_back(world: World, now: datetime):
    """In both orders, the newer of the two is what is judged."""
    older, newer = refreshable(world), refreshable(world, validFrom=NEWER)

    serve(world, newer)
    assert "refresh.renewed" == world.verify(older, now).finding("refresh").code
    serve(world, older)
    assert "refresh.current" == world.verify(newer, now).finding("refresh").code


def test_f10_another_badge_of_the_same_issuer_is_left_alone(world: World, now: datetime):
    other = refreshable(world, validFrom=NEWER, id="https://club.example/badges/2", name="Faux")

    assert "refresh.other_credential" == _refused(world, now, other)


def test_f10_the_badge_of_another_issuer_is_left_alone(world: World, now: datetime):
    other = refreshable(world, world.new_issuer("did:web:evil.example"), validFrom=NEWER)

    assert "refresh.other_credential" == _refused(world, now, other)


def test_f10_the_badge_of_another_person_is_left_alone(world: World, now: datetime):
    def about_another(unsigned: dict) -> None:
        unsigned["credentialSubject"]["id"] = "urn:uuid:00000000-0000-4000-8000-000000000000"

    other = refreshable(world, validFrom=NEWER, change=about_another)

    assert "refresh.other_subject" == _refused(world, now, other)


def test_f10_a_newer_badge_that_names_another_service_is_asked_no_further(
    world: World, now: datetime
):
    further = "https://club.example/refresh/2"
    serve(
        world,
        refreshable(world, validFrom=NEWER, refreshService={"id": further, "type": KIND}),
    )
    serve(world, refreshable(world, validFrom="2026-03-12T08:00:00Z"), further)

    report = world.verify(refreshable(world), now)

    assert NEWER == report.finding("refresh").facts["start"]
    assert 1 == world.fetched.count(SERVICE)
    assert further not in world.fetched


@pytest.mark.parametrize("spoil", ["proof", "issuer"])
def test_f10_a_badge_that_is_not_authentic_makes_nobody_fetch_its_service(
    world: World, now: datetime, spoil: str
):
    shown = refreshable(world, Issuer(world, world.club.id) if spoil == "issuer" else None)
    if spoil == "proof":
        shown["name"] = "Faux"
    serve(world, refreshable(world, validFrom=NEWER))

    report = world.verify(shown, now)

    assert "step.not_run" == report.finding("refresh").code
    assert Verdict.NOT_VERIFIED is report.verdict
    assert SERVICE not in world.fetched


def test_f10_an_endorsement_asks_no_service_of_its_own(world: World, now: datetime):
    from_another = "https://ligue.example/refresh"
    shown = badge_document(world.club.id)
    league = world.new_issuer("did:web:ligue.example")
    praise = {**_praise(league), "refreshService": {"id": from_another, "type": KIND}}
    shown["endorsement"] = [league.sign(praise, cryptosuite="eddsa-jcs-2022")]

    report = world.verify(world.club.sign(shown, cryptosuite="eddsa-jcs-2022"), now)

    assert "endorsements.verified" == report.finding("endorsements").code
    assert from_another not in world.fetched


def _praise(league: Issuer) -> dict:
    signed = endorsement(league, "https://club.example/badges/1")
    del signed["proof"]
    return signed


def test_f10_a_slow_service_leaves_time_for_the_status(world: World, now: datetime):
    """What one service takes is bounded, and what it does not take comes back."""
    seconds = [0.0]

    class Slow:
        def fetch_on_host(self, url: str, *, timeout_s: float = 8.0) -> bytes:
            seconds[0] += timeout_s if url == SERVICE else 0.1
            return world.fetch(url, timeout_s=timeout_s)

    world.down[SERVICE] = "fetch.timeout"
    url = world.publish_list()
    shown = refreshable(world, credentialStatus=status_entry(url))
    resolver = Resolver(Fetched(Slow(), max_age_s=0, failure_age_s=0))
    budget = Budget(monotonic=lambda: seconds[0])

    report = verify(
        Presented(data=b"", document=shown),
        VerificationPolicy(),
        resolver,
        now,
        budget=budget,
    )

    assert "fetch.timeout" == report.finding("refresh").facts["cause"]
    assert "status.clear" == report.finding("status").code
    assert 2.0 < budget.seconds


def test_f10_a_service_that_leads_to_many_documents_has_a_share_of_the_fetches(
    world: World, now: datetime
):
    """A newer badge of another issuer costs one fetch, of many the share and no more."""
    seen = []
    proofs = [
        refreshable(world, world.new_issuer(f"did:web:issuer-{number}.example"))["proof"]
        for number in range(8)
    ]
    newer = refreshable(world, validFrom=NEWER)
    newer["proof"] = proofs
    serve(world, newer)
    shown = refreshable(world)
    budget = Budget()

    report = verify(
        Presented(data=b"", document=shown),
        VerificationPolicy(),
        world.resolver,
        now,
        budget=budget,
    )

    seen = [url for url in world.fetched if url != SERVICE]
    assert "refresh.not_available" == report.finding("refresh").code
    assert Verdict.VERIFIED is report.verdict
    assert 3 >= len(seen)
    assert MAX_FETCHES - 4 <= budget.fetches
