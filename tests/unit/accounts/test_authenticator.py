"""What a device answers is what it was asked, or it is refused."""

import json
import random
from base64 import urlsafe_b64decode

import cbor2
import pytest

from badger.accounts.authenticator import (
    AnswerRefused,
    DeviceKey,
    Place,
    SignedAnswer,
    new_challenge,
    read_new_key,
    read_signed_answer,
    registration_options,
    sign_in_options,
)
from tests.devices import PRESENT, Device, b64

PLACE = Place("http://localhost:8000")
CHALLENGE = b64(bytes(range(64)))
OTHER = b64(bytes(64))


def _read(fields: dict, place: Place = PLACE, challenge: str = CHALLENGE) -> DeviceKey:
    return read_new_key(place, challenge=challenge, **fields)


def _signed(device: Device, key: DeviceKey | None = None, challenge: str = CHALLENGE, **changes):
    key = key or _read(device.create(CHALLENGE))
    answer = SignedAnswer(**{**device.get(CHALLENGE), **changes})
    return read_signed_answer(PLACE, answer, challenge=challenge, key=key)


def test_a_new_key_is_read():
    device = Device(count=3)

    key = _read(device.create(CHALLENGE))

    assert (b64(device.credential_id), 3) == (key.credential_id, key.sign_count)
    assert cbor2.loads(device.cose_key()) == cbor2.loads(key.public_key)


def test_a_signature_is_checked_and_the_counter_read():
    device = Device()
    key = _read(device.create(CHALLENGE))
    device.count = 7

    assert 7 == _signed(device, key)


def test_a_device_that_does_not_count_is_read():
    assert 0 == _signed(Device())


def test_a_device_that_did_not_ask_who_is_there_is_read():
    device = Device(flags=PRESENT)

    assert 0 == _signed(device)


@pytest.mark.parametrize(("before", "after"), [(5, 5), (5, 4), (5, 0)])
def test_a_counter_that_does_not_go_up_is_refused(before, after):
    device = Device(count=before)
    key = _read(device.create(CHALLENGE))
    device.count = after

    with pytest.raises(AnswerRefused):
        _signed(device, key)


@pytest.mark.parametrize(
    "device",
    [
        Device(host="evil.example"),
        Device(origin="https://evil.example"),
        Device(origin="http://localhost:8001"),
        Device(origin="https://localhost:8000"),
        Device(flags=0),
        Device(credential_id=b""),
        Device(credential_id=b"x" * 1024),
    ],
)
def test_a_key_for_another_place_or_without_anybody_is_refused(device):
    with pytest.raises(AnswerRefused):
        _read(device.create(CHALLENGE))


@pytest.mark.parametrize(
    ("name", "value"),
    [("host", "evil.example"), ("origin", "https://evil.example"), ("flags", 0)],
)
def test_a_signature_for_another_place_or_without_anybody_is_refused(name, value):
    device = Device()
    key = _read(device.create(CHALLENGE))
    setattr(device, name, value)

    with pytest.raises(AnswerRefused):
        _signed(device, key)


def test_an_answer_to_another_challenge_is_refused():
    device = Device()
    key = _read(device.create(CHALLENGE))

    with pytest.raises(AnswerRefused):
        _read(device.create(OTHER))
    with pytest.raises(AnswerRefused):
        _signed(device, key, challenge=OTHER)


def test_an_answer_of_the_other_kind_is_refused():
    device = Device()
    made, signed = device.create(CHALLENGE), device.get(CHALLENGE)

    with pytest.raises(AnswerRefused):
        _read({**made, "client_data": signed["client_data"]})
    with pytest.raises(AnswerRefused):
        _signed(device, client_data=made["client_data"])


def test_a_signature_of_another_key_is_refused():
    device, other = Device(), Device()
    key = _read(device.create(CHALLENGE))

    with pytest.raises(AnswerRefused):
        _signed(device, key, signature=other.get(CHALLENGE)["signature"])


@pytest.mark.parametrize(
    ("fmt", "statement"),
    [
        ("packed", {"alg": -7, "sig": b"x", "x5c": [b"a certificate"]}),
        ("packed", {"alg": -7, "sig": b"x"}),
        ("tpm", {"ver": "2.0", "x5c": [b"c"]}),
        ("android-key", {"x5c": [b"c"]}),
        ("android-safetynet", {"ver": "1", "response": b"e30.e30.x"}),
        ("apple", {"x5c": [b"c"]}),
        ("fido-u2f", {"x5c": [b"c"], "sig": b"x"}),
        ("none", {"sig": b"x"}),
        ("unheard-of", {}),
        (7, {}),
    ],
)
def test_certificates_and_odd_statements_are_refused(fmt, statement):
    with pytest.raises(AnswerRefused):
        _read(Device().create(CHALLENGE, fmt=fmt, statement=statement))


@pytest.mark.parametrize(
    "cose_key",
    [
        {},
        {1: 2, 3: -7, -1: 1, -2: b"\1" * 32, -3: b"\2" * 32},
        {1: 2, 3: -7, -1: 99, -2: b"\1" * 32, -3: b"\2" * 32},
        {1: 2, 3: -7, -1: 1, -2: "x", -3: "y"},
        {1: 2, 3: -257},
        {1: 3, 3: -257, -1: b"", -2: b""},
        {1: 3, 3: -257, -1: b"\xff" * 4, -2: b"\1"},
        {1: 3, 3: -65535, -1: b"\xff" * 256, -2: b"\1\0\1"},
        {1: 1, 3: -8, -1: 6, -2: b"short"},
        {1: "x", 3: []},
    ],
)
def test_a_key_that_does_not_open_is_refused(cose_key):
    class Odd(Device):
        def cose_key(self) -> bytes:
            return cbor2.dumps(cose_key)

    with pytest.raises(AnswerRefused):
        _read(Odd().create(CHALLENGE))


DEEP = b64(b"[" * 6000)
HOSTILE = [
    "",
    "=",
    "!!!",
    "é",
    "\ud800",
    "A" * 8192,
    DEEP,
    b64(b"null"),
    b64(b'"x"'),
    b64(b"{}"),
    b64(b'{"type": 1, "challenge": [], "origin": {}}'),
    b64(b"\xff\xfe"),
    b64(cbor2.dumps({})),
    b64(cbor2.dumps({"fmt": "none", "attStmt": 3, "authData": 4})),
    b64(cbor2.dumps({"fmt": "none", "attStmt": {}, "authData": b"x" * 37})),
    b64(b"\x9f" * 4000),
    b64(b"\xbf\x61a\xff" * 100),
]


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_parts_are_refused(text):
    device = Device()
    made = device.create(CHALLENGE)
    for name in made:
        with pytest.raises(AnswerRefused):
            _read({**made, name: text})
    key = _read(made)
    for name in device.get(CHALLENGE):
        with pytest.raises(AnswerRefused):
            _signed(device, key, **{name: text})


def test_changed_bytes_are_refused_or_read_and_nothing_else():
    """2,000 drawn changes: none escapes as another error, none changes a signed answer unseen."""
    draw = random.Random(8)  # noqa: S311 - drawn alike at each run
    device = Device(count=1)
    made = device.create(CHALLENGE)
    key = DeviceKey(**{**_as_dict(_read(made)), "sign_count": 0})
    signed = device.get(CHALLENGE)
    for _ in range(1000):
        try:
            _read(_changed(made, draw))
        except AnswerRefused:
            continue
    for _ in range(1000):
        changed = _changed(signed, draw)
        try:
            _signed(device, key, **changed)
        except AnswerRefused:
            continue
        assert _bytes(signed) == _bytes(changed)


def _as_dict(key: DeviceKey) -> dict:
    return {name: getattr(key, name) for name in ("credential_id", "public_key", "sign_count")}


def _bytes(fields: dict) -> list[bytes]:
    parts = (fields[name] for name in ("client_data", "authenticator_data", "signature"))
    return [urlsafe_b64decode(part + "=" * (-len(part) % 4)) for part in parts]


def _changed(fields: dict, draw: random.Random) -> dict:
    name = draw.choice([one for one in fields if one != "credential_id"])
    data = bytearray(urlsafe_b64decode(fields[name] + "=" * (-len(fields[name]) % 4)))
    for _ in range(draw.randint(1, 3)):
        data[draw.randrange(len(data))] = draw.randrange(256)
    cut = draw.randrange(len(data)) if draw.random() < 0.1 else len(data)
    return {**fields, name: b64(bytes(data[:cut]))}


def test_the_options_ask_for_a_key_that_the_device_finds_by_itself():
    options = json.loads(
        registration_options(
            PLACE, challenge=CHALLENGE, person_id="p1", name="Exemple Un", known=[OTHER]
        )
    )

    assert ("localhost", b64(b"p1"), "Exemple Un") == (
        options["rp"]["id"],
        options["user"]["id"],
        options["user"]["name"],
    )
    assert ("required", "preferred") == (
        options["authenticatorSelection"]["residentKey"],
        options["authenticatorSelection"]["userVerification"],
    )
    assert "none" == options["attestation"]
    assert [OTHER] == [one["id"] for one in options["excludeCredentials"]]
    assert [-7, -8, -257] == [one["alg"] for one in options["pubKeyCredParams"]]


def test_whoever_signs_in_names_nobody():
    options = json.loads(sign_in_options(PLACE, challenge=CHALLENGE))

    assert (CHALLENGE, "preferred", []) == (
        options["challenge"],
        options["userVerification"],
        options.get("allowCredentials", []),
    )


def test_a_challenge_is_64_random_bytes():
    first, second = new_challenge(), new_challenge()
    assert first != second
    assert 64 == len(urlsafe_b64decode(first + "=="))


def test_a_place_with_a_path_has_the_origin_of_its_host():
    place = Place("https://badges.example:8443/territoire")
    assert ("badges.example", "https://badges.example:8443") == (place.host, place.origin)
