"""Compact JWS: one spelling, a closed list of headers, one key of the right kind."""

import pytest

from badger.credentials.errors import CredentialError
from badger.credentials.jwt import check_header, read_jws, read_signed_text, verify_jws
from badger.credentials.keys import PublicKey
from badger.credentials.strict_json import JsonLimits
from tests.jwt_badges import ALGORITHMS, b64, key_of, token, unb64

# RFC 8037, appendix A.4: a JWS by Ed25519, letter for letter, and the key of appendix A.2.
RFC_8037 = (
    b"eyJhbGciOiJFZERTQSJ9.RXhhbXBsZSBvZiBFZDI1NTE5IHNpZ25pbmc."
    b"hgyY0il_MGCjP0JzlnLWG1PPOt7-09PGcvMg3AIbQR6dWbhijcNR4ki4iylGjg5BhVsPt9g7sVvpAr_MuM0KAg"
)
RFC_8037_KEY = {
    "kty": "OKP",
    "crv": "Ed25519",
    "x": "11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo",
}
# RFC 7515, appendix A.3: a JWS by P-256, and its key.
RFC_7515 = (
    b"eyJhbGciOiJFUzI1NiJ9."
    b"eyJpc3MiOiJqb2UiLA0KICJleHAiOjEzMDA4MTkzODAsDQogImh0dHA6Ly9leGFtcGxlLmNvbS9pc19yb290Ijp0"
    b"cnVlfQ."
    b"DtEhU3ljbEg8L38VWAfUAqOyKAM6-Xx-F4GawxaepmXFCgfTjDxw5djxLa8ISlSApmWQxfKTUJqPP3-Kg6NU1Q"
)
RFC_7515_KEY = {
    "kty": "EC",
    "crv": "P-256",
    "x": "f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU",
    "y": "x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0",
}


def refusal(work, *arguments) -> str:
    with pytest.raises(CredentialError) as caught:
        work(*arguments)
    return caught.value.reason


@pytest.mark.parametrize(
    ("text", "jwk"), [(RFC_8037, RFC_8037_KEY), (RFC_7515, RFC_7515_KEY)], ids=["Ed25519", "P-256"]
)
def test_the_examples_of_the_standards_are_verified(text: bytes, jwk: dict):
    signed = read_signed_text(text)

    verify_jws(signed, PublicKey.from_jwk(jwk))

    changed = read_signed_text(text.replace(b"eyJh", b"eyJj", 1))
    assert "jwt.alg_not_allowed" == refusal(verify_jws, changed, PublicKey.from_jwk(jwk))


def test_a_token_is_taken_apart_as_it_stands():
    jws = read_jws(RFC_7515)

    assert {"alg": "ES256"} == jws.header
    assert "ES256" == jws.alg
    assert (None, None, "") == (jws.kid, jws.jwk, jws.kind)
    assert "joe" == jws.payload["iss"]
    assert RFC_7515.rpartition(b".")[0] == jws.signing_input
    assert 64 == len(jws.signature)


@pytest.mark.parametrize("kind", ALGORITHMS)
def test_a_signature_is_of_these_bytes_and_this_key(kind: str):
    key = key_of(kind)
    text = token({"alg": ALGORITHMS[kind]}, {"a": 1}, key)

    verify_jws(read_jws(text), key.public)

    header, _, signature = text.split(b".")
    other = b".".join((header, b64(b'{"a":2}').encode(), signature))
    assert "proof.signature" == refusal(verify_jws, read_jws(other), key.public)


def test_the_newer_name_of_ed25519_is_known():
    """RFC 9864."""
    key = key_of("Ed25519")

    verify_jws(read_jws(token({"alg": "Ed25519"}, {}, key)), key.public)


@pytest.mark.parametrize("alg", ["RS256", "ES256", "ES384"])
def test_a_key_of_another_kind_is_refused_before_it_is_tried(alg: str):
    key = key_of("Ed25519")
    jws = read_jws(token({"alg": alg}, {}, key))

    assert "jwt.key_does_not_fit" == refusal(verify_jws, jws, key.public)


def test_headers_of_a_header_are_told():
    signed = read_signed_text(token({"alg": "EdDSA", "z": 1, "a": {}, "cty": "vc"}, {}))

    assert ("a", "z") == check_header(signed)


def test_a_header_that_names_no_text_names_nothing():
    signed = read_signed_text(token({"alg": 5, "kid": 5, "typ": 5, "jwk": 5}, {}))

    assert ("", None, "", None) == (signed.alg, signed.kid, signed.kind, signed.jwk)


def test_the_limits_of_the_payload_are_those_that_were_asked():
    text = token({"alg": "EdDSA"}, {"a": "x" * 30_000})
    payload = unb64(text.split(b".")[1].decode())

    assert "jwt.too_large" == refusal(lambda: read_jws(text, limits=JsonLimits(max_bytes=100)))
    near = JsonLimits(max_bytes=len(payload) - 1)
    assert "json.too_large" == refusal(lambda: read_jws(text, limits=near))
    assert read_jws(text, limits=JsonLimits(max_bytes=len(payload)))
