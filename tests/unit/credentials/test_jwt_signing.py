"""Badges written as tokens: what is in them, and what cannot be written."""

import json

import pytest

from badger.credentials.errors import CredentialError
from badger.credentials.jwt import read_jws, verify_jws
from badger.credentials.jwt_signing import sign_jwt, sign_vc_jose
from tests.jwt_badges import ALGORITHMS, ISSUED_S, key_of, unb64
from tests.world import badge_document

ISSUER = "did:web:club.example"
KID = f"{ISSUER}#key"
SUBJECT = "urn:uuid:7d1f5d6e-9a3b-4f0e-8f6e-0a1b2c3d4e5f"


def parts_of(text: str) -> tuple[dict, dict]:
    header, payload, _ = text.split(".")
    return json.loads(unb64(header)), json.loads(unb64(payload))


@pytest.mark.parametrize("kind", ALGORITHMS)
def test_a_badge_repeats_its_values_in_claims(kind: str):
    key, document = key_of(kind), badge_document(ISSUER)

    text = sign_jwt(document, signer=key, kid=KID)

    header, payload = parts_of(text)
    assert {"alg": ALGORITHMS[kind], "typ": "JWT", "kid": KID} == header
    claims = {"iss": ISSUER, "jti": document["id"], "sub": SUBJECT, "nbf": ISSUED_S}
    assert {**document, **claims} == payload
    verify_jws(read_jws(text.encode()), key.public)


def test_an_end_is_repeated_where_there_is_one():
    document = {**badge_document(ISSUER), "validUntil": "2027-03-01T09:00:00+01:00"}

    _, payload = parts_of(sign_jwt(document, signer=key_of("Ed25519"), kid=KID))

    assert ISSUED_S + 365 * 86_400 == payload["exp"]


def test_vc_jose_adds_nothing_to_the_document():
    key, document = key_of("P-256"), badge_document(ISSUER)

    text = sign_vc_jose(document, signer=key, kid=KID)

    header, payload = parts_of(text)
    assert {"alg": "ES256", "typ": "vc+jwt", "cty": "vc", "kid": KID} == header
    assert document == payload
    verify_jws(read_jws(text.encode()), key.public)


def _subject(**changes: object) -> dict:
    subject = {**badge_document(ISSUER)["credentialSubject"], **changes}
    return {name: value for name, value in subject.items() if value is not None}


@pytest.mark.parametrize(
    ("members", "code"),
    [
        ({"credentialSubject": _subject(id=None)}, "jwt.not_signable"),
        ({"credentialSubject": [_subject(), _subject()]}, "jwt.not_signable"),
        ({"validFrom": "2026-03-01T08:00:00.5Z"}, "jwt.not_signable"),
        ({"validFrom": "2026-03-01T08:00:00.000Z"}, "jwt.not_signable"),
        ({"validUntil": "2027-03-01T08:00:00.1Z"}, "jwt.not_signable"),
        ({"validFrom": "demain"}, "time.malformed"),
        ({"validUntil": None}, "time.malformed"),
        ({"id": None}, "jwt.not_signable"),
        ({"issuer": {}}, "jwt.not_signable"),
        ({"iss": ISSUER}, "jwt.not_signable"),
        ({"vc": {}}, "jwt.not_signable"),
    ],
)
def test_what_no_claim_can_repeat_is_refused(members: dict, code: str):
    document = {**badge_document(ISSUER), **members}

    with pytest.raises(CredentialError) as caught:
        sign_jwt(document, signer=key_of("Ed25519"), kid=KID)

    assert code == caught.value.reason


@pytest.mark.parametrize("sign", [sign_jwt, sign_vc_jose])
def test_a_key_is_named_by_its_address(sign):
    with pytest.raises(CredentialError) as caught:
        sign(badge_document(ISSUER), signer=key_of("Ed25519"), kid="key-1")

    assert "proof.verification_method" == caught.value.reason


@pytest.mark.parametrize("claim", ["iss", "sub", "aud", "exp", "nbf", "iat", "jti", "cnf", "vp"])
def test_vc_jose_takes_no_claim_for_a_member(claim: str):
    with pytest.raises(CredentialError) as caught:
        sign_vc_jose({**badge_document(ISSUER), claim: 1}, signer=key_of("Ed25519"), kid=KID)

    assert "jwt.not_signable" == caught.value.reason
