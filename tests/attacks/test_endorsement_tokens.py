"""Endorsements as tokens: each judged alone, few of them, not deep (D18)."""

from datetime import datetime

import pytest

from badger.credentials.jwt_signing import sign_vc_jose
from badger.verify import Outcome, Report, Resolver, Verdict, VerificationPolicy
from badger.verify.report import VerifiedEndorsement
from badger.verify.sources import Fetched
from tests.refreshed_badges import KIND
from tests.world import (
    EMAIL,
    INDEX,
    MODEL,
    Issuer,
    World,
    endorsement,
    status_entry,
)

BADGE = "https://club.example/badges/1"
CLEAN = "endorsements.by_another"


def praise(by: Issuer, endorsed: str = BADGE, *, number: int = 1, **members: object) -> str:
    """An endorsement as a token (VC-JOSE)."""
    name = f"https://ligue.example/endorsements/t{number}"
    document = endorsement(by, endorsed, id=name)
    del document["proof"]
    return sign_vc_jose({**document, **members}, signer=by.key, kid=by.method)


@pytest.fixture
def league(world: World) -> Issuer:
    """Somebody else who signs."""
    return world.new_issuer("did:web:ligue.example")


def _endorsed(world: World, now: datetime, *tokens: object) -> Report:
    return world.verify(world.issue_badge(endorsementJwt=list(tokens)), now)


def _shown(report: Report) -> VerifiedEndorsement:
    assert Verdict.VERIFIED is report.verdict
    (shown,) = report.credential.endorsements
    return shown


def test_a_token_is_judged_and_shown_with_its_own_issuer(
    world: World, now: datetime, league: Issuer
):
    report = _endorsed(world, now, praise(league))

    shown = _shown(report)
    assert (Verdict.VERIFIED, CLEAN) == (shown.verdict, shown.code)
    assert ("La ligue", "Un club sérieux.", BADGE) == (
        shown.issuer_name,
        shown.comment,
        shown.endorsed,
    )
    finding = report.finding("endorsements")
    assert (Outcome.PASSED, "endorsements.verified") == (finding.outcome, finding.code)


def test_one_token_may_stand_alone_as_a_text(world: World, now: datetime, league: Issuer):
    """Where a credential is not bound to the schema of Open Badges, which asks for a list."""
    document = world.issue_badge(endorsementJwt=praise(league))
    policy = VerificationPolicy(kinds=frozenset(("VerifiableCredential",)))

    report = world.verify(document, now, policy=policy)

    assert (1, 1) == (
        report.finding("endorsements").facts["verified"],
        report.finding("endorsements").facts["total"],
    )


def test_a_token_of_the_model_is_judged_there(world: World, now: datetime, league: Issuer):
    def endorse(document: dict) -> None:
        achievement = document["credentialSubject"]["achievement"]
        achievement["endorsementJwt"] = [praise(league, MODEL)]

    shown = _shown(world.verify(world.issue_badge(change=endorse), now))

    assert (MODEL, Verdict.VERIFIED) == (shown.endorsed, shown.verdict)


def _nothing_said(shown: VerifiedEndorsement) -> None:
    assert (None, None) == (shown.issuer_name, shown.comment)


def test_d18_a_token_about_something_else_does_not_count(
    world: World, now: datetime, league: Issuer
):
    shown = _shown(_endorsed(world, now, praise(league, MODEL)))

    assert (Verdict.NOT_VERIFIED, "endorsements.other_subject") == (shown.verdict, shown.code)
    _nothing_said(shown)


def test_d18_a_forged_token_does_not_count(world: World, now: datetime, league: Issuer):
    shown = _shown(_endorsed(world, now, praise(Issuer(world, league.id))))

    assert (Verdict.NOT_VERIFIED, "issuer.binding") == (shown.verdict, shown.code)
    _nothing_said(shown)


def test_d18_a_token_that_was_changed_does_not_count(world: World, now: datetime, league: Issuer):
    one, other = praise(league), praise(league, number=2)
    mixed = one.rpartition(".")[0] + "." + other.rpartition(".")[2]

    shown = _shown(_endorsed(world, now, mixed))

    assert (Verdict.NOT_VERIFIED, "proof.signature") == (shown.verdict, shown.code)
    _nothing_said(shown)


def test_d18_a_token_that_was_taken_back_does_not_count(
    world: World, now: datetime, league: Issuer
):
    url = world.publish_list(league, revoked=(INDEX,))

    shown = _shown(_endorsed(world, now, praise(league, credentialStatus=status_entry(url))))

    assert (Verdict.NOT_VERIFIED, "status.revoked") == (shown.verdict, shown.code)
    _nothing_said(shown)


def test_d18_a_token_whose_status_cannot_be_read_stays_open(
    world: World, now: datetime, league: Issuer
):
    url = world.publish_list(league)
    world.down[url] = "fetch.timeout"

    shown = _shown(_endorsed(world, now, praise(league, credentialStatus=status_entry(url))))

    assert (Verdict.INCONCLUSIVE, "fetch.timeout") == (shown.verdict, shown.code)


def test_d18_praise_of_oneself_is_named(world: World, now: datetime):
    shown = _shown(_endorsed(world, now, praise(world.club)))

    assert (Verdict.VERIFIED, "endorsements.by_the_issuer") == (shown.verdict, shown.code)


def test_d18_praise_by_the_person_herself_is_named(world: World, now: datetime):
    holder = world.new_issuer()

    def about_the_holder(document: dict) -> None:
        document["credentialSubject"]["id"] = holder.id
        document["endorsementJwt"] = [praise(holder)]

    shown = _shown(world.verify(world.issue_badge(change=about_the_holder), now))

    assert (Verdict.VERIFIED, "endorsements.by_the_holder") == (shown.verdict, shown.code)


@pytest.mark.parametrize("token", ["a.b.c", "", "eyJhbGciOiJub25lIn0.e30.", "x" * 60_000])
def test_d18_a_token_that_cannot_be_read_takes_nothing_from_the_badge(
    world: World, now: datetime, token: str
):
    """The schema refuses what is no token at all; the rest stays open, and nothing is shown."""
    report = _endorsed(world, now, token)

    if report.credential is None:
        assert report.finding("structure").code in ("structure.schema", "structure.shape")
        return
    shown = _shown(report)
    assert Verdict.INCONCLUSIVE is shown.verdict
    _nothing_said(shown)
    assert "endorsements.not_all_verified" == report.finding("endorsements").code


def test_d18_a_badge_as_a_token_is_no_endorsement(world: World, now: datetime, league: Issuer):
    badge = world.issue_badge(league)
    del badge["proof"]
    token = sign_vc_jose(badge, signer=league.key, kid=league.method)

    shown = _shown(_endorsed(world, now, token))

    assert Verdict.NOT_VERIFIED is shown.verdict
    _nothing_said(shown)


def test_d18_a_good_one_counts_beside_bad_ones(world: World, now: datetime, league: Issuer):
    report = _endorsed(world, now, "a.b.c", praise(league), praise(Issuer(world, league.id)))

    facts = report.finding("endorsements").facts
    assert (1, 3) == (facts["verified"], facts["total"])
    assert Verdict.VERIFIED is report.verdict


def test_d18_tokens_inside_of_tokens_end_at_two(world: World, now: datetime, league: Issuer):
    """What stands inside of the second is not even read: its issuer is never asked."""
    deep = world.new_issuer("did:web:deep.example")
    two = "https://ligue.example/endorsements/t2"
    third = praise(deep, two, number=3)
    second = praise(
        league, "https://ligue.example/endorsements/t1", number=2, endorsementJwt=[third]
    )
    first = praise(league, number=1, endorsementJwt=[second])

    report = _endorsed(world, now, first)

    assert (Verdict.VERIFIED, CLEAN) == (_shown(report).verdict, _shown(report).code)
    assert "https://deep.example/.well-known/did.json" not in world.fetched


def test_d18_tokens_inside_of_tokens_are_counted_together(
    world: World, now: datetime, league: Issuer
):
    """Sixteen in all: eight tokens with one inside each, and nothing is left for the others."""
    tokens = []
    for number in range(16):
        above = f"https://ligue.example/endorsements/t{number}"
        inside = praise(league, above, number=100 + number)
        tokens.append(praise(league, number=number, endorsementJwt=[inside]))
    document = world.issue_badge(endorsementJwt=tokens)

    report = world.verify(document, now, resolver=Resolver(Fetched(world)))

    codes = [one.code for one in report.credential.endorsements]
    assert [CLEAN] * 8 + ["endorsements.too_many"] * 8 == codes
    assert (8, 16) == (
        report.finding("endorsements").facts["verified"],
        report.finding("endorsements").facts["total"],
    )
    for one in report.credential.endorsements[8:]:
        assert Verdict.INCONCLUSIVE is one.verdict
        _nothing_said(one)


@pytest.mark.parametrize("count", [17, 100])
def test_d18_more_than_sixteen_tokens_are_refused(
    world: World, now: datetime, league: Issuer, count: int
):
    report = _endorsed(world, now, *(praise(league, number=number) for number in range(count)))

    assert Verdict.NOT_VERIFIED is report.verdict
    assert "structure.endorsements" == report.finding("structure").code


def test_d18_an_endorsement_is_asked_nothing_that_the_badge_was_asked(
    world: World, now: datetime, league: Issuer
):
    """The expected person is the badge's; and no service of an endorsement is followed."""
    service = "https://ligue.example/refresh"
    token = praise(league, refreshService={"id": service, "type": KIND})
    document = world.issue_badge(endorsementJwt=[token])

    report = world.verify(document, now, policy=VerificationPolicy(recipient=EMAIL))

    assert Verdict.VERIFIED is report.verdict
    assert 1 == report.finding("endorsements").facts["verified"]
    assert service not in world.fetched


def test_d18_endorsements_take_no_fetch_from_the_status_of_the_badge(world: World, now: datetime):
    tokens = [
        praise(world.new_issuer(f"did:web:ligue-{number}.example"), number=number)
        for number in range(9)
    ]

    report = world.verify(world.issue_revocable(endorsementJwt=tokens), now)

    assert "status.clear" == report.finding("status").code
    assert Verdict.VERIFIED is report.verdict
    assert 6 == len(world.fetched)
    open_ones = [
        one.code for one in report.credential.endorsements if one.verdict.value != "verified"
    ]
    assert {"fetch.budget"} == set(open_ones)
