"""The badge in a token, and the claims that repeat it."""

import pytest

from badger.credentials.errors import CredentialError
from badger.credentials.jwt import read_jws
from badger.credentials.jwt_claims import check_claims, credential_in
from tests.jwt_badges import ISSUED_S, OB_300, VC_1, token


def test_claims_of_a_token_are_no_members_of_the_badge():
    claims = dict.fromkeys(("iss", "sub", "aud", "exp", "nbf", "iat", "jti", "cnf"), 1)

    assert {"id": "urn:x", "type": "A"} == credential_in({**claims, "id": "urn:x", "type": "A"})


def test_a_badge_of_version_1_is_completed_by_the_claims():
    """VC Data Model 1.1, section 6.3.1."""
    payload = {
        "iss": "did:web:club.example",
        "jti": "urn:uuid:1",
        "sub": "urn:uuid:2",
        "nbf": ISSUED_S,
        "exp": ISSUED_S + 60,
        "vc": {"@context": [VC_1, OB_300], "credentialSubject": {"type": ["A"]}},
    }

    assert {
        "@context": [VC_1, OB_300],
        "id": "urn:uuid:1",
        "issuer": "did:web:club.example",
        "issuanceDate": "2026-03-01T08:00:00Z",
        "expirationDate": "2026-03-01T08:01:00Z",
        "credentialSubject": {"type": ["A"], "id": "urn:uuid:2"},
    } == credential_in(payload)


def test_what_a_badge_of_version_1_says_itself_is_left_as_it_is():
    inside = {"@context": VC_1, "id": "urn:a", "issuer": {"id": "urn:b"}, "credentialSubject": []}

    assert inside == credential_in({"iss": "urn:c", "jti": "urn:d", "sub": "urn:e", "vc": inside})
    assert inside == credential_in({"vc": inside})


def test_a_badge_of_version_2_in_vc_is_given_as_it_stands():
    assert {"id": "urn:x"} == credential_in({"iss": "urn:y", "vc": {"id": "urn:x"}})


@pytest.mark.parametrize("value", ["demain", 5, None])
def test_a_date_that_is_none_is_not_repeated_by_a_claim(value: object):
    payload = {"issuer": "urn:a", "iss": "urn:a", "validFrom": value, "nbf": ISSUED_S}
    jws = read_jws(token({"alg": "EdDSA"}, payload))

    with pytest.raises(CredentialError) as caught:
        check_claims(jws, credential_in(payload))

    assert "jwt.claim_mismatch" == caught.value.reason


def test_the_times_of_a_token_are_given():
    payload = {"iat": 0, "nbf": 1, "exp": 2}
    jws = read_jws(token({"alg": "EdDSA", "typ": "vc+jwt"}, payload))

    times = check_claims(jws, {})

    assert [0, 1, 2] == [time.timestamp() for time in (times.issued, times.start, times.end)]
