"""Whose badges are recognised, said beside the verdict."""

import json
from datetime import UTC, date, datetime

import pytest

from badger.verify import TrustList, Verdict, VerificationPolicy, read_trust_list
from badger.verify.trust import TrustListUnreadable
from tests.world import World

CLUB = "did:web:club.example"


def _list(**members: object) -> bytes:
    entry = {"id": CLUB, "name": "Le club", **members}
    return json.dumps({"name": "le territoire", "issuers": [entry]}).encode()


def _trust(world: World, now: datetime, trust: TrustList) -> tuple[str, str | None, str | None]:
    report = world.verify(world.issue_badge(), now, policy=VerificationPolicy(trust=trust))
    assert Verdict.VERIFIED is report.verdict
    return report.trust.state, report.trust.list, report.trust.since


def test_an_issuer_of_the_list_is_recognised(world: World, now: datetime):
    trust = read_trust_list(_list(since="2025-09-01"))

    assert ("recognised", "le territoire", "2025-09-01") == _trust(world, now, trust)


def test_an_issuer_of_no_list_is_unknown(world: World, now: datetime):
    trust = read_trust_list(_list(id="did:web:other.example"))

    assert ("unknown", None, None) == _trust(world, now, trust)


def test_a_key_without_identity_asserts_itself(world: World, now: datetime):
    report = world.verify(world.issue_badge(world.new_issuer()), now)

    assert "self_asserted" == report.trust.state
    assert "issuer.self_asserted" == report.finding("issuer").code


def test_a_key_can_be_recognised_by_a_list(world: World, now: datetime):
    issuer = world.new_issuer()
    policy = VerificationPolicy(trust=read_trust_list(_list(id=issuer.id)))

    assert "recognised" == world.verify(world.issue_badge(issuer), now, policy=policy).trust.state


@pytest.mark.parametrize(
    ("since", "until", "known"),
    [
        ("2026-03-14", None, True),
        ("2026-03-15", None, False),
        (None, "2026-03-14", True),
        (None, "2026-03-13", False),
        (None, None, True),
    ],
)
def test_both_days_of_an_entry_are_included(since: str | None, until: str | None, known: bool):
    days = {"since": since, "until": until}
    trust = read_trust_list(_list(**{name: day for name, day in days.items() if day}))

    found = trust.recognised(CLUB, now=datetime(2026, 3, 14, 23, 59, tzinfo=UTC))

    assert known is (found is not None)


def test_days_are_read_as_days():
    entry = read_trust_list(_list(since="2025-09-01", until="2026-08-31")).issuers[CLUB]

    assert (date(2025, 9, 1), date(2026, 8, 31)) == (entry.since, entry.until)


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"[]",
        b"{}",
        b'{"name": "x"}',
        b'{"name": "x", "issuers": {}}',
        b'{"name": "x", "issuers": [5]}',
        b'{"name": "x", "issuers": [{"id": "a"}]}',
        b'{"name": "x", "issuers": [{"id": "", "name": "a"}]}',
        b'{"name": "x", "issuers": [{"id": "a", "name": "a", "since": "soon"}]}',
        b'{"name": "x", "issuers": [{"id": "a", "name": "a", "until": 5}]}',
        b'{"issuers": []}',
        b'{"name": "x", "name": "y", "issuers": []}',
    ],
)
def test_a_list_that_says_something_else_is_refused(data: bytes):
    with pytest.raises(TrustListUnreadable) as caught:
        read_trust_list(data)

    assert "trust.unreadable" == caught.value.reason
