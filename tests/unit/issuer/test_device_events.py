"""A batch and its events are read strictly; what is written otherwise is refused and named."""

import json

import pytest

from badger.issuer.devices.errors import (
    BatchTooLarge,
    BatchUnreadable,
    EventUnreadable,
    SignatureWrong,
)
from badger.issuer.devices.events import MAX_EVENTS, SignedEvent, open_event, read_batch
from badger.issuer.recognition.rules import Level
from tests.phones import Phone, encoded

PHONE = Phone("observer")
PLACE = ("session", "person", "criterion")


def read(batch, **changed):
    return read_batch(encoded(batch | changed))


def opened(event):
    return open_event(SignedEvent(event["payload"].encode(), signature_of(event)), PHONE.key.public)


def signature_of(event):
    return read(PHONE.batch(event)).events[0].signature


def test_a_mark_is_read():
    event = opened(PHONE.mark(*PLACE, 3, note="Aide un ami.\nDeux fois."))
    assert ("mark", Level.SHOWS_OTHERS) == (event.kind, event.level)
    assert "Aide un ami.\nDeux fois." == event.note
    assert PLACE == (event.session, event.person, event.criterion)


def test_a_withdrawal_has_no_level():
    event = opened(PHONE.withdrawal(*PLACE))
    assert ("withdrawal", None, "") == (event.kind, event.level, event.note)


@pytest.mark.parametrize(
    ("member", "value"),
    [
        ("id", "1"),
        ("id", "6F9619FF-8B86-4011-B42D-00CF4FC964FF"),
        ("id", 7),
        ("device", ""),
        ("observer", None),
        ("sequence", 0),
        ("sequence", True),
        ("sequence", 1.0),
        ("sequence", "1"),
        ("sequence", 1_000_000_001),
        ("kind", "award"),
        ("kind", ["mark"]),
        ("session", "../x"),
        ("session", "a" * 65),
        ("person", {"id": "x"}),
        ("criterion", "a\u0000b"),
        ("level", 0),
        ("level", 4),
        ("level", None),
        ("note", 3),
        ("note", "a\u0000b"),
        ("note", "a\u0085b"),
        ("session_date", "2026-02-30"),
        ("session_date", "20260314"),
        ("session_date", "1926-03-14"),
        ("entered_at", "2026-03-14T09:00:00Z"),
        ("entered_at", "2026-03-14T09:00:00.000+01:00"),
        ("entered_at", "2026-03-14T99:00:00.000Z"),
        ("role", "admin"),
        ("observer_id", "x"),
    ],
)
def test_w08_a_strange_member_is_refused(member, value):
    with pytest.raises(EventUnreadable):
        opened(PHONE.mark(*PLACE, **{member: value}))


@pytest.mark.parametrize("text", ["", "[]", "{", '{"id":1,"id":2}', "null", "x" * 5000, "é"])
def test_a_payload_that_is_no_event_is_refused(text):
    with pytest.raises(EventUnreadable):
        opened(PHONE.sign_text(text))


def test_a_signature_of_the_wrong_length_is_no_signature():
    event = PHONE.mark(*PLACE)
    with pytest.raises(SignatureWrong):
        open_event(SignedEvent(event["payload"].encode(), b"short"), PHONE.key.public)


def test_w08_a_batch_has_these_members_and_no_others():
    batch = PHONE.batch()
    assert () == read(batch).events
    for name in batch:
        with pytest.raises(BatchUnreadable):
            read({key: value for key, value in batch.items() if key != name})
    with pytest.raises(BatchUnreadable):
        read(batch, admin=True)


@pytest.mark.parametrize(
    ("member", "value"),
    [
        ("observer", 3),
        ("key", "text"),
        ("key", {"kty": "OKP", "crv": "Ed25519", "x": "AAAA"}),
        ("key", {"kty": "RSA", "n": "AQAB", "e": "AQAB"}),
        ("sent_at", "yesterday"),
        ("sent_at", 1.5),
        ("events", {}),
        ("events", [1]),
        ("events", [{"payload": "{}"}]),
        ("events", [{"payload": 1, "signature": "AA"}]),
        ("events", [{"payload": "{}", "signature": "AA=="}]),
        ("events", [{"payload": "{}", "signature": "AA", "more": 1}]),
    ],
)
def test_a_strange_value_in_a_batch_is_refused(member, value):
    with pytest.raises(BatchUnreadable):
        read(PHONE.batch(), **{member: value})


def test_a_key_on_another_curve_is_refused():
    x = "qLcvqgTHCBPyCDIQQXLKPD6VgUvXK6fyhZ3BxPXFfWqmEOGPEtLKKtzqWzMm9SQN"
    with pytest.raises(BatchUnreadable):
        read(PHONE.batch(), key={"kty": "EC", "crv": "P-384", "x": x, "y": x})


@pytest.mark.parametrize("data", [b"", b"[]", b"\xff", b"{" * 40, b'{"a":1,"a":2}'])
def test_a_batch_that_is_no_json_object_is_refused(data):
    with pytest.raises(BatchUnreadable):
        read_batch(data)


def test_a_batch_holds_at_most_a_hundred_events_and_256_kib():
    event = PHONE.sign({})
    assert MAX_EVENTS == len(read(PHONE.batch(*[event] * MAX_EVENTS)).events)
    with pytest.raises(BatchTooLarge):
        read(PHONE.batch(*[event] * (MAX_EVENTS + 1)))
    with pytest.raises(BatchTooLarge):
        read_batch(json.dumps("x" * 256 * 1024).encode())
