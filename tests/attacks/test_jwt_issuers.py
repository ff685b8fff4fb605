"""Tokens of every kind of issuer, from the key to the verdict (J04, J06, D05, S06)."""

from datetime import datetime

import pytest

from badger.credentials.did_jwk import did_jwk
from badger.credentials.jwt_signing import sign_vc_jose
from badger.credentials.keys import PublicKey
from badger.credentials.status_list import new_bitstring, status_list_credential, with_bits
from badger.verify import Outcome, Report, Verdict, VerificationPolicy, read_presented, verify
from tests.jwt_badges import ALGORITHMS, header_of, issue, key_of, made, payload_of, token
from tests.world import INDEX, ISSUED, Issuer, World, new_key, status_entry

SITE = "https://club.example"
SET_URL = f"{SITE}/.well-known/jwks.json"


def report_on(world: World, data: bytes, now: datetime) -> Report:
    return verify(read_presented(data), VerificationPolicy(), world.resolver, now)


def is_verified(world: World, data: bytes, now: datetime) -> bool:
    return report_on(world, data, now).verdict is Verdict.VERIFIED


def refusal(world: World, data: bytes, now: datetime) -> str:
    bad = (Outcome.FAILED, Outcome.UNDETERMINED)
    return next(one.code for one in report_on(world, data, now).findings if one.outcome in bad)


@pytest.mark.parametrize("kind", ALGORITHMS)
@pytest.mark.parametrize("shows", ["jwk", "kid", "both"])
def test_j04_a_did_jwk_signs_with_its_own_key(world: World, now: datetime, kind: str, shows: str):
    issuer = Issuer(world, did_jwk(key_of(kind).public), key=key_of(kind))
    jwk = issuer.key.public.to_jwk()
    names = {
        "jwk": {"kid": None, "jwk": jwk},
        "kid": {"kid": f"{issuer.id}#0"},
        "both": {"kid": f"{issuer.id}#0", "jwk": jwk},
    }

    assert is_verified(world, made(issuer, header=names[shows]), now)
    assert [] == world.fetched


@pytest.mark.parametrize("with_kid", [True, False])
def test_j04_the_key_of_another_is_not_that_of_a_did_jwk(
    world: World, now: datetime, with_kid: bool
):
    issuer, forger = Issuer(world, did_jwk(key_of("P-256").public), key=key_of("P-256")), new_key()
    header = header_of(
        issuer,
        alg="EdDSA",
        kid=f"{issuer.id}#0" if with_kid else None,
        jwk=forger.public.to_jwk(),
    )

    assert "issuer.binding" == refusal(world, token(header, payload_of(issuer), forger), now)


def _publish_set(world: World, *keys: PublicKey, **members: object) -> None:
    listed = [{**key.to_jwk(), "kid": f"k{n}", **members} for n, key in enumerate(keys)]
    world.publish(SET_URL, {"keys": listed})


@pytest.mark.parametrize("kind", ALGORITHMS)
@pytest.mark.parametrize("shows", ["kid", "jwk"])
def test_a_web_issuer_publishes_its_key_in_a_set(
    world: World, now: datetime, kind: str, shows: str
):
    issuer = Issuer(world, f"{SITE}/issuers/1", key=key_of(kind))
    _publish_set(world, new_key().public, issuer.key.public)
    jwk = {"kid": None, "jwk": issuer.key.public.to_jwk()}

    data = made(issuer, header={"kid": f"{SET_URL}#k1"} if shows == "kid" else jwk)

    assert is_verified(world, data, now)


def test_a_key_of_a_set_may_be_named_by_an_address_of_the_host(world: World, now: datetime):
    issuer = Issuer(world, f"{SITE}/issuers/1")
    name = f"{SITE}/keys/1"
    world.publish(SET_URL, {"keys": [{**issuer.key.public.to_jwk(), "kid": name}]})

    assert is_verified(world, made(issuer, header={"kid": name}), now)
    assert "issuer.binding" == refusal(world, made(issuer, header={"kid": f"{name}0"}), now)


def test_d05_a_key_of_a_set_for_one_issuer_signs_for_no_other(world: World, now: datetime):
    issuer = Issuer(world, f"{SITE}/issuers/1")
    header = {"kid": f"{SET_URL}#k0"}

    _publish_set(world, issuer.key.public, iss=issuer.id)
    assert is_verified(world, made(issuer, header=header), now)
    _publish_set(world, issuer.key.public, iss=f"{SITE}/issuers/2")
    assert "issuer.binding" == refusal(world, made(issuer, header=header), now)


@pytest.mark.parametrize("url", ["https://other.example/.well-known/jwks.json#k0", "http:x", "k0"])
def test_j06_the_set_of_another_host_is_not_asked(world: World, now: datetime, url: str):
    issuer = Issuer(world, f"{SITE}/issuers/1")
    _publish_set(world, issuer.key.public)

    code = refusal(world, made(issuer, header={"kid": url}), now)

    assert code in ("issuer.binding", "jwt.kid")
    assert not [asked for asked in world.fetched if not asked.startswith(SITE)]


def test_a_set_that_cannot_be_had_leaves_the_badge_open(world: World, now: datetime):
    issuer = Issuer(world, f"{SITE}/issuers/1")
    world.down[SET_URL] = "fetch.timeout"

    report = report_on(world, made(issuer, header={"kid": f"{SET_URL}#k0"}), now)

    assert Verdict.INCONCLUSIVE is report.verdict
    assert "fetch.timeout" == report.finding("proof").code


def _with_list(world: World, signer: Issuer | None = None, *, revoked: tuple[int, ...]) -> bytes:
    """A token whose status stands in a list that is a token as well."""
    club, url = world.club, world.list_url()
    bits = with_bits(new_bitstring(), revoked)
    listed = status_list_credential(url, issuer=club.id, bits=bits, valid_from=ISSUED)
    by = signer or club
    world.pages[url] = sign_vc_jose(listed, signer=by.key, kid=by.method).encode()
    return issue(world, credentialStatus=status_entry(url))


def test_s09_a_status_list_that_is_a_token_is_read(world: World, now: datetime):
    report = report_on(world, _with_list(world, revoked=()), now)

    assert Verdict.VERIFIED is report.verdict
    assert Outcome.PASSED is report.finding("status").outcome


def test_s09_a_badge_that_such_a_list_takes_back_is_refused(world: World, now: datetime):
    assert "status.revoked" == refusal(world, _with_list(world, revoked=(INDEX,)), now)


def test_s06_such_a_list_by_another_key_says_nothing(world: World, now: datetime):
    data = _with_list(world, Issuer(world, world.club.id), revoked=())

    assert Verdict.INCONCLUSIVE is report_on(world, data, now).verdict


def test_s06_such_a_list_that_was_changed_says_nothing(world: World, now: datetime):
    data = _with_list(world, revoked=(INDEX,))
    url = world.list_url()
    head, payload, signature = world.pages[url].split(b".")
    _with_list(world, revoked=())
    world.pages[url] = b".".join([head, world.pages[url].split(b".")[1], signature])

    assert payload not in world.pages[url]
    assert Verdict.INCONCLUSIVE is report_on(world, data, now).verdict
