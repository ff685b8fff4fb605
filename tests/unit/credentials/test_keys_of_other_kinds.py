"""P-256, P-384 and RSA keys in their written forms, and the numbers that are no keys."""

import copy
import hashlib
import pickle

import pytest
from cryptography.hazmat.primitives.asymmetric.ec import SECP256R1, generate_private_key
from cryptography.hazmat.primitives.asymmetric.utils import encode_dss_signature
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from badger.credentials.errors import CredentialError
from badger.credentials.keys import (
    EcdsaSigningKey,
    NotOnCurve,
    PrivateKeyExposed,
    PublicKey,
    RsaSigningKey,
    SigningKey,
    UnsupportedKey,
    UnusableKey,
    WeakKey,
    WrongKeyLength,
    WrongModulus,
    verify_signature,
)
from badger.credentials.keys.ecdsa import CURVES
from badger.credentials.multibase import decode_base64url, encode_base58btc, encode_base64url

# RFC 7517, appendix A.1: the public keys of the examples.
EC_JWK = {
    "kty": "EC",
    "crv": "P-256",
    "x": "MKBCTNIcKUSDii11ySs3526iDZ8AiTo7Tu6KPAqv7D4",
    "y": "4Etl6SRW2YiLUrN5vfvVHuhp7x8PxltmWWlbbM4IFyM",
}
RSA_JWK = {
    "kty": "RSA",
    "n": (
        "0vx7agoebGcQSuuPiLJXZptN9nndrQmbXEps2aiAFbWhM78LhWx4cbbfAAtVT86zwu1RK7aPFFxuhDR1L6tSoc_"
        "BJECPebWKRXjBZCiFV4n3oknjhMstn64tZ_2W-5JsGY4Hc5n9yBXArwl93lqt7_RN5w6Cf0h4QyQ5v-65YGjQR0_"
        "FDW2QvzqY368QQMicAtaSqzs8KJZgnYb9c7d0zgdAZHzu6qMQvRL5hajrn1n91CbOpbISD08qNLyrdkt-bFTWhAI"
        "4vMQFh6WeZu0fM4lFd2NcRwr3XPksINHaQ-G_xBniIqbw0Ls1jF44-csFCur-kEgU8awapJzKnqDKgw"
    ),
    "e": "AQAB",
}
# RFC 7638, section 3.1: the thumbprint of that RSA key.
RSA_THUMBPRINT = "NzbLsXh8uDCcd-6MNwXF4W_7noWXFZAfHkxZsRGC9Xs"
P_256 = EcdsaSigningKey.from_secret("P-256", bytes(range(1, 33)))
P_384 = EcdsaSigningKey.from_secret("P-384", bytes(range(1, 49)))
RSA = RsaSigningKey.generate()
EVERY = pytest.mark.parametrize("key", [P_256, P_384, RSA], ids=["P-256", "P-384", "RSA"])


def number(value: int) -> str:
    return encode_base64url(value.to_bytes((value.bit_length() + 7) // 8, "big"))


def modulus() -> int:
    return int.from_bytes(decode_base64url(RSA_JWK["n"]), "big")


@EVERY
def test_what_a_key_signs_it_verifies_and_nothing_else(key):
    signature = key.sign(b"badge")

    assert verify_signature(key.public, signature, b"badge")
    assert not verify_signature(key.public, signature, b"badges")
    for changed in (b"", signature[:-1], signature + b"\0", bytes(len(signature))):
        assert not verify_signature(key.public, changed, b"badge")


@pytest.mark.parametrize("jwk", [EC_JWK, RSA_JWK])
def test_a_published_jwk_is_written_as_it_was_read(jwk):
    assert jwk == PublicKey.from_jwk(jwk).to_jwk()


def test_an_rsa_key_is_named_as_published():
    assert RSA_THUMBPRINT == PublicKey.from_jwk(RSA_JWK).thumbprint()


@pytest.mark.parametrize("key", [P_256, P_384])
def test_a_point_is_written_as_a_multikey_and_read_again(key):
    assert key.public == PublicKey.from_multikey(key.public.to_multikey())
    secret = key.expose_secret_multikey()
    assert key.public == EcdsaSigningKey.from_secret_multikey(secret).public
    with pytest.raises(PrivateKeyExposed):
        PublicKey.from_multikey(secret)


def test_an_rsa_key_has_no_multikey():
    with pytest.raises(UnsupportedKey):
        RSA.public.to_multikey()


@EVERY
def test_q07_a_key_is_neither_shown_nor_copied_nor_pickled(key):
    assert key.public.thumbprint() in repr(key)
    for leak in (pickle.dumps, copy.copy, copy.deepcopy):
        with pytest.raises(PrivateKeyExposed):
            leak(key)


@pytest.mark.parametrize("curve", ["P-256", "P-384"])
def test_k04_bytes_that_are_no_point_of_the_curve_are_refused(curve):
    size = CURVES[curve].size
    for raw in (b"", bytes(1), bytes(size), b"\4" + bytes(2 * size)):
        with pytest.raises(WrongKeyLength):
            PublicKey(curve, raw)
    # The number below is not below the field's prime; 05 is no sign; 00 is the point at infinity.
    for raw in (b"\2" + b"\xff" * size, b"\5" + bytes(size), bytes(size + 1)):
        with pytest.raises(NotOnCurve):
            PublicKey(curve, raw)
    text = "z" + encode_base58btc(b"\x80\x24" + b"\2" + b"\xff" * 32)
    with pytest.raises(NotOnCurve):
        PublicKey.from_multikey(text)


@pytest.mark.parametrize(
    ("change", "error"),
    [
        ({"y": EC_JWK["x"]}, NotOnCurve),
        ({"x": encode_base64url(bytes(32)), "y": encode_base64url(bytes(32))}, NotOnCurve),
        ({"x": encode_base64url(bytes(31))}, WrongKeyLength),
        ({"x": encode_base64url(b"\0" + decode_base64url(EC_JWK["x"]))}, WrongKeyLength),
        ({"y": None}, UnusableKey),
        ({"crv": "P-384"}, WrongKeyLength),
        ({"crv": "secp256k1"}, UnsupportedKey),
        ({"crv": "P-521"}, UnsupportedKey),
        ({"alg": "ES384"}, UnsupportedKey),
        ({"alg": "ECDH-ES"}, UnsupportedKey),
        ({"alg": ["ES256"]}, UnsupportedKey),
        ({"use": "enc"}, UnsupportedKey),
        ({"key_ops": ["verify", "verify"]}, UnsupportedKey),
        ({"key_ops": ["verify", "encrypt"]}, UnsupportedKey),
        ({"key_ops": ["verify", 5]}, UnsupportedKey),
        ({"key_ops": []}, UnsupportedKey),
        ({"d": "AA"}, PrivateKeyExposed),
    ],
)
def test_j17_a_jwk_of_a_point_is_read_strictly(change, error):
    with pytest.raises(error):
        PublicKey.from_jwk({**EC_JWK, **change})


def test_a_jwk_that_names_its_use_is_read():
    use = {"use": "sig", "key_ops": ["verify"]}
    assert PublicKey.from_jwk({**EC_JWK, **use, "alg": "ES256"})
    assert PublicKey.from_jwk({**RSA_JWK, **use, "alg": "RS256"})


@pytest.mark.parametrize(
    ("change", "error"),
    [
        ({"n": number(modulus() >> 1024)}, WrongModulus),
        ({"n": number(modulus() >> 1)}, WrongModulus),
        ({"n": number(3**5200)}, WrongModulus),
        ({"n": encode_base64url(b"\0" + modulus().to_bytes(256, "big"))}, UnusableKey),
        ({"n": ""}, UnusableKey),
        ({"n": 5}, UnusableKey),
        ({"n": RSA_JWK["n"] + "="}, CredentialError),
        ({"n": number(modulus() + 1)}, WeakKey),
        ({"n": number(7 * modulus())}, WeakKey),
        ({"e": "AQ"}, WeakKey),
        ({"e": "Aw"}, WeakKey),
        ({"e": number(65538)}, WeakKey),
        ({"e": number(2**33 + 1)}, UnsupportedKey),
        ({"crv": "P-256"}, UnsupportedKey),
        ({"alg": "PS256"}, UnsupportedKey),
        ({"alg": "RSA-OAEP", "use": "enc"}, UnsupportedKey),
        ({"p": "AA"}, PrivateKeyExposed),
    ],
)
def test_j16_a_jwk_of_rsa_is_read_strictly(change, error):
    with pytest.raises(error):
        PublicKey.from_jwk({**RSA_JWK, **change})


def test_j16_a_modulus_of_16384_bits_is_refused_before_it_is_a_number():
    text = encode_base64url(b"\xff" * 2048)

    # The second one is no base64url at all: nobody came to read it.
    for unread in (text, text[:-1] + "="):
        with pytest.raises(WrongModulus):
            PublicKey.from_jwk({**RSA_JWK, "n": unread})


def test_j16_a_der_key_is_read_in_one_writing_only():
    raw = PublicKey.from_jwk(RSA_JWK).raw

    assert PublicKey("RSA", raw)
    other = generate_private_key(SECP256R1()).public_key()
    point = other.public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)
    for changed in (b"", raw[:-1], raw + b"\0", b"\0" * 300, point):
        with pytest.raises(UnusableKey):
            PublicKey("RSA", changed)
    with pytest.raises(WrongModulus):
        PublicKey("RSA", raw + bytes(2048))


def test_j17_r_and_s_stay_between_nothing_and_the_order():
    for key, name in ((P_256, "P-256"), (P_384, "P-384")):
        size, order = CURVES[name].size, CURVES[name].order
        signature = key.sign(b"badge")
        r, s = (int.from_bytes(half, "big") for half in (signature[:size], signature[size:]))
        edges = [(0, s), (r, 0), (order, s), (r, order), (0, 0), (order - 1, order - 1)]
        for r_part, s_part in edges:
            forged = r_part.to_bytes(size, "big") + s_part.to_bytes(size, "big")
            assert not verify_signature(key.public, forged, b"badge")
        assert not verify_signature(key.public, encode_dss_signature(r, s), b"badge")
        assert not verify_signature(key.public, b"\0" + signature, b"badge")


def test_ecdsa_signs_as_rfc_6979_publishes():
    # RFC 6979, appendix A.2.5: P-256, SHA-256, "sample".
    secret = bytes.fromhex("c9afa9d845ba75166b5c215767b1d6934e50c3db36e89b127b8a622b120f6721")
    key = EcdsaSigningKey.from_secret("P-256", secret)

    expected = (
        "efd48b2aacb6a8fd1140dd9cd45e81d69d2c877b56aaf991c34d0ea84eaf3716"
        "f7cb1c942d657c41d436c7a1b6e29f65f3e900dbb9aff4064dc4ab2f843acda8"
    )
    assert expected == key.sign(b"sample").hex()


def test_a_secret_number_is_read_from_its_jwk():
    secret = bytes(range(1, 33))
    jwk = {**P_256.public.to_jwk(), "d": encode_base64url(secret)}

    assert P_256.public == EcdsaSigningKey.from_secret_jwk(jwk).public
    with pytest.raises(UnusableKey):
        EcdsaSigningKey.from_secret_jwk({**jwk, **EC_JWK})
    with pytest.raises(UnsupportedKey):
        EcdsaSigningKey.from_secret_jwk({**RSA_JWK, "d": "AA"})
    with pytest.raises(UnsupportedKey):
        SigningKey.from_secret_jwk(jwk)


@pytest.mark.parametrize(
    ("secret", "error"),
    [
        (bytes(32), UnusableKey),
        (b"\xff" * 32, UnusableKey),
        (bytes(31), WrongKeyLength),
    ],
)
def test_another_number_is_no_secret(secret, error):
    with pytest.raises(error):
        EcdsaSigningKey.from_secret("P-256", secret)


@pytest.mark.parametrize("text", ["", "z", P_256.public.to_multikey()])
def test_another_text_is_no_secret_of_a_curve(text):
    with pytest.raises(UnsupportedKey):
        EcdsaSigningKey.from_secret_multikey(text)


def secret_rsa_jwk():
    numbers = RSA._private.private_numbers()
    members = {
        "d": numbers.d,
        "p": numbers.p,
        "q": numbers.q,
        "dp": numbers.dmp1,
        "dq": numbers.dmq1,
        "qi": numbers.iqmp,
    }
    return {**RSA.public.to_jwk(), **{name: number(value) for name, value in members.items()}}


def test_an_rsa_secret_is_read_from_its_jwk():
    jwk = secret_rsa_jwk()
    key = RsaSigningKey.from_secret_jwk(jwk)

    assert RSA.public == key.public
    assert verify_signature(RSA.public, key.sign(b"badge"), b"badge")
    with pytest.raises(UnusableKey):
        RsaSigningKey.from_secret_jwk({**jwk, "p": jwk["q"]})
    with pytest.raises(UnsupportedKey):
        RsaSigningKey.from_secret_jwk({**EC_JWK, "d": "AA"})


def test_names_of_keys_differ_by_kind():
    names = {key.public.thumbprint() for key in (P_256, P_384, RSA)}

    assert 3 == len(names)
    assert all(len(hashlib.sha256().digest()) == len(decode_base64url(name)) for name in names)
