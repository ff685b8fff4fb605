"""Public keys as PEM (RFC 7468): the kinds that are read, and all that is none of them."""

import base64

import pytest
from cryptography.hazmat.primitives.asymmetric import dsa, ec, ed448, rsa, x25519
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
)

from badger.credentials.keys import UnusableKey
from badger.credentials.pem_keys import key_from_pem

SPKI = (Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)
RSA = rsa.generate_private_key(public_exponent=65537, key_size=2048)
# RFC 8410, section 10.1: an Ed25519 public key.
RFC_8410 = """-----BEGIN PUBLIC KEY-----
MCowBQYDK2VwAyEAGb9ECWmEzf6FQbrBZ9w7lshQhqowtrbLDFw4rXAxZuE=
-----END PUBLIC KEY-----
"""


def spki(key: object) -> str:
    """The public half as PEM."""
    return key.public_key().public_bytes(*SPKI).decode()  # type: ignore[attr-defined]


def refused(text: str) -> str:
    """The code of a refusal."""
    with pytest.raises(UnusableKey) as error:
        key_from_pem(text)
    return error.value.reason


def test_the_ed25519_key_of_the_rfc_is_read():
    key = key_from_pem(RFC_8410)

    assert "Ed25519" == key.kind
    assert "19bf44096984cdfe8541bac167dc3b96c85086aa30b6b6cb0c5c38ad703166e1" == key.raw.hex()


@pytest.mark.parametrize(
    ("curve", "kind", "length"), [(ec.SECP256R1(), "P-256", 33), (ec.SECP384R1(), "P-384", 49)]
)
def test_a_key_on_a_curve_of_the_standard_is_read(curve, kind, length):
    key = key_from_pem(spki(ec.generate_private_key(curve)))

    assert (kind, length) == (key.kind, len(key.raw))


@pytest.mark.parametrize("form", [PublicFormat.SubjectPublicKeyInfo, PublicFormat.PKCS1])
def test_an_rsa_key_is_read_in_both_of_its_forms(form):
    text = RSA.public_key().public_bytes(Encoding.PEM, form).decode()
    der = RSA.public_key().public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)

    assert ("RSA", der) == (key_from_pem(text).kind, key_from_pem(text).raw)


@pytest.mark.parametrize("text", [RFC_8410.replace("\n", "\r\n"), f"\n {RFC_8410}\n\n"])
def test_line_endings_do_not_matter(text):
    assert "Ed25519" == key_from_pem(text).kind


@pytest.mark.parametrize(
    "key",
    [
        x25519.X25519PrivateKey.generate(),
        ed448.Ed448PrivateKey.generate(),
        ec.generate_private_key(ec.SECP256K1()),
        ec.generate_private_key(ec.SECP521R1()),
        dsa.generate_private_key(2048),
    ],
)
def test_a_key_of_another_kind_is_named_so(key):
    assert "key.unsupported" == refused(spki(key))


def test_a_curve_that_nobody_knows_is_named_so():
    """The object identifier of P-256 (1.2.840.10045.3.1.7) with another last number."""
    der = ec.generate_private_key(ec.SECP256R1()).public_key()
    data = der.public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)
    text = _armour(
        data.replace(bytes.fromhex("2a8648ce3d030107"), bytes.fromhex("2a8648ce3d03017f"))
    )

    assert "key.unsupported" == refused(text)


def _armour(data: bytes) -> str:
    body = base64.encodebytes(data).decode()
    return f"-----BEGIN PUBLIC KEY-----\n{body}-----END PUBLIC KEY-----\n"


def test_an_rsa_key_of_1024_bits_is_refused():
    key = rsa.generate_private_key(public_exponent=65537, key_size=1024)  # noqa: S505 - weak on purpose

    assert refused(spki(key)).startswith("key.")


@pytest.mark.parametrize("form", [PrivateFormat.PKCS8, PrivateFormat.TraditionalOpenSSL])
def test_a_private_key_is_named_so_and_not_read(form):
    text = RSA.private_bytes(Encoding.PEM, form, NoEncryption()).decode()

    assert "key.private_exposed" == refused(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "x",
        RFC_8410 * 2,
        f"# a comment\n{RFC_8410}",
        RFC_8410.replace("PUBLIC KEY", "CERTIFICATE"),
        RFC_8410.replace("BEGIN PUBLIC", "BEGIN RSA PUBLIC"),
        RFC_8410.replace("MCow", "AAAA"),
        RFC_8410.replace("MCow", "MC*w"),
        RFC_8410.replace("MCow", "Version: 1\nMCow"),
        RFC_8410 + " " * 2_048,
        RFC_8410.replace("M", "\u2133"),
    ],
)
def test_anything_else_is_no_key(text):
    assert "key.malformed" == refused(text)
