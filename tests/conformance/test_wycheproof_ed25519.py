"""Wycheproof's Ed25519 signatures: none that is invalid is accepted, each refusal is known."""

import pytest

from badger.credentials.keys import PublicKey, UnusableKey, verify_signature
from tests.vectors import vector_json

pytestmark = pytest.mark.vectors

# Valid signatures that badger refuses, by tcId, with the reason. None so far.
REFUSED_ON_PURPOSE: dict[int, str] = {}


def groups():
    return vector_json("wycheproof", "ed25519_test.json")["testGroups"]


def accepted(key_hex: str, test) -> bool:
    try:
        key = PublicKey("Ed25519", bytes.fromhex(key_hex))
    except UnusableKey:
        return False
    return verify_signature(key, bytes.fromhex(test["sig"]), bytes.fromhex(test["msg"]))


def judged(result: str) -> dict[int, bool]:
    return {
        test["tcId"]: accepted(group["publicKey"]["pk"], test)
        for group in groups()
        for test in group["tests"]
        if test["result"] == result
    }


def test_k03_no_invalid_signature_is_accepted():
    verdicts = judged("invalid")

    assert 63 == len(verdicts)
    assert [] == [number for number, was_accepted in verdicts.items() if was_accepted]


def test_every_valid_signature_is_accepted_or_refused_on_purpose():
    verdicts = judged("valid")

    assert 88 == len(verdicts)
    assert set(REFUSED_ON_PURPOSE) == {
        number for number, was_accepted in verdicts.items() if not was_accepted
    }


def test_every_key_of_the_suite_is_read_from_its_jwk():
    for group in groups():
        jwk = {
            name: value
            for name, value in group["publicKeyJwk"].items()
            if name in ("kty", "crv", "x")
        }
        assert group["publicKey"]["pk"] == PublicKey.from_jwk(jwk).raw.hex()
