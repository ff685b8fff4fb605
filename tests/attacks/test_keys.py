"""Keys that must not be believed (hardening 3.B, K01 to K07), at every door that takes a key."""

import json

import pytest
from nacl.bindings import crypto_core_ed25519_add, crypto_core_ed25519_is_valid_point

from badger.credentials.did import did_key_document, issuer_document, verification_method
from badger.credentials.errors import CredentialError
from badger.credentials.keys import (
    GROUP_ORDER,
    PublicKey,
    SigningKey,
    WeakKey,
    verify_signature,
)
from badger.credentials.multibase import encode_base58btc, encode_base64url
from badger.credentials.proof import read_proof, verify_proof
from badger.verify import Verdict
from tests.terminal import Terminal

# Hardening section 7: OpenSSL takes each of them as a public key.
SMALL_ORDER = [
    "01" + "00" * 31,
    "ec" + "ff" * 30 + "7f",
    "00" * 31 + "80",
    "00" * 32,
    "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a",
    "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac03fa",
    "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05",
    "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc85",
    "01" + "00" * 30 + "80",
    "ee" + "ff" * 30 + "7f",
    "ed" + "ff" * 30 + "7f",
]
# Points of order 2, 4, 4, 8, 8, 8 and 8 in canonical encoding.
TORSION = [bytes.fromhex(text) for text in (SMALL_ORDER[1], *SMALL_ORDER[2:8])]
HONEST = [SigningKey.from_seed(number.to_bytes(32, "big")) for number in range(1, 501)]


def multikey(raw: bytes, prefix: bytes = b"\xed\x01") -> str:
    return "z" + encode_base58btc(prefix + raw)


def jwk(raw: bytes) -> dict:
    return {"kty": "OKP", "crv": "Ed25519", "x": encode_base64url(raw)}


def method_with(**members) -> None:
    url = "did:web:club.example#key-1"
    method = {"id": url, "controller": "did:web:club.example", "type": "Multikey", **members}
    document = {"id": "did:web:club.example", "verificationMethod": [method]}
    verification_method(document, url)


DOORS = {
    "raw": lambda raw: PublicKey("Ed25519", raw),
    "multikey": lambda raw: PublicKey.from_multikey(multikey(raw)),
    "jwk": lambda raw: PublicKey.from_jwk(jwk(raw)),
    "did:key": lambda raw: did_key_document("did:key:" + multikey(raw)),
    "did:web Multikey": lambda raw: method_with(publicKeyMultibase=multikey(raw)),
    "did:web JWK": lambda raw: method_with(type="JsonWebKey", publicKeyJwk=jwk(raw)),
}


@pytest.fixture
def terminal(capfdbinary) -> Terminal:
    return Terminal(capfdbinary)


@pytest.mark.parametrize("door", list(DOORS))
@pytest.mark.parametrize("encoding", SMALL_ORDER)
def test_k01_a_key_of_small_order_is_refused_at_every_door(encoding, door):
    with pytest.raises(WeakKey) as caught:
        DOORS[door](bytes.fromhex(encoding))

    assert "key.weak_key" == caught.value.reason


def forged_badge(world, encoding: str) -> dict:
    """A badge of a did:key of small order, with the signature that holds for many messages."""
    did = "did:key:" + multikey(bytes.fromhex(encoding))
    issuer = {"id": did, "type": ["Profile"], "name": "Personne"}
    badge = world.issue_badge(change=lambda document: document.update(issuer=issuer))
    proof = badge["proof"]
    proof["verificationMethod"] = f"{did}#{did.removeprefix('did:key:')}"
    proof["proofValue"] = "z" + encode_base58btc(bytes.fromhex(encoding) + bytes(32))
    return badge


@pytest.mark.parametrize("encoding", SMALL_ORDER)
def test_k01_a_badge_forged_under_a_weak_key_is_never_verified(
    world, now, terminal, tmp_path, encoding
):
    badge = forged_badge(world, encoding)
    (tmp_path / "badge.json").write_text(json.dumps(badge))

    report = world.verify(badge, now)
    answer = terminal.run("verify", tmp_path / "badge.json", "--offline")

    assert Verdict.NOT_VERIFIED == report.verdict
    assert "key.weak_key" in {finding.code for finding in report.findings}
    assert report.credential is None
    assert 1 == answer.code
    assert "Traceback" not in answer.err


def test_k02_a_key_with_a_torsion_part_is_refused_and_the_honest_one_is_not():
    for key in HONEST[:40]:
        for point in TORSION:
            mixed = crypto_core_ed25519_add(key.public.raw, point)
            assert not crypto_core_ed25519_is_valid_point(mixed)
            with pytest.raises(WeakKey):
                PublicKey("Ed25519", mixed)


def test_k02_five_hundred_honest_keys_are_read():
    assert 500 == len({PublicKey("Ed25519", key.public.raw) for key in HONEST})


@pytest.mark.parametrize("number", [2, 7, 8, 10, 12])
def test_k02_an_encoding_that_is_no_point_is_refused(number):
    assert not crypto_core_ed25519_is_valid_point(number.to_bytes(32, "little"))
    with pytest.raises(WeakKey):
        PublicKey("Ed25519", number.to_bytes(32, "little"))


def test_k03_a_signature_has_no_second_scalar():
    for key in HONEST[:50]:
        signature = key.sign(b"badge")
        scalar = int.from_bytes(signature[32:], "little")
        twins = [
            signature[:32] + (scalar + times * GROUP_ORDER).to_bytes(32, "little")
            for times in range(1, 15)
        ]

        assert verify_signature(key.public, signature, b"badge")
        assert not any(verify_signature(key.public, twin, b"badge") for twin in twins)


def test_k03_a_badge_with_the_twin_of_its_signature_is_not_verified(world, now):
    badge = world.issue_badge()
    value = read_proof(badge["proof"]).proof_value
    scalar = int.from_bytes(value[32:], "little") + GROUP_ORDER
    badge["proof"]["proofValue"] = "z" + encode_base58btc(
        value[:32] + scalar.to_bytes(32, "little")
    )

    with pytest.raises(CredentialError, match=r"proof\.signature"):
        verify_proof(badge, badge["proof"], key=world.club.key.public)
    assert Verdict.NOT_VERIFIED == world.verify(badge, now).verdict


@pytest.mark.parametrize("r_part", [*SMALL_ORDER, "ff" * 32, "ed" + "ff" * 30 + "ff"])
@pytest.mark.parametrize("s_part", [bytes(32), b"\1" + bytes(31)])
def test_k03_a_point_of_small_order_signs_nothing(r_part, s_part):
    for key in HONEST[:3]:
        for number in range(50):
            assert not verify_signature(key.public, bytes.fromhex(r_part) + s_part, b"%d" % number)


RAW = HONEST[0].public.raw


@pytest.mark.parametrize(
    ("text", "code"),
    [
        pytest.param(multikey(RAW, b"\xec\x01"), "key.unsupported", id="X25519"),
        pytest.param(multikey(RAW + b"\2", b"\xe7\x01"), "key.unsupported", id="secp256k1"),
        pytest.param(multikey(b"\2" + RAW, b"\x82\x24"), "key.unsupported", id="P-521"),
        pytest.param(multikey(RAW, b"\x80\x26"), "key.private_exposed", id="Ed25519 private"),
        pytest.param(multikey(RAW, b"\x82\x26"), "key.private_exposed", id="X25519 private"),
        pytest.param(multikey(RAW, b"\x86\x26"), "key.private_exposed", id="P-256 private"),
        pytest.param(multikey(RAW[:-1]), "key.length", id="truncated"),
        pytest.param(multikey(RAW + b"\0"), "key.length", id="too long"),
        pytest.param(multikey(RAW * 2), "key.length", id="twice"),
        pytest.param(multikey(b""), "key.length", id="prefix only"),
        pytest.param(multikey(RAW, b"\xed\x81\x00"), "key.unsupported", id="longer varint"),
        pytest.param(multikey(RAW, b"\xed"), "key.unsupported", id="half a varint"),
        pytest.param(multikey(RAW, b""), "key.unsupported", id="no prefix"),
        pytest.param("z", "key.unsupported", id="nothing"),
    ],
)
def test_k04_another_multicodec_is_refused(text, code):
    for read in (PublicKey.from_multikey, lambda key: did_key_document("did:key:" + key)):
        with pytest.raises(CredentialError) as caught:
            read(text)
        assert code == caught.value.reason


GOOD = multikey(RAW)


@pytest.mark.parametrize(
    "text",
    [
        *(chr(ord("z") ^ 1 << bit) + GOOD[1:] for bit in range(7)),
        " " + GOOD,
        GOOD + " ",
        GOOD + "\n",
        GOOD[:9] + " " + GOOD[9:],
        GOOD[:9] + "0" + GOOD[10:],
        GOOD[:9] + "O" + GOOD[10:],
        GOOD[:9] + "I" + GOOD[10:],
        GOOD[:9] + "l" + GOOD[10:],
        "z1" + GOOD[1:],
        "zz" + GOOD[1:],
        "u" + encode_base64url(b"\xed\x01" + RAW),
        GOOD[1:],
        "",
    ],
)
def test_k05_a_second_spelling_of_a_key_is_refused(text):
    with pytest.raises(CredentialError):
        PublicKey.from_multikey(text)


@pytest.mark.parametrize("bit", range(7))
def test_k05_a_signature_with_another_prefix_is_refused(world, now, bit):
    badge = world.issue_badge()
    value = badge["proof"]["proofValue"]
    badge["proof"]["proofValue"] = chr(ord("z") ^ 1 << bit) + value[1:]

    report = world.verify(badge, now)

    assert Verdict.NOT_VERIFIED == report.verdict
    assert "proof.proof_value" == report.finding("proof").code


SECRET = HONEST[0].expose_secret_multikey()


@pytest.mark.parametrize(
    "members",
    [
        {"publicKeyMultibase": SECRET},
        {"publicKeyMultibase": GOOD, "secretKeyMultibase": SECRET},
        {"publicKeyMultibase": GOOD, "privateKeyMultibase": SECRET},
        {"publicKeyMultibase": GOOD, "privateKeyBase58": SECRET[1:]},
        {"type": "JsonWebKey", "publicKeyJwk": {**jwk(RAW), "d": "AA"}},
        {"type": "JsonWebKey", "publicKeyJwk": jwk(RAW), "privateKeyJwk": {}},
        {"type": "JsonWebKey", "publicKeyJwk": {"kty": "oct", "k": "AA"}},
        {"type": "JsonWebKey", "publicKeyJwk": {**jwk(RAW), "d": None}},
    ],
)
def test_k06_a_private_key_among_public_ones_is_told_to_be_compromised(members):
    with pytest.raises(CredentialError) as caught:
        method_with(**members)

    assert "key.private_exposed" == caught.value.reason
    assert SECRET not in str(caught.value)


def test_k06_a_badge_of_an_issuer_that_publishes_its_private_key_is_not_verified(world, now):
    badge = world.issue_badge()
    document = world.club.document()
    document["verificationMethod"][0]["secretKeyMultibase"] = (
        world.club.key.expose_secret_multikey()
    )
    world.club.publish(document)

    report = world.verify(badge, now)

    assert Verdict.NOT_VERIFIED == report.verdict
    assert "key.private_exposed" in {finding.code for finding in report.findings}


def test_k07_one_key_under_two_issuers_has_one_name_to_find_it_by():
    first = issuer_document("did:web:a.example", ())
    key = HONEST[0].public

    assert [] == first["verificationMethod"]
    assert key.thumbprint() == PublicKey.from_jwk(key.to_jwk()).thumbprint()
    assert key.thumbprint() == PublicKey.from_multikey(key.to_multikey()).thumbprint()
    assert 500 == len({honest.public.thumbprint() for honest in HONEST})


def test_k07_a_badge_is_bound_to_its_own_issuer_even_when_two_share_a_key(world, now):
    club = world.club
    badge = world.issue_badge()
    twin = world.new_issuer("did:web:twin.example")
    twin.key, twin.published = club.key, club.published
    twin.publish()
    badge_of_twin = twin.sign(
        {name: value for name, value in badge.items() if name != "proof"}, method=twin.method
    )

    assert Verdict.VERIFIED == world.verify(badge, now).verdict
    assert Verdict.NOT_VERIFIED == world.verify(badge_of_twin, now).verdict
