"""The one strict JSON loader."""

import json
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from badger.credentials.strict_json import (
    DEFAULT_LIMITS,
    BadEncoding,
    DuplicateKey,
    JsonLimits,
    KeyTooLong,
    LoneSurrogate,
    NotAnObject,
    NulCharacter,
    NumberOutOfRange,
    StringTooLong,
    TooDeep,
    TooLarge,
    TooManyItems,
    TooManyKeys,
    UnreadableJson,
    parse_json,
    parse_object,
)


def test_a_plain_badge_is_read_as_it_is_written():
    expected = {"name": "Esprit d'équipe", "levels": [1, 2.5, True, None], "more": {}}

    assert expected == parse_json(
        '{"name": "Esprit d\'équipe", "levels": [1, 2.5, true, null], "more": {}}'.encode()
    )


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (b'"\\u00e9\\ud83d\\ude00"', "é😀"),
        (b'"\\\\u0000"', "\\u0000"),
        (b'"\\\\ud800"', "\\ud800"),
        (b"-0", 0),
        (b"9007199254740991", 2**53 - 1),
        (b"-9007199254740991", 1 - 2**53),
        (b"123e45", 1.23e47),
        (b"1E-400", 0.0),
        (b" \t\r\n1 \t\r\n", 1),
        (b"null", None),
    ],
)
def test_a_value_at_the_edge_of_the_rules_is_read(text, expected):
    assert expected == parse_json(text)


@pytest.mark.parametrize(
    "text",
    [
        b"",
        b" ",
        b"{",
        b"[1,]",
        b'{"a":1,}',
        b"{'a':1}",
        b"[1 2]",
        b"01",
        b"+1",
        b".5",
        b"1.",
        b"0x10",
        b"1 x",
        b'"\n"',
        b'"\\x41"',
        b'"\\u12g4"',
        b"\x0c1",
        b"True",
        b"{1:2}",
        b'{"a"}',
        b"// note\n1",
    ],
)
def test_t03_text_that_is_no_json_is_refused_with_its_place(text):
    with pytest.raises(UnreadableJson) as caught:
        parse_json(text)

    assert "json.syntax" == caught.value.reason
    assert {"line", "column"} == set(caught.value.facts)


@pytest.mark.parametrize(
    ("text", "error"),
    [
        (b'{"a":1,"a":2}', DuplicateKey),
        (b'{"a":1,"\\u0061":1}', DuplicateKey),
        (b'[{"x":{"":0,"":0}}]', DuplicateKey),
        (b"NaN", NumberOutOfRange),
        (b"[-Infinity]", NumberOutOfRange),
        (b"1e400", NumberOutOfRange),
        (b"-1E+999", NumberOutOfRange),
        (b"9007199254740992", NumberOutOfRange),
        (b"1" * 5000, NumberOutOfRange),
        (b"\xef\xbb\xbf{}", BadEncoding),
        ("{}".encode("utf-16"), BadEncoding),
        (b'"\xff"', BadEncoding),
        (b'"\xed\xa0\x80"', BadEncoding),
        (b'"\\ud800"', LoneSurrogate),
        (b'"\\ude00\\ud83d"', LoneSurrogate),
        (b'{"\\uDFFF":1}', LoneSurrogate),
        (b'[{"a":["\\u0000"]}]', NulCharacter),
    ],
)
def test_bytes_with_two_readings_are_refused(text, error):
    with pytest.raises(error):
        parse_json(text)


def test_the_name_that_appears_twice_is_told():
    with pytest.raises(DuplicateKey) as caught:
        parse_json(b'{"x":1,"issuer":1,"y":2,"issuer":2}')

    assert {"key": "issuer"} == caught.value.facts


def test_a_name_that_no_terminal_shows_is_told_by_escapes():
    with pytest.raises(DuplicateKey) as caught:
        parse_json(b'{"\\u202e":1,"\\u202e":2}')

    assert {"key": r"\u202e"} == caught.value.facts


SMALL = JsonLimits(max_bytes=60, max_depth=3, max_string_bytes=8, max_keys=3, max_number=9)


@pytest.mark.parametrize(
    "text",
    [
        b"[" + b" " * 58 + b"]",
        b"[[[1]]]",
        b'{"a":{"b":[]}}',
        b'["12345678"]',
        '["éééé"]'.encode(),
        b'{"a":1,"b":{"c":2}}',
        b'{"12345678":1}',
        b"[9,-9]",
    ],
)
def test_t02_what_stands_at_a_limit_passes(text):
    assert parse_json(text, limits=SMALL) is not None


@pytest.mark.parametrize(
    ("text", "error"),
    [
        (b"[" + b" " * 59 + b"]", TooLarge),
        (b"[[[[]]]]", TooDeep),
        (b'{"a":{"b":[{}]}}', TooDeep),
        (b'["123456789"]', StringTooLong),
        ('["ééééé"]'.encode(), StringTooLong),
        (b'{"a":1,"b":{"c":2,"d":3}}', TooManyKeys),
        (b'{"123456789":1}', KeyTooLong),
        (b"10", NumberOutOfRange),
        (b"-10", NumberOutOfRange),
    ],
)
def test_t02_what_stands_above_a_limit_is_refused(text, error):
    with pytest.raises(error):
        parse_json(text, limits=SMALL)


def test_t02_members_are_counted_whatever_the_length_of_the_text():
    objects = b"[" + b",".join([b'{"":1}'] * 5_001) + b"]"
    spread = objects.replace(b",", b" " * 100 + b",", 1)

    for text in (objects, spread):
        with pytest.raises(TooManyKeys):
            parse_json(text)


def test_the_default_limits_are_those_of_the_documentation():
    assert JsonLimits(262_144, 32, 65_536, 5_000, 10_000, 9_007_199_254_740_991) == DEFAULT_LIMITS


@pytest.mark.parametrize("text", [b"[]", b'"a"', b"1", b"true", b"null"])
def test_a_document_that_is_no_object_is_refused(text):
    with pytest.raises(NotAnObject):
        parse_object(text)


def test_an_object_is_given_as_it_is():
    assert {"a": []} == parse_object(b'{"a":[]}')


@given(st.binary(max_size=200))
def test_no_bytes_escape_the_errors_of_the_loader(data):
    try:
        parse_json(data)
    except UnreadableJson as error:
        assert error.reason.startswith("json.")


_SAFE_TEXT = st.text(st.characters(codec="utf-8", exclude_characters="\0"), max_size=20)
_VALUES = st.recursive(
    st.none() | st.booleans() | st.integers(1 - 2**53, 2**53 - 1) | _SAFE_TEXT,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(_SAFE_TEXT, inner, max_size=4),
    max_leaves=20,
)


@given(_VALUES, st.booleans())
def test_what_json_writes_is_read_back(value, ascii_only):
    assert value == parse_json(json.dumps(value, ensure_ascii=ascii_only).encode())


@pytest.mark.parametrize("piece", ['\\"', "\\\\", "\\u0041", "é", "a"])
def test_t02_a_long_string_among_short_ones_is_found_whatever_it_is_made_of(piece):
    limits = replace(DEFAULT_LIMITS, max_bytes=1_000_000)
    letter = json.loads(f'"{piece}"')
    fits = 65_536 // len(letter.encode())

    text = f'{{"short": "b", "long": "{piece * fits}"}}'
    assert {"short": "b", "long": letter * fits} == parse_json(text.encode(), limits=limits)
    with pytest.raises(StringTooLong):
        parse_json(text.replace('"}', f'{piece}"}}').encode(), limits=limits)


def test_t02_ten_thousand_items_are_read_and_one_more_is_refused():
    # Items are counted over all arrays: 2 of the outer one, and those of the two inner ones.
    rows = [[0] * 4_999, [0] * 4_999]

    assert rows == parse_json(json.dumps(rows).encode())
    rows[0].append(0)
    with pytest.raises(TooManyItems):
        parse_json(json.dumps(rows).encode())


def _depth(value) -> int:
    """How many objects and arrays stand inside one another, the value itself among them."""
    if not isinstance(value, dict | list):
        return 0
    inside = value.values() if isinstance(value, dict) else value
    return 1 + max(map(_depth, inside), default=0)


def _items(value) -> int:
    if not isinstance(value, dict | list):
        return 0
    inside = list(value.values() if isinstance(value, dict) else value)
    return (len(value) if isinstance(value, list) else 0) + sum(map(_items, inside))


_BRACKETS = st.text("[]{}", max_size=6)
_NESTED = st.recursive(
    st.just(1) | _BRACKETS,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(_BRACKETS, inner, max_size=3),
    max_leaves=30,
)


@given(_NESTED, st.integers(1, 6), st.integers(0, 12))
def test_t02_no_bracket_in_a_string_hides_depth_or_items(value, max_depth, max_items):
    limits = replace(DEFAULT_LIMITS, max_depth=max_depth, max_items=max_items)
    fits = _depth(value) <= max_depth and _items(value) <= max_items

    try:
        parse_json(json.dumps(value, separators=(",", ":")).encode(), limits=limits)
    except (TooDeep, TooManyItems):
        assert not fits
    else:
        assert fits


@pytest.mark.parametrize(
    "text", ["[" * 32 + "]" * 32, '{"a":' * 32 + "1" + "}" * 32, " " * 99 + "[" * 32 + "]" * 32]
)
def test_t02_thirty_two_levels_are_read_and_one_more_is_refused(text):
    parse_json(text.encode())
    with pytest.raises(TooDeep):
        parse_json(f"[{text}]".encode())
