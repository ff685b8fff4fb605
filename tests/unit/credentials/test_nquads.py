"""Text of canonical N-Quads: what is escaped, what is read, what is refused."""

import pytest

from badger.credentials.canonical import canonicalize_dataset
from badger.credentials.canonical_errors import DataLoss, InvalidIri, UnreadableNquads
from badger.credentials.nquads import bracket, quote

ESCAPES = {
    "plain é 🏆 \u202e": "plain é 🏆 \u202e",
    'a"b\\c': r"a\"b\\c",
    "\b\t\n\f\r": r"\b\t\n\f\r",
    "\x00\x07\x0b\x0e\x1f": r"\u0000\u0007\u000B\u000E\u001F",
    "\x7f": r"\u007F",
    '"\x7f\n\\': r"\"\u007F\n\\",
    "\x80\u0085\u00a0\u2028": "\x80\u0085\u00a0\u2028",
    "\ufffe\uffff\U0001fffe": "\\uFFFE\\uFFFF\U0001fffe",
    "": "",
}


@pytest.mark.parametrize("text", sorted(ESCAPES))
def test_a_literal_is_escaped_as_canonical_nquads_ask(text):
    assert f'"{ESCAPES[text]}"' == quote(text)


@pytest.mark.parametrize("text", sorted(ESCAPES))
def test_what_is_written_is_read_again(text):
    line = f"<urn:a> <urn:b> {quote(text)} .\n"
    assert line == canonicalize_dataset(line).nquads


@pytest.mark.parametrize("text", ["\ud800", "a\udfff"])
def test_t04_a_lone_surrogate_is_no_text(text):
    with pytest.raises(DataLoss):
        quote(text)


@pytest.mark.parametrize("iri", ["urn:x", "did:web:a.example#k", "https://é.example/é?q=[1]#%20"])
def test_an_absolute_iri_stands_in_brackets(iri):
    assert f"<{iri}>" == bracket(iri)


@pytest.mark.parametrize("iri", ["", "x", "urn:a b", "urn:\ufffe", 'urn:"', "urn:`", "urn:{}"])
def test_l08_no_other_iri_does(iri):
    with pytest.raises(InvalidIri):
        bracket(iri)


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("<urn:a> <urn:b> <urn:c> .", "<urn:a> <urn:b> <urn:c> .\n"),
        ("<urn:a><urn:b>\t<urn:c>.# why", "<urn:a> <urn:b> <urn:c> .\n"),
        ("_:a <urn:b> _:c _:g.", "_:c14n2 <urn:b> _:c14n0 _:c14n1 .\n"),
        ("_:a.b <urn:b> _:a.b <urn:g> .", "_:c14n0 <urn:b> _:c14n0 <urn:g> .\n"),
        ('<urn:a> <urn:b> "x"@fr-FR .', '<urn:a> <urn:b> "x"@fr-FR .\n'),
        ('<urn:a> <urn:b> "1"^^<urn:t> <urn:g> .', '<urn:a> <urn:b> "1"^^<urn:t> <urn:g> .\n'),
        (
            '<urn:a> <urn:b> "x"^^<http://www.w3.org/2001/XMLSchema#string> .',
            '<urn:a> <urn:b> "x" .\n',
        ),
        (
            r"<urn:\u00e9> <urn:\U0001F3C6> " + r'"\u0041\U00000042\'\"" .',
            '<urn:é> <urn:🏆> "AB\'\\"" .\n',
        ),
        ("# a comment\n  \n\n", ""),
        ("<urn:a> <urn:b> <urn:c> .\r\n<urn:a> <urn:b> <urn:c> .\r", "<urn:a> <urn:b> <urn:c> .\n"),
    ],
)
def test_nquads_are_read_as_their_grammar_says(line, expected):
    found = canonicalize_dataset(line).nquads
    assert sorted(expected.split()) == sorted(found.split()) if "_:c" in line else expected == found


@pytest.mark.parametrize(
    "line",
    [
        "<urn:a> <urn:b> <urn:c>",
        "<urn:a> _:b <urn:c> .",
        '"x" <urn:b> <urn:c> .',
        "<urn:a b> <urn:b> <urn:c> .",
        '<urn:a> <urn:b> "a"b" .',
        r'<urn:a> <urn:b> "\x" .',
        r'<urn:a> <urn:b> "\U00110000" .',
        r"<urn:\u0020> <urn:b> <urn:c> .",
        "<urn:a> <urn:b> <urn:c> . .",
        "nothing",
    ],
)
def test_other_lines_are_refused(line):
    with pytest.raises(UnreadableNquads) as caught:
        canonicalize_dataset(line)
    assert "line" in caught.value.facts
