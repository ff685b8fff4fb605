"""CSV as spreadsheets write it; no cell of ours is a formula (hardening W10, W11)."""

import csv
import io

import pytest

from badger.issuer.csv_text import (
    CsvBroken,
    CsvEncodingUnknown,
    CsvTooLong,
    has_control_characters,
    quiet_cell,
    read_table,
    write_table,
)

FORMULAS = [
    "=1+1",
    "+1",
    "-1",
    "@SUM(A1)",
    "\t=1",
    "\r=1",
    "\n=1",
    " =1",
    "\u00a0=1",
    "=cmd|' /C calc'!A0",
    '=HYPERLINK("http://example.org","x")',
    "＝1+1",
    "＋1",
    "－1",
    "＠x",
    "=IMPORTXML(CONCAT(A1))",
    "-2+3+cmd|' /C calc'!D2",
    "@",
    "=",
    "'=1",
]


def cells(data: bytes) -> list[tuple[str, ...]]:
    return [row for _, row in read_table(data).lines]


@pytest.mark.parametrize("formula", FORMULAS)
def test_w10_no_cell_begins_as_a_formula_does(formula):
    text = write_table([[formula, "x"]]).decode("utf-8-sig")
    (row,) = csv.reader(io.StringIO(text, newline=""), delimiter=";")
    assert "'" == row[0][0]


@pytest.mark.parametrize("formula", FORMULAS)
def test_w10_what_was_kept_quiet_is_read_as_it_was(formula):
    text = formula.strip()
    assert [(text, "x")] == cells(write_table([[text, "x"]]))


@pytest.mark.parametrize("text", ["", "1", "Exemple Un", "d'accord", "a=b", "1-2"])
def test_w10_an_ordinary_cell_stays_as_it_is(text):
    assert text == quiet_cell(text)


TABLE = [("code", "nom"), ("a", "Élodie"), ("b", 'dit « oui »; et "non"')]
TEXT = 'code;nom\r\na;Élodie\r\nb;"dit « oui »; et ""non"""\r\n'


@pytest.mark.parametrize(
    ("data", "encoding"),
    [
        (TEXT.encode(), "utf-8"),
        (TEXT.encode("utf-8-sig"), "utf-8"),
        (TEXT.encode("windows-1252"), "windows-1252"),
        (TEXT.replace("\r\n", "\n").encode(), "utf-8"),
        (TEXT.replace("\r\n", "\n").rstrip().encode(), "utf-8"),
        (f"{TEXT};;;\r\n\r\n".encode(), "utf-8"),
    ],
)
def test_w11_the_same_table_is_read_however_it_was_saved(data, encoding):
    assert TABLE == cells(data)
    assert encoding == read_table(data).encoding


def test_w11_commas_separate_where_the_first_line_says_so():
    data = 'code,nom\na,Élodie\nb,"dit « oui »; et ""non"""\n'.encode()
    assert TABLE == cells(data)


def test_w11_what_we_write_has_a_mark_and_is_read_again():
    data = write_table(TABLE)
    assert b"\xef\xbb\xbf" == data[:3]
    assert TABLE == cells(data)


@pytest.mark.parametrize(
    "data",
    [
        TEXT.encode("utf-16"),
        TEXT.encode("utf-16-be"),
        b"a;b\n\0;c",
        b"PK\x03\x04\0",
        b"\x81;\x8d\n",
    ],
)
def test_w11_what_is_no_text_is_refused(data):
    with pytest.raises(CsvEncodingUnknown):
        read_table(data)


@pytest.mark.parametrize("data", [b'code;nom\na;"open\nb;c\n', b'code;nom\na;"x"y\n'])
def test_w11_a_quote_left_open_is_refused_with_its_line(data):
    with pytest.raises(CsvBroken) as refusal:
        read_table(data)
    assert refusal.value.facts["line"] >= 2


def test_w11_a_cell_of_a_megabyte_is_refused():
    with pytest.raises(CsvBroken):
        read_table(b"code;nom\na;" + b"x" * 1_000_000)


def test_w11_ten_thousand_lines_are_read_and_one_more_is_not():
    read_table(b"code;nom\n" + b"a;b\n" * 10_000)
    with pytest.raises(CsvTooLong) as refusal:
        read_table(b"code;nom\n" + b"a;b\n" * 10_001)
    assert {"limit": 10_000} == refusal.value.facts


def test_w11_a_file_of_separators_alone_is_too_long():
    ((_, cells),) = read_table(b"a" + b";" * 999_999).lines
    assert 1_000_000 == len(cells)
    for separators in (b";" * 1_000_000, (b";" * 499_999 + b"\n") * 3):
        with pytest.raises(CsvTooLong):
            read_table(b"a" + separators)


def test_w11_an_empty_file_has_no_lines():
    assert [] == cells(b"")


def test_lines_keep_their_numbers_where_a_cell_has_several():
    table = read_table(b'code;nom\na;"deux\nlignes"\n\nb;c\n')
    assert [1, 3, 5] == [number for number, _ in table.lines]


def test_a_sign_that_shows_nothing_is_told_apart_from_a_line_break():
    assert has_control_characters("a\x07b")
    assert not has_control_characters("a\nb\tc")
