"""CSV as spreadsheets write and read it: encodings, separators, cells that are no formulas.

Source: RFC 4180, OWASP CSV Injection, hardening W10 and W11.
"""

import csv
import io
import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from badger.issuer.errors import IssuerError

MAX_ROWS: Final = 10_000
# A hundred a line: a file of separators alone holds millions, each of which takes its time.
MAX_CELLS: Final = 100 * MAX_ROWS
SEPARATOR: Final = ";"
BYTE_ORDER_MARK: Final = "\ufeff"
# What a spreadsheet takes for the beginning of a formula, in both widths.
FORMULA: Final = tuple("=+-@\t\r\n＝＋－＠")
OTHER_ENCODINGS: Final = (b"\xff\xfe", b"\xfe\xff")
FIRST_CELL: Final = re.compile(r'"?[^";,]*"?([;,])')


class CsvEncodingUnknown(IssuerError):
    """The file is neither UTF-8 nor Windows-1252 text."""

    code = "csv.encoding"


class CsvBroken(IssuerError):
    """The file is no table from that line on."""

    code = "csv.broken"


class CsvTooLong(IssuerError):
    """The file has more lines than anybody typed."""

    code = "csv.too_long"


@dataclass(frozen=True, slots=True)
class CsvTable:
    """A file that was read. lines: (number in the file, cells), blank ones left out.

    encoding: "utf-8" or "windows-1252".
    """

    lines: tuple[tuple[int, tuple[str, ...]], ...]
    encoding: str


def read_table(data: bytes) -> CsvTable:
    """Read UTF-8 (with or without mark) or Windows-1252, separated by ; or ,.

    Cells come without blanks around them and without the sign that keeps a formula quiet.
    Raises: CsvEncodingUnknown, CsvBroken, CsvTooLong.
    """
    text, encoding = _decoded(data)
    found = FIRST_CELL.match(text)
    reader = csv.reader(
        io.StringIO(text, newline=""), delimiter=found[1] if found else SEPARATOR, strict=True
    )
    lines: list[tuple[int, tuple[str, ...]]] = []
    seen = 0
    try:
        for cells in reader:
            seen += len(cells)
            if seen > MAX_CELLS:
                raise CsvTooLong(limit=MAX_ROWS)
            read = tuple(_read_cell(cell) for cell in cells)
            if any(read):
                lines.append((reader.line_num, read))
            if len(lines) > MAX_ROWS + 1:
                raise CsvTooLong(limit=MAX_ROWS)
    except csv.Error:
        raise CsvBroken(line=reader.line_num) from None
    return CsvTable(tuple(lines), encoding)


def write_table(rows: Iterable[Sequence[str]]) -> bytes:
    """Write a table that spreadsheets open as it is: UTF-8 with mark, ;, no cell a formula."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, delimiter=SEPARATOR, lineterminator="\r\n")
    writer.writerows([quiet_cell(cell) for cell in row] for row in rows)
    return f"{BYTE_ORDER_MARK}{text.getvalue()}".encode()


def quiet_cell(text: str) -> str:
    """Put ' before a cell that a spreadsheet would compute (CWE-1236), or that begins so."""
    return f"'{text}" if text.lstrip(" \u00a0").startswith((*FORMULA, "'")) else text


def has_control_characters(text: str) -> bool:
    """Tell whether a cell holds signs that show nothing, line breaks and tabs apart."""
    return any(unicodedata.category(one) == "Cc" and one not in "\n\t" for one in text)


def without_blank_end(row: Sequence[str], width: int) -> Sequence[str]:
    """Leave out the empty cells that spreadsheets add beyond the last column."""
    end = len(row)
    while end > width and not row[end - 1]:
        end -= 1
    return row[:end]


def first_difference(given: Sequence[str], expected: Sequence[str]) -> tuple[int, str, str] | None:
    """Compare a first line with what it should be; blanks do not count.

    Returns: None where they are the same; else the column from 1, what is there, what should be.
    """
    given = without_blank_end(given, len(expected))
    for place, wanted in enumerate(expected):
        seen = given[place] if place < len(given) else ""
        if " ".join(seen.split()) != " ".join(wanted.split()):
            return place + 1, seen[:60], wanted
    if len(given) > len(expected):
        return len(expected) + 1, given[len(expected)][:60], ""
    return None


def _read_cell(cell: str) -> str:
    text = cell.replace("\r\n", "\n").strip()
    return text[1:] if text.startswith("'") and quiet_cell(text[1:]) != text[1:] else text


def _decoded(data: bytes) -> tuple[str, str]:
    if data.startswith(OTHER_ENCODINGS) or b"\0" in data:
        raise CsvEncodingUnknown
    try:
        return data.decode("utf-8-sig"), "utf-8"
    except UnicodeDecodeError:
        pass
    try:
        return data.decode("windows-1252"), "windows-1252"
    except UnicodeDecodeError:
        raise CsvEncodingUnknown from None
