"""Wycheproof's JSON Web Keys: none that is invalid is used, each refusal is known."""

import pytest

from badger.credentials.errors import CredentialError
from badger.credentials.jwt import read_signed_text, verify_jws
from badger.credentials.key_sets import method_in_set
from badger.credentials.keys import PrivateKeyExposed, PublicKey
from tests.vectors import vector_json

pytestmark = pytest.mark.vectors

SET_URL = "https://issuer.example/.well-known/jwks.json"
ISSUER = "https://issuer.example/issuers/1"
SHARED_SECRET = "a key that two parties share is no public key: anybody who verifies could sign"
# Valid by Wycheproof, refused by badger, by tcId.
REFUSED_ON_PURPOSE = dict.fromkeys((2, 13, 14, 15), SHARED_SECRET)
# What badger says of the first key of each group of an invalid use, by tcId.
REASONS = {
    1: "key.private_exposed",
    3: "key.private_exposed",
    4: "key.private_exposed",
    6: "key.unsupported",
    7: "key.weak_key",
    8: "key.modulus",
    9: "key.weak_key",
    **dict.fromkeys((10, 11, 12, 16, 17, 18, 25, 26), "key.private_exposed"),
    19: "key.unsupported",
    20: "key.unsupported",
    21: "key.unsupported",
    22: "key.not_on_curve",
    23: "key.unsupported",
    24: "key.unsupported",
}


def cases():
    for group in vector_json("wycheproof", "json_web_key_test.json")["testGroups"]:
        for test in group["tests"]:
            yield test, group.get("public") or group["private"]


def accepted(test, keys) -> bool:
    """Take the key that the token names out of the set, as for a badge, and verify with it."""
    try:
        jws = read_signed_text(test["jws"].encode())
        url = f"{SET_URL}#{jws.kid}"
        verify_jws(jws, method_in_set(keys, url, set_url=SET_URL, issuer=ISSUER).key)
    except CredentialError:
        return False
    return True


def judged(result) -> dict[int, bool]:
    return {
        test["tcId"]: accepted(test, keys) for test, keys in cases() if test["result"] == result
    }


def test_j16_no_invalid_key_is_used():
    verdicts = judged("invalid")

    assert 21 == len(verdicts)
    assert [] == [number for number, was_accepted in verdicts.items() if was_accepted]


def test_every_valid_key_is_used_or_refused_on_purpose():
    verdicts = judged("valid")

    assert 5 == len(verdicts)
    assert set(REFUSED_ON_PURPOSE) == {
        number for number, was_accepted in verdicts.items() if not was_accepted
    }


def test_every_invalid_key_is_refused_for_its_reason():
    """The key itself, before any signature is looked at."""
    found = {}
    for test, keys in cases():
        if test["result"] == "invalid":
            with pytest.raises(CredentialError) as caught:
                PublicKey.from_jwk(keys["keys"][0])
            found[test["tcId"]] = caught.value.reason

    assert REASONS == found


def test_k06_a_set_with_a_shared_key_in_it_is_given_up_whole():
    mixed = next(keys for test, keys in cases() if test["tcId"] == 1)

    with pytest.raises(PrivateKeyExposed):
        method_in_set(mixed, f"{SET_URL}#kid-ec-sign", set_url=SET_URL, issuer=ISSUER)
