"""Step 4: a newer badge, from the service that the badge names (Open Badges 3.0)."""

from datetime import datetime

import pytest

from badger.verify import Outcome, Resolver, Verdict, VerificationPolicy
from badger.verify.fetching import OfflineFetcher
from badger.verify.sources import Fetched
from tests.jwt_badges import issue
from tests.refreshed_badges import KIND, NEWER, SERVICE, refreshable, serve
from tests.world import INDEX, World, status_entry


def _answer(report) -> tuple[Outcome, str]:
    finding = report.finding("refresh")
    return finding.outcome, finding.code


def test_a_newer_badge_takes_the_place_of_the_one_that_was_shown(world: World, now: datetime):
    serve(world, refreshable(world, validFrom=NEWER, name="Esprit d'équipe, revu"))

    report = world.verify(refreshable(world), now)

    assert (Outcome.PASSED, "refresh.renewed") == _answer(report)
    assert {
        "url": SERVICE,
        "replaced": "2026-03-01T08:00:00Z",
        "start": NEWER,
    } == report.finding("refresh").facts
    assert Verdict.VERIFIED is report.verdict
    assert "Esprit d'équipe, revu" == report.credential.document["name"]


def test_what_follows_is_about_the_newer_badge(world: World, now: datetime):
    """The one that was shown has a status that is clear; the newer one was taken back."""
    url = world.publish_list(revoked=(INDEX,))
    entry = status_entry(url)
    serve(world, refreshable(world, validFrom=NEWER, credentialStatus=entry))
    shown = refreshable(world, credentialStatus=status_entry(url, index="5"))

    report = world.verify(shown, now)

    assert "refresh.renewed" == report.finding("refresh").code
    assert "status.revoked" == report.finding("status").code


def test_a_badge_that_ended_is_good_again_when_its_issuer_made_a_newer_one(
    world: World, now: datetime
):
    shown = refreshable(world, validUntil="2026-03-05T00:00:00Z")
    assert "validity.expired" == world.verify(shown, now).finding("validity").code

    serve(world, refreshable(world, validFrom=NEWER, validUntil="2027-03-05T00:00:00Z"))

    assert Verdict.VERIFIED is world.verify(shown, now).verdict


def test_a_newer_badge_may_come_as_a_token(world: World, now: datetime):
    serve(world, issue(world, validFrom=NEWER))

    assert (Outcome.PASSED, "refresh.renewed") == _answer(world.verify(refreshable(world), now))


@pytest.mark.parametrize("start", ["2026-03-01T08:00:00Z", "2026-02-01T08:00:00Z"])
def test_a_badge_that_is_not_newer_changes_nothing(world: World, now: datetime, start: str):
    serve(world, refreshable(world, validFrom=start))

    report = world.verify(refreshable(world), now)

    assert (Outcome.PASSED, "refresh.current") == _answer(report)
    assert Verdict.VERIFIED is report.verdict


def test_without_the_readers_wish_the_service_is_named_and_not_asked(world: World, now: datetime):
    report = world.verify(refreshable(world), now, policy=VerificationPolicy(refresh=False))

    assert (Outcome.NOT_APPLICABLE, "refresh.offered") == _answer(report)
    assert SERVICE == report.finding("refresh").facts["url"]
    assert SERVICE not in world.fetched
    assert Verdict.VERIFIED is report.verdict


JCS = "eddsa-jcs-2022"
ANY = VerificationPolicy(kinds=frozenset(("VerifiableCredential",)))


def test_a_service_of_another_kind_is_not_followed(world: World, now: datetime):
    other = {"id": SERVICE, "type": "ManualRefreshService2018"}

    report = world.verify(refreshable(world, refreshService=other, cryptosuite=JCS), now)

    assert (Outcome.NOT_APPLICABLE, "refresh.not_followed") == _answer(report)
    assert SERVICE not in world.fetched


def test_a_service_without_address_is_not_followed(world: World, now: datetime):
    """Open Badges asks for one; other credentials need none."""
    shown = refreshable(world, refreshService={"type": KIND})

    assert "structure.schema" == world.verify(shown, now).finding("structure").code
    assert "refresh.not_followed" == world.verify(shown, now, policy=ANY).finding("refresh").code


def test_the_first_service_that_can_be_asked_is_asked(world: World, now: datetime):
    """Open Badges knows one service; other credentials may name several."""
    other = {"id": "https://other.example/", "type": "ManualRefreshService2018"}
    services = [other, {"id": SERVICE, "type": KIND}]
    serve(world, refreshable(world, validFrom=NEWER))

    report = world.verify(
        refreshable(world, refreshService=services, cryptosuite=JCS), now, policy=ANY
    )

    assert (Outcome.PASSED, "refresh.renewed") == _answer(report)
    assert "https://other.example/" not in world.fetched


@pytest.mark.parametrize("reason", ["fetch.timeout", "fetch.offline", "fetch.tls"])
def test_a_service_that_does_not_answer_takes_nothing_from_the_badge(
    world: World, now: datetime, reason: str
):
    world.down[SERVICE] = reason

    report = world.verify(refreshable(world), now)

    assert (Outcome.NOT_APPLICABLE, "refresh.not_available") == _answer(report)
    assert reason == report.finding("refresh").facts["cause"]
    assert Verdict.VERIFIED is report.verdict


def test_a_badge_of_a_key_is_verified_with_no_network_at_all(world: World, now: datetime):
    shown = refreshable(world, world.new_issuer())
    offline = Resolver(Fetched(OfflineFetcher()))

    report = world.verify(shown, now, resolver=offline)

    assert (Outcome.NOT_APPLICABLE, "refresh.not_available") == _answer(report)
    assert "fetch.offline" == report.finding("refresh").facts["cause"]
    assert Verdict.VERIFIED is report.verdict


@pytest.mark.parametrize("page", [b"", b"{}", b"<!doctype html>", b"eyJh.eyJh.AA", b"\xff" * 9])
def test_a_page_that_is_no_badge_takes_nothing_from_the_badge(
    world: World, now: datetime, page: bytes
):
    serve(world, page)

    report = world.verify(refreshable(world), now)

    assert (Outcome.NOT_APPLICABLE, "refresh.not_available") == _answer(report)
    assert Verdict.VERIFIED is report.verdict


def test_a_form_known_by_name_only_takes_nothing_from_the_badge(world: World, now: datetime):
    serve(world, issue(world) + b"~WyJhIiwiYiIsImMiXQ~")

    report = world.verify(refreshable(world), now)

    assert "structure.unsupported_format" == report.finding("refresh").facts["cause"]
    assert Verdict.VERIFIED is report.verdict


def test_a_credential_without_a_date_is_not_replaced(world: World, now: datetime):
    """Open Badges asks for a date; without one, nothing tells which of two is newer."""
    shown = refreshable(world, change=lambda unsigned: unsigned.pop("validFrom"))
    serve(world, refreshable(world, validFrom=NEWER))

    assert "refresh.current" == world.verify(shown, now, policy=ANY).finding("refresh").code
