"""Wycheproof's ECDSA and RSA signatures: no invalid one is accepted, each refusal is known."""

import pytest

from badger.credentials.keys import PublicKey, UnusableKey, WeakKey, verify_signature
from tests.vectors import vector_json

pytestmark = pytest.mark.vectors

P_256 = "ecdsa_secp256r1_sha256_p1363_test.json"
P_384 = "ecdsa_secp384r1_sha384_p1363_test.json"
DER = "ecdsa_secp256r1_sha256_test.json"
RSA = "rsa_signature_2048_sha256_test.json"

SMALL_EXPONENT = "e = 3: badger takes exponents from 65537 on (hardening J16)"
NO_NULL = "the hash is named without its NULL, which RFC 8017 requires of new signatures"
IN_DER = "a signature is r and s side by side; DER is never read (hardening J17)"
# Signatures that Wycheproof calls valid or acceptable and badger refuses, by file and tcId.
REFUSED_ON_PURPOSE: dict[str, dict[int, str]] = {
    P_256: {},
    P_384: {},
    RSA: {8: NO_NULL, 258: SMALL_EXPONENT, 259: SMALL_EXPONENT},
}


def groups(name):
    return vector_json("wycheproof", name)["testGroups"]


def point_of(group):
    """The key from the uncompressed point of a group."""
    point = bytes.fromhex(group["publicKey"]["uncompressed"])
    half = len(point) // 2
    # SEC 1, section 2.3.3: the first byte tells whether y is odd.
    return bytes([2 + point[-1] % 2]) + point[1 : half + 1]


def read_key(name, group):
    if name == RSA:
        return PublicKey("RSA", bytes.fromhex(group["publicKeyDer"]))
    return PublicKey("P-384" if name == P_384 else "P-256", point_of(group))


def accepted(name, group, test) -> bool:
    try:
        key = read_key(name, group)
    except UnusableKey:
        return False
    return verify_signature(key, bytes.fromhex(test["sig"]), bytes.fromhex(test["msg"]))


def judged(name, *results) -> dict[int, bool]:
    return {
        test["tcId"]: accepted(name, group, test)
        for group in groups(name)
        for test in group["tests"]
        if test["result"] in results
    }


@pytest.mark.parametrize(("name", "count"), [(P_256, 89), (P_384, 87), (DER, 310), (RSA, 249)])
def test_j17_no_invalid_signature_is_accepted(name, count):
    verdicts = judged(name, "invalid")

    assert count == len(verdicts)
    assert [] == [number for number, was_accepted in verdicts.items() if was_accepted]


@pytest.mark.parametrize(("name", "count"), [(P_256, 173), (P_384, 193), (RSA, 10)])
def test_every_valid_signature_is_accepted_or_refused_on_purpose(name, count):
    verdicts = judged(name, "valid", "acceptable")

    assert count == len(verdicts)
    assert set(REFUSED_ON_PURPOSE[name]) == {
        number for number, was_accepted in verdicts.items() if not was_accepted
    }


def test_j17_a_signature_in_der_is_never_read_however_valid():
    verdicts = judged(DER, "valid")

    assert 174 == len(verdicts), IN_DER
    assert not any(verdicts.values()), IN_DER


@pytest.mark.parametrize(("name", "count"), [(P_256, 103), (P_384, 95), (RSA, 1)])
def test_every_key_of_a_suite_is_the_same_from_its_jwk(name, count):
    read = 0
    for group in groups(name):
        jwk = group.get("publicKeyJwk") or group.get("keyJwk")
        if jwk is not None and jwk.get("e") != "Aw":
            shown = {name: jwk[name] for name in ("kty", "crv", "x", "y", "n", "e") if name in jwk}
            key = PublicKey.from_jwk(shown)
            assert read_key(name, group) == key
            assert shown == key.to_jwk()
            read += 1
    assert count == read


def test_j16_the_rsa_keys_with_a_small_exponent_are_refused():
    small = [group for group in groups(RSA) if group["publicKey"]["publicExponent"] == "03"]

    assert 2 == len(small)
    for group in small:
        with pytest.raises(WeakKey):
            read_key(RSA, group)
        with pytest.raises(WeakKey):
            PublicKey.from_jwk(
                {name: group["keyJwk"][name] for name in ("kty", "n", "e")},
            )
