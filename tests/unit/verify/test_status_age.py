"""How old an answer about a status is: `ttl`, copies, saved lists, rollbacks."""

from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from badger.credentials.did import PublishedKey
from badger.verify import Outcome, Report, Resolver, Verdict
from badger.verify.sources import DocumentsFolder, Fetched, OwnDocuments
from tests.world import INDEX, ISSUED, Issuer, World, new_key, status_entry


class Aging:
    """A verifier over the world whose clock of copies is moved by hand."""

    def __init__(self, world: World, now: datetime, *, max_age_s: float = 300) -> None:
        self.world = world
        self.now = now
        self.seconds = 0.0
        source = Fetched(
            world, max_age_s=max_age_s, failure_age_s=0, monotonic=lambda: self.seconds
        )
        self.resolver = Resolver(source)

    def status(self, document: dict) -> tuple[str, dict]:
        """The code and the facts of the status finding."""
        report = self.world.verify(document, self.now, resolver=self.resolver)
        finding = report.finding("status")
        return finding.code, dict(finding.facts)

    def lists_fetched(self) -> int:
        """How often the list was asked for."""
        return self.world.fetched.count(self.world.list_url())


@pytest.fixture
def aging(world: World, now: datetime) -> Aging:
    """A verifier that keeps copies for five minutes."""
    return Aging(world, now)


def _ttl(milliseconds: int) -> Callable[[dict], object]:
    return lambda document: document["credentialSubject"].update(ttl=milliseconds)


def test_a_copy_is_kept_for_its_time(world: World, aging: Aging):
    document = world.issue_revocable()
    world.publish_list(change=_ttl(60_000))

    assert "status.clear" == aging.status(document)[0]
    aging.seconds = 60
    code, facts = aging.status(document)

    assert ("status.clear_copy", 60, 1) == (code, facts["age_s"], facts["minutes"])
    assert 1 == aging.lists_fetched()


def test_a_copy_past_its_time_is_fetched_anew(world: World, aging: Aging):
    document = world.issue_revocable()
    world.publish_list(change=_ttl(60_000))
    aging.status(document)
    aging.seconds = 61
    world.publish_list(revoked=(INDEX,), valid_from=ISSUED + timedelta(days=1))

    assert "status.revoked" == aging.status(document)[0]
    assert 2 == aging.lists_fetched()


@pytest.mark.parametrize("reason", ["fetch.timeout", "fetch.offline"])
def test_a_copy_past_its_time_that_cannot_be_had_anew_answers_nothing(
    world: World, aging: Aging, reason: str
):
    document = world.issue_revocable()
    world.publish_list(change=_ttl(60_000))
    aging.status(document)
    aging.seconds = 61
    world.down[world.list_url()] = reason

    code, facts = aging.status(document)

    assert "status.stale" == code
    assert (reason, 61, 60.0) == (facts["cause"], facts["age_s"], facts["ttl_s"])
    assert "STATUS_RETRIEVAL_ERROR" == facts["error"]


def test_a_revocation_outlives_the_time_of_its_list(world: World, aging: Aging):
    document = world.issue_revocable()
    world.publish_list(change=_ttl(60_000), revoked=(INDEX,))
    aging.status(document)
    aging.seconds = 61
    world.down[world.list_url()] = "fetch.timeout"

    assert "status.revoked" == aging.status(document)[0]


def test_a_suspension_may_have_been_lifted_since(world: World, aging: Aging):
    document = world.issue_revocable(purpose="suspension")
    url = world.publish_list(purpose="suspension", change=_ttl(60_000), revoked=(INDEX,))
    assert "status.suspended" == aging.status(document)[0]
    aging.seconds = 61
    world.down[url] = "fetch.timeout"

    assert "status.stale" == aging.status(document)[0]


def test_a_message_past_its_time_is_not_told(world: World, aging: Aging):
    document = world.issue_revocable(purpose="message")
    url = world.publish_list(purpose="message", change=_ttl(60_000), revoked=(INDEX,))
    aging.status(document)
    aging.seconds = 61
    world.down[url] = "fetch.timeout"

    code, facts = aging.status(document)

    assert "status.informs" == code
    assert [{"purpose": "message", "cause": "status.stale"}] == facts["told"]


def test_a_forged_list_does_not_give_a_badge_back_when_the_time_is_over(world: World, aging: Aging):
    document = world.issue_revocable()
    world.publish_list(change=_ttl(60_000), revoked=(INDEX,))
    aging.status(document)
    aging.seconds = 61
    world.publish_list(signer=Issuer(world, world.club.id))

    assert "status.revoked" == aging.status(document)[0]


def test_a_forged_list_answers_nothing_when_the_time_is_over(world: World, aging: Aging):
    document = world.issue_revocable()
    world.publish_list(change=_ttl(60_000))
    aging.status(document)
    aging.seconds = 61
    world.publish_list(signer=Issuer(world, world.club.id))

    code, facts = aging.status(document)

    assert ("status.stale", "status.list_refused") == (code, facts["cause"])


@pytest.mark.parametrize(("seconds", "fetches"), [(10, 1), (11, 2)])
def test_a_time_of_nothing_does_not_ask_at_every_badge(
    world: World, aging: Aging, seconds: int, fetches: int
):
    document = world.issue_revocable()
    world.publish_list(change=_ttl(0))
    aging.status(document)
    aging.seconds = seconds
    aging.status(document)

    assert fetches == aging.lists_fetched()


def test_a_long_time_does_not_lengthen_our_own(world: World, aging: Aging):
    document = world.issue_revocable()
    world.publish_list(change=_ttl(86_400_000))
    aging.status(document)
    aging.seconds = 301
    aging.status(document)

    assert 2 == aging.lists_fetched()


@pytest.mark.parametrize(
    ("seconds", "code"),
    [(59, "status.clear"), (60, "status.clear_copy"), (299, "status.clear_copy")],
)
def test_a_copy_of_a_minute_says_so(world: World, aging: Aging, seconds: int, code: str):
    document = world.issue_revocable()
    aging.status(document)
    aging.seconds = seconds

    found, facts = aging.status(document)

    assert (code, seconds) == (found, facts["age_s"])
    assert "2026-03-01T08:00:00Z" == facts["list_date"]


def _saved(world: World, folder: Path) -> Resolver:
    for number, page in enumerate(world.pages.values()):
        (folder / f"{number}.json").write_bytes(page)
    return Resolver(DocumentsFolder(folder))


@pytest.mark.parametrize("ttl_ms", [0, 1, 300_000])
def test_a_saved_list_is_believed_with_its_date_and_age_whatever_its_time(
    world: World, now: datetime, tmp_path: Path, ttl_ms: int
):
    """Who saved a list wants to verify offline; the reader is told how old the answer is."""
    document = world.issue_revocable()
    world.publish_list(change=_ttl(ttl_ms))

    report = world.verify(document, now, resolver=_saved(world, tmp_path))

    assert Verdict.VERIFIED is report.verdict
    # From 1 March, 8:00 to 14 March, 9:30: 13 days, one hour and a half.
    age_s = 13 * 86_400 + 90 * 60
    assert {"entries": 1, "age_s": age_s, "list_date": "2026-03-01T08:00:00Z"} == dict(
        report.finding("status").facts
    )
    assert [] == world.fetched


def test_a_saved_list_takes_back_what_it_takes_back(world: World, now: datetime, tmp_path: Path):
    document = world.issue_revocable()
    world.publish_list(change=_ttl(1), revoked=(INDEX,))

    report = world.verify(document, now, resolver=_saved(world, tmp_path))

    assert "status.revoked" == report.finding("status").code


def test_a_saved_list_without_a_date_has_no_age(world: World, now: datetime, tmp_path: Path):
    document = world.issue_revocable()
    world.publish_list(change=lambda unsigned: unsigned.pop("validFrom"))

    finding = world.verify(document, now, resolver=_saved(world, tmp_path)).finding("status")

    assert ("status.clear_undated", {"entries": 1}) == (finding.code, dict(finding.facts))


def test_a_saved_list_of_1edtech_has_no_age(world: World, now: datetime, tmp_path: Path):
    url = "https://club.example/revocations"
    world.publish(url, {"id": url, "issuer": world.club.id, "revokedCredential": []})
    entry = {"id": url, "type": "1EdTechRevocationList"}
    document = world.issue_badge(credentialStatus=entry, cryptosuite="eddsa-jcs-2022")

    finding = world.verify(document, now, resolver=_saved(world, tmp_path)).finding("status")

    assert ("status.clear_undated", {"entries": 1}) == (finding.code, dict(finding.facts))


def test_our_own_list_is_as_it_is_now(world: World, now: datetime):
    document = world.issue_revocable()
    world.publish_list(change=_ttl(1))
    pages = {**world.pages, world.club.id: world.pages["https://club.example/.well-known/did.json"]}

    finding = world.verify(document, now, resolver=Resolver(OwnDocuments(pages.get))).finding(
        "status"
    )

    assert ("status.clear", 0) == (finding.code, finding.facts["age_s"])


def _named_errors(world: World, now: datetime, **entry: str) -> tuple[Outcome, str, str]:
    own = {**status_entry(world.list_url()), **entry}
    report: Report = world.verify(world.issue_badge(credentialStatus=own), now)
    finding = report.finding("status")
    return finding.outcome, finding.code, str(finding.facts["error"])


def test_s04_errors_have_the_names_of_the_standard(world: World, now: datetime):
    """Bitstring Status List v1.0, section 3.3."""
    world.publish_list()
    found = [
        _named_errors(world, now, statusListIndex="131072"),
        _named_errors(world, now, statusPurpose="suspension"),
    ]
    world.down[world.list_url()] = "fetch.timeout"
    found.append(_named_errors(world, now))

    assert [
        (Outcome.UNDETERMINED, "status.range", "RANGE_ERROR"),
        (Outcome.UNDETERMINED, "status.purpose", "STATUS_VERIFICATION_ERROR"),
        (Outcome.UNDETERMINED, "fetch.timeout", "STATUS_RETRIEVAL_ERROR"),
    ] == found


def test_a_list_whose_key_was_replaced_is_judged_anew(world: World, now: datetime):
    """The list was verified a moment ago and its key has the same name; the key is another."""
    scribe = Issuer(world, world.club.id)
    scribe.published = (*world.club.published, PublishedKey(scribe.key.public))
    scribe.publish()
    document = world.issue_revocable()
    world.publish_list(signer=scribe)
    assert "status.clear" == world.verify(document, now).finding("status").code

    replaced = PublishedKey(new_key().public, fragment=scribe.key.public.to_multikey())
    scribe.published = (*world.club.published, replaced)
    scribe.publish()

    finding = world.verify(document, now).finding("status")
    assert ("status.list_refused", "proof.signature") == (finding.code, finding.facts["cause"])


def test_a_list_of_another_kind_than_the_entry_is_known_and_refused(world: World, now: datetime):
    """The second time, the list is remembered, and still not of the kind that is named."""
    world.publish_list()
    entry = {**status_entry(world.list_url()), "type": "StatusList2021Entry"}
    entry["id"] = f"{world.list_url()}#1"
    document = world.issue_badge(credentialStatus=entry, cryptosuite="eddsa-jcs-2022")

    codes = [world.verify(document, now).finding("status").code for _ in range(2)]

    assert ["status.malformed", "status.malformed"] == codes
