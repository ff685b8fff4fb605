"""Where the key of an issuer is looked for: sets, own documents, sources; and what is not there."""

from datetime import datetime

import pytest

from badger.credentials.cryptosuites import SIGNING_SUITES
from badger.credentials.did import BadDid, PublishedKey, issuer_document, verification_method
from badger.credentials.did_jwk import did_jwk_document
from badger.credentials.keys import EcdsaSigningKey, RsaSigningKey
from badger.credentials.proof import new_options, sign_with
from badger.credentials.selective import placed_walk
from badger.credentials.selective_proof import derive_proof
from badger.verify import (
    Outcome,
    Resolver,
    Undetermined,
    Verdict,
    VerificationPolicy,
    read_presented,
    verify,
)
from badger.verify.budget import Budget
from tests.jwt_badges import made
from tests.selective_badges import base_badge, p_256_issuer
from tests.world import ISSUED, Issuer, World, badge_document, new_key

WEB = "https://keys.example/issuers/1"
SET_URL = "https://keys.example/.well-known/jwks.json"
RSA = RsaSigningKey.generate()


def verdict_on(world: World, data: bytes, now: datetime) -> tuple[str, str]:
    """The verdict on a token, and the code of the first step that failed or stays open."""
    report = verify(read_presented(data), VerificationPolicy(), world.resolver, now)
    codes = [one.code for one in report.findings if one.outcome.value in ("failed", "undetermined")]
    return report.verdict.value, codes[0] if codes else ""


@pytest.fixture
def issuer(world: World) -> Issuer:
    """An issuer at a web address, whose document there lists its key."""
    return world.new_issuer(WEB)


def shown_key(issuer: Issuer) -> bytes:
    """A token that shows its key and does not say where it is published."""
    return made(issuer, header={"kid": None, "jwk": issuer.key.public.to_jwk()})


def test_j04_a_shown_key_is_found_in_the_set_of_the_host(world: World, now, issuer):
    world.publish(SET_URL, {"keys": [{"kty": "new"}, issuer.key.public.to_jwk()]})
    world.gone[WEB] = b""

    assert ("verified", "") == verdict_on(world, shown_key(issuer), now)


@pytest.mark.parametrize(
    "keys",
    [
        [],
        [{"kty": "new"}],
        [new_key().public.to_jwk()],
        [{**RSA.public.to_jwk(), "use": "enc"}],
    ],
)
def test_j04_a_shown_key_that_is_in_no_set_is_looked_for_in_the_issuers_document(
    world: World, now, issuer, keys
):
    world.publish(SET_URL, {"keys": keys})

    assert ("verified", "") == verdict_on(world, shown_key(issuer), now)


def test_j04_a_shown_key_for_another_issuer_of_the_host_is_not_the_victims(world, now):
    victim = world.new_issuer(WEB)
    neighbour = "https://keys.example/issuers/2"
    forger = new_key()
    world.publish(SET_URL, {"keys": [{**forger.public.to_jwk(), "iss": neighbour}]})
    victim.key = forger

    assert ("not_verified", "issuer.binding") == verdict_on(world, shown_key(victim), now)


def test_j04_a_set_that_holds_secrets_is_no_answer(world, now, issuer):
    world.publish(SET_URL, {"keys": [{"kty": "oct", "k": "AA"}]})

    assert ("not_verified", "key.private_exposed") == verdict_on(world, shown_key(issuer), now)


def test_j04_a_set_that_cannot_be_had_now_leaves_the_answer_open(world, now, issuer):
    world.down[SET_URL] = "fetch.timeout"

    assert ("inconclusive", "fetch.timeout") == verdict_on(world, shown_key(issuer), now)


@pytest.mark.parametrize(
    "methods",
    [
        [{"type": "Multikey"}, {"id": 5}, {}],
        [{"id": f"{WEB}#x", "type": "Unknown", "controller": WEB}],
        [{"id": "https://other.example#x", "type": "Multikey", "controller": WEB}],
    ],
)
def test_methods_that_cannot_be_read_stand_in_nobodys_way(world, now, issuer, methods):
    document = issuer.document()
    document["verificationMethod"] = [*methods, *document["verificationMethod"]]
    document["assertionMethod"] = [*methods, *document["assertionMethod"]]
    issuer.publish(document)

    assert ("verified", "") == verdict_on(world, shown_key(issuer), now)


def test_an_rsa_key_is_published_under_its_thumbprint():
    document = issuer_document(WEB, (PublishedKey(RSA.public), PublishedKey(RSA.public, "old")))
    named = verification_method(document, f"{WEB}#{RSA.public.thumbprint()}")

    assert RSA.public == named.key == verification_method(document, f"{WEB}#old").key
    assert "assertionMethod" in named.relationships


@pytest.mark.parametrize("did", ["did:key:z6Mk", "did:jwk", "did:jwk:" + "A" * 3065])
def test_a_did_jwk_of_another_form_has_no_document(did):
    with pytest.raises(BadDid):
        did_jwk_document(did)


def test_d14_a_proof_that_two_others_continue_is_checked_once(world: World, now: datetime):
    """The club signs twice over one proof of a witness; the second also over the first."""
    suite = SIGNING_SUITES["eddsa-rdfc-2022"]
    witness, club = world.new_issuer(), world.club
    names = [f"urn:uuid:26329423-bec9-4b2e-88cb-a7c7d9dc454{number}" for number in range(3)]
    document = badge_document(club.id)
    for name, signer, previous in (
        (names[0], witness, []),
        (names[1], club, [names[0]]),
        (names[2], club, names[:2]),
    ):
        options = {
            "id": name,
            **new_options(suite, verification_method=signer.method, created=ISSUED),
        }
        if previous:
            options["previousProof"] = previous if len(previous) > 1 else previous[0]
        document = sign_with(suite, document, signer=signer.key, options=options)

    assert Verdict.VERIFIED is world.verify(document, now).verdict


def test_a_whole_badge_that_cannot_be_told_apart_here_stays_open(
    world: World, now: datetime, monkeypatch: pytest.MonkeyPatch
):
    """Not supported is never called wrong."""
    badge = base_badge(p_256_issuer(world))
    part = derive_proof(badge, ["/evidence"])

    def too_rich(*_arguments: object) -> None:
        raise placed_walk.ContextBeyondTables("@language")

    monkeypatch.setattr(placed_walk, "root_scope", too_rich)
    finding = world.verify(badge, now).finding("proof")

    assert (Outcome.UNDETERMINED, "proof.unsupported_suite") == (finding.outcome, finding.code)
    assert Verdict.VERIFIED is world.verify(part, now).verdict


class Saved:
    """A source that does not know how old its copies are."""

    def __init__(self, pages: dict[str, bytes]) -> None:
        self.pages = pages

    def read(self, address: str, *, budget: Budget) -> bytes | None:  # noqa: ARG002
        return self.pages.get(address)


def test_a_copy_of_a_source_without_a_clock_has_no_age():
    resolver = Resolver(Saved({}), Saved({WEB: b"{}"}))

    copy = resolver.copy_of(WEB, budget=Budget())

    assert (b"{}", None) == (copy.data, copy.age_s)
    with pytest.raises(Undetermined) as caught:
        resolver.copy_of(SET_URL, budget=Budget())
    assert "fetch.not_found" == caught.value.reason


@pytest.mark.parametrize("data", [b"", b"[]", b"<html>", b'{"a":1,"a":2}'])
def test_a_document_that_is_not_readable_json_leaves_the_answer_open(data):
    with pytest.raises(Undetermined) as caught:
        Resolver(Saved({WEB: data})).controller_document(WEB, budget=Budget())

    assert "fetch.unreadable" == caught.value.reason


def test_a_key_of_another_curve_is_not_taken_for_the_published_one(world: World, now, issuer):
    other = EcdsaSigningKey.generate("P-384")
    world.publish(SET_URL, {"keys": [{**other.public.to_jwk(), "kid": "a"}]})

    assert ("verified", "") == verdict_on(world, shown_key(issuer), now)
