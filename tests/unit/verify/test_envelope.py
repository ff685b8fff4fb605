"""The API's JSON around a badge, opened strictly."""

import json

import pytest

from badger.verify.envelope import MAX_ADDRESS_LETTERS, Enclosed, open_envelope
from badger.verify.errors import UnreadableInput


def opened(**members: object) -> Enclosed:
    return open_envelope(json.dumps(members).encode())


def test_a_credential_is_taken_out_as_it_stood():
    found = opened(credential={"é": [1, None]}, recipient="a@b.example")
    assert {"é": [1, None]} == json.loads(found.data)
    assert ("", "a@b.example") == (found.address, found.recipient)


def test_a_token_is_taken_out_as_its_letters():
    assert Enclosed(data=b"ey.ey.x") == opened(credential="ey.ey.x")


def test_an_address_is_taken_out_and_cut():
    assert Enclosed(address="https://a.example/") == opened(url="https://a.example/")
    assert MAX_ADDRESS_LETTERS == len(opened(url="x" * 9_000).address)


def test_a_credential_comes_before_an_address():
    assert "" == opened(credential="x", url="https://a.example/").address


@pytest.mark.parametrize(
    "members", [{}, {"credential": []}, {"credential": None, "url": ""}, {"url": 5}]
)
def test_an_envelope_with_nothing_in_it_is_unreadable(members: dict[str, object]):
    with pytest.raises(UnreadableInput) as refused:
        opened(**members)
    assert "input.missing" == refused.value.reason


@pytest.mark.parametrize("recipient", [5, "", None, ["a"]])
def test_a_recipient_that_is_no_text_is_nobody(recipient: object):
    assert opened(credential="x", recipient=recipient).recipient is None


@pytest.mark.parametrize(
    "data", [b"", b"[]", b"{", b'{"a": 1, "a": 2}', b"\xff", b"[" * 200, b" " * 8_000_000]
)
def test_what_is_no_strict_object_is_unreadable(data: bytes):
    with pytest.raises(UnreadableInput) as refused:
        open_envelope(data)
    assert refused.value.reason.startswith("json.")
