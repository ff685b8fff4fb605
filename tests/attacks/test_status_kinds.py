"""Lists in other forms: of 2021, as tokens, and unsigned ones of 1EdTech (S13, S06, S10)."""

import gzip
import json
from collections.abc import Callable
from datetime import datetime, timedelta

import pytest

from badger.credentials.build import EXTENSIONS_CONTEXT
from badger.credentials.jwt_signing import sign_vc_jose
from badger.credentials.multibase import encode_base64url
from badger.credentials.proof import DEFAULT_SUITE
from badger.credentials.status_list import new_bitstring, status_list_credential, with_bits
from badger.verify import Outcome, Report, Verdict
from tests.jwt_badges import VC_1, token
from tests.world import INDEX, ISSUED, Issuer, World, badge_document, status_entry

Change = Callable[[dict], object]
BADGE_ID = "https://club.example/badges/1"
REVOCATIONS = "https://club.example/revocations"
JCS = "eddsa-jcs-2022"


def _status(report: Report) -> str:
    finding = report.finding("status")
    if Outcome.UNDETERMINED is finding.outcome:
        assert Verdict.INCONCLUSIVE is report.verdict
    return finding.code


def list_token(
    world: World, *, signer: Issuer | None = None, revoked: tuple[int, ...] = ()
) -> bytes:
    by = signer or world.club
    document = status_list_credential(
        world.list_url(),
        issuer=world.club.id,
        bits=with_bits(new_bitstring(), revoked),
        valid_from=ISSUED,
    )
    return sign_vc_jose(document, signer=by.key, kid=by.method).encode()


@pytest.mark.parametrize(("revoked", "code"), [((), "status.clear"), ((INDEX,), "status.revoked")])
def test_a_list_may_come_as_a_token(
    world: World, now: datetime, revoked: tuple[int, ...], code: str
):
    document = world.issue_revocable()
    world.pages[world.list_url()] = list_token(world, revoked=revoked) + b"\n"

    assert code == _status(world.verify(document, now))


def test_s06_a_token_of_another_key_stays_open(world: World, now: datetime):
    document = world.issue_revocable()
    forger = Issuer(world, world.club.id)
    world.pages[world.list_url()] = list_token(world, signer=forger)

    report = world.verify(document, now)

    assert "status.list_refused" == _status(report)
    assert "issuer.binding" == report.finding("status").facts["cause"]


def test_s06_a_token_without_signature_stays_open(world: World, now: datetime):
    document = world.issue_revocable()
    head, payload, _ = list_token(world).split(b".")
    world.pages[world.list_url()] = head + b"." + payload + b"."

    assert "status.list_refused" == _status(world.verify(document, now))


def test_s06_a_token_that_was_changed_stays_open(world: World, now: datetime):
    document = world.issue_revocable()
    clear, revoked = list_token(world), list_token(world, revoked=(INDEX,))
    signature = revoked.rpartition(b".")[2]
    world.pages[world.list_url()] = clear.rpartition(b".")[0] + b"." + signature

    assert "status.list_refused" == _status(world.verify(document, now))


def test_j15_a_token_of_another_use_is_no_list(world: World, now: datetime):
    document = world.issue_revocable()
    head = {"alg": "EdDSA", "typ": "JWT", "kid": world.club.method}
    world.pages[world.list_url()] = token(head, {"iss": world.club.id}, world.club.key)

    assert "fetch.unreadable" == _status(world.verify(document, now))


# --- Status List 2021: the draft that many badges still name.


# Of the time of VC 1.1: the context of VC 2.0 protects names that this one defines again.
CONTEXT_2021 = "https://w3id.org/vc/status-list/2021/v1"
DATA_INTEGRITY = "https://w3id.org/security/data-integrity/v1"


def issue_2021(world: World, change: Change | None = None, *, revoked: tuple = ()) -> dict:
    url = world.list_url()
    entry = {**status_entry(url), "type": "StatusList2021Entry", "id": f"{url}#{INDEX}"}
    bits = gzip.compress(with_bits(new_bitstring(), revoked))
    document = {
        "@context": [VC_1, CONTEXT_2021, DATA_INTEGRITY],
        "id": url,
        "type": ["VerifiableCredential", "StatusList2021Credential"],
        "issuer": world.club.id,
        "issuanceDate": "2026-03-01T08:00:00Z",
        "credentialSubject": {
            "id": f"{url}#list",
            "type": "StatusList2021",
            "statusPurpose": "revocation",
            "encodedList": encode_base64url(bits),
        },
    }
    if change is not None:
        change(document)
    # What a change makes of it may have no meaning to sign.
    suite = DEFAULT_SUITE if change is None else JCS
    world.publish(url, world.club.sign(document, cryptosuite=suite))
    return world.issue_badge(credentialStatus=entry, cryptosuite=JCS)


@pytest.mark.parametrize(("revoked", "code"), [((), "status.clear"), ((INDEX,), "status.revoked")])
def test_s13_a_list_of_2021_is_read(world: World, now: datetime, revoked: tuple, code: str):
    assert code == _status(world.verify(issue_2021(world, revoked=revoked), now))


def test_s13_a_list_of_2021_is_signed_like_every_other(world: World, now: datetime):
    document = issue_2021(world, revoked=(INDEX,))
    changed = json.loads(world.pages[world.list_url()])
    clear = encode_base64url(gzip.compress(new_bitstring()))
    changed["credentialSubject"]["encodedList"] = clear
    world.publish(world.list_url(), changed)

    assert "status.list_refused" == _status(world.verify(document, now))


def _prefixed(document: dict) -> None:
    subject = document["credentialSubject"]
    subject["encodedList"] = "u" + subject["encodedList"]


def _in_the_new_words(document: dict) -> None:
    document["@context"] = ["https://www.w3.org/ns/credentials/v2"]
    document["validFrom"] = document.pop("issuanceDate")
    document["type"] = ["VerifiableCredential", "BitstringStatusListCredential"]
    document["credentialSubject"]["type"] = "BitstringStatusList"
    _prefixed(document)


@pytest.mark.parametrize(
    "change",
    [
        _prefixed,
        _in_the_new_words,
        lambda document: document["credentialSubject"].update(encodedList="!"),
        lambda document: document["credentialSubject"].update(type="Other"),
    ],
    ids=["prefix", "other kind", "no base64url", "other subject"],
)
def test_s13_a_list_that_is_not_what_the_entry_names_stays_open(
    world: World, now: datetime, change: Change
):
    assert "status.malformed" == _status(world.verify(issue_2021(world, change), now))


# --- 1EdTechRevocationList: nothing in it is signed.


def issue_listed(world: World, by: Issuer | None = None, url: str = REVOCATIONS, **own) -> dict:
    entry = {"id": url, "type": "1EdTechRevocationList"}
    contexts = [*badge_document("")["@context"], EXTENSIONS_CONTEXT]
    return world.issue_badge(by, **{"@context": contexts, "credentialStatus": entry, **own})


def publish_revocations(world: World, url: str = REVOCATIONS, **members: object) -> None:
    own = {"id": url, "type": "1EdTechRevocationList", "issuer": world.club.id}
    world.publish(url, {**own, "revokedCredential": [], **members})


OTHER = "https://club.example/badges/2"


@pytest.mark.parametrize(
    ("listed", "code"),
    [
        ([], "status.clear_undated"),
        ([{"id": OTHER, "revoked": True}], "status.clear_undated"),
        ([{"id": BADGE_ID, "revoked": False}], "status.clear_undated"),
        ([{"id": BADGE_ID, "revoked": True, "revocationReason": "erreur"}], "status.revoked"),
        ([{"id": BADGE_ID}], "status.revoked"),
        ([BADGE_ID], "status.revoked"),
        ([{"id": BADGE_ID, "revoked": False}, {"id": BADGE_ID}], "status.revoked"),
        ([{"id": "https://club.example/badges/%31"}], "status.revoked"),
        ([{"revoked": True}], "status.malformed"),
        ([{"id": BADGE_ID, "revoked": "no"}], "status.malformed"),
        ([5], "status.malformed"),
    ],
)
def test_s13_a_list_of_1edtech_names_what_was_taken_back(
    world: World, now: datetime, listed: list, code: str
):
    publish_revocations(world, revokedCredential=listed)

    assert code == _status(world.verify(issue_listed(world), now))


def test_s13_the_issuer_of_such_a_list_may_be_an_object(world: World, now: datetime):
    publish_revocations(world, issuer={"id": world.club.id, "type": "Profile"})

    assert "status.clear_undated" == _status(world.verify(issue_listed(world), now))


def test_s13_the_issuers_own_host_is_compared_and_not_its_spelling(world: World, now: datetime):
    issuer = world.new_issuer("https://club.example/issuers/1")
    publish_revocations(world, issuer=issuer.id)

    assert "status.clear_undated" == _status(world.verify(issue_listed(world, issuer), now))


@pytest.mark.parametrize(
    "url",
    [
        "https://elsewhere.example/revocations",
        "https://club.example.evil.example/revocations",
        "https://club.example@evil.example/revocations",
        "http://club.example/revocations",
        "urn:uuid:1",
    ],
)
def test_s06_an_unsigned_list_elsewhere_is_not_even_fetched(world: World, now: datetime, url: str):
    """Whoever can put a file on any host could clear every badge."""
    publish_revocations(world, url)

    report = world.verify(issue_listed(world, url=url), now)

    assert "status.unsigned_elsewhere" == _status(report)
    assert url not in world.fetched


def test_s06_a_badge_of_a_key_has_no_host_of_its_own(world: World, now: datetime):
    issuer = world.new_issuer()
    publish_revocations(world, issuer=issuer.id)

    report = world.verify(issue_listed(world, issuer), now)

    assert "status.unsigned_elsewhere" == _status(report)


@pytest.mark.parametrize(
    ("members", "code"),
    [
        ({"id": "https://club.example/other"}, "status.other_list"),
        ({"issuer": "did:web:other.example"}, "status.other_issuer"),
        ({"issuer": None}, "status.other_issuer"),
    ],
)
def test_s06_the_list_of_somebody_else_stays_open(
    world: World, now: datetime, members: dict, code: str
):
    publish_revocations(world, **members)

    assert code == _status(world.verify(issue_listed(world), now))


@pytest.mark.parametrize("page", [b"", b"[]", b"<!doctype html>", b'{"id":1,"id":2}'])
def test_s08_a_page_that_is_no_revocation_list_stays_open(world: World, now: datetime, page: bytes):
    world.pages[REVOCATIONS] = page

    assert "fetch.unreadable" == _status(world.verify(issue_listed(world), now))


def test_s08_a_revocation_list_that_cannot_be_had_stays_open(world: World, now: datetime):
    world.down[REVOCATIONS] = "fetch.timeout"

    assert "fetch.timeout" == _status(world.verify(issue_listed(world), now))


@pytest.mark.parametrize("entry", [{"id": "not a url"}, {"id": 5}, {}])
def test_s11_an_entry_of_1edtech_without_address_is_not_the_same_as_none(
    world: World, now: datetime, entry: dict
):
    own = {"type": "1EdTechRevocationList", **entry}

    report = world.verify(issue_listed(world, credentialStatus=own, cryptosuite=JCS), now)

    assert Verdict.VERIFIED is not report.verdict


def test_s09_a_list_of_1edtech_beside_another_kind(world: World, now: datetime):
    """The worst answer wins, whatever the kinds."""
    url = world.publish_list()
    entries = [status_entry(url), {"id": REVOCATIONS, "type": "1EdTechRevocationList"}]
    document = issue_listed(world, credentialStatus=entries)
    publish_revocations(world)
    assert "status.clear_undated" == _status(world.verify(document, now))

    publish_revocations(world, revokedCredential=[BADGE_ID])
    assert "status.revoked" == _status(world.verify(document, now))

    publish_revocations(world)
    world.publish_list(revoked=(INDEX,), valid_from=ISSUED + timedelta(days=1))
    assert "status.revoked" == _status(world.verify(document, now))


# --- Statuses of several bits.

FOUR = [{"status": hex(value), "message": text} for value, text in enumerate("ABCD")]


def issue_wide(world: World, *, purpose: str, revoked: tuple[int, ...], size: int = 2) -> dict:
    url = world.list_url(purpose=purpose)
    bits = with_bits(bytes(131_072 * size // 8), revoked)
    document = status_list_credential(
        url, issuer=world.club.id, bits=new_bitstring(), valid_from=ISSUED, purpose=purpose
    )
    packed = "u" + encode_base64url(gzip.compress(bits))
    document["credentialSubject"]["encodedList"] = packed
    world.publish(url, world.club.sign(document, cryptosuite=JCS))
    entry = {**status_entry(url, index="3", purpose=purpose), "statusSize": 2}
    return world.issue_badge(credentialStatus={**entry, "statusMessage": FOUR}, cryptosuite=JCS)


@pytest.mark.parametrize(
    ("revoked", "told"),
    [((), ("0x0", "A")), ((7,), ("0x1", "B")), ((6,), ("0x2", "C")), ((6, 7), ("0x3", "D"))],
)
def test_s10_a_status_of_two_bits_is_told_in_the_issuers_words(
    world: World, now: datetime, revoked: tuple[int, ...], told: tuple[str, str]
):
    report = world.verify(issue_wide(world, purpose="message", revoked=revoked), now)

    assert Verdict.VERIFIED is report.verdict
    status, message = told
    assert [{"purpose": "message", "status": status, "message": message}] == report.finding(
        "status"
    ).facts["told"]


def test_s10_a_revocation_of_two_bits_is_a_revocation(world: World, now: datetime):
    report = world.verify(issue_wide(world, purpose="revocation", revoked=(7,)), now)

    assert "status.revoked" == _status(report)
    assert "B" == report.finding("status").facts["message"]


def test_s10_the_bits_of_the_neighbour_say_nothing(world: World, now: datetime):
    report = world.verify(issue_wide(world, purpose="revocation", revoked=(3, 5, 8)), now)

    assert "status.clear" == _status(report)
    assert "A" == report.finding("status").facts["told"][0]["message"]


def test_s03_a_list_with_too_few_places_of_its_size_stays_open(world: World, now: datetime):
    report = world.verify(issue_wide(world, purpose="revocation", revoked=(), size=1), now)

    assert "status.length" == _status(report)
