"""RFC 8785: the short way and the long way write the same bytes."""

import pytest
import rfc8785
from hypothesis import example, given
from hypothesis import strategies as st

from badger.credentials.jcs import NotCanonical, canonical_json


# From RFC 8785, sections 3.2.2 to 3.2.4 and appendix B.
@pytest.mark.parametrize(
    ("value", "text"),
    [
        (
            {
                "numbers": [333333333.33333329, 1e30, 4.50, 2e-3, 1e-27],
                "string": '\u20ac$\u000f\nA\'B"\\\\"/',
                "literals": [None, True, False],
            },
            '{"literals":[null,true,false],"numbers":[333333333.3333333,1e+30,4.5,0.002,1e-27],'
            '"string":"\u20ac$\\u000f\\nA\'B\\"\\\\\\\\\\"/"}',
        ),
        (
            {
                "\u20ac": "Euro Sign",
                "\r": "Carriage Return",
                "\ufb33": "Hebrew Letter Dalet With Dagesh",
                "1": "One",
                "\U0001f600": "Emoji: Grinning Face",
                "\u0080": "Control",
                "\u00f6": "Latin Small Letter O With Diaeresis",
            },
            '{"\\r":"Carriage Return","1":"One","\u0080":"Control",'
            '"\u00f6":"Latin Small Letter O With Diaeresis","\u20ac":"Euro Sign",'
            '"\U0001f600":"Emoji: Grinning Face","\ufb33":"Hebrew Letter Dalet With Dagesh"}',
        ),
        ([-0.0, 0.0, 1e21, 1e20, 5e-324, 1.7976931348623157e308, 1.0], None),
        ({"b": {"d": [], "c": {}}, "a": 9007199254740991}, None),
        ("\x7f\u2028\b\f\t\x01", '"\x7f\u2028\\b\\f\\t\\u0001"'),
    ],
)
def test_canonical_json_is_that_of_the_standard(value, text):
    numbers = "[0,0,1e+21,100000000000000000000,5e-324,1.7976931348623157e+308,1]"
    expected = (
        text or {list: numbers, dict: '{"a":9007199254740991,"b":{"c":{},"d":[]}}'}[type(value)]
    )

    assert expected.encode() == canonical_json(value)


def deep(levels: int) -> list:
    value: list = []
    for _ in range(levels):
        value = [value]
    return value


ENDLESS: list = []
ENDLESS.append(ENDLESS)


@pytest.mark.parametrize(
    "value",
    [
        float("nan"),
        [float("inf")],
        {"x": 2**53},
        [-(2**53)],
        {"\ud800": 1},
        ["\udfff"],
        [{1, 2}],
        deep(100_000),
        ENDLESS,
    ],
)
def test_a_value_that_json_cannot_carry_has_no_canonical_form(value):
    with pytest.raises(NotCanonical):
        canonical_json(value)


def test_a_deep_value_comes_out_the_same():
    assert b"[" * 101 + b"]" * 101 == canonical_json(deep(100))


_TEXT = st.text(st.characters(codec="utf-8"), max_size=8)
_VALUES = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(1 - 2**53, 2**53 - 1)
    | st.floats(allow_nan=False, allow_infinity=False)
    | _TEXT,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(_TEXT, inner, max_size=4),
    max_leaves=12,
)


@given(_VALUES)
@example({"\U0001f600": 1, "\ufb33": 2})
@example({"\uffff": 1, "\ud7ff": 2, "\ue000": 3})
def test_both_ways_write_the_same(value):
    assert rfc8785.dumps(value) == canonical_json(value)
