"""Whose badges are recognised, said beside the verdict."""

import json
from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest

from badger.verify import (
    Trust,
    TrustList,
    Verdict,
    VerificationPolicy,
    read_trust_list,
    with_trust,
)
from badger.verify.policy import JUDGED
from badger.verify.recognition import award_day
from badger.verify.trust import TrustListUnreadable
from tests.world import ISSUED, World, endorsement

CLUB = "did:web:club.example"
BADGE = "https://club.example/badges/1"


def _list(**members: object) -> bytes:
    entry = {"id": CLUB, "name": "Le club", **members}
    return json.dumps({"name": "le territoire", "issuers": [entry]}).encode()


def _trust(world: World, now: datetime, trust: TrustList) -> tuple[str, str | None, str | None]:
    report = world.verify(world.issue_badge(), now, policy=VerificationPolicy(trust=(trust,)))
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
    policy = VerificationPolicy(trust=(read_trust_list(_list(id=issuer.id)),))

    assert "recognised" == world.verify(world.issue_badge(issuer), now, policy=policy).trust.state


@pytest.mark.parametrize(
    ("since", "until", "mandated"),
    [
        ("2026-03-14", None, True),
        ("2026-03-15", None, False),
        (None, "2026-03-14", True),
        (None, "2026-03-13", False),
        (None, None, True),
    ],
)
def test_both_days_of_an_entry_are_included(since: str | None, until: str | None, mandated: bool):
    days = {"since": since, "until": until}
    trust = read_trust_list(_list(**{name: day for name, day in days.items() if day}))

    assert mandated is trust.issuers[CLUB].is_mandated(date(2026, 3, 14))


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
        b'{"name": "x", "issuers": [{"id": "a", "name": "a", "until": "20260131"}]}',
        b'{"name": "x", "issuers": [{"id": "a", "name": "a", "until": "2026-W05-6"}]}',
        b'{"name": "x", "issuers": [{"id": "a", "name": "a"}, {"id": "a", "name": "b"}]}',
        b'{"name": "x", "issuers": [], "issued": "2026-01-31"}',
        b'{"name": "x", "issuers": [], "validUntil": 5}',
        b'{"issuers": []}',
        b'{"name": "x", "name": "y", "issuers": []}',
    ],
)
def test_a_list_that_says_something_else_is_refused(data: bytes):
    with pytest.raises(TrustListUnreadable) as caught:
        read_trust_list(data)

    assert "trust.unreadable" == caught.value.reason


# The badges of the world are awarded on 2026-03-01 and judged on 2026-03-14.


def _state(world: World, now: datetime, *lists: TrustList, **members: object) -> Trust:
    report = world.verify(world.issue_badge(**members), now, policy=VerificationPolicy(trust=lists))
    assert Verdict.VERIFIED is report.verdict
    return report.trust


def test_h06_a_mandate_that_ended_after_the_award_is_told_with_its_end(world, now):
    trust = _state(world, now, read_trust_list(_list(since="2025-09-01", until="2026-03-10")))

    assert ("recognised_until", "2025-09-01", "2026-03-10") == (
        trust.state,
        trust.since,
        trust.until,
    )
    assert "2026-03-01" == trust.as_of


def test_h06_a_badge_awarded_after_the_end_of_the_mandate_is_not_recognised(world, now):
    trust = _state(world, now, read_trust_list(_list(until="2026-02-28")))

    assert ("unknown", None) == (trust.state, trust.list)
    assert [(False, False)] == [(r.covers_award, r.covers_now) for r in trust.recognitions]


def test_a_badge_awarded_before_the_mandate_began_is_not_recognised(world, now):
    trust = _state(world, now, read_trust_list(_list(since="2026-03-02")))

    assert "unknown" == trust.state
    assert [(False, True)] == [(r.covers_award, r.covers_now) for r in trust.recognitions]


def test_the_day_of_the_award_counts_and_not_that_of_a_re_issue(world, now):
    trust = _state(
        world, now, read_trust_list(_list(until="2026-02-28")), awardedDate="2026-02-01T08:00:00Z"
    )

    assert ("recognised_until", "2026-02-01") == (trust.state, trust.as_of)


def test_every_list_that_names_the_issuer_is_told_and_the_one_that_holds_counts(world, now):
    ended = read_trust_list(_list(until="2026-03-10"))
    holding = TrustList("une autre", read_trust_list(_list()).issuers, "imported")

    trust = _state(world, now, ended, holding)

    assert ("recognised", "une autre") == (trust.state, trust.list)
    assert ["le territoire", "une autre"] == [r.list for r in trust.recognitions]
    assert ["local", "imported"] == [r.kind for r in trust.recognitions]


def test_h05_a_list_past_its_own_end_recognises_nobody(world, now):
    entries = read_trust_list(_list()).issuers
    old = TrustList("vieille", entries, "imported", ISSUED, now - timedelta(seconds=1))
    last = TrustList("encore", entries, "imported", ISSUED, now)

    assert "unknown" == _state(world, now, old).state
    trust = _state(world, now, last)
    assert ("recognised", "2026-03-01T08:00:00Z") == (trust.state, trust.recognitions[0].list_date)


def test_a_badge_that_is_refused_has_no_issuer_to_be_known(world, now):
    report = world.verify({**world.issue_badge(), "name": "x"}, now)

    assert Verdict.NOT_VERIFIED is report.verdict
    assert report == with_trust(report, (read_trust_list(_list()),), now=now)


def test_each_endorser_is_known_or_not_by_itself(world, now):
    partner = world.new_issuer("did:web:partner.example")
    badge = world.issue_badge(endorsement=[endorsement(partner, BADGE)])
    lists = (read_trust_list(_list(id=partner.id)),)

    report = world.verify(badge, now, policy=VerificationPolicy(trust=lists))

    assert ["recognised"] == [one.trust.state for one in report.credential.endorsements]
    assert "unknown" == report.trust.state


def test_a_day_of_award_that_is_no_date_counts_as_none(world: World, now: datetime):
    credential = world.verify(world.issue_badge(), now).credential
    assert credential is not None

    for written in ("soon", 5, None):
        document = {**credential.document, "awardedDate": written}
        assert date(2026, 3, 1) == award_day(replace(credential, document=document))


def _alone(world: World, now: datetime, *lists: TrustList, name: str = "La ligue", **changes):
    """Judge an endorsement of a badge that was presented by itself."""
    signed = endorsement(world.new_issuer("did:web:ligue.example"), BADGE, issuer_name=name)
    policy = VerificationPolicy(trust=lists, kinds=JUDGED)
    return world.verify({**signed, **changes}, now, policy=policy)


def test_an_endorsement_by_itself_says_who_endorses_what(world, now):
    found = _alone(world, now)

    assert (Verdict.VERIFIED, None, "unknown") == (
        found.verdict,
        found.credential,
        found.trust.state,
    )
    assert ("did:web:ligue.example", "La ligue", BADGE, "Un club sérieux.") == (
        found.endorsement.issuer,
        found.endorsement.issuer_name,
        found.endorsement.endorsed,
        found.endorsement.comment,
    )


def test_h01_who_endorses_by_itself_is_known_by_a_list_and_by_no_name(world, now):
    listed = read_trust_list(_list(id="did:web:ligue.example", name="La vraie ligue"))
    club = read_trust_list(_list())

    assert ("recognised", "La vraie ligue") == (
        (known := _alone(world, now, listed).trust).state,
        known.name,
    )
    borrowed = _alone(world, now, club, name="Le club")
    assert ("unknown", "Le club") == (borrowed.trust.state, borrowed.trust.lookalike)
    assert borrowed.trust == borrowed.endorsement.trust


def test_an_endorsement_that_was_changed_says_nothing(world, now):
    found = _alone(world, now, validFrom="2026-01-01T00:00:00Z")

    assert (Verdict.NOT_VERIFIED, None) == (found.verdict, found.endorsement)


def test_an_endorsement_past_its_end_keeps_its_words(world, now):
    signed = endorsement(world.new_issuer(), BADGE, validUntil="2026-03-02T00:00:00Z")
    found = world.verify(signed, now, policy=VerificationPolicy(kinds=JUDGED))

    assert (Verdict.NOT_VERIFIED, None, None) == (
        found.verdict,
        found.endorsement.comment,
        found.endorsement.issuer_name,
    )
