"""Ed25519 keys in their written forms."""

import copy
import pickle

import pytest
from hypothesis import given
from hypothesis import strategies as st

from badger.credentials.errors import CredentialError
from badger.credentials.keys import (
    PrivateKeyExposed,
    PublicKey,
    SigningKey,
    UnsupportedKey,
    UnusableKey,
    WrongKeyLength,
    verify_signature,
)
from badger.credentials.multibase import BadMultibase

# RFC 8032, section 7.1, test 2.
SEED = bytes.fromhex("4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb")
PUBLIC = bytes.fromhex("3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c")
SIGNATURE = bytes.fromhex(
    "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da"
    "085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00"
)
# RFC 8037, appendix A: the same key pair throughout.
JWK = {"kty": "OKP", "crv": "Ed25519", "x": "11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo"}
SECRET_JWK = {**JWK, "d": "nWGxne_9WmC6hEr0kuwsxERJxWl7MmkZcDusAxyuf2A"}
THUMBPRINT = "kPrK_qmxVWaYVA9wwBF6Iuo3vVzz7TxHCTwXBygrS4k"


@pytest.fixture
def key():
    return SigningKey.from_seed(SEED)


def test_a_key_signs_as_the_standard_publishes(key):
    assert PUBLIC == key.public.raw
    assert SIGNATURE == key.sign(b"\x72")
    assert verify_signature(key.public, SIGNATURE, b"\x72")


@pytest.mark.parametrize(
    "signature",
    [
        b"",
        SIGNATURE[:-1],
        SIGNATURE + b"\0",
        SIGNATURE[32:] + SIGNATURE[:32],
        bytes(64),
        bytes(32) + b"\xff" * 32,
    ],
)
def test_a_changed_signature_is_not_the_keys(key, signature):
    assert not verify_signature(key.public, signature, b"\x72")


def test_other_data_is_not_what_was_signed(key):
    assert not verify_signature(key.public, SIGNATURE, b"\x73")


def test_a_public_key_is_written_as_a_jwk_and_named_as_published():
    public = PublicKey.from_jwk(JWK)

    assert JWK == public.to_jwk()
    assert THUMBPRINT == public.thumbprint()


def test_a_multikey_is_written_as_it_was_read():
    text = "z6MkrJVnaZkeFzdQyMZu1cgjg7k1pZZ6pvBQ7XJPt4swbTQ2"

    assert text == PublicKey.from_multikey(text).to_multikey()


def test_a_secret_key_is_read_from_each_of_its_forms(key):
    assert SEED == key.expose_seed()
    assert SEED == SigningKey.from_secret_multikey(key.expose_secret_multikey()).expose_seed()
    assert JWK["x"] == SigningKey.from_secret_jwk(SECRET_JWK).public.to_jwk()["x"]


def test_two_new_keys_differ():
    assert SigningKey.generate().public != SigningKey.generate().public


def test_q07_a_key_shows_its_public_half_only(key):
    shown = f"{key} {key!r} {[key]}"

    assert key.public.to_multikey() in shown
    assert SEED.hex() not in shown
    assert key.expose_secret_multikey() not in shown


@pytest.mark.parametrize("leak", [pickle.dumps, copy.copy, copy.deepcopy])
def test_q07_a_key_is_neither_copied_nor_pickled(key, leak):
    with pytest.raises(PrivateKeyExposed):
        leak(key)


@pytest.mark.parametrize("length", [0, 31, 33, 64])
def test_a_key_of_another_length_is_refused(length):
    with pytest.raises(WrongKeyLength):
        PublicKey("Ed25519", bytes(length))
    with pytest.raises(WrongKeyLength):
        SigningKey.from_seed(bytes(length))


@pytest.mark.parametrize(
    ("change", "error"),
    [
        ({"kty": "EC", "crv": "P-256"}, UnusableKey),
        ({"crv": "X25519"}, UnsupportedKey),
        ({"kty": ["OKP"]}, UnsupportedKey),
        ({"use": "enc"}, UnsupportedKey),
        ({"alg": "ES256"}, UnsupportedKey),
        ({"key_ops": ["sign"]}, UnsupportedKey),
        ({"key_ops": "verify"}, UnsupportedKey),
        ({"x": None}, UnusableKey),
        ({"x": 5}, UnusableKey),
        ({"x": JWK["x"] + "="}, BadMultibase),
        ({"x": "AAAA"}, WrongKeyLength),
    ],
)
def test_a_jwk_of_another_kind_is_refused(change, error):
    with pytest.raises(error):
        PublicKey.from_jwk({**JWK, **change})


@pytest.mark.parametrize("alg", ["EdDSA", "Ed25519"])
def test_a_jwk_that_names_its_use_is_read(alg):
    assert PublicKey.from_jwk({**JWK, "use": "sig", "alg": alg, "key_ops": ["verify"]})


@pytest.mark.parametrize("value", [None, "text", 5, [JWK], True])
def test_a_jwk_that_is_no_object_is_refused(value):
    with pytest.raises(UnusableKey):
        PublicKey.from_jwk(value)


@pytest.mark.parametrize(
    ("jwk", "error"),
    [
        ({**SECRET_JWK, "crv": "Ed448"}, UnsupportedKey),
        ({**SECRET_JWK, "x": "PUAXw-hDiVqStwqnTRt-vJyYLM8uxJaMwM1V8Sr0Zgw"}, UnusableKey),
        ({**SECRET_JWK, "d": 1}, UnusableKey),
    ],
)
def test_a_secret_jwk_that_does_not_hold_together_is_refused(jwk, error):
    with pytest.raises(error):
        SigningKey.from_secret_jwk(jwk)


@pytest.mark.parametrize(
    "text", ["", "z", "z6MkrJVnaZkeFzdQyMZu1cgjg7k1pZZ6pvBQ7XJPt4swbTQ2", "u8o"]
)
def test_a_secret_multikey_of_another_kind_is_refused(text):
    with pytest.raises(CredentialError):
        SigningKey.from_secret_multikey(text)


@given(st.text(max_size=60))
def test_no_text_escapes_the_errors_of_keys(text):
    for read in (PublicKey.from_multikey, SigningKey.from_secret_multikey):
        with pytest.raises(CredentialError):
            read(text)


_MEMBERS = st.none() | st.booleans() | st.integers() | st.text(max_size=50) | st.lists(st.text())


@given(st.dictionaries(st.sampled_from(["kty", "crv", "x", "use", "alg", "key_ops"]), _MEMBERS))
def test_no_jwk_escapes_the_errors_of_keys(members):
    with pytest.raises(CredentialError):
        PublicKey.from_jwk({"kty": "OKP", "crv": "Ed25519", **members})
