"""Bytes as text: one text for each byte string and back."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from badger.credentials.multibase import (
    MAX_BASE58_LETTERS,
    BadMultibase,
    decode_base58btc,
    decode_base64url,
    decode_multibase,
    encode_base58btc,
    encode_base64url,
)

# From draft-msporny-base58-03, section 5 (test vectors).
BASE58 = [
    (b"Hello World!", "2NEpo7TZRRrLZSi2U"),
    (
        b"The quick brown fox jumps over the lazy dog.",
        "USm3fpXnKG5EUBx2ndxBDMPVciP5hGey2Jh4NDv6gmeo1LkMeiKrLJUUBk6Z",
    ),
    (bytes.fromhex("0000287fb4cd"), "11233QC4"),
]


@pytest.mark.parametrize(("data", "text"), [*BASE58, (b"", ""), (b"\0", "1"), (b"\0\0\1", "112")])
def test_base58btc_is_written_and_read_as_published(data, text):
    assert text == encode_base58btc(data)
    assert data == decode_base58btc(text)


@pytest.mark.parametrize("text", ["0", "O", "I", "l", " 1", "1 ", "1\n", "é", "١", "z+", "\0"])
def test_k05_a_letter_outside_the_alphabet_is_refused(text):
    with pytest.raises(BadMultibase):
        decode_base58btc(text)


def test_the_longest_base58_text_is_read_and_one_letter_more_is_not():
    assert MAX_BASE58_LETTERS == len(decode_base58btc("1" * MAX_BASE58_LETTERS))
    with pytest.raises(BadMultibase):
        decode_base58btc("1" * (MAX_BASE58_LETTERS + 1))


# From RFC 4648, section 10, without the padding; the last two use the URL alphabet.
@pytest.mark.parametrize(
    ("data", "text"),
    [
        (b"", ""),
        (b"f", "Zg"),
        (b"fo", "Zm8"),
        (b"foo", "Zm9v"),
        (b"foob", "Zm9vYg"),
        (b"foobar", "Zm9vYmFy"),
        (b"\xfb\xff", "-_8"),
        (b"\xff\xff\xff", "____"),
    ],
)
def test_base64url_is_written_and_read_as_published(data, text):
    assert text == encode_base64url(data)
    assert data == decode_base64url(text)


@pytest.mark.parametrize(
    "text",
    ["Zg==", "Zg=", "Z", "Zm9vY", "+_8", "/_8", "Zm 9v", "Zm9v\n", "Zh", "Zm9", "é", "Zm9v=", "="],
)
def test_k05_a_second_spelling_of_base64url_is_refused(text):
    with pytest.raises(BadMultibase):
        decode_base64url(text)


def test_a_multibase_text_is_read_by_its_prefix():
    assert b"\0" == decode_multibase("z1")
    assert b"f" == decode_multibase("uZg")


@pytest.mark.parametrize(
    "text", ["", "1", "Z1", "UZg", "mZg", "f00", "b", "0", " z1", "\u007a\u0301"]
)
def test_k05_another_prefix_is_refused(text):
    with pytest.raises(BadMultibase):
        decode_multibase(text)


@given(st.binary(max_size=128))
def test_every_byte_string_survives_both_encodings(data):
    assert data == decode_base58btc(encode_base58btc(data))
    assert data == decode_base64url(encode_base64url(data))


@given(st.text(max_size=40))
def test_no_text_has_a_twin_and_none_escapes_the_error(text):
    for decode, encode in (
        (decode_base58btc, encode_base58btc),
        (decode_base64url, encode_base64url),
    ):
        try:
            assert text == encode(decode(text))
        except BadMultibase as error:
            assert "key.multibase" == error.reason
