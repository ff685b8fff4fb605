"""JSON, text and time that deceive (hardening 3.E, T01 to T09), at every door for documents."""

import json
import time
import unicodedata
from datetime import timedelta

import pytest

from badger.credentials.datetimes import MalformedTime, TimeOutOfRange, parse_timestamp
from badger.credentials.identity import identity_object, matches_identity
from badger.credentials.strict_json import UnreadableJson, parse_json
from badger.verify import UnreadableInput, Verdict, read_presented
from tests.attacks.json_texts import JSON, NOT_JSON
from tests.terminal import Terminal, refusal

CODES_OF_BROKEN_TEXT = {"json.syntax", "json.encoding", "json.number_out_of_range"}


@pytest.fixture
def terminal(capfdbinary) -> Terminal:
    return Terminal(capfdbinary)


def assert_refused_everywhere(data: bytes, code: str, terminal: Terminal, folder) -> None:
    """The loader, the verifier's intake and three commands answer with the same code."""
    (folder / "document.json").write_bytes(data)
    document = folder / "document.json"
    started = time.process_time()
    with pytest.raises(UnreadableJson) as refused:
        parse_json(data)
    cost_s = time.process_time() - started
    with pytest.raises(UnreadableInput) as unreadable:
        read_presented(data)

    assert (code, code) == (refused.value.reason, unreadable.value.reason)
    assert cost_s < 0.1
    assert refusal(terminal.run("verify", document, "--offline"), code)
    assert refusal(terminal.run("canonicalize", document), code)
    assert refusal(terminal.run("bake", document, document, "-o", folder / "out"), code)
    assert not (folder / "out").exists()


def nested(depth: int, inner: str) -> bytes:
    return ('{"a":[' * (depth // 2) + inner + "]}" * (depth // 2)).encode()


@pytest.mark.parametrize("depth", [0, 2, 8, 30])
@pytest.mark.parametrize(
    "inner", ['{"b":1,"b":2}', '{"b":1,"\\u0062":1}', '{"":0,"x":0,"":0}', '{"é":1,"\\u00e9":1}']
)
def test_t01_a_duplicate_key_is_refused(depth, inner, terminal, tmp_path):
    assert_refused_everywhere(nested(depth, inner), "json.duplicate_key", terminal, tmp_path)


def test_t01_a_signed_badge_with_a_second_issuer_is_refused(world, terminal, tmp_path):
    text = json.dumps(world.issue_badge())
    doubled = text[:-1] + ', "issuer": "did:web:other.example"}'

    assert_refused_everywhere(doubled.encode(), "json.duplicate_key", terminal, tmp_path)


BEYOND = {
    "33 levels": (b'{"a":' * 33 + b"1" + b"}" * 33, "json.too_deep"),
    "1,000 levels": (b"[" * 1_000 + b"]" * 1_000, "json.too_deep"),
    "100,000 levels": (b"[" * 100_000 + b"]" * 100_000, "json.too_deep"),
    "200,000 levels, never closed": (b"[" * 200_000, "json.too_deep"),
    "40,000 levels of objects": (b'{"a":' * 40_000, "json.too_deep"),
    "262,145 bytes": (b"{}" + b" " * 262_143, "json.too_large"),
    "5,001 keys": (
        b"[" + b",".join(b'{"a":1}' for _ in range(5_001)) + b"]",
        "json.too_many_keys",
    ),
    "key of 65,537 bytes": (b'{"' + b"a" * 65_537 + b'":1}', "json.key_too_long"),
    "text of 65,537 bytes": (b'{"a":"' + b"a" * 65_537 + b'"}', "json.string_too_long"),
    "text of 65,538 bytes in accents": (
        ('{"a":"' + "é" * 32_769 + '"}').encode(),
        "json.string_too_long",
    ),
}


@pytest.mark.parametrize("name", list(BEYOND))
def test_t02_a_document_beyond_a_limit_is_refused_in_time(name, terminal, tmp_path):
    data, code = BEYOND[name]

    assert_refused_everywhere(data, code, terminal, tmp_path)


@pytest.mark.parametrize("size", [1_000_000, 2_000_000])
def test_t02_a_flood_of_keys_or_one_endless_key_is_refused_in_time(size):
    keys = b"{" + b",".join(b'"%d":0' % number for number in range(size // 10)) + b"}"
    for data in (keys, b'{"' + b"k" * size + b'":1}'):
        started = time.process_time()
        with pytest.raises(UnreadableJson):
            parse_json(data)
        assert time.process_time() - started < 0.1


@pytest.mark.parametrize(
    "data",
    [
        b'{"a":' * 32 + b"1" + b"}" * 32,
        b"{}" + b" " * 262_142,
        b"[" + b",".join(b'{"a":1}' for _ in range(5_000)) + b"]",
        b'{"' + b"a" * 65_536 + b'":1}',
        b'{"a":"' + b"a" * 65_536 + b'"}',
        b"[9007199254740991,-9007199254740991]",
    ],
)
def test_t02_a_document_at_the_limits_is_read(data):
    assert parse_json(data) is not None


@pytest.mark.parametrize("name", list(NOT_JSON))
def test_t03_text_that_is_no_json_is_refused(name):
    with pytest.raises(UnreadableJson) as refused:
        parse_json(NOT_JSON[name])

    assert refused.value.reason in CODES_OF_BROKEN_TEXT


@pytest.mark.parametrize("name", list(JSON))
def test_t03_json_is_read_to_the_letter(name):
    text, expected = JSON[name]

    value = parse_json(text)

    assert expected == value
    assert type(expected) is type(value)


@pytest.mark.parametrize(
    "number",
    [
        "NaN",
        "Infinity",
        "-Infinity",
        "1e400",
        "-1e400",
        "1e99999999999999999999",
        "9007199254740992",
        "-9007199254740992",
        "9" * 5_000,
        "-" + "9" * 5_000,
        "9" * 200_000,
        "1" + "0" * 20,
    ],
)
def test_t03_a_number_that_would_change_is_refused(number, terminal, tmp_path):
    data = f'{{"a":[{number}]}}'.encode()

    assert_refused_everywhere(data, "json.number_out_of_range", terminal, tmp_path)


DOCUMENT = '{"a":"é"}'


@pytest.mark.parametrize(
    "data",
    [
        DOCUMENT.encode("utf-16-le"),
        DOCUMENT.encode("utf-16-be"),
        DOCUMENT.encode("utf-32-le"),
        DOCUMENT.encode("utf-32"),
        DOCUMENT.encode("latin-1"),
        DOCUMENT.encode("utf-8-sig"),
        b'{"a":"\xc3"}',
        b'{"a":"\xc0\xaf"}',
        b'{"a":"\xe0\x80\xaf"}',
        b'{"a":"\xf4\x90\x80\x80"}',
        b'{"a":"\xed\xa0\x80\xed\xb0\x80"}',
        b'{"\xff":1}',
    ],
)
def test_t04_bytes_that_are_not_utf8_are_refused(data):
    with pytest.raises(UnreadableJson) as refused:
        parse_json(data)

    assert refused.value.reason in {"json.encoding", "json.syntax"}
    assert "json.encoding" == refused.value.reason or b"\0" in data


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ('{"a":"\\ud800"}', "json.lone_surrogate"),
        ('{"a":"\\udfff\\ud800"}', "json.lone_surrogate"),
        ('{"a":"\\ud83d\\ud83d\\ude00"}', "json.lone_surrogate"),
        ('{"a":["\\ud83dx"]}', "json.lone_surrogate"),
        ('{"\\uDC00":1}', "json.lone_surrogate"),
        ('{"a":"\\u0000"}', "json.nul_character"),
        ('{"x\\u0000y":1}', "json.nul_character"),
    ],
)
def test_t04_half_characters_and_nul_are_refused(text, code, terminal, tmp_path):
    assert_refused_everywhere(text.encode(), code, terminal, tmp_path)


HOSTILE_NAMES = [
    "\u202etxt.exe",
    "a\u200bb\u200d\ufeff",
    "Z" + "\u0301" * 500,
    "x" * 60_000,
    "\x1b[2J\x1b[31mrouge",
    "<script>alert(1)</script>",
    "{name!r:>1000000000}",
    "%s%n\r\nX: y",
]


@pytest.mark.parametrize("name", HOSTILE_NAMES)
def test_t05_an_odd_name_is_signed_verified_and_shown_without_harm(
    world, now, terminal, tmp_path, name
):
    badge = world.issue_badge(name=name)
    (tmp_path / "club.json").write_text(json.dumps(world.club.document()))
    (tmp_path / "badge.json").write_text(json.dumps(badge))

    answer = terminal.run(
        "verify",
        tmp_path / "badge.json",
        *("--documents", tmp_path, "--at", "2026-03-14T09:30:00Z"),
    )

    assert Verdict.VERIFIED == world.verify(badge, now).verdict
    assert 0 == answer.code
    assert b"\x1b[2J" not in answer.out
    assert "Traceback" not in answer.err


def test_t05_an_odd_name_in_an_error_does_not_reach_the_terminal_raw(terminal, tmp_path):
    (tmp_path / "document.json").write_text('{"\\u001b[2J":1,"\\u001b[2J":1}')

    answer = terminal.run("canonicalize", tmp_path / "document.json")

    assert refusal(answer, "json.duplicate_key")
    assert "\x1b" not in answer.err


def test_t06_another_normal_form_is_another_text_and_breaks_the_signature(world, now):
    badge = world.issue_badge(name=unicodedata.normalize("NFD", "Équipe épatante"))
    changed = {**badge, "name": unicodedata.normalize("NFC", "Équipe épatante")}

    assert Verdict.VERIFIED == world.verify(badge, now).verdict
    assert Verdict.NOT_VERIFIED == world.verify(changed, now).verdict


def test_t06_a_person_is_found_in_whatever_form_the_address_is_typed():
    identity = identity_object(unicodedata.normalize("NFD", "zoé@exemple.fr"), "sel")

    for form in ("NFC", "NFD", "NFKC", "NFKD"):
        assert matches_identity(identity, unicodedata.normalize(form, "zoé@exemple.fr"))


GOOD_TIMES = [
    "2026-01-01T00:00:00Z",
    "2026-01-01T00:00:00-00:00",
    "2026-01-01T00:00:00+14:00",
    "2026-01-01T00:00:00-14:00",
    "2026-01-01T00:00:00.123456789Z",
    "2026-01-01T24:00:00Z",
    "2024-02-29T12:00:00Z",
    "0001-01-01T00:00:00Z",
]
BAD_TIMES = [
    "2026-01-01T00:00:00",
    "2026-01-01",
    "2026-01-01T00:00:00z",
    "2026-01-01t00:00:00Z",
    "2026-01-01 00:00:00Z",
    "20260101T000000Z",
    "2026-W01-1T00:00:00Z",
    "2026-001T00:00:00Z",
    "2026-12-31T23:59:60Z",
    "2026-01-01T24:00:01Z",
    "2026-01-01T24:00:00.1Z",
    "2026-01-01T25:00:00Z",
    "2026-01-01T00:60:00Z",
    "2026-13-01T00:00:00Z",
    "2026-02-29T00:00:00Z",
    "2026-01-01T00:00Z",
    "2026-01-01T00:00:00.Z",
    "2026-01-01T00:00:00,5Z",
    "2026-01-01T00:00:00+1:00",
    "2026-01-01T00:00:00+01",
    "2026-01-01T00:00:00+0100",
    "2026-01-01T00:00:00+14:01",
    "2026-01-01T00:00:00+24:00",
    "2026-01-01T00:00:00Z ",
    " 2026-01-01T00:00:00Z",
    "2026-01-01T00:00:00Z\n",
    "٢٠٢٦-01-01T00:00:00Z",
    "0000-01-01T00:00:00Z",
    "10000-01-01T00:00:00Z",
    "-2026-01-01T00:00:00Z",
    "0001-01-01T00:00:00+14:00",
    "9999-12-31T23:59:59-14:00",
    "9999-12-31T24:00:00Z",
    "2026-01-01T00:00:00." + "1" * 100 + "Z",
    "",
    "demain",
]


@pytest.mark.parametrize("text", GOOD_TIMES)
def test_t07_a_timestamp_of_the_standard_is_read(text):
    assert timedelta(0) == parse_timestamp(text).utcoffset()


@pytest.mark.parametrize("text", BAD_TIMES)
def test_t07_any_other_time_is_refused(text):
    with pytest.raises((MalformedTime, TimeOutOfRange)):
        parse_timestamp(text)


@pytest.mark.parametrize("text", BAD_TIMES)
@pytest.mark.parametrize("member", ["validFrom", "validUntil"])
def test_t07_a_badge_with_another_time_is_not_verified(world, now, member, text):
    badge = world.issue_badge(cryptosuite="eddsa-jcs-2022", **{member: text})

    assert Verdict.NOT_VERIFIED == world.verify(badge, now).verdict


@pytest.mark.parametrize("text", BAD_TIMES)
def test_t07_a_wrong_instant_on_the_command_line_is_wrong_use(text, terminal, tmp_path):
    (tmp_path / "badge.json").write_text("{}")

    answer = terminal.run("verify", tmp_path / "badge.json", "--at", text)

    assert 64 == answer.code
    assert "Traceback" not in answer.err


@pytest.mark.parametrize("text", ["0001-01-01T00:00:00Z", "9999-12-31T00:00:00Z"])
def test_t07_the_ends_of_the_calendar_are_instants_like_any_other(world, text):
    report = world.verify(world.issue_badge(), parse_timestamp(text))

    assert report.verdict in {Verdict.VERIFIED, Verdict.NOT_VERIFIED}


@pytest.mark.parametrize(
    ("member", "offset_s", "verdict"),
    [
        ("validFrom", 0, Verdict.VERIFIED),
        ("validFrom", 300, Verdict.VERIFIED),
        ("validFrom", 301, Verdict.NOT_VERIFIED),
        ("validFrom", -1, Verdict.VERIFIED),
        ("validUntil", 0, Verdict.VERIFIED),
        ("validUntil", 1, Verdict.VERIFIED),
        ("validUntil", -1, Verdict.NOT_VERIFIED),
        ("validUntil", -300, Verdict.NOT_VERIFIED),
    ],
)
def test_t08_both_ends_count_and_only_a_start_is_forgiven_five_minutes(
    world, now, member, offset_s, verdict
):
    moment = now + timedelta(seconds=offset_s)
    badge = world.issue_badge(**{member: moment.strftime("%Y-%m-%dT%H:%M:%SZ")})

    assert verdict == world.verify(badge, now).verdict


@pytest.mark.parametrize(
    ("start", "end", "verdict"),
    [
        ("2026-01-02T00:00:00Z", "2026-01-01T00:00:00Z", Verdict.NOT_VERIFIED),
        ("2026-03-14T09:30:00Z", "2026-03-14T09:30:00Z", Verdict.VERIFIED),
        ("2026-03-14T10:30:00+01:00", "2026-03-14T09:30:00Z", Verdict.VERIFIED),
        ("2024-02-29T00:00:00Z", "2028-02-29T00:00:00Z", Verdict.VERIFIED),
        # The night of 29 March 2026, when Paris skips from two to three o'clock.
        ("2026-03-01T02:30:00+01:00", "2026-03-29T02:30:00+02:00", Verdict.VERIFIED),
    ],
)
def test_t08_the_period_of_a_badge_is_compared_as_instants(world, now, start, end, verdict):
    badge = world.issue_badge(validFrom=start, validUntil=end)

    assert verdict == world.verify(badge, now).verdict
