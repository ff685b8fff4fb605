"""did:key, did:web and the strict reading of issuers' documents."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from badger.credentials.did import (
    BadDid,
    BadDocument,
    ControllerDiffers,
    MethodNotFound,
    PublishedKey,
    SeveralMethods,
    did_key,
    did_key_document,
    did_web,
    did_web_url,
    issuer_document,
    verification_method,
)
from badger.credentials.errors import CredentialError
from badger.credentials.keys import PrivateKeyExposed, PublicKey, UnsupportedKey, UnusableKey

MULTIKEY = "z6MkrJVnaZkeFzdQyMZu1cgjg7k1pZZ6pvBQ7XJPt4swbTQ2"
OTHER = "z6MktgKTsu1QhX6QPbyqG6geXdw6FQCZBPq7uQpieWbiQiG7"
KEY = PublicKey.from_multikey(MULTIKEY)
ISSUER = "did:web:bocage.example:issuers:club"
URL = f"{ISSUER}#{MULTIKEY}"


def published(**changes):
    """The document of an issuer with one key, and something changed in its method."""
    document = issuer_document(ISSUER, [PublishedKey(KEY)])
    document["verificationMethod"] = [{**document["verificationMethod"][0], **changes}]
    return document


def test_a_did_key_names_its_key_and_resolves_to_it():
    did = f"did:key:{MULTIKEY}"
    method = verification_method(did_key_document(did), f"{did}#{MULTIKEY}")

    assert did == did_key(KEY)
    assert KEY == method.key
    assert frozenset(("assertionMethod", "authentication")) == method.relationships


@pytest.mark.parametrize(
    "did",
    [
        "",
        "did:key",
        "DID:key:" + MULTIKEY,
        "did:web:" + MULTIKEY,
        f"did:key:{MULTIKEY}#{MULTIKEY}",
        f"did:key:{MULTIKEY}/path",
        f"did:key:{MULTIKEY}?a=b",
        f"did:key: {MULTIKEY}",
        "did:key:u7QE",
        f"did:key:1.1:{MULTIKEY}",
    ],
)
def test_another_text_is_no_did_key(did):
    with pytest.raises(CredentialError):
        did_key_document(did)


# From the did:web method, section 2.5.2, and with a port.
@pytest.mark.parametrize(
    ("did", "url"),
    [
        ("did:web:w3c-ccg.github.io", "https://w3c-ccg.github.io/.well-known/did.json"),
        (
            "did:web:w3c-ccg.github.io:user:alice",
            "https://w3c-ccg.github.io/user/alice/did.json",
        ),
        (
            "did:web:example.com%3A3000:user:alice",
            "https://example.com:3000/user/alice/did.json",
        ),
        ("did:web:localhost%3a8443", "https://localhost:8443/.well-known/did.json"),
        ("did:web:Example.ORG", "https://example.org/.well-known/did.json"),
        ("did:web:xn--caf-dma.example", "https://xn--caf-dma.example/.well-known/did.json"),
        ("did:web:a.example:...:b_c", "https://a.example/.../b_c/did.json"),
        ("did:web:3com.example", "https://3com.example/.well-known/did.json"),
    ],
)
def test_f09_a_did_web_is_found_where_the_method_says(did, url):
    assert url == did_web_url(did)


@pytest.mark.parametrize(
    "rest",
    [
        "",
        "127.0.0.1",
        "127.1",
        "2130706433",
        "0x7f000001",
        "0x7f.1",
        "a.0x",
        "example.1",
        "[::1]",
        "::1",
        "example.com:",
        "example.com::a",
        "example.com:..:a",
        "example.com:.",
        "example.com:a:..",
        "example.com%2Fa",
        "example.com:a%2Fb",
        "example.com:%2e%2e",
        "example.com%3A",
        "example.com%3A0",
        "example.com%3A080",
        "example.com%3A65536",
        "example.com%3A443%3A1",
        "user@example.com",
        "user:pass%40example.com",
        "example.com/a",
        "example.com?a",
        "example.com#a",
        "example.com\\a",
        "example.com%00",
        "example.com ",
        "example.com\n",
        "example.com.",
        ".example.com",
        "-a.example",
        "a-.example",
        "a..example",
        "é.example",
        "①②⑦.⓪.⓪.①",
        "ⓛocalhost",
        "a" * 64 + ".example",
        ".".join(["a" * 60] * 5),
        "example.com:" + "a" * 1024,
    ],
)
def test_f09_a_did_web_with_another_meaning_is_refused(rest):
    with pytest.raises(BadDid):
        did_web_url("did:web:" + rest)


@pytest.mark.parametrize("did", ["did:WEB:a.example", "DID:web:a.example", "https://a.example", ""])
def test_another_method_is_no_did_web(did):
    with pytest.raises(BadDid):
        did_web_url(did)


def test_a_did_web_is_composed_from_host_port_and_path():
    assert "did:web:localhost%3A8000:issuers:club" == did_web("localhost:8000", "issuers", "club")


@pytest.mark.parametrize(("host", "path"), [("10.0.0.1", "a"), ("a.example", ".."), ("a b", "")])
def test_a_did_web_that_nobody_could_resolve_is_not_composed(host, path):
    with pytest.raises(BadDid):
        did_web(host, path)


def test_an_issuers_document_publishes_old_keys_beside_new_ones():
    moment = datetime(2026, 3, 14, 9, 30, tzinfo=UTC)
    old = PublicKey.from_multikey(OTHER)

    document = issuer_document(
        ISSUER, [PublishedKey(KEY), PublishedKey(old, "key-1", expires=moment, revoked=moment)]
    )
    method = verification_method(document, f"{ISSUER}#key-1")

    assert [URL, f"{ISSUER}#key-1"] == document["assertionMethod"]
    assert (old, moment, moment) == (method.key, method.expires, method.revoked)
    assert KEY == verification_method(document, URL).key


def test_a_key_has_only_the_purposes_that_its_document_lists():
    document = {**published(), "assertionMethod": [], "keyAgreement": URL}

    assert {"keyAgreement"} == verification_method(document, URL).relationships


def test_a_key_written_inside_a_relationship_is_found():
    document = published()
    document["assertionMethod"] = document.pop("verificationMethod")

    assert {"assertionMethod"} == verification_method(document, URL).relationships


def test_the_same_method_written_twice_is_one():
    document = published()
    document["assertionMethod"] = document["verificationMethod"]

    assert KEY == verification_method(document, URL).key


def test_a_key_in_jwk_is_read():
    method = {"id": URL, "type": "JsonWebKey", "controller": ISSUER, "publicKeyJwk": KEY.to_jwk()}

    assert KEY == verification_method({"id": ISSUER, "verificationMethod": method}, URL).key


def test_two_keys_under_one_name_are_refused():
    document = published()
    document["assertionMethod"] = [{**document["verificationMethod"][0], "type": "JsonWebKey"}]

    with pytest.raises(SeveralMethods):
        verification_method(document, URL)


@pytest.mark.parametrize(
    "url",
    [
        ISSUER,
        f"{ISSUER}#",
        f"#{MULTIKEY}",
        f"{ISSUER}#{OTHER}",
        f"{ISSUER}#{MULTIKEY}#{MULTIKEY}",
        f"{ISSUER}/#{MULTIKEY}",
        f"{ISSUER}?a#{MULTIKEY}",
        f"did:web:other.example#{MULTIKEY}",
        "",
    ],
)
def test_d07_a_key_is_found_under_its_exact_name_only(url):
    with pytest.raises(MethodNotFound):
        verification_method(published(), url)


def test_d07_a_method_with_a_relative_name_is_not_found():
    with pytest.raises(MethodNotFound):
        verification_method(published(id=f"#{MULTIKEY}"), URL)


@pytest.mark.parametrize("controller", [None, "did:web:other.example", ISSUER + "/", [ISSUER], {}])
def test_d04_a_key_of_another_controller_is_refused(controller):
    with pytest.raises(ControllerDiffers):
        verification_method(published(controller=controller), URL)


def test_d06_a_did_key_does_not_publish_another_key():
    did = f"did:key:{MULTIKEY}"

    with pytest.raises(MethodNotFound):
        verification_method(did_key_document(did), f"{did}#{OTHER}")


@pytest.mark.parametrize(
    "change",
    [
        {"id": None},
        {"id": [ISSUER]},
        {"verificationMethod": "text#x", "assertionMethod": [[URL]]},
        {"verificationMethod": [None]},
        {"authentication": 5},
    ],
)
def test_a_document_of_another_shape_is_refused(change):
    with pytest.raises(BadDocument):
        verification_method({**published(), **change}, URL)


@pytest.mark.parametrize(
    ("change", "error"),
    [
        ({"type": "X25519KeyAgreementKey2020"}, UnsupportedKey),
        ({"type": ["Multikey", "JsonWebKey"]}, UnsupportedKey),
        ({"type": None}, UnsupportedKey),
        ({"type": {}}, UnsupportedKey),
        ({"type": "JsonWebKey"}, UnusableKey),
        ({"publicKeyMultibase": None}, UnusableKey),
        ({"publicKeyJwk": KEY.to_jwk()}, UnusableKey),
        ({"secretKeyMultibase": "z1"}, PrivateKeyExposed),
        ({"privateKeyJwk": {}}, PrivateKeyExposed),
        ({"expires": "tomorrow"}, BadDocument),
        ({"revoked": None}, BadDocument),
    ],
)
def test_a_method_that_gives_no_one_key_is_refused(change, error):
    with pytest.raises(error):
        verification_method(published(**change), URL)


_JSON = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.sampled_from([URL, ISSUER, MULTIKEY, "Multikey"]),
    lambda inner: (
        st.lists(inner, max_size=2)
        | st.dictionaries(
            st.sampled_from(["id", "type", "controller", "publicKeyMultibase", "publicKeyJwk"]),
            inner,
            max_size=4,
        )
    ),
    max_leaves=8,
)


@given(st.dictionaries(st.sampled_from(["verificationMethod", "assertionMethod", "id"]), _JSON))
def test_no_document_escapes_the_errors_of_credentials(document):
    try:
        assert KEY == verification_method({"id": ISSUER, **document}, URL).key
    except CredentialError as error:
        assert error.reason.startswith(("did.", "key."))


@given(st.text(max_size=40))
def test_no_text_escapes_the_errors_of_identifiers(text):
    for read in (did_key_document, did_web_url):
        for did in (text, f"did:key:{text}", f"did:web:{text}"):
            try:
                assert read(did)
            except CredentialError as error:
                assert error.reason.startswith(("did.", "key."))
