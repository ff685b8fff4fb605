"""Whose key is it? Keys of every kind, did:jwk, key sets, documents of keys, chains (K, D, J03)."""

import json
from datetime import datetime

import pytest

from badger.credentials.cryptosuites import SIGNING_SUITES
from badger.credentials.did import did_key
from badger.credentials.did_jwk import did_jwk
from badger.credentials.keys import EcdsaSigningKey, PublicKey, RsaSigningKey, SigningKey
from badger.credentials.multibase import encode_base58btc, encode_base64url
from badger.credentials.proof import add_proof, new_options, sign_with
from badger.verify import Report, Verdict
from tests.attacks.test_keys import SMALL_ORDER
from tests.world import ISSUED, Issuer, World, badge_document, new_key

KEYS = {
    "Ed25519": SigningKey.from_seed(bytes(range(32))),
    "P-256": EcdsaSigningKey.from_secret("P-256", bytes(range(1, 33))),
    "P-384": EcdsaSigningKey.from_secret("P-384", bytes(range(1, 49))),
    "RSA": RsaSigningKey.generate(),
}
SUITE_OF = {"Ed25519": "eddsa-rdfc-2022", "P-256": "ecdsa-rdfc-2019", "P-384": "ecdsa-jcs-2019"}
WEB = "https://club.example/issuers/1"
SET_URL = "https://club.example/.well-known/jwks.json"
KEY = KEYS["P-256"]


def signed(issuer: str, method: str, *, key=KEY, suite: str = "ecdsa-rdfc-2019") -> dict:
    return add_proof(
        badge_document(issuer),
        signer=key,
        verification_method=method,
        created=ISSUED,
        cryptosuite=suite,
    )


def told(report: Report) -> tuple[str, str]:
    """The verdict, and the code of the first gate that did not pass."""
    codes = [one.code for one in report.findings if one.outcome.value in ("failed", "undetermined")]
    return report.verdict.value, codes[0] if codes else ""


@pytest.mark.parametrize("kind", list(SUITE_OF))
@pytest.mark.parametrize("where", ["did:key", "did:jwk", "did:web", "https"])
def test_j03_a_key_of_each_kind_is_found_wherever_it_is_published(world, now, where, kind):
    key = KEYS[kind]
    names = {"did:key": did_key, "did:jwk": did_jwk}
    identifier = names[where](key.public) if where in names else f"{where}:keys.example"
    if where == "https":
        identifier = "https://keys.example/issuer"
    issuer = Issuer(world, identifier, key=key)
    if where != "did:jwk":
        issuer.publish()
    method = f"{identifier}#0" if where == "did:jwk" else issuer.method
    report = world.verify(signed(identifier, method, key=key, suite=SUITE_OF[kind]), now)

    assert Verdict.VERIFIED is report.verdict
    is_only_a_key = where in names
    expected = "issuer.self_asserted" if is_only_a_key else "issuer.bound"
    assert expected == report.finding("issuer").code


@pytest.mark.parametrize("kind", list(KEYS))
@pytest.mark.parametrize("suite", list(SIGNING_SUITES))
def test_j03_a_suite_takes_the_keys_of_its_kind_only(world, now, suite, kind):
    """The badge is signed by the suite; the issuer publishes a key of each kind in its place."""
    right = KEYS["Ed25519" if suite.startswith("eddsa") else "P-256"]
    method = "did:web:keys.example#key"
    badge = signed("did:web:keys.example", method, key=right, suite=suite)
    document = Issuer(world, "did:web:keys.example", key=right).document()
    document["verificationMethod"] = [
        {
            "id": method,
            "type": "JsonWebKey",
            "controller": "did:web:keys.example",
            "publicKeyJwk": KEYS[kind].public.to_jwk(),
        }
    ]
    document["assertionMethod"] = [method]
    world.publish("https://keys.example/.well-known/did.json", document)

    verdict, code = told(world.verify(badge, now))

    if KEYS[kind] is right:
        assert "verified" == verdict
    elif kind in ("P-256", "P-384") and suite.startswith("ecdsa"):
        assert ("not_verified", "proof.signature") == (verdict, code)
    else:
        assert ("not_verified", "proof.key_kind") == (verdict, code)


def test_an_old_form_is_verified_with_a_notice(world, now):
    club = world.club
    old = "https://w3id.org/security/suites/ed25519-2020/v1"
    document = badge_document(club.id)
    document["@context"] = [*document["@context"], old]
    options = {
        "type": "DataIntegrityProof",
        "cryptosuite": "eddsa-2022",
        "created": "2026-03-01T08:00:00Z",
        "verificationMethod": club.method,
        "proofPurpose": "assertionMethod",
    }
    suite = SIGNING_SUITES["eddsa-rdfc-2022"]
    draft = sign_with(suite, badge_document(club.id), signer=club.key, options=options)
    legacy = {**options, "type": "Ed25519Signature2020"}
    del legacy["cryptosuite"]
    older = sign_with(suite, document, signer=club.key, options=legacy)

    for badge in (draft, older):
        report = world.verify(badge, now)
        assert ("verified", "") == told(report)
        assert "proof.verified_old_form" == report.finding("proof").code


@pytest.mark.parametrize("encoding", SMALL_ORDER)
def test_k01_a_weak_key_is_refused_as_a_did_jwk(world, now, encoding):
    jwk = {"kty": "OKP", "crv": "Ed25519", "x": encode_base64url(bytes.fromhex(encoding))}
    did = "did:jwk:" + encode_base64url(json.dumps(jwk).encode())
    badge = signed(did, f"{did}#0", key=KEYS["Ed25519"], suite="eddsa-rdfc-2022")
    badge["proof"]["proofValue"] = "z" + encode_base58btc(bytes.fromhex(encoding) + bytes(32))

    assert ("not_verified", "key.weak_key") == told(world.verify(badge, now))


@pytest.mark.parametrize(
    ("jwk", "code"),
    [
        ({**KEY.public.to_jwk(), "d": "AA"}, "key.private_exposed"),
        ({**KEY.public.to_jwk(), "use": "enc"}, "key.unsupported"),
        ({"kty": "OKP", "crv": "X25519", "x": encode_base64url(bytes(32))}, "key.unsupported"),
        ({**KEY.public.to_jwk(), "y": KEY.public.to_jwk()["x"]}, "key.not_on_curve"),
        ({**KEYS["RSA"].public.to_jwk(), "e": "Aw"}, "key.weak_key"),
    ],
)
def test_k06_j16_j17_a_did_jwk_of_no_use_is_refused(world, now, jwk, code):
    did = "did:jwk:" + encode_base64url(json.dumps(jwk).encode())

    assert ("not_verified", code) == told(world.verify(signed(did, f"{did}#0"), now))


@pytest.mark.parametrize("rest", ["", "e30=", "e30", "!!", "A" * 1900, "WzFd"])
def test_another_text_is_no_did_jwk(world, now, rest):
    did = "did:jwk:" + rest
    assert Verdict.VERIFIED is not world.verify(signed(did, f"{did}#0"), now).verdict


def test_d06_a_bare_did_jwk_names_its_only_key_and_no_other(world, now):
    did = did_jwk(KEY.public)

    assert ("verified", "") == told(world.verify(signed(did, did), now))
    wrong = world.verify(signed(did, f"{did}#1"), now)
    assert ("not_verified", "issuer.binding") == told(wrong)


def jwk(key=KEY, **members) -> dict:
    return {**key.public.to_jwk(), **members}


SETS = [
    pytest.param([jwk(kid="a")], "", id="plain"),
    pytest.param([jwk(kid="a", iss=WEB, use="sig", alg="ES256")], "", id="for the issuer"),
    pytest.param([jwk(KEYS["RSA"], kid="b"), jwk(kid="a")], "", id="second"),
    pytest.param([{"kty": "new", "kid": "b"}, jwk(kid="a")], "", id="beside another kind"),
    pytest.param([jwk(kid="a", iss="https://club.example/issuers/2")], "issuer.binding", id="iss"),
    pytest.param([jwk(kid="a", iss=[WEB])], "issuer.binding", id="iss in a list"),
    pytest.param([jwk(kid="b")], "issuer.binding", id="another name"),
    pytest.param([], "issuer.binding", id="empty"),
    pytest.param([jwk(kid="a"), jwk(KEYS["RSA"], kid="a")], "issuer.binding", id="same name"),
    pytest.param([jwk(kid="a"), jwk(kid=5)], "issuer.binding", id="number as name"),
    pytest.param([jwk(kid="a"), 5], "issuer.binding", id="number as key"),
    pytest.param({"a": jwk(kid="a")}, "issuer.binding", id="object of keys"),
    pytest.param([jwk(kid="a")] * 65, "issuer.binding", id="too many"),
    pytest.param([jwk(kid="a"), {"kty": "oct", "k": "AA"}], "key.private_exposed", id="shared"),
    pytest.param([jwk(kid="a", d="AA")], "key.private_exposed", id="private"),
    pytest.param([jwk(kid="a", use="enc")], "key.unsupported", id="for encryption"),
    pytest.param([jwk(KEYS["P-384"], kid="a")], "proof.signature", id="another key"),
]


@pytest.mark.parametrize(("keys", "code"), SETS)
def test_a_key_set_of_the_issuers_host_is_read_strictly(world, now, keys, code):
    world.publish(SET_URL, {"keys": keys})

    verdict, found = told(world.verify(signed(WEB, f"{SET_URL}#a"), now))

    assert ("not_verified" if code else "verified", code) == (verdict, found)


def test_a_key_without_a_name_is_named_by_its_thumbprint(world, now):
    world.publish(SET_URL, {"keys": [{"kty": "new"}, jwk()]})
    url = f"{SET_URL}#{KEY.public.thumbprint()}"

    assert ("verified", "") == told(world.verify(signed(WEB, url), now))


def test_a_host_without_a_key_set_publishes_none_and_a_host_that_is_down_says_nothing(world, now):
    badge = signed(WEB, f"{SET_URL}#a")
    world.gone[SET_URL] = b""
    assert ("not_verified", "issuer.binding") == told(world.verify(badge, now))

    world.down[SET_URL] = "fetch.timeout"
    assert ("inconclusive", "fetch.timeout") == told(world.verify(badge, now))


BELOW = f"{WEB}/keys/1"


def key_document(**members) -> dict:
    return {
        "id": BELOW,
        "type": "Multikey",
        "controller": WEB,
        "publicKeyMultibase": KEY.public.to_multikey(),
        **members,
    }


@pytest.mark.parametrize(
    ("document", "own", "code"),
    [
        pytest.param(key_document(), {"assertionMethod": [BELOW]}, "", id="listed"),
        pytest.param(
            key_document(), {"authentication": [BELOW]}, "issuer.not_for_assertion", id="D03"
        ),
        pytest.param(key_document(), {}, "issuer.not_for_assertion", id="D03 not listed"),
        pytest.param(
            key_document(controller="https://club.example/issuers/2"),
            {"assertionMethod": [BELOW]},
            "issuer.binding",
            id="D04",
        ),
        pytest.param(
            key_document(id=BELOW + "0"), {"assertionMethod": [BELOW]}, "issuer.binding", id="id"
        ),
        pytest.param(
            key_document(),
            {"id": WEB + "/", "assertionMethod": [BELOW]},
            "issuer.binding",
            id="own",
        ),
        pytest.param(
            key_document(secretKeyMultibase=KEY.expose_secret_multikey()),
            {"assertionMethod": [BELOW]},
            "key.private_exposed",
            id="K06",
        ),
    ],
)
def test_a_key_in_a_document_of_its_own_is_the_issuers_when_both_say_so(
    world, now, document, own, code
):
    world.publish(BELOW, document)
    world.publish(WEB, {"id": WEB, **own})

    verdict, found = told(world.verify(signed(WEB, BELOW), now))

    assert ("not_verified" if code else "verified", code) == (verdict, found)


@pytest.mark.parametrize(
    ("controller", "relationship", "code"),
    [
        (WEB, "assertionMethod", ""),
        (WEB, "keyAgreement", "issuer.not_for_assertion"),
        ("https://club.example/issuers/2", "assertionMethod", "issuer.binding"),
        (BELOW, "assertionMethod", "issuer.binding"),
    ],
)
def test_d04_a_document_of_keys_names_the_issuer_as_controller(
    world, now, controller, relationship, code
):
    url = f"{BELOW}#k"
    method = {**key_document(controller=controller), "id": url}
    world.publish(BELOW, {"id": BELOW, "verificationMethod": [method], relationship: [url]})

    verdict, found = told(world.verify(signed(WEB, url), now))

    assert ("not_verified" if code else "verified", code) == (verdict, found)


@pytest.mark.parametrize(
    ("issuer", "url"),
    [
        ("https://club.example", "https://club.example/keys/1"),
        ("https://club.example/", "https://club.example/keys/1"),
        (WEB, "https://club.example/issuers/10/keys/1"),
        (WEB, "https://club.example/issuers/2/keys/1"),
        (WEB, f"{WEB}/../2/keys/1"),
        (WEB, f"{WEB}/%2e%2e/2"),
        (WEB, f"{WEB}//keys"),
        (WEB, f"{WEB}?key=1"),
        (WEB, "https://club.example.evil.example/issuers/1/keys/1"),
        (WEB, "https://club.example:8443/issuers/1/keys/1"),
        (WEB, "https://club.example@evil.example/issuers/1/keys/1"),
        (WEB, "http://club.example/issuers/1/keys/1"),
        (WEB, "https://evil.example/.well-known/jwks.json#a"),
        (f"{WEB}?tenant=1", f"{WEB}/keys/1"),
        ("did:web:club.example", SET_URL + "#a"),
        ("did:web:club.example", "https://club.example/.well-known/did.json#k"),
    ],
)
def test_d05_d07_a_key_outside_of_the_issuers_own_address_is_not_asked_for(world, now, issuer, url):
    world.publish(url.partition("#")[0], {**key_document(), "id": url, "controller": issuer})

    report = world.verify(signed(issuer, url), now)

    assert ("not_verified", "issuer.binding") == told(report)
    assert [] == world.fetched


def chain(world: World, witness: Issuer, **changes: object) -> dict:
    """A badge that a witness signed first, and the club after it, over the witness' proof."""
    suite = SIGNING_SUITES["eddsa-rdfc-2022"]
    first = {
        "id": "urn:uuid:26329423-bec9-4b2e-88cb-a7c7d9dc4544",
        **new_options(suite, verification_method=witness.method, created=ISSUED),
    }
    document = sign_with(suite, badge_document(world.club.id), signer=witness.key, options=first)
    document["proof"].update(changes)
    second = {
        **new_options(suite, verification_method=world.club.method, created=ISSUED),
        "previousProof": document["proof"].get("id"),
    }
    return sign_with(suite, document, signer=world.club.key, options=second)


@pytest.mark.parametrize("identifier", ["", "did:web:witness.example", "https://w.example/w"])
def test_d14_a_chain_holds_with_every_proof_of_it(world, now, identifier):
    badge = chain(world, world.new_issuer(identifier))

    assert ("verified", "") == told(world.verify(badge, now))


def test_d14_a_chain_on_a_proof_that_is_not_good_fails(world, now):
    witness = world.new_issuer()
    value = "z" + encode_base58btc(bytes(range(64)))

    for changes in ({"proofValue": value}, {"created": "2026-02-01T08:00:00Z"}):
        report = world.verify(chain(world, witness, **changes), now)
        assert ("not_verified", "proof.previous_failed") == told(report)


def test_d14_a_chain_on_a_proof_of_an_unpublished_key_fails(world, now):
    witness = world.new_issuer("did:web:witness.example")
    witness.key = new_key()

    report = world.verify(chain(world, witness), now)

    assert ("not_verified", "proof.previous_failed") == told(report)


def test_d14_a_chain_that_cannot_be_followed_now_stays_open(world, now):
    witness = world.new_issuer("did:web:witness.example")
    badge = chain(world, witness)
    world.down["https://witness.example/.well-known/did.json"] = "fetch.timeout"
    unknown = chain(world, witness, cryptosuite="bbs-2023")

    assert ("inconclusive", "fetch.timeout") == told(world.verify(badge, now))
    assert ("inconclusive", "proof.unsupported_suite") == told(world.verify(unknown, now))


def test_d14_a_chain_that_lost_its_first_proof_fails(world, now):
    badge = chain(world, world.new_issuer())
    badge["proof"] = badge["proof"][1:]

    assert ("not_verified", "proof.previous_proof") == told(world.verify(badge, now))


def test_d13_a_key_that_signed_twice_counts_once(world, now: datetime):
    club = world.club
    twice = club.sign(club.sign(badge_document(club.id)), cryptosuite="eddsa-jcs-2022")

    report = world.verify(twice, now)

    assert ("verified", "") == told(report)
    assert 1 == report.finding("proof").facts["keys"]


def test_x25519_among_the_keys_of_an_issuer_is_never_used(world, now):
    method = "did:web:club.example#agree"
    document = world.club.document()
    document["keyAgreement"] = [
        {
            "id": method,
            "type": "JsonWebKey",
            "controller": "did:web:club.example",
            "publicKeyJwk": {"kty": "OKP", "crv": "X25519", "x": encode_base64url(bytes(32))},
        }
    ]
    world.club.publish(document)

    assert ("verified", "") == told(world.verify(world.issue_badge(), now))
    badge = world.club.sign(badge_document("did:web:club.example"), method=method)
    assert ("not_verified", "key.unsupported") == told(world.verify(badge, now))


def test_a_did_jwk_names_the_key_that_it_resolves_to():
    for key in KEYS.values():
        did = did_jwk(key.public)
        assert did.startswith("did:jwk:ey")
        assert PublicKey.from_jwk(key.public.to_jwk()) == key.public
